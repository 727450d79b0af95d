import { type AddressInfo, createServer, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

export type SmtpFault =
  /** Takes the mail and never answers. */
  | 'timeout-after-acceptance'
  /** Takes the mail and answers what is no SMTP, as a broken relay does. */
  | '500-after-acceptance'
  /** Cuts the connection in the middle of the mail, which is lost. */
  | 'cut-mid-body'
  /** Takes the mail and cuts the connection before answering. */
  | 'cut-after-acceptance'
  | 'refuse-connection'
  /** The password is not valid any more. */
  | 'token-dies'
  /** Asks to come back later, at the recipient. */
  | 'rate-limit'

export interface SmtpOptions {
  user: string
  password: string
  /** Offers STARTTLS with this key and certificate, and takes no password before it. */
  tls?: { key: string; cert: string }
  pipelining?: boolean
  /** What is done with a mail that is accepted. */
  deliver(mail: { from: string; to: string[]; raw: Buffer }): void
  /** Answer to a recipient; default `250 ok`. */
  recipient?(address: string): string
  /** Answer to a whole mail that is not taken; default none: it is. */
  content?(raw: Buffer): string | undefined
}

export interface SmtpServer {
  port: number
  /** The next mails (or connections) meet these, one each, then all goes well. */
  faults: SmtpFault[]
  connections(): number
  opened: number
  cut(): void
  close(): Promise<void>
}

/** An SMTP server on loopback that says exactly what it took, and fails where it is told to. */
export async function startSmtp(options: SmtpOptions): Promise<SmtpServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    if (state.faults[0] === 'refuse-connection') {
      state.faults.shift()
      return socket.destroy()
    }
    state.opened++
    sockets.add(socket.setNoDelay(true))
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    serve(socket, options, state)
  })
  const state: SmtpServer = {
    port: 0,
    faults: [],
    opened: 0,
    connections: () => sockets.size,
    cut: () => {
      for (const socket of sockets) socket.destroy()
    },
    close() {
      state.cut()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  state.port = (server.address() as AddressInfo).port
  return state
}

function serve(plain: Socket, options: SmtpOptions, state: SmtpServer): void {
  let socket = plain
  let secure = false
  let signedIn = false
  let from = ''
  let to: string[] = []
  let body: Buffer[] | undefined
  let input = Buffer.alloc(0)
  const say = (line: string): void => {
    if (socket.writable) socket.write(`${line}\r\n`)
  }

  function command(line: string): unknown {
    const [verb = ''] = line.split(' ')
    switch (verb.toUpperCase()) {
      case 'EHLO':
        return hello()
      case 'HELO':
      case 'NOOP':
        return say('250 ok')
      case 'RSET':
        from = ''
        to = []
        return say('250 ok')
      case 'STARTTLS':
        return secured()
      case 'AUTH':
        return sign(line)
      case 'MAIL':
        from = /<([^>]*)>/.exec(line)?.[1] ?? ''
        to = []
        return sender()
      case 'RCPT':
        return recipient(/<([^>]*)>/.exec(line)?.[1] ?? '')
      case 'DATA':
        if (to.length === 0) return say('503 5.5.1 No valid recipients')
        body = []
        return say('354 go on')
      case 'QUIT':
        say('221 bye')
        socket.end()
        return
      default:
        return say('502 5.5.2 what?')
    }
  }

  function hello(): void {
    const lines = ['simulator', 'SIZE 30000000', '8BITMIME']
    if (options.pipelining) lines.push('PIPELINING')
    if (options.tls && !secure) lines.push('STARTTLS')
    else lines.push('AUTH PLAIN LOGIN')
    say(lines.map((line, i) => `250${i < lines.length - 1 ? '-' : ' '}${line}`).join('\r\n'))
  }

  /** A connection that was kept open meets what a new one would have met. */
  function sender(): void {
    if (state.faults[0] === 'refuse-connection') socket.destroy()
    if (state.faults[0] === 'token-dies') {
      state.faults.shift()
      signedIn = false
    }
    say(signedIn ? '250 ok' : '530 5.7.0 Authentication required')
  }

  function secured(): void {
    if (!options.tls) {
      say('502 5.5.1 no')
      return
    }
    say('220 go on')
    plain.removeAllListeners('data')
    socket = new TLSSocket(plain, { isServer: true, ...options.tls })
    socket.on('error', () => undefined)
    secure = true
    listen()
  }

  function sign(line: string): void {
    const [, user, password] = Buffer.from(line.split(' ')[2] ?? '', 'base64')
      .toString()
      .split('\0')
    const dead = state.faults[0] === 'token-dies'
    if (dead) state.faults.shift()
    signedIn = !dead && user === options.user && password === options.password
    say(signedIn ? '235 2.7.0 welcome' : '535 5.7.8 Error: authentication failed')
  }

  function recipient(address: string): void {
    if (state.faults[0] === 'rate-limit') {
      state.faults.shift()
      say('421 4.7.0 Too many messages, try again later')
      return
    }
    const answer = options.recipient?.(address) ?? '250 ok'
    if (answer.startsWith('2')) to.push(address)
    say(answer)
  }

  function taken(raw: Buffer): void {
    const refusal = options.content?.(raw)
    if (refusal) {
      say(refusal)
      return
    }
    options.deliver({ from, to, raw })
    const fault = state.faults[0]
    if (fault === 'timeout-after-acceptance') state.faults.shift()
    else if (fault === 'cut-after-acceptance') {
      state.faults.shift()
      socket.destroy()
    } else if (fault === '500-after-acceptance') {
      state.faults.shift()
      say('HTTP/1.1 500 Internal Server Error')
    } else say('250 2.0.0 queued')
  }

  function listen(): void {
    socket.on('data', (data) => {
      if (body && state.faults[0] === 'cut-mid-body') {
        state.faults.shift()
        plain.destroy()
        return
      }
      input = Buffer.concat([input, data])
      while (!socket.destroyed) {
        const end = body ? endOf(input) : input.indexOf('\r\n')
        if (end < 0) return
        const part = input.subarray(0, end)
        input = input.subarray(end + (body ? (end === 0 ? 3 : 5) : 2))
        if (!body) command(part.toString())
        else {
          body = undefined
          taken(Buffer.from(`${part.toString('latin1').replace(/^\.\./gm, '.')}\r\n`, 'latin1'))
        }
      }
    })
  }

  listen()
  say('220 simulator ESMTP')
}

function endOf(input: Buffer): number {
  if (input.subarray(0, 3).toString() === '.\r\n') return 0
  return input.indexOf('\r\n.\r\n')
}
