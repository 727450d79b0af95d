import { createHash } from 'node:crypto'
import { type Activity, type Actor, NOBODY } from '../../../activity/index.ts'
import type { Host } from '../../channel.ts'
import { newPart } from '../cut/cut.ts'
import { type Mailbox, mailboxes } from './address.ts'
import { bounceOf } from './bounce.ts'
import { filesOf } from './files.ts'
import { autoOf, isForged, listOf } from './nature.ts'
import { idsIn, type Parsed } from './parse.ts'
import { readSubject } from './subject.ts'

/** What the reader knows of a mail besides its bytes. */
export interface Circumstances {
  own: ReadonlySet<string>
  /** It lies in the folder of what was sent. */
  sent: boolean
  /** When the server took it in: the date of mails that have none. */
  arrived: Date
  keep?: Host['keep']
}

/** What an answer to a mail needs to know of it, in `extra.mail`. */
export interface MailFacts {
  to: Mailbox[]
  cc: Mailbox[]
  replyTo?: Mailbox[]
  /** Message-IDs of the thread, root first, as far as there is room. */
  references: string[]
  subject?: string
  /** Minutes east of Greenwich where it was written. */
  offset?: number
  cut?: boolean
  list?: string
  /** Files that were not kept. */
  left?: number
  /** Bytes, for a mail too large to be read whole. */
  large?: number
}

const MOST_REFERENCES = 30
const MOST_PEOPLE = 30

/** Which message it is: its Message-ID, or where it has none a digest of what it says, the same at each reading. */
export function idOf({ header, mail }: Parsed): string {
  const id = idsIn(header('message-id'))[0]
  if (id) return id
  const digest = createHash('sha256')
  for (const name of ['from', 'to', 'date', 'subject']) digest.update(`${header(name)}\n`)
  digest.update(mail.text ?? mail.html ?? '')
  return `${digest.digest('hex').slice(0, 40)}@no-message-id.invalid`
}

/** Ids of the thread in their order, the root first: References, and what is answered at the end. */
export function threadOf({ header }: Parsed): string[] {
  const answered = idsIn(header('in-reply-to'))
  const chain = idsIn(header('references'))
  // Some programs put a date or a name beside the id: one answered mail is enough.
  return [...new Set([...chain, ...answered.slice(0, 1)])]
}

/** The mail as the stream knows it. A server's notice that a mail came back is a Reject of that mail. */
export async function activityOf(parsed: Parsed, about: Circumstances): Promise<Activity> {
  const { mail } = parsed
  const externalId = idOf(parsed)
  const chain = threadOf(parsed).filter((id) => id !== externalId)
  const subject = readSubject(mail.subject)
  const from = mailboxes(mail.from, mail.sender)[0]
  const claimed = from !== undefined && about.own.has(from.address)
  const ours = claimed && (about.sent || !isForged(parsed))
  const bounce = ours ? undefined : bounceOf(parsed)
  const auto = autoOf(parsed)
  const { text, cut } = newPart(mail, subject.forward)
  const { media, left } = bounce ? { media: [], left: 0 } : await filesOf(mail.attachments, about.keep)
  const answered = bounce?.of ?? chain.at(-1)
  return {
    verb: bounce ? 'Reject' : 'Create',
    externalId,
    published: dateOf(parsed, about.arrived),
    // Who writes in our name and is not us is nobody we know.
    actor: claimed && !ours ? { ...actorOf(from), id: NOBODY } : actorOf(from),
    object: {
      type: 'Message',
      id: bounce?.of ?? externalId,
      title: subject.title || undefined,
      text: text || undefined,
      ...(media.length > 0 && { media }),
      ...(answered && { inReplyTo: answered }),
      thread: chain[0] ?? bounce?.of ?? externalId,
    },
    visibility: 'private',
    ...(ours && { ours }),
    extra: {
      mail: factsOf(parsed, { references: chain, cut, left }),
      ...(bounce && { bounce }),
      ...(auto && !bounce && { auto }),
    },
  }
}

function factsOf(
  parsed: Parsed,
  { references, cut, left }: { references: string[]; cut: boolean; left: number },
): MailFacts {
  const { mail, header } = parsed
  const replyTo = mailboxes(mail.replyTo).slice(0, 5)
  const list = listOf(parsed)
  const offset = offsetOf(header('date'))
  return {
    to: mailboxes(mail.to).slice(0, MOST_PEOPLE),
    cc: mailboxes(mail.cc).slice(0, MOST_PEOPLE),
    ...(replyTo.length > 0 && { replyTo }),
    references: trimmed(references),
    ...(mail.subject && { subject: mail.subject.slice(0, 500) }),
    ...(offset !== undefined && { offset }),
    ...(cut && { cut }),
    ...(list && { list }),
    ...(left > 0 && { left }),
  }
}

/** The root and the latest: what programs thread by. */
export function trimmed(ids: string[], most = MOST_REFERENCES): string[] {
  const fit = ids.filter((id) => id.length <= 250)
  return fit.length <= most ? fit : [...fit.slice(0, 1), ...fit.slice(1 - most)]
}

function actorOf(from: Mailbox | undefined): Actor {
  if (!from) return { id: NOBODY }
  return { id: from.address, handle: from.address, ...(from.name && { name: from.name }) }
}

const OLDEST = Date.UTC(1990, 0, 1)

/** When it says that it was written, unless that is nonsense or ahead of its arrival. */
function dateOf({ header }: Parsed, arrived: Date): Date {
  const said = Date.parse(
    header('date')
      .replace(/\([^)]*\)/g, '')
      .trim(),
  )
  const sound = Number.isFinite(said) && said >= OLDEST && said <= arrived.getTime() + 86_400_000
  return sound ? new Date(said) : arrived
}

function offsetOf(date: string): number | undefined {
  const found = /([+-])(\d\d)(\d\d)\b/.exec(date)
  if (!found) return undefined
  const minutes = Number(found[2]) * 60 + Number(found[3])
  return minutes > 14 * 60 ? undefined : found[1] === '-' ? -minutes : minutes
}
