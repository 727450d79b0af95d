import type { ImapFlow } from 'imapflow'
import type { Account, Host } from '../../channel.ts'
import { type EmailConfig, imapOf } from '../config.ts'
import { openImap } from '../line/imap.ts'
import { imapFailure } from '../line/imap-failure.ts'
import { createWarm } from '../line/warm.ts'
import { sentFolder } from '../read/folders.ts'

interface Box {
  client: ImapFlow
  folder: string | undefined
}

const boxes = createWarm<Box>({
  alive: ({ client }) => client.usable,
  end: ({ client }) => client.close(),
  keepMs: 2_000,
  most: 2,
})

/** Works in the folder of sent mail, which may not exist. Throws ChannelFailure. */
async function inSent<R>(
  { config }: Account<EmailConfig>,
  host: Host,
  use: (client: ImapFlow, folder: string | undefined) => Promise<R>,
): Promise<R> {
  const server = imapOf(config)
  const open = async () => {
    // Kept for the next errand, so it does not end with this one's signal.
    const client = await openImap(server, host.http, new AbortController().signal)
    return { client, folder: await sentFolder(client, config).catch(() => undefined) }
  }
  try {
    return await boxes.lend(JSON.stringify([server, config.sentFolder]), open, ({ client, folder }) =>
      use(client, folder),
    )
  } catch (error) {
    throw imapFailure(error)
  }
}

/** The raw mail of this Message-ID as it lies among what was sent; undefined where it does not. Throws ChannelFailure. */
export function inSentFolder(
  account: Account<EmailConfig>,
  host: Host,
  messageId: string,
): Promise<{ raw: Uint8Array } | undefined> {
  return inSent(account, host, async (client, folder) => {
    if (!folder) return undefined
    const uid = await uidOf(client, folder, messageId)
    if (!uid) return undefined
    const message = await client.fetchOne(String(uid), { source: true }, { uid: true })
    const raw = (message || undefined)?.source
    return raw && { raw }
  })
}

/** Selects anew each time: some servers only then show what came since. */
async function uidOf(client: ImapFlow, folder: string, messageId: string): Promise<number | undefined> {
  await client.mailboxOpen(folder, { readOnly: true })
  const found = await client.search({ header: { 'message-id': `<${messageId}>` } }, { uid: true })
  return (found || [])[0]
}

/** Files a copy of what was sent, unless one is there. Throws ChannelFailure. */
export function fileSent(
  account: Account<EmailConfig>,
  host: Host,
  mail: { messageId: string; raw: Buffer; at: Date },
): Promise<void> {
  return inSent(account, host, async (client, folder) => {
    if (!folder) return
    if (await uidOf(client, folder, mail.messageId)) return
    await client.append(folder, mail.raw, ['\\Seen'], mail.at)
  })
}
