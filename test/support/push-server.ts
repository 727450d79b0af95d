import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Pushed {
  path: string
  headers: Record<string, string | string[] | undefined>
  /** What the browser reads. */
  text: string
}

/** One browser that subscribed: what it gives the server, and what reads what is written to it. */
export interface PushBrowser {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

export interface PushServer {
  heard: Pushed[]
  /** What the service answers, by path. */
  answer: (path: string) => number | { status: number; headers: Record<string, string> }
  subscribe(): PushBrowser
  close(): Promise<void>
}

/** A push service on loopback, and the browsers behind it, which decrypt what they are sent. */
export async function startPush(): Promise<PushServer> {
  const browsers = new Map<string, { curve: ECDH; auth: Buffer }>()
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const path = request.url ?? ''
    const browser = browsers.get(path)
    const answer = browser ? server.answer(path) : 404
    const { status, headers } = typeof answer === 'number' ? { status: answer, headers: {} } : answer
    if (browser && status < 300) {
      const text = decrypt(Buffer.concat(chunks), browser.curve, browser.auth)
      server.heard.push({ path, headers: request.headers, text })
    }
    response.writeHead(status, headers).end()
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const server: PushServer = {
    heard: [],
    answer: () => 201,
    subscribe() {
      const curve = createECDH('prime256v1')
      curve.generateKeys()
      const auth = randomBytes(16)
      const path = `/push/${randomBytes(8).toString('hex')}`
      browsers.set(path, { curve, auth })
      const keys = { p256dh: curve.getPublicKey('base64url'), auth: auth.toString('base64url') }
      return { endpoint: origin + path, keys }
    },
    close: async () => {
      http.closeAllConnections()
      http.close()
      await once(http, 'close')
    },
  }
  return server
}

/** As a browser does (RFC 8291): by its own key and the sender's, which the message bears. */
export function decrypt(message: Buffer, curve: ECDH, auth: Buffer): string {
  const salt = message.subarray(0, 16)
  const length = message.readUInt8(20)
  const sender = message.subarray(21, 21 + length)
  const body = message.subarray(21 + length)
  const derived = (secret: Buffer, from: Buffer, info: Buffer, size: number) =>
    Buffer.from(hkdfSync('sha256', secret, from, info, size))
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), curve.getPublicKey(), sender])
  const input = derived(curve.computeSecret(sender), auth, info, 32)
  const key = derived(input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derived(input, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(body.subarray(-16))
  const plain = Buffer.concat([decipher.update(body.subarray(0, -16)), decipher.final()])
  // Padding comes after a 2 that ends the words.
  return plain.subarray(0, plain.lastIndexOf(2)).toString()
}
