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

type Account = Pick<AccountRow, 'id' | 'name' | 'channel' | 'connected' | 'paused' | 'failure' | 'config'>

/** The one that was chosen, else the first that is open. */
function siteFor(accounts: readonly Account[], wanted: string | null) {
  const open = accounts.filter((one) => one.channel === 'site' && one.connected && chats(one))
  const site = open.find(({ id }) => id === wanted) ?? open[0]
  return site && { id: site.id, name: site.name }
}

function chats({ paused, config }: Account): boolean {
  return !paused && config.chat !== false
}

/** What comes to it is read now. */
function isRead({ paused, failure }: Account): boolean {
  return !paused && failure?.kind !== 'token-dead' && failure?.kind !== 'gone'
}

/** The one that was chosen, else the first: what is sent where nobody reads would be lost. */
export function mailboxFor(
  accounts: readonly Account[],
  wanted: string | null,
): { mailbox?: Mailbox; noMail: Ways['noMail'] } {
  const all = accounts.filter(({ channel, connected }) => channel === 'email' && connected)
  const read = all.filter(isRead)
  const one = read.find(({ id }) => id === wanted) ?? read[0]
  if (!one) return { noMail: all.length > 0 ? 'down' : 'none' }
  return { mailbox: { id: one.id, name: one.name, address: String(one.config.address) }, noMail: undefined }
}

/** Somewhere that people can be asked to; `open`: they can be now. */
export interface Place {
  id: string
  name: string
  open: boolean
}

export interface Places {
  sites: Place[]
  mailboxes: (Place & { address: string })[]
  /** Those that are used now, by their ids: what was chosen, else what stands in for it. */
  site: string | null
  mailbox: string | null
}

/** All the sites and mailboxes that could be chosen, and which are used by what is chosen. */
export function placesFor(
  accounts: readonly Account[],
  { siteId, mailId }: Pick<Setting, 'siteId' | 'mailId'>,
): Places {
  const of = (kind: string) => accounts.filter(({ channel, connected }) => channel === kind && connected)
  return {
    sites: of('site').map((one) => ({ id: one.id, name: one.name, open: chats(one) })),
    mailboxes: of('email').map((one) => ({
      ...{ id: one.id, name: one.name, address: String(one.config.address), open: isRead(one) },
    })),
    site: siteFor(accounts, siteId)?.id ?? null,
    mailbox: mailboxFor(accounts, mailId).mailbox?.id ?? null,
  }
}
