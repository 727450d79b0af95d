import type { Handle } from '../../../../../lib/db/index.ts'
import { type AccountRow, listAccounts } from '../../../../ingest/index.ts'
import { type Find, type Voice, voicesFor } from '../../answer/answering.ts'
import type { Conversation } from '../../store.ts'
import type { Setting } from '../lines/lines.ts'

/** How somebody who wrote in public can be met in private. */
export interface Ways {
  /** Who can send them a private message on the network itself. */
  direct: Voice | undefined
  /** The site of ours whose chat a link leads to, and who can answer them in public. */
  link: { voice: Voice; site: { id: string; name: string } } | undefined
  /** The mailbox of ours that they can write to, and who can answer them in public. */
  mail: { voice: Voice; mailbox: Mailbox } | undefined
  /** Why there is no mailbox to write to: none is connected, or what comes to it is not read now. */
  noMail: 'none' | 'down' | undefined
}

export interface Mailbox {
  id: string
  name: string
  address: string
}

export async function waysFor(
  db: Handle,
  talk: Conversation & { workspace_id: string },
  setting: Setting,
  find?: Find,
): Promise<Ways> {
  const voices = await voicesFor(db, talk, find)
  const [first] = voices
  const accounts = await listAccounts(db, talk.workspace_id)
  const site = siteFor(accounts, setting.siteId)
  const { mailbox, noMail } = mailboxFor(accounts, setting.mailId)
  return {
    direct: voices.find(speaksInPrivate),
    link: first && site && { voice: first, site },
    mail: first && mailbox && { voice: first, mailbox },
    noMail,
  }
}

/** A network on which one can write to somebody alone. */
export function speaksInPrivate({ can, channel }: Voice): boolean {
  return can.includes('publish') && (channel.limits.audiences?.includes('direct') ?? false)
}

/** The one that was chosen, else the first that is open. */
function siteFor(accounts: readonly AccountRow[], wanted: string | null) {
  const open = accounts.filter(
    ({ channel, connected, paused, config }) =>
      channel === 'site' && connected && !paused && config.chat !== false,
  )
  const site = open.find(({ id }) => id === wanted) ?? open[0]
  return site && { id: site.id, name: site.name }
}

/** The one that was chosen, else the first: what is sent where nobody reads would be lost. */
export function mailboxFor(
  accounts: readonly Pick<
    AccountRow,
    'id' | 'name' | 'channel' | 'connected' | 'paused' | 'failure' | 'config'
  >[],
  wanted: string | null,
): { mailbox?: Mailbox; noMail: Ways['noMail'] } {
  const all = accounts.filter(({ channel, connected }) => channel === 'email' && connected)
  const read = all.filter(
    ({ paused, failure }) => !paused && failure?.kind !== 'token-dead' && failure?.kind !== 'gone',
  )
  const one = read.find(({ id }) => id === wanted) ?? read[0]
  if (!one) return { noMail: all.length > 0 ? 'down' : 'none' }
  return { mailbox: { id: one.id, name: one.name, address: String(one.config.address) }, noMail: undefined }
}
