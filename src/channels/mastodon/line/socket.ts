import { HttpFailure, type SafeSocket, type SocketMessage } from '../../../../lib/http/index.ts'
import type { Client, Instance } from '../api/index.ts'
import { event } from '../wire/wire.ts'

export interface Subscription {
  stream: string
  tag?: string
}

export interface Told {
  streams: string[]
  event: string
  /** An id, or what the JSON says; undefined for nonsense. */
  payload: unknown
}

/**
 * One connection for all subscriptions: the first by the address, as every server takes it, the others by message. The
 * token goes in a header; a server that does not look there gets it in the address.
 */
export async function openStream(
  client: Client,
  instance: Instance,
  [first, ...more]: [Subscription, ...Subscription[]],
): Promise<SafeSocket> {
  const url = new URL('/api/v1/streaming', instance.streaming)
  for (const [name, value] of Object.entries(first)) url.searchParams.set(name, value)
  const options = { maxPayload: 4 * 1024 * 1024, signal: client.host.signal }
  const socket = await client.host.http
    .openWebSocket(url.href, { ...options, headers: { authorization: `Bearer ${client.token}` } })
    .catch((error: unknown) => {
      if (!(error instanceof HttpFailure) || !/answered 40[013]/.test(error.message)) throw error
      url.searchParams.set('access_token', client.token)
      return client.host.http.openWebSocket(url.href, options)
    })
  for (const one of more) socket.send(JSON.stringify({ type: 'subscribe', ...one }))
  return socket
}

/** True where the server has no stream for us, rather than being out of reach. */
export function hasNoStream(error: unknown): boolean {
  return error instanceof HttpFailure && error.kind === 'bad-response'
}

export function toldIn(message: SocketMessage): Told | undefined {
  const read = typeof message === 'string' ? event.safeParse(parsed(message)).data : undefined
  if (!read) return undefined
  const isId = read.event === 'delete' || read.event === 'announcement.delete'
  const payload = isId ? read.payload : parsed(read.payload ?? '')
  return { streams: read.stream, event: read.event, payload }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
