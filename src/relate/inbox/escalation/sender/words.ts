import { type Locale, translate } from '../../../../../lib/i18n/index.ts'
import type { LegWhat } from '../tables.ts'

export interface MailWords {
  subject: string
  text: string
  html: string
}

export interface MailFacts {
  what: Exclude<LegWhat, 'tell' | 'issue'>
  locale: Locale
  workspace: string
  service: string
  reason: string
  /** What was said last; null where nothing is. */
  text: string | null
  due: Date
  zone: string
  /** Who handed it over. */
  from: string | null
  /** Null: it leads nowhere any more. */
  link: string | null
  /** Answers to the mail itself are read. */
  answered: boolean
}

/** Beyond this the page tells. */
const LONGEST = 2000

/** A mail to a service: what is asked, by when, and where to answer. No message of the customer's is in it. */
export function mailWords(facts: MailFacts): MailWords {
  const { locale, what } = facts
  const say = (key: string) => translate(locale, `service:${key}`, values(facts))
  const subject = say(`mail.${what}.subject`).replace(/\s+/g, ' ').trim()
  const head = say(`mail.${what}.lead`)
  const quoted = facts.text && what !== 'link' ? cut(facts.text) : null
  const due = what === 'withdrawn' ? null : say('mail.due')
  const answer = facts.link ? say('mail.open') : null
  const note = facts.link ? say(facts.answered ? 'mail.note_reply' : 'mail.note') : null
  const why = say('mail.why')
  const text = [head, quoted, due, answer && `${answer}\n${facts.link}`, note, `-- \n${why}`]
  const html = [
    paragraph(head),
    quoted &&
      `<blockquote style="margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #c2571a">${lines(quoted)}</blockquote>`,
    due && paragraph(`<strong>${escaped(due)}</strong>`, true),
    answer && facts.link && paragraph(`<a href="${escaped(facts.link)}">${escaped(answer)}</a>`, true),
    note && paragraph(note),
    `<p style="margin:24px 0 0;color:#555;font-size:13px">${escaped(why)}</p>`,
  ]
  return {
    subject,
    text: `${text.filter(Boolean).join('\n\n')}\n`,
    html: `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1c1c28;background:#fff"><div style="max-width:600px;margin:0 auto">
${html.filter(Boolean).join('\n')}
</div></body></html>
`,
  }
}

function values({ workspace, service, reason, due, zone, locale, from }: MailFacts) {
  return { workspace, service, reason, from: from ?? '', due: dayAndTime(due, zone, locale) }
}

/** A moment on the clocks of a zone, in full. */
export function dayAndTime(at: Date, zone: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: zone,
  }).format(at)
}

function cut(text: string): string {
  const signs = [...text]
  return signs.length > LONGEST ? `${signs.slice(0, LONGEST - 1).join('')}…` : text
}

function paragraph(words: string, safe = false): string {
  return `<p style="margin:0 0 16px">${safe ? words : lines(words)}</p>`
}

function lines(text: string): string {
  return escaped(text).replaceAll('\n', '<br>')
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
