import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { isPublicAddress, isWebPort } from './address.ts'

const INSIDE = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:0:8.8.8.8',
  '64:ff9b::a00:1',
  '64:ff9b:1::a00:1',
  '100::1',
  '2001::1',
  '2001:0:4136:e378:8000:63bf:3fff:fdd2',
  '2001:2::1',
  '2001:10::1',
  '2001:db8::1',
  '2002:7f00:1::1',
  '3fff::1',
  '5f00::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
]

test('nothing special, private or wrapped is public', () => {
  for (const address of INSIDE) assert.equal(isPublicAddress(address), false, address)
})

test('ordinary servers are public', () => {
  for (const address of ['1.1.1.1', '8.8.8.8', '172.32.0.1', '192.169.0.1', '223.255.255.1']) {
    assert.equal(isPublicAddress(address), true, address)
  }
  for (const address of ['2606:4700::1111', '2a00:1450:4007::1', '2001:4860:4860::8888']) {
    assert.equal(isPublicAddress(address), true, address)
  }
})

test('what is no canonical address is not public', () => {
  for (const text of [
    '',
    'localhost',
    '0x7f.1',
    '0177.0.0.1',
    '2130706433',
    '8.8.8',
    '08.8.8.8',
    '8.8.8.8.',
    '1::2::3',
  ]) {
    assert.equal(isPublicAddress(text), false, text)
  }
})

test('no wrapping of any IPv4 address in IPv6 is public', () => {
  const hex = (high: number, low: number) => ((high << 8) | low).toString(16)
  fc.assert(
    fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)), ([a, b, c, d]) => {
      const tail = `${hex(a, b)}:${hex(c, d)}`
      for (const address of [
        `::${tail}`,
        `::ffff:${tail}`,
        `::ffff:${a}.${b}.${c}.${d}`,
        `::ffff:0:${tail}`,
        `64:ff9b::${tail}`,
        `64:ff9b:1::${tail}`,
        `2002:${tail}::1`,
        `2001:0:0:0:0:0:${tail}`,
      ]) {
        assert.equal(isPublicAddress(address), false, address)
      }
    }),
  )
})

test('ports: the web and the high ones, without those that obey other protocols', () => {
  for (const port of [80, 443, 1025, 2368, 3000, 4300, 8080, 8443, 65_535])
    assert.equal(isWebPort(port), true, `${port}`)
  for (const port of [
    0, 21, 22, 25, 53, 81, 143, 445, 587, 2375, 3306, 5432, 6379, 6667, 9200, 11_211, 27_017,
  ]) {
    assert.equal(isWebPort(port), false, `${port}`)
  }
})
