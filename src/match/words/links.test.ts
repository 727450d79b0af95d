import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { above, domainOf, domainOfAddress, wordsOfDomain } from './links.ts'

test('of an address the host is read, as it travels and without www.', () => {
  const CASES: [string, string | undefined][] = [
    ['airfrance.fr', 'airfrance.fr'],
    ['WWW.AirFrance.FR/vols?x=1#y', 'airfrance.fr'],
    ['user:pass@airfrance.fr/x', 'airfrance.fr'],
    ['airfrance.fr:8443/x', 'airfrance.fr'],
    ['airfrance.fr\\@evil.example', 'airfrance.fr'],
    ['airfrance.fr?@evil.example', 'airfrance.fr'],
    ['a@b@shop.example', 'shop.example'],
    ['bücher.de', 'xn--bcher-kva.de'],
    ['www.www.fr', 'www.fr'],
    ['wwwx.fr', 'wwwx.fr'],
    ['localhost', undefined],
    ['a.b', undefined],
    ['two words.fr', undefined],
    ['', undefined],
    ['/path.fr', undefined],
    [`${'a'.repeat(60)}.`.repeat(5).concat('fr'), undefined],
    ['exa\0mple.fr', undefined],
  ]
  for (const [address, domain] of CASES) assert.equal(domainOf(address), domain, JSON.stringify(address))
})

test('a whole address is one of the web', () => {
  assert.equal(domainOfAddress('HTTPS://www.Orange.fr/a'), 'orange.fr')
  assert.equal(domainOfAddress('https://orange.fr/a\nb'), 'orange.fr')
  for (const none of [
    undefined,
    '',
    'orange.fr',
    'ftp://orange.fr',
    'at://did:plc:x/app',
    ' https://orange.fr',
  ])
    assert.equal(domainOfAddress(none), undefined, none)
})

test('whatever is written, a domain is one that an address has, in lower case, and no longer than names get', () => {
  const part = fc.string({ unit: fc.constantFrom(...'abé.-_@:/?#\\%[]ßİ 0１。'), maxLength: 30 })
  fc.assert(
    fc.property(part, (written) => {
      const domain = domainOf(written)
      if (domain === undefined) return
      assert.ok(domain.length <= 253 && domain === domain.toLowerCase())
      assert.ok(!/[\s/@?#]/u.test(domain), domain)
      assert.equal(new URL(`http://${domain}`).hostname, domain)
    }),
    { numRuns: 2000 },
  )
})

test('a domain stands under those above it, six names at most, its own among them', () => {
  assert.deepEqual(above('shop.air.fr'), ['shop.air.fr', 'air.fr', 'fr'])
  assert.deepEqual([above(undefined), above('')], [[], []])
  assert.deepEqual(above('a.b.c.d.e.f.g.fr'), [
    'c.d.e.f.g.fr',
    'd.e.f.g.fr',
    'e.f.g.fr',
    'f.g.fr',
    'g.fr',
    'fr',
  ])
})

test('the words of a domain are those a text has with it, or none where that is not sure', () => {
  assert.deepEqual(wordsOfDomain('coca-cola.fr'), ['coca', 'cola', 'fr'])
  assert.deepEqual(wordsOfDomain('www.air.fr'), ['air', 'fr'])
  for (const unsure of ['xn--socit-esab.fr', 'société.fr', 'a--b.fr', `${'a'.repeat(60)}.fr`])
    assert.deepEqual(wordsOfDomain(unsure), [], unsure)
})
