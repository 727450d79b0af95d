import { Readable } from 'node:stream'
import SMTPConnection, { type SMTPEnvelope } from 'nodemailer/lib/smtp-connection'
import type { SafeHttp } from '../../../../lib/http/index.ts'
import { ChannelFailure } from '../../channel.ts'
import type { Server } from '../config.ts'
import { type Place, placesOf } from './place.ts'
import { wordsOf } from './saying.ts'
import { type SmtpError, smtpFailure } from './smtp-failure.ts'
import { createWarm } from './warm.ts'

const CONNECT_MS = 15_000
/** For the answer to the whole mail; a server may scan it first. */
const ANSWER_MS = 180_000
const CHUNK = 65_536

export interface Letter {
  from: string
  to: string[]
  /** Those of them without whom it is not sent at all. */
  main: string[]
  raw: Buffer
}

export interface Handed {
  /** The server's words. */
  response: string
  /** Recipients of copies that it would not take, with why; the others have it. */
  refused: { recipient: string; words: string }[]
}

export interface Way {
  http: SafeHttp
  signal: AbortSignal
  now(): Date
}

interface Line {
  connection: SMTPConnection
  open: boolean
}

const lines = createWarm<Line>({
  alive: ({ open, connection }) => open && !connection.destroyed,
  end: ({ connection }) => connection.close(),
  keepMs: 2_000,
  most: 4,
})

/** Hands a mail to the sending server. Throws ChannelFailure: `uncertain` where its end may have left unanswered. */
export async function handOver(server: Server, letter: Letter, way: Way): Promise<Handed> {
  const key = JSON.stringify(server)
  let stale: boolean
  do {
    stale = false
    try {
      return await lines.lend(
        key,
        () => openLine(server, way),
        async (line, fresh) => {
          try {
            return await send(line, letter, way)
          } catch (error) {
            // A kept connection that turns out to be dead has taken nothing: begin again on a new one.
            stale = !fresh && error instanceof ChannelFailure && error.failure.kind === 'unreachable'
            throw error
          }
        },
      )
    } catch (error) {
      if (!stale || way.signal.aborted) throw error
    }
  } while (stale)
  throw new ChannelFailure({ kind: 'unreachable', detail: 'http.cut' })
}

/** Signs in and leaves: throws ChannelFailure where that does not work. */
export async function tryLine(server: Server, way: Way): Promise<void> {
  const { connection } = await openLine(server, way)
  connection.quit()
}

async function openLine(server: Server, way: Way): Promise<Line> {
  let failure: ChannelFailure | undefined
  for (const place of await placesOf(server, way.http)) {
    if (way.signal.aborted) break
    try {
      return await connect(server, place, way.signal)
    } catch (error) {
      failure = smtpFailure(error, false, way.now())
      if (failure.failure.kind !== 'unreachable') throw failure
    }
  }
  throw failure ?? new ChannelFailure({ kind: 'unreachable', detail: 'http.aborted' })
}

async function connect(server: Server, { ip, servername }: Place, signal: AbortSignal): Promise<Line> {
  const { port, security, user, password } = server
  const connection = new SMTPConnection({
    host: ip,
    port,
    secure: security === 'tls',
    servername,
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'clear',
    tls: { servername, minVersion: 'TLSv1.2' },
    name: '[127.0.0.1]',
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
    socketCloseTimeout: 0,
    logger: false,
  })
  const line: Line = { connection, open: true }
  const close = () => connection.close()
  signal.addEventListener('abort', close, { once: true })
  connection.on('end', () => {
    line.open = false
    signal.removeEventListener('abort', close)
  })
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => undefined)
  connection.on('error', (error) => {
    line.open = false
    failed.reject(error)
  })
  const step = (start: (done: (error?: Error | null) => void) => void) =>
    unless(
      signal,
      Promise.race([
        failed.promise,
        new Promise<void>((resolve, reject) => start((error) => (error ? reject(error) : resolve()))),
      ]),
    )
  try {
    await step((done) => connection.connect(done))
    if (user && connection.allowsAuth) {
      await step((done) => connection.login({ user, credentials: { user, pass: password } }, done))
    }
    return line
  } catch (error) {
    connection.close()
    throw error
  } finally {
    signal.removeEventListener('abort', close)
  }
}

/** Waits no longer than `signal` allows. */
function unless<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Error('aborted'))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/**
 * The mail as a stream that tells when its last byte has been asked for: from then on its end may be anywhere. `refusal`
 * is asked before the first one leaves.
 */
function flowing(raw: Buffer, refusal: () => Error | undefined): { stream: Readable; ended(): boolean } {
  let at = 0
  let ended = false
  const stream = new Readable({
    highWaterMark: CHUNK,
    read() {
      const refused = at === 0 ? refusal() : undefined
      if (refused) {
        this.destroy(refused)
        return
      }
      const next = raw.subarray(at, at + CHUNK)
      at += next.byteLength
      ended = at >= raw.byteLength
      this.push(next)
      if (ended) this.push(null)
    },
  })
  return { stream, ended: () => ended }
}

async function send({ connection }: Line, letter: Letter, { signal, now }: Way): Promise<Handed> {
  const { from, to, main, raw } = letter
  // The library notes in the envelope who was refused; without the main recipients it must not begin with the mail.
  const envelope: SMTPEnvelope & { rejectedErrors?: SmtpError[] } = { from, to, size: raw.byteLength }
  const { stream, ended } = flowing(raw, () =>
    envelope.rejectedErrors?.find(({ recipient = '' }) => main.includes(recipient)),
  )
  const close = () => connection.close()
  signal.addEventListener('abort', close, { once: true })
  try {
    const sent = new Promise<Handed>((resolve, reject) => {
      connection.send(envelope, stream, (error, info) => {
        if (error || !info) return reject(error ?? new Error('no answer'))
        const refused = (info.rejectedErrors ?? []).map((one) => ({
          recipient: String(one.recipient ?? ''),
          words: wordsOf(one.response ?? one.message),
        }))
        resolve({ response: wordsOf(info.response), refused })
      })
    })
    return await unless(signal, sent)
  } catch (error) {
    throw smtpFailure(error, ended(), now())
  } finally {
    signal.removeEventListener('abort', close)
  }
}
