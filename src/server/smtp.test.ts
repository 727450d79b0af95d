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
