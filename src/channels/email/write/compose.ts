import MailComposer from 'nodemailer/lib/mail-composer'
import { ChannelFailure, type Draft, type Errand, type Reference } from '../../channel.ts'
import { type EmailConfig, ownAddresses } from '../config.ts'
import type { Letter } from '../line/smtp.ts'
import { isAddress, type Mailbox } from '../mail/address.ts'
import { type MailFacts, trimmed } from '../mail/message.ts'
import { readSubject } from '../mail/subject.ts'
import { htmlOf } from './html.ts'
import { quoteOf } from './quote.ts'

/** The Message-ID of what an errand sends: the same at every try. */
export function messageIdOf(errand: Pick<Errand, 'key'>, config: Pick<EmailConfig, 'address'>): string {
  return `${errand.key}@${config.address.split('@')[1]?.toLowerCase() ?? 'localhost'}`
}

export interface Composed extends Letter {
  messageId: string
}

/** The whole mail of an errand, byte for byte the same at every try. Throws ChannelFailure where it cannot be one. */
export async function compose(errand: Errand, config: EmailConfig): Promise<Composed> {
  const { draft, to: answered, key, at } = errand
  if (!draft || !answered) throw refused('email.nothing-to-answer')
  const { to, cc } = recipients(answered, config)
  if (to.length === 0) throw refused('email.no-recipient')
  const messageId = messageIdOf(errand, config)
  const references = referencesOf(answered)
  const text = textOf(draft, answered, config)
  const composer = new MailComposer({
    from: { name: config.name, address: config.address },
    to: to.map(asAddress),
    cc: cc.map(asAddress),
    subject: subjectOf(draft, answered),
    messageId: `<${messageId}>`,
    date: at,
    ...(isMessageId(answered.id) && { inReplyTo: `<${realId(answered.id)}>` }),
    ...(references.length > 0 && { references: references.map((id) => `<${id}>`) }),
    text,
    html: htmlOf(text),
    attachments: await attachmentsOf(draft),
    baseBoundary: key.replaceAll('-', ''),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  })
  const raw = await composer.compile().build()
  const main = to.map(({ address }) => address)
  return { from: config.address, to: [...main, ...cc.map(({ address }) => address)], raw, messageId, main }
}

function refused(detail: string): ChannelFailure {
  return new ChannelFailure({ kind: 'refused', detail })
}

function factsOf({ extra }: Reference): Partial<MailFacts> {
  return (extra.mail ?? {}) as Partial<MailFacts>
}

/** Back to whoever wrote, or where they ask; under a mail of ours, to the same people again. Copies go on. */
function recipients(answered: Reference, config: EmailConfig): { to: Mailbox[]; cc: Mailbox[] } {
  const facts = factsOf(answered)
  const author = { address: answered.actor.handle ?? answered.actor.id, name: answered.actor.name ?? '' }
  const own = ownAddresses(config)
  const taken = new Set<string>()
  const fresh = (people: Mailbox[]) =>
    people.filter(({ address }) => {
      const one = address.toLowerCase()
      return isAddress(one) && !own.has(one) && !taken.has(one) && taken.add(one)
    })
  const asked = fresh(answered.ours ? (facts.to ?? []) : (facts.replyTo ?? []))
  // Who asks to be answered where only we are (a form, a mistake) is answered all the same.
  const to = asked.length > 0 || answered.ours ? asked : fresh([author])
  return { to, cc: fresh(facts.cc ?? []) }
}

function asAddress({ name, address }: Mailbox) {
  return { name, address }
}

/** The root, and the latest up to what is answered: as many as programs thread by, and lines can hold. */
function referencesOf(answered: Reference): string[] {
  const { references = [] } = factsOf(answered)
  const chain =
    references.length > 0
      ? references
      : [answered.thread, answered.inReplyTo].filter((id) => id !== undefined)
  const before = chain.filter((id) => id !== answered.id)
  return trimmed([...new Set([...before, realId(answered.id)])].filter(isMessageId), 20)
}

/** The Message-ID as others know it: without what we add to tell apart two mails that were given one. */
function realId(id: string): string {
  return id.replace(/(@[^@#]*)#\d+$/, '$1')
}

/** Ids that we made ourselves, for mails without one, mean nothing to others. */
function isMessageId(id: string): boolean {
  return /^[^\s<>]+@[^\s<>]+$/.test(id) && !id.endsWith('@no-message-id.invalid')
}

function subjectOf({ title }: Draft, answered: Reference): string {
  if (title?.trim()) return title.trim()
  const { title: bare } = readSubject(factsOf(answered).subject ?? answered.title ?? '')
  return bare ? `Re: ${bare}` : 'Re:'
}

function textOf(draft: Draft, answered: Reference, { signature }: EmailConfig): string {
  const quote = draft.quote ? quoteOf(answered, draft.lang) : ''
  const parts = [draft.text.trim(), signature.trim() && `-- \n${signature.trim()}`, quote].filter(Boolean)
  return `${parts.join('\n\n').replace(/\r\n?/g, '\n')}\n`
}

async function attachmentsOf({ media }: Draft) {
  return await Promise.all(
    media.map(async (one) => ({
      filename: one.name,
      contentType: one.mediaType,
      content: Buffer.from(await one.bytes()),
      ...(one.alt && { headers: { 'Content-Description': one.alt } }),
    })),
  )
}
