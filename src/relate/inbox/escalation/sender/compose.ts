import MailComposer from 'nodemailer/lib/mail-composer'
import type { Letter } from '../../../../channels/email/index.ts'
import type { MailWords } from './words.ts'

/** By which a mail that answers one of ours is known. */
const OURS = /^<?escalation\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/

/** The leg that a Message-ID names; undefined where it is none of ours. */
export function legOf(messageId: string): string | undefined {
  return OURS.exec(messageId)?.[1]
}

/** A mail to a service. Its id stands in its Message-ID, and all those of one escalation make one thread. */
export async function compose(mail: {
  id: string
  escalationId: string
  from: { name: string; address: string }
  to: string
  at: Date
  words: MailWords
  first: boolean
}): Promise<Letter> {
  const { id, escalationId, from, to, at, words, first } = mail
  const domain = from.address.split('@')[1]?.toLowerCase() ?? 'localhost'
  const thread = `<escalation.thread.${escalationId}@${domain}>`
  const composer = new MailComposer({
    ...{ from, to, subject: words.subject, messageId: `<escalation.${id}@${domain}>`, date: at },
    ...(first ? { references: thread } : { references: thread, inReplyTo: thread }),
    headers: { 'X-Auto-Response-Suppress': 'All' },
    ...{ text: words.text, html: words.html, baseBoundary: id.replaceAll('-', '') },
    ...{ disableFileAccess: true, disableUrlAccess: true, newline: '\r\n' },
  })
  const raw = await composer.compile().build()
  return { from: from.address, to: [to], main: [to], raw }
}
