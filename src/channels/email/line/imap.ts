import { ImapFlow } from 'imapflow'
import type { SafeHttp } from '../../../../lib/http/index.ts'
import { ChannelFailure } from '../../channel.ts'
import type { Server } from '../config.ts'
import { imapFailure } from './imap-failure.ts'
import { type Place, placesOf } from './place.ts'

const CONNECT_MS = 15_000
const SILENT_MS = 120_000
/** Half of what RFC 2177 allows before an idle connection counts as dead. */
const IDLE_MS = 10 * 60_000
const MEGABYTE = 1024 * 1024
/** A mail larger than this is read by its beginning only. */
export const LARGEST = 25 * MEGABYTE

/** A signed-in connection to one of the checked addresses; throws ChannelFailure. `signal` closes it. */
export async function openImap(server: Server, http: SafeHttp, signal: AbortSignal): Promise<ImapFlow> {
  let failure: ChannelFailure | undefined
  for (const place of await placesOf(server, http)) {
    if (signal.aborted) break
    try {
      return await connect(server, place, signal)
    } catch (error) {
      failure = imapFailure(error)
      // Another address of the same server would answer the same.
      if (failure.failure.kind !== 'unreachable') throw failure
    }
  }
  throw failure ?? new ChannelFailure({ kind: 'unreachable', detail: 'http.aborted' })
}

async function connect(server: Server, { ip, servername }: Place, signal: AbortSignal): Promise<ImapFlow> {
  const { port, security, user, password } = server
  const client = new ImapFlow({
    host: ip,
    port,
    servername,
    secure: security === 'tls',
    ...(security !== 'tls' && { doSTARTTLS: security === 'starttls' }),
    auth: { user, pass: password },
    tls: { servername, minVersion: 'TLSv1.2' },
    logger: false,
    disableAutoIdle: true,
    maxIdleTime: IDLE_MS,
    clientInfo: { name: 'Veillee' },
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENT_MS,
    maxLineLength: 4 * MEGABYTE,
    maxLiteralSize: LARGEST + MEGABYTE,
    maxResponseSize: LARGEST + 6 * MEGABYTE,
  })
  // What happens to it is told by the commands that fail; an error nobody hears would end the process.
  client.on('error', () => undefined)
  const close = () => client.close()
  signal.addEventListener('abort', close, { once: true })
  client.once('close', () => signal.removeEventListener('abort', close))
  try {
    await client.connect()
    return client
  } catch (error) {
    client.close()
    throw error
  }
}

/** Says goodbye, and does not wait long for the answer. */
export async function closeImap(client: ImapFlow): Promise<void> {
  const timer = setTimeout(() => client.close(), 2_000)
  await client.logout().catch(() => undefined)
  clearTimeout(timer)
  client.close()
}
