import { type AddressInfo, createServer, type Socket } from 'node:net'

interface Client {
  socket: Socket
  nick: string
  rooms: Set<string>
  tags: boolean
  user: boolean
  /** Signing on waits while it is open. */
  negotiating: boolean
  welcomed: boolean
}

/** How a server can misbehave; changed while it runs. */
export interface IrcFaults {
  /** Passes a message on, and dies before it says so. */
  cutAfterAcceptance?: boolean
  /** Dies at the first message, which nobody hears. */
  cutBeforeAcceptance?: boolean
  /** Answers a message with this numeric. */
  refuse?: string
  /** Does so only once so many have been passed on: whoever speaks is silenced midway. */
  refuseAfter?: number
  /** Lets nobody in, saying so with this numeric; its rooms hear whoever speaks from without. */
  refuseJoin?: string
  password?: string
}

/** An IRC server on loopback (RFC 2812, with SASL, server-time and message ids of IRCv3): enough to talk to people. */
export async function startIrc(options: { modern?: boolean } = {}) {
  const clients = new Set<Client>()
  const faults: IrcFaults = {}
  /** What was passed on, in order. */
  const heard: { from: string; target: string; text: string }[] = []
  let count = 0

  function deliver(from: string, target: string, text: string): void {
    heard.push({ from, target, text })
    count++
    for (const client of clients) {
      if (client.nick === from || !(client.rooms.has(target) || client.nick === target)) continue
      const tags = client.tags ? `@msgid=m${count};time=2026-11-10T10:00:0${count % 10}.000Z ` : ''
      client.socket.write(`${tags}:${from}!u@host PRIVMSG ${target} :${text}\r\n`)
    }
  }

  function take(client: Client, line: string): void {
    const say = (words: string) => client.socket.write(`:irc.test ${words}\r\n`)
    const [command = '', ...rest] = line.split(' ')
    const last = line.includes(' :') ? line.slice(line.indexOf(' :') + 2) : (rest.at(-1) ?? '')
    if (command === 'CAP' && rest[0] === 'LS' && options.modern)
      say('CAP * LS :sasl server-time message-tags')
    if (command === 'CAP' && rest[0] === 'LS' && !options.modern)
      say(`421 ${client.nick} CAP :Unknown command`)
    if (command === 'CAP' && rest[0] === 'REQ') {
      client.tags = true
      say(`CAP * ACK :${last}`)
    }
    if (command === 'AUTHENTICATE' && last === 'PLAIN') client.socket.write('AUTHENTICATE +\r\n')
    else if (command === 'AUTHENTICATE') {
      const [, , password] = Buffer.from(last, 'base64').toString().split('\0')
      say(password === faults.password ? '903 * :welcome' : '904 * :SASL authentication failed')
    }
    if (command === 'NICK') {
      if ([...clients].some((other) => other !== client && other.nick === last)) {
        say(`433 * ${last} :Nickname is already in use`)
        return
      }
      client.nick = last
    }
    if (command === 'USER') client.user = true
    if (command === 'CAP' && options.modern) client.negotiating = rest[0] !== 'END'
    if (!client.welcomed && client.nick && client.user && !client.negotiating) {
      client.welcomed = true
      say(`001 ${client.nick} :Welcome`)
    }
    if (command === 'JOIN' && faults.refuseJoin)
      say(`${faults.refuseJoin} ${client.nick} ${last} :Cannot join`)
    else if (command === 'JOIN') client.rooms.add(last)
    if (command === 'PING') say(`PONG irc.test :${last}`)
    if (command === 'PRIVMSG') {
      if (faults.refuse && heard.length >= (faults.refuseAfter ?? 0))
        say(`${faults.refuse} ${client.nick} ${rest[0]} :Cannot send to channel`)
      else if (faults.cutBeforeAcceptance) client.socket.destroy()
      else {
        deliver(client.nick, rest[0] ?? '', last)
        if (faults.cutAfterAcceptance) client.socket.destroy()
      }
    }
  }

  const server = createServer((socket) => {
    const client: Client = {
      socket,
      nick: '',
      rooms: new Set(),
      tags: false,
      user: false,
      negotiating: false,
      welcomed: false,
    }
    clients.add(client)
    let rest = ''
    socket.on('error', () => undefined)
    socket.on('close', () => clients.delete(client))
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (!socket.destroyed) take(client, line)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    faults,
    heard,
    deliver,
    present: (nick: string, room: string) =>
      [...clients].some((client) => client.nick === nick && client.rooms.has(room)),
    raw(line: string) {
      for (const client of clients) client.socket.write(`${line}\r\n`)
    },
    cut() {
      for (const client of clients) client.socket.destroy()
    },
    async close() {
      for (const client of clients) client.socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
