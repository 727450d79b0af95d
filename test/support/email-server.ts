import { type ImapServer, startImap } from './imap-server.ts'
import { Folder, headerOf } from './mailbox.ts'
import { type SmtpFault, type SmtpOptions, type SmtpServer, startSmtp } from './smtp-server.ts'

export interface EmailOptions
  extends Partial<Pick<SmtpOptions, 'tls' | 'pipelining' | 'recipient' | 'content'>> {
  address?: string
  password?: string
  capabilities?: string[]
  /** Files what it sends in the folder of sent mail by itself, as Gmail does. */
  files?: boolean
  /** Seconds after which it does. */
  lateVisibility?: number
}

export interface EmailServer {
  url: string
  imap: ImapServer
  smtp: SmtpServer
  inbox: Folder
  sent: Folder
  /** The next mails sent meet these, one each. */
  faults: SmtpFault[]
  /** How often each Message-ID, without brackets, was truly taken. */
  accepted: Map<string, number>
  /** All that was taken, in its order. */
  outbound: { from: string; to: string[]; raw: Buffer }[]
  accounts: { address: string; password: string }[]
  /** A configuration of the channel that leads here. */
  config: Record<string, unknown>
  close(): Promise<void>
}

/** A mail provider on loopback: one mailbox to read and a server to send by. */
export async function startEmail(options: EmailOptions = {}): Promise<EmailServer> {
  const { address = 'aide@maison.example', password = 'pw-maison' } = options
  const inbox = new Folder('INBOX')
  const sent = new Folder('Sent', '\\Sent')
  const folders = [inbox, sent, new Folder('Archive', '\\Archive')]
  const accepted = new Map<string, number>()
  const outbound: EmailServer['outbound'] = []
  const timers = new Set<NodeJS.Timeout>()
  const imap = await startImap({ user: address, password, folders, capabilities: options.capabilities })
  const smtp = await startSmtp({
    ...options,
    user: address,
    password,
    deliver(mail) {
      const id = headerOf(mail.raw, 'message-id').replace(/^<|>$/g, '')
      accepted.set(id, (accepted.get(id) ?? 0) + 1)
      outbound.push(mail)
      if (!options.files) return
      if (!options.lateVisibility) return void sent.add(mail.raw)
      timers.add(setTimeout(() => sent.add(mail.raw), options.lateVisibility * 1000))
    },
  })
  return {
    url: `imap://127.0.0.1:${imap.port}`,
    imap,
    smtp,
    inbox,
    sent,
    faults: smtp.faults,
    accepted,
    outbound,
    accounts: [{ address, password }],
    config: {
      address,
      name: 'Maison Exemple',
      imapHost: '127.0.0.1',
      imapPort: imap.port,
      imapSecurity: 'clear',
      imapUser: address,
      imapPassword: password,
      smtpHost: '127.0.0.1',
      smtpPort: smtp.port,
      smtpSecurity: 'clear',
      ...(options.files && { filing: 'server' }),
    },
    async close() {
      for (const timer of timers) clearTimeout(timer)
      await Promise.all([imap.close(), smtp.close()])
    },
  }
}

/** A raw mail from its headers and body, with the line ends of the wire. */
export function letter(headers: Record<string, string>, body = 'Bonjour'): string {
  const lines = Object.entries({
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    ...headers,
  })
  return `${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${body.replace(/\r?\n/g, '\r\n')}\r\n`
}
