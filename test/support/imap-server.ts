import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { type Folder, headerOf, type Kept } from './mailbox.ts'

export interface ImapOptions {
  user: string
  password: string
  folders: Folder[]
  /** Default all that it knows: IDLE, CONDSTORE, SPECIAL-USE, UIDPLUS. */
  capabilities?: string[]
}

export interface ImapServer {
  port: number
  /** Lines of the commands, without passwords. */
  commands: string[]
  /** Sign-ins are answered with this instead. */
  refusal: string | undefined
  /** Connections are closed before the greeting. */
  closed: boolean
  /** Answers of FETCH after which the connection is cut, once. */
  cutAfter: number | undefined
  /** Ends all connections. */
  cut(): void
  connections(): number
  close(): Promise<void>
}

const KNOWN = ['IDLE', 'CONDSTORE', 'SPECIAL-USE', 'UIDPLUS']
type Token = string | Token[]

/** An IMAP4rev1 server on loopback, small and strict, over folders that the test holds. */
export async function startImap(options: ImapOptions): Promise<ImapServer> {
  const sockets = new Set<Socket>()
  const state: ImapServer = {
    port: 0,
    commands: [],
    refusal: undefined,
    closed: false,
    cutAfter: undefined,
    cut: () => {
      for (const socket of sockets) socket.destroy()
    },
    connections: () => sockets.size,
    close: () => close(server, sockets),
  }
  const server = createServer((socket) => {
    if (state.closed) return socket.destroy()
    sockets.add(socket.setNoDelay(true))
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    new Session(socket, options, state).greet()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  state.port = (server.address() as AddressInfo).port
  return state
}

function close(server: Server, sockets: Set<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy()
  return new Promise((resolve) => server.close(() => resolve()))
}

class Session {
  readonly socket: Socket
  readonly options: ImapOptions
  readonly state: ImapServer
  readonly capabilities: string[]
  input = Buffer.alloc(0)
  pending = ''
  folder: Folder | undefined
  shown = 0
  authenticated = false
  idling: string | undefined
  unhear: (() => void) | undefined
  working: Promise<void> = Promise.resolve()
  asked = false

  constructor(socket: Socket, options: ImapOptions, state: ImapServer) {
    this.socket = socket
    this.options = options
    this.state = state
    this.capabilities = ['IMAP4rev1', ...(options.capabilities ?? KNOWN)]
  }

  greet(): void {
    this.socket.on('data', (data) => {
      this.input = Buffer.concat([this.input, data])
      this.working = this.working.then(() => this.read())
    })
    this.socket.on('close', () => this.unhear?.())
    this.send(`* OK [CAPABILITY ${this.capabilities.join(' ')}] ready`)
  }

  send(line: string | Buffer): void {
    if (this.socket.writable) this.socket.write(Buffer.concat([Buffer.from(line), Buffer.from('\r\n')]))
  }

  /** Takes whole commands off the input; a literal is asked for and put where it stood, as a quoted string. */
  async read(): Promise<void> {
    for (;;) {
      const end = this.input.indexOf('\r\n')
      if (end < 0) return
      const line = this.input.subarray(0, end).toString('latin1')
      const literal = /\{(\d+)(\+?)\}$/.exec(line)
      if (literal) {
        const size = Number(literal[1])
        if (!literal[2] && !this.asked) {
          this.asked = true
          this.send('+ go on')
        }
        if (this.input.length < end + 2 + size) return
        this.asked = false
        const value = this.input.subarray(end + 2, end + 2 + size).toString('latin1')
        this.pending += `${line.slice(0, literal.index)}"${value.replace(/["\\]/g, '\\$&')}"`
        this.input = this.input.subarray(end + 2 + size)
        continue
      }
      this.input = this.input.subarray(end + 2)
      const command = this.pending + line
      this.pending = ''
      await this.run(command)
    }
  }

  async run(command: string): Promise<void> {
    if (this.idling) {
      if (command.toUpperCase() !== 'DONE') return
      this.unhear?.()
      this.send(`${this.idling} OK done`)
      this.idling = undefined
      return
    }
    const [tag = '*', name = '', ...rest] = tokens(command)
    const upper = String(name).toUpperCase()
    const verb = upper === 'UID' ? `UID ${String(rest.shift()).toUpperCase()}` : upper
    this.state.commands.push(verb === 'LOGIN' ? verb : command.slice(String(tag).length + 1).slice(0, 300))
    const answer = this.answer(verb, rest, String(tag))
    if (answer) this.send(`${tag} ${answer}`)
  }

  answer(verb: string, args: Token[], tag: string): string | undefined {
    switch (verb) {
      case 'CAPABILITY':
        this.send(`* CAPABILITY ${this.capabilities.join(' ')}`)
        return 'OK'
      case 'LOGIN':
        return this.login(String(args[0]), String(args[1]))
      case 'LOGOUT':
        this.send('* BYE')
        this.send(`${tag} OK`)
        this.socket.end()
        return undefined
      case 'NOOP':
        this.tell()
        return 'OK'
    }
    if (!this.authenticated) return 'BAD sign in first'
    switch (verb) {
      case 'LIST':
      case 'LSUB':
        // An empty pattern asks for the hierarchy's delimiter only.
        if (args.at(-1) === '') this.send(`* ${verb} (\\Noselect) "/" ""`)
        if (args.at(-1) === '') return 'OK'
        for (const { path, use } of this.options.folders) this.send(`* ${verb} (${use ?? ''}) "/" "${path}"`)
        return 'OK'
      case 'STATUS':
        return this.status(String(args[0]), args[1] as Token[])
      case 'SELECT':
      case 'EXAMINE':
        return this.select(String(args[0]), verb)
      case 'APPEND':
        return this.append(args)
      case 'IDLE':
        this.idling = tag
        this.unhear = this.folder?.hear(() => this.tell())
        this.send('+ idling')
        this.tell()
        return undefined
      case 'CLOSE':
      case 'UNSELECT':
        this.folder = undefined
        return 'OK'
    }
    if (!this.folder) return 'BAD select first'
    if (verb === 'UID SEARCH') return this.search(this.folder, args)
    if (verb === 'UID FETCH') return this.fetch(this.folder, String(args[0]), args[1] ?? [])
    if (verb === 'UID STORE') return this.store(this.folder, args)
    return 'BAD what?'
  }

  login(user: string, password: string): string {
    if (this.state.refusal) return this.state.refusal
    if (user !== this.options.user || password !== this.options.password)
      return 'NO [AUTHENTICATIONFAILED] Invalid credentials'
    this.authenticated = true
    return 'OK welcome'
  }

  /** What has come since the client was last told. */
  tell(): void {
    const there = this.folder?.messages.length ?? 0
    if (this.folder && there !== this.shown) this.send(`* ${there} EXISTS`)
    this.shown = there
  }

  named(path: string): Folder | undefined {
    return this.options.folders.find((one) => one.path.toLowerCase() === path.toLowerCase())
  }

  status(path: string, items: Token[]): string {
    const folder = this.named(path)
    if (!folder) return 'NO [NONEXISTENT] no such folder'
    const values: Record<string, number> = {
      MESSAGES: folder.messages.length,
      UIDNEXT: folder.next,
      UIDVALIDITY: folder.validity,
      HIGHESTMODSEQ: folder.modseq,
      UNSEEN: 0,
      RECENT: 0,
    }
    this.send(`* STATUS "${path}" (${items.map((item) => `${item} ${values[String(item)]}`).join(' ')})`)
    return 'OK'
  }

  select(path: string, verb: string): string {
    this.folder = this.named(path)
    if (!this.folder) return 'NO [NONEXISTENT] no such folder'
    const { messages, validity, next, modseq } = this.folder
    this.shown = messages.length
    this.send(`* ${messages.length} EXISTS`)
    this.send('* 0 RECENT')
    this.send('* FLAGS (\\Seen \\Answered \\Deleted)')
    this.send(`* OK [UIDVALIDITY ${validity}]`)
    this.send(`* OK [UIDNEXT ${next}]`)
    if (this.capabilities.includes('CONDSTORE')) this.send(`* OK [HIGHESTMODSEQ ${modseq}]`)
    return `OK [${verb === 'EXAMINE' ? 'READ-ONLY' : 'READ-WRITE'}] open`
  }

  append(args: Token[]): string {
    const folder = this.named(String(args[0]))
    const raw = Buffer.from(String(args.at(-1)), 'latin1')
    if (!folder) return 'NO [TRYCREATE] no such folder'
    const flags = args.find(Array.isArray) ?? []
    const { uid } = folder.add(raw, new Date(), flags.map(String))
    return `OK [APPENDUID ${folder.validity} ${uid}] filed`
  }

  search(folder: Folder, args: Token[]): string {
    const words = args.map(String)
    const fits: ((message: Kept) => boolean)[] = []
    for (let i = 0; i < words.length; i++) {
      const word = words[i]?.toUpperCase()
      if (word === 'ALL') continue
      if (word === 'UID') fits.push(within(words[++i] ?? '', folder))
      else if (word === 'SINCE') {
        const day = Date.parse(`${words[++i]} UTC`)
        fits.push(({ arrived }) => arrived.getTime() >= day)
      } else if (word === 'HEADER') {
        const [name = '', value = ''] = [words[++i], words[++i]]
        fits.push(({ raw }) => headerOf(raw, name).toLowerCase().includes(value.toLowerCase()))
      } else return `BAD cannot search ${word}`
    }
    const found = folder.messages.filter((message) => fits.every((fit) => fit(message)))
    this.send(`* SEARCH${found.map(({ uid }) => ` ${uid}`).join('')}`)
    return 'OK'
  }

  fetch(folder: Folder, set: string, wanted: Token): string | undefined {
    const items = itemsOf(wanted)
    const fits = within(set, folder)
    for (const [index, message] of folder.messages.entries()) {
      if (!fits(message)) continue
      if (this.state.cutAfter !== undefined && this.state.cutAfter-- <= 0) {
        this.state.cutAfter = undefined
        this.socket.write(`* ${index + 1} FETCH (UID ${message.uid} BODY[] {5000}\r\nSubj`, () =>
          this.socket.destroy(),
        )
        return undefined
      }
      this.send(
        Buffer.concat([Buffer.from(`* ${index + 1} FETCH (`), fetched(message, items), Buffer.from(')')]),
      )
    }
    return 'OK'
  }

  store(folder: Folder, [set, how, flags]: Token[]): string {
    for (const message of folder.messages.filter(within(String(set), folder))) {
      for (const flag of [flags ?? []].flat(3)) {
        if (String(how).startsWith('-')) message.flags.delete(String(flag))
        else message.flags.add(String(flag))
      }
      message.modseq = ++folder.modseq
    }
    return 'OK'
  }
}

/** `UID FLAGS BODY.PEEK[HEADER.FIELDS (X Y)]<0.10>` as a list of whole items. */
function itemsOf(wanted: Token): string[] {
  const text = Array.isArray(wanted) ? flat(wanted) : wanted
  return text.match(/[A-Z0-9.]+(?:\[[^\]]*\])?(?:<[\d.]+>)?/gi) ?? []
}

function flat(tokens: Token[]): string {
  return tokens.map((token) => (Array.isArray(token) ? `(${flat(token)})` : token)).join(' ')
}

function fetched({ uid, flags, raw, arrived, modseq }: Kept, items: string[]): Buffer {
  const parts: Buffer[] = []
  for (const item of new Set(['UID', ...items])) {
    const name = item.toUpperCase()
    if (name === 'UID') parts.push(Buffer.from(`UID ${uid}`))
    else if (name === 'FLAGS') parts.push(Buffer.from(`FLAGS (${[...flags].join(' ')})`))
    else if (name === 'RFC822.SIZE') parts.push(Buffer.from(`RFC822.SIZE ${raw.length}`))
    else if (name === 'MODSEQ') parts.push(Buffer.from(`MODSEQ (${modseq})`))
    else if (name === 'INTERNALDATE') parts.push(Buffer.from(`INTERNALDATE "${imapDate(arrived)}"`))
    else if (name.startsWith('BODY')) parts.push(bodyOf(raw, item))
  }
  return Buffer.concat(parts.flatMap((part, i) => (i > 0 ? [Buffer.from(' '), part] : [part])))
}

function bodyOf(raw: Buffer, item: string): Buffer {
  const {
    section = '',
    start,
    length,
  } = /\[(?<section>[^\]]*)\](?:<(?<start>\d+)\.(?<length>\d+)>)?/.exec(item)?.groups ?? {}
  const names = /^HEADER\.FIELDS \((.*)\)$/i.exec(section)?.[1]?.split(' ')
  const whole = names
    ? Buffer.from(`${names.map((name) => headerLine(raw, name)).join('')}\r\n`, 'latin1')
    : section.toUpperCase() === 'HEADER'
      ? raw.subarray(0, raw.indexOf('\r\n\r\n') + 4)
      : raw
  const part = start === undefined ? whole : whole.subarray(Number(start), Number(start) + Number(length))
  const said = `BODY[${section}]${start === undefined ? '' : `<${start}>`} {${part.length}}\r\n`
  return Buffer.concat([Buffer.from(said), part])
}

function headerLine(raw: Buffer, name: string): string {
  const value = headerOf(raw, name)
  return value ? `${name}: ${value}\r\n` : ''
}

function imapDate(date: Date): string {
  const [, day, month, year, time] = /\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString()) ?? []
  return `${day}-${month}-${year} ${time} +0000`
}

/** `1:5,7,9:*`; a star is the last message there is. */
function within(set: string, folder: Folder): (message: Kept) => boolean {
  const last = folder.messages.at(-1)?.uid ?? 0
  const number = (text: string) => (text === '*' ? last : Number(text))
  const ranges = set.split(',').map((part) => {
    const [a = '', b = a] = part.split(':')
    return [Math.min(number(a), number(b)), Math.max(number(a), number(b))] as const
  })
  return ({ uid }) => ranges.some(([from, to]) => uid >= from && uid <= to)
}

/** Atoms, quoted strings and lists in parentheses; what stands in brackets belongs to its atom. */
function tokens(line: string): Token[] {
  const root: Token[] = []
  const stack: Token[][] = [root]
  let at = 0
  while (at < line.length) {
    const char = line[at]
    const top = stack.at(-1) ?? root
    if (char === ' ') at++
    else if (char === '(') {
      const list: Token[] = []
      top.push(list)
      stack.push(list)
      at++
    } else if (char === ')') {
      stack.pop()
      at++
    } else if (char === '"') {
      let text = ''
      for (at++; at < line.length && line[at] !== '"'; at++) {
        if (line[at] === '\\') at++
        text += line[at]
      }
      top.push(text)
      at++
    } else {
      const atom = /^(?:[^\s()"[\]]|\[[^\]]*\])+/.exec(line.slice(at))?.[0] ?? line[at] ?? ''
      top.push(atom)
      at += atom.length
    }
  }
  return root
}
