import MailComposer from 'nodemailer/lib/mail-composer'
import type { Letter } from '../../../channels/email/index.ts'
import type { Words } from '../letter/mail.ts'

export interface Sender {
  name: string
  address: string
}

/** A mail byte for byte the same at every try: its id stands in its Message-ID. */
export async function compose(mail: {
  id: string
  from: Sender
  to: Sender
  at: Date
  words: Words
  /** Where one click takes such mails away (RFC 8058). */
  oneClick: string
}): Promise<Letter> {
  const { id, from, to, at, words } = mail
  const domain = from.address.split('@')[1]?.toLowerCase() ?? 'localhost'
  const composer = new MailComposer({
    from,
    to,
    subject: words.subject,
    messageId: `<notice.${id}@${domain}>`,
    date: at,
    headers: {
      'List-Unsubscribe': { prepared: true, value: `<${mail.oneClick}>` },
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
    text: words.text,
    html: words.html,
    baseBoundary: id.replaceAll('-', ''),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  })
  const raw = await composer.compile().build()
  return { from: from.address, to: [to.address], main: [to.address], raw }
}
