import assert from 'node:assert/strict'
import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto'
import { test } from 'node:test'
import { decrypt } from '../../../../test/support/push-server.ts'
import { areKeys, encrypt, MOST_BYTES } from './encrypt.ts'
import { authorisation, vapidOf } from './vapid.ts'

const bytes = (text: string) => Buffer.from(text, 'base64url')

test('the example of RFC 8291 comes out byte for byte', () => {
  const keys = {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  }
  const made = encrypt('When I grow up, I want to be a watermelon', keys, {
    privateKey: bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'),
    salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'),
  })
  assert.equal(
    made.toString('base64url'),
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  )
})

test('a browser reads what was written to it, up to the longest that fits, and nothing that is longer leaves', () => {
  const curve = createECDH('prime256v1')
  curve.generateKeys()
  const auth = randomBytes(16)
  const keys = { p256dh: curve.getPublicKey('base64url'), auth: auth.toString('base64url') }
  for (const text of ['', 'Bonjour', 'é'.repeat(MOST_BYTES / 2)]) {
    assert.equal(decrypt(encrypt(text, keys), curve, auth), text)
  }
  assert.ok(encrypt('a'.repeat(MOST_BYTES), keys).byteLength <= 4096)
  assert.throws(() => encrypt('a'.repeat(MOST_BYTES + 1), keys))
  assert.equal(areKeys(keys), true)
  assert.equal(areKeys({ ...keys, auth: 'AAAA' }), false)
  assert.equal(areKeys({ ...keys, p256dh: randomBytes(65).toString('base64url') }), false)
})

test('who sends is told by a token that the key of the subscription verifies', () => {
  const secret = Buffer.alloc(32, 7)
  const vapid = vapidOf(secret, 'https://veillee.example')
  assert.equal(vapidOf(secret, '').publicKey, vapid.publicKey, 'the same in every process')
  assert.notEqual(vapidOf(Buffer.alloc(32, 8), '').publicKey, vapid.publicKey)
  // The order of the curve itself is no key; it must give one all the same.
  assert.equal(bytes(vapidOf(Buffer.alloc(32, 0xff), '').publicKey).byteLength, 65)
  assert.equal(bytes(vapidOf(Buffer.alloc(32, 0), '').publicKey).byteLength, 65)
  const now = new Date('2026-11-22T10:00:00Z')
  const [, token = '', key = ''] =
    /^vapid t=(\S+), k=(\S+)$/.exec(authorisation(vapid, 'https://push.example/a?b', now)) ?? []
  assert.equal(key, vapid.publicKey)
  const [head = '', claims = '', signature = ''] = token.split('.')
  assert.deepEqual(JSON.parse(bytes(head).toString()), { typ: 'JWT', alg: 'ES256' })
  assert.deepEqual(JSON.parse(bytes(claims).toString()), {
    aud: 'https://push.example',
    exp: now.getTime() / 1000 + 12 * 3600,
    sub: 'https://veillee.example',
  })
  const point = bytes(key)
  const jwk = {
    ...{ kty: 'EC', crv: 'P-256' },
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
  const signed = Buffer.from(`${head}.${claims}`)
  assert.ok(verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes(signature)))
})
