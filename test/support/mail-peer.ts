import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ImapFlow } from 'imapflow'

const run = promisify(execFile)
const SCRIPT = new URL('../../../shared/peers/peers.sh', import.meta.url).pathname
/** Not in a home that other users may not enter, for postfix runs as another user. */
const PEERS = process.env.PEERS || join(tmpdir(), 'veillee-peers')
const PLACES = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin']
const env = { ...process.env, PEERS, PATH: PLACES.join(':') }

export interface MailPeer {
  /** Ports on loopback: submission (STARTTLS, sign-in), transport (neither), IMAP, IMAP over TLS. */
  submission: number
  transport: number
  imap: number
  imaps: number
  /** What its certificate is signed by: itself; and the file that it is in. */
  authority: string
  certificate: string
  stop(): Promise<void>
}

/** Why postfix and dovecot cannot be had here; undefined where they can. */
export function mailPeerAbsent(): string | undefined {
  if (!existsSync(SCRIPT)) return 'not run: no ../shared/peers here'
  if (process.getuid?.() !== 0) return 'not run: postfix is started by root only'
  const missing = ['postfix', 'dovecot', 'openssl'].find(
    (name) => !PLACES.some((place) => existsSync(join(place, name))),
  )
  return missing && `not run: ${missing} is not installed (peers.sh install mail)`
}

/** Postfix and dovecot; left running where they were running already. */
export async function startMailPeer(): Promise<MailPeer> {
  const before = await alive()
  if (!before) await run(SCRIPT, ['start', 'mail'], { env, timeout: 60_000 })
  const certificate = join(PEERS, 'mail', 'tls', 'cert.pem')
  return {
    submission: 22588,
    transport: 22525,
    imap: 22143,
    imaps: 22993,
    authority: await readFile(certificate, 'utf8'),
    certificate,
    async stop() {
      // The script says by its status that it was asked for one of its servers only.
      if (!before) await run(SCRIPT, ['stop', 'mail'], { env, timeout: 60_000 }).catch(() => undefined)
    },
  }
}

async function alive(): Promise<boolean> {
  try {
    process.kill(Number(await readFile(join(PEERS, 'mail', 'postfix.pid'), 'utf8')), 0)
    return true
  } catch {
    return false
  }
}

/** The mails in somebody's inbox as they came, read by another program than ours. */
export async function mailsOf(user: string, { imaps }: MailPeer): Promise<string[]> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: imaps,
    secure: true,
    tls: { rejectUnauthorized: false },
    auth: { user: `${user}@community.test`, pass: `pw-${user}` },
    logger: false,
  })
  await client.connect()
  const lock = await client.getMailboxLock('INBOX')
  const found = await client.fetchAll('1:*', { source: true }).catch(() => [])
  lock.release()
  await client.logout()
  return found.map(({ source }) => source?.toString() ?? '')
}
