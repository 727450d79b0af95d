import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromBase64Url, toBase64Url } from './webauthn.ts'

test('bytes are written and read as WebAuthn’s JSON has them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const text = toBase64Url(Uint8Array.from(bytes).buffer)
      assert.equal(text, Buffer.from(bytes).toString('base64url'))
      assert.deepEqual([...fromBase64Url(text)], [...bytes])
    }),
  )
})
