import { HttpFailure } from './http.ts'

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/

/** Framing and routing belong to the client; a caller who sets them splits requests or talks to another host. */
const OURS = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** What may follow a redirect to another origin: everything that could be a credential stays behind. */
const HARMLESS = new Set([
  'accept',
  'accept-language',
  'content-type',
  'if-modified-since',
  'if-none-match',
  'range',
  'user-agent',
])

/** Lower-case copy of the caller's headers; throws HttpFailure `bad-request` on line breaks and on framing headers. */
export function checkHeaders(headers: Record<string, string>): Record<string, string> {
  const checked: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase()
    if (!TOKEN.test(name) || OURS.has(lower) || lower.startsWith('sec-websocket-')) {
      throw new HttpFailure('bad-request', 'header name is not taken')
    }
    if (!VALUE.test(value)) throw new HttpFailure('bad-request', `value of header ${lower} is not taken`)
    checked[lower] = value
  }
  return checked
}

export function withoutCredentials(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name)))
}

export function withoutBodyHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('content-')))
}

/** As the reply tells them: one string each, no cookies. */
export function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const plain: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name === 'set-cookie') continue
    plain[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return plain
}
