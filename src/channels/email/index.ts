import { type Account, defineChannel, type Host } from '../channel.ts'
import { config, type EmailConfig, imapOf, profileOf, type Server, smtpOf } from './config.ts'
import { discover } from './discover/discover.ts'
import { closeImap, openImap } from './line/imap.ts'
import { tryLine } from './line/smtp.ts'
import { foldersOf } from './read/folders.ts'
import { listen, PACE, type Pace } from './read/listen.ts'
import { again, find, reply } from './write/send.ts'

export { handOver, type Letter } from './line/smtp.ts'
export { type EmailConfig, type Server, smtpOf }

const MEGABYTE = 1024 * 1024

/** The channel, at another pace where a test wants that. */
export function createEmail(pace: Pace = PACE) {
  return defineChannel<EmailConfig>({
    id: 'email',
    name: 'channel.email.channel',
    config,
    limits: {
      text: 100_000,
      media: 20,
      mediaBytes: 18 * MEGABYTE,
      alt: 1_000,
      title: true,
      quote: true,
      lang: true,
    },
    inbox: true,
    listen: (account, host, cursor) => listen(account, host, cursor, pace),
    reply,
    again,
    find,
    discover,
    test,
  })
}

export const email = createEmail()

/** Signs in to both servers and looks for the folders; nothing is read or sent. */
async function test({ config }: Account<EmailConfig>, host: Host): Promise<void> {
  const client = await openImap(imapOf(config), host.http, host.signal)
  try {
    await foldersOf(client, config)
  } finally {
    await closeImap(client)
  }
  await tryLine(smtpOf(config), host)
  host.profile?.(profileOf(config))
}
