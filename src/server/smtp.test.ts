import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from './config.ts'
import { readSender, readSmtpUrl } from './smtp.ts'

test('a sending server is named by one address', () => {
  assert.deepEqual(readSmtpUrl('smtps://veille%40maison.example:s%2Fecret@mail.maison.example'), {
    ...{ kind: 'smtp', host: 'mail.maison.example', port: 465, security: 'tls' },
    ...{ user: 'veille@maison.example', password: 's/ecret' },
  })
  const { port, security } = readSmtpUrl('smtp://mail.maison.example')
  assert.deepEqual([port, security], [587, 'starttls'])
  const relay = readSmtpUrl('smtp://127.0.0.1?security=clear')
  assert.deepEqual([relay.port, relay.security, relay.user], [25, 'clear', ''])
  assert.equal(readSmtpUrl('smtp://[::1]:2525?security=clear').host, '::1')
  for (const wrong of [
    '',
    'mail.maison.example',
    'https://mail.maison.example',
    'smtp://a b',
    'smtp://x?security=none',
  ])
    assert.throws(() => readSmtpUrl(wrong), Error, wrong)
})

test('what a password leaves unescaped is never taken for another server, and the words say what to write', () => {
  const cases: [string, RegExp][] = [
    // As it stands, host `veille` and port 25 of it: with the rest of the secret in its path.
    ['smtps://veille:25/secret@mail.maison.example', /%2F/],
    ['smtp://mail.maison.example/path', /a server alone/],
    ['smtp://mail.maison.example#top', /%23/],
    ['smtp://mail.maison.example:0', /a server alone/],
    ['smtp://a%zz@mail.maison.example', /%25/],
    ['smtps://a:100%@mail.maison.example', /%25/],
    ['smtps://a:b#c@mail.maison.example', /address of a sending server/],
  ]
  for (const [address, words] of cases) assert.throws(() => readSmtpUrl(address), words, address)
  for (const secret of ['a/b#c?d@e:f%g é', '%2F']) {
    const address = `smtps://${encodeURIComponent('x@y.fr')}:${encodeURIComponent(secret)}@mail.maison.example/`
    assert.deepEqual(
      [readSmtpUrl(address).user, readSmtpUrl(address).password, readSmtpUrl(address).host],
      ['x@y.fr', secret, 'mail.maison.example'],
    )
  }
  assert.equal(readSmtpUrl('smtps://mail.maison.example:2465?security=starttls').port, 2465)
  assert.equal(readSmtpUrl('smtps://mail.maison.example?security=starttls').port, 587)
})

test('a sender has an address, and perhaps a name', () => {
  assert.deepEqual(readSender('Veillée <veille@maison.example>'), {
    name: 'Veillée',
    address: 'veille@maison.example',
  })
  assert.deepEqual(readSender(' veille@maison.example '), { name: '', address: 'veille@maison.example' })
  for (const wrong of ['', 'Veillée', 'a@b@c', 'Veillée <a b@c.fr>', 'x\r\nBcc: all@maison.example'])
    assert.throws(() => readSender(wrong), Error, wrong)
})

test('the program refuses to start on a server or a sender that is none', () => {
  assert.throws(() => readConfig({ VEILLEE_SMTP_URL: 'mail.example' }), /VEILLEE_SMTP_URL must be/)
  assert.throws(() => readConfig({ VEILLEE_MAIL_FROM: 'nobody' }), /VEILLEE_MAIL_FROM must be/)
})
