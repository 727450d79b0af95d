import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** A passkey authenticator in software (WebAuthn level 2, ES256, attestation `none`), for one site. */
export class Authenticator {
  readonly id = randomBytes(32)
  readonly #origin: string
  readonly #key: { publicKey: KeyObject; privateKey: KeyObject }
  #counter = 0

  constructor(origin: string) {
    this.#origin = origin
    this.#key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  }

  /** Answers registration options as `navigator.credentials.create` does. */
  register(options: { challenge: string; rp: { id: string } }) {
    const client = this.#client('webauthn.create', options.challenge)
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.id.length)
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, this.#coseKey()])
    const authData = Buffer.concat([this.#head(options.rp.id, 0x45), attested])
    const attestation = map([
      [text('fmt'), text('none')],
      [text('attStmt'), map([])],
      [text('authData'), bytes(authData)],
    ])
    return this.#credential({
      clientDataJSON: client.toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    })
  }

  /** Answers authentication options as `navigator.credentials.get` does. */
  authenticate(options: { challenge: string; rpId: string }) {
    this.#counter++
    const client = this.#client('webauthn.get', options.challenge)
    const authData = this.#head(options.rpId, 0x05)
    const signed = Buffer.concat([authData, createHash('sha256').update(client).digest()])
    return this.#credential({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', signed, this.#key.privateKey).toString('base64url'),
    })
  }

  #credential(response: Record<string, unknown>) {
    const id = this.id.toString('base64url')
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
  }

  #client(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }))
  }

  #head(site: string, flags: number): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.#counter)
    return Buffer.concat([createHash('sha256').update(site).digest(), Buffer.from([flags]), counter])
  }

  #coseKey(): Buffer {
    const { x, y } = this.#key.publicKey.export({ format: 'jwk' })
    return map([
      [Buffer.from([0x01]), Buffer.from([0x02])],
      [Buffer.from([0x03]), Buffer.from([0x26])],
      [Buffer.from([0x20]), Buffer.from([0x01])],
      [Buffer.from([0x21]), bytes(Buffer.from(x ?? '', 'base64url'))],
      [Buffer.from([0x22]), bytes(Buffer.from(y ?? '', 'base64url'))],
    ])
  }
}

/** The few shapes of CBOR (RFC 8949) that an attestation is made of. */
function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length])
  if (length < 256) return Buffer.from([(major << 5) | 24, length])
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255])
}
function text(value: string): Buffer {
  return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
}
function bytes(value: Buffer): Buffer {
  return Buffer.concat([head(2, value.length), value])
}
function map(entries: [Buffer, Buffer][]): Buffer {
  return Buffer.concat([head(5, entries.length), ...entries.flat()])
}
