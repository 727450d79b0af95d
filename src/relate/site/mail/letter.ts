import MailComposer from 'nodemailer/lib/mail-composer'
import { type Locale, translate } from '../../../../lib/i18n/index.ts'
import { handOver, type Letter } from '../../../channels/email/index.ts'
import { ChannelFailure } from '../../../channels/index.ts'
import type { SiteDeps, SiteMail } from '../deps.ts'

export interface Words {
  /** Makes the Message-ID: the same mail has the same one. */
  id: string
  to: { name: string | null; address: string }
  subject: string
  text: string
  at: Date
}

/** A mail in plain text, byte for byte the same at every try. */
export async function compose({ id, to, subject, text, at }: Words, from: SiteMail['from']): Promise<Letter> {
  const domain = from.address.split('@')[1]?.toLowerCase() ?? 'localhost'
  const composer = new MailComposer({
    from,
    to: { name: to.name ?? '', address: to.address },
    subject: subject.replace(/\s+/g, ' ').slice(0, 200),
    messageId: `<site.${id}@${domain}>`,
    date: at,
    headers: { 'X-Auto-Response-Suppress': 'All' },
    text,
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  })
  const raw = await composer.compile().build()
  return { from: from.address, to: [to.address], main: [to.address], raw }
}

export type Ended = 'sent' | 'failed' | 'unknown' | 'later'

/** Hands a mail over; `later` where it did not leave and may at another time. */
export async function mail(
  { clock }: Pick<SiteDeps, 'clock'>,
  way: SiteMail,
  words: Words,
  signal: AbortSignal,
): Promise<Ended> {
  const letter = await compose(words, way.from)
  try {
    await handOver(way.server, letter, { http: way.http, signal, now: clock.now })
    return 'sent'
  } catch (error) {
    if (!(error instanceof ChannelFailure)) throw error
    const { kind } = error.failure
    if (kind === 'uncertain') return 'unknown'
    return kind === 'refused' ? 'failed' : 'later'
  }
}

/** One thing said, as it stands in a mail. */
export function lineOf(
  locale: Locale,
  { ours, at, text, zone }: { ours: boolean; at: Date; text: string; zone: string },
): string {
  const when = new Intl.DateTimeFormat(locale, {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: zone,
  }).format(at)
  return `${translate(locale, ours ? 'site:mail.ours' : 'site:mail.theirs', { when })}\n${text}`
}
