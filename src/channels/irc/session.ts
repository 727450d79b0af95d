import { connect as plain, type Socket } from 'node:net'
import { connect as secure } from 'node:tls'
import { HttpFailure } from '../../../lib/http/index.ts'
import { type Account, ChannelFailure, type Host } from '../channel.ts'
import type { IrcConfig } from './config.ts'
import { type Line, parseLine } from './line.ts'

const CONNECT_MS = 20_000
/** Between two lines of the other side, before it is asked whether it is there; and before it counts as gone. */
const QUIET_MS = 60_000
const LONGEST = 16_384
/** What we ask for where the server has it (IRCv3): when a line was said, and its own name. */
const WISHES = ['message-tags', 'server-time', 'sasl']

/** A conversation with a server, signed on and in its rooms. */
export interface Session {
  nick: string
  send(line: string): void
  /** Lines as they come; ends when the other side does, and throws ChannelFailure when it breaks. */
  lines: AsyncIterable<Line>
  close(): void
}

/** Opens a socket to an address that was checked, signs on and joins; throws ChannelFailure. */
export async function openSession(account: Account<IrcConfig>, host: Host): Promise<Session> {
  const socket = await dial(account.config, host)
  const session = overSocket(socket, account.config.nick, host.signal)
  const limit = setTimeout(() => socket.destroy(new Error('no welcome')), CONNECT_MS)
  try {
    await signOn(session, account.config)
    return session
  } catch (error) {
    session.close()
    throw error
  } finally {
    clearTimeout(limit)
  }
}

async function dial({ server, port, tls }: IrcConfig, host: Host): Promise<Socket> {
  let addresses: string[]
  try {
    addresses = await host.http.addresses(server, port, [port])
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    const kind = error.refusedByUs ? 'refused' : 'unreachable'
    throw new ChannelFailure({ kind, detail: `http.${error.kind}` }, { cause: error })
  }
  const [address] = addresses
  if (!address) throw new ChannelFailure({ kind: 'unreachable', detail: 'http.unresolved' })
  return new Promise((resolve, reject) => {
    const to = { host: address, port, timeout: CONNECT_MS }
    const socket = tls ? secure({ ...to, servername: server }) : plain(to)
    const fail = (cause: Error & { code?: string }) => {
      const detail = /CERT|TLS|SSL|SIGNED/.test(cause.code ?? '') ? 'http.tls' : 'http.unreachable'
      reject(new ChannelFailure({ kind: 'unreachable', detail }, { cause }))
    }
    socket.once('error', fail)
    socket.once('timeout', () => socket.destroy(new Error('timeout')))
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      socket.off('error', fail)
      resolve(socket.setTimeout(0))
    })
  })
}

function overSocket(socket: Socket, nick: string, signal: AbortSignal): Session {
  const send = (line: string) => void socket.write(`${line}\r\n`)
  const close = () => void socket.destroy()
  signal.addEventListener('abort', close, { once: true })
  let heard = performance.now()
  const pulse = setInterval(() => {
    const quiet = performance.now() - heard
    if (quiet > 2 * QUIET_MS) socket.destroy(new Error('silent'))
    else if (quiet > QUIET_MS) send('PING :veillee')
  }, QUIET_MS / 4)
  socket.once('close', () => {
    clearInterval(pulse)
    signal.removeEventListener('abort', close)
  })
  const session: Session = { nick, send, close, lines: read() }
  // Read before anybody iterates: an error that nobody hears would end the process.
  socket.on('error', () => undefined)
  return session

  async function* read(): AsyncGenerator<Line> {
    let rest = ''
    try {
      for await (const chunk of socket.setEncoding('utf8')) {
        heard = performance.now()
        const parts = (rest + chunk).split(/\r?\n/)
        rest = (parts.pop() ?? '').slice(-LONGEST)
        for (const part of parts) {
          const line = parseLine(part)
          if (line?.command === 'PING') send(`PONG :${line.params.at(-1) ?? ''}`)
          else if (line) yield line
        }
      }
    } catch (cause) {
      if (signal.aborted) return
      throw new ChannelFailure({ kind: 'unreachable', detail: 'http.cut' }, { cause })
    }
  }
}

/** 433 nickname in use, 432 and 431 not taken, 464 wrong password, 465 banned, 904 SASL refused. */
const REFUSALS = new Set(['431', '432', '464', '465', '904', '905'])

async function signOn(session: Session, { nick, password, rooms }: IrcConfig): Promise<void> {
  const lines = session.lines[Symbol.asyncIterator]()
  session.send('CAP LS 302')
  session.send(`NICK ${nick}`)
  session.send(`USER ${nick} 0 * :${nick}`)
  for (;;) {
    const { value: line, done } = await lines.next()
    if (done) throw new ChannelFailure({ kind: 'unreachable', detail: 'http.cut' })
    if (line.command === 'CAP') wish(session, line, password)
    else if (line.command === 'AUTHENTICATE')
      session.send(`AUTHENTICATE ${plainSecret(nick, password ?? '')}`)
    else if (line.command === '903') session.send('CAP END')
    else if (line.command === '433') {
      session.nick = `${session.nick}_`
      session.send(`NICK ${session.nick}`)
    } else if (REFUSALS.has(line.command) || line.command === 'ERROR') {
      const dead = ['464', '904', '905'].includes(line.command)
      throw new ChannelFailure({ kind: dead ? 'token-dead' : 'refused', detail: line.params.at(-1) ?? '' })
    } else if (line.command === '001') break
  }
  for (const room of rooms) session.send(`JOIN ${room}`)
}

function wish(session: Session, { params }: Line, password: string | undefined): void {
  const offered = (params.at(-1) ?? '').split(' ').map((one) => one.split('=')[0] ?? '')
  const verb = params[1]
  if (verb === 'LS') {
    // A list in several lines has a star before it; what we wish for stands in any of them at most once.
    const wanted = WISHES.filter((one) => offered.includes(one) && (one !== 'sasl' || password))
    session.send(wanted.length > 0 ? `CAP REQ :${wanted.join(' ')}` : 'CAP END')
  } else if (verb === 'ACK' && offered.includes('sasl')) session.send('AUTHENTICATE PLAIN')
  else if (verb === 'ACK' || verb === 'NAK') session.send('CAP END')
}

/** RFC 4616: authorisation identity, name and password, NUL between. */
function plainSecret(nick: string, password: string): string {
  return Buffer.from(`${nick}\0${nick}\0${password}`).toString('base64')
}
