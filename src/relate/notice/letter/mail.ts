import { type Locale, translate } from '../../../../lib/i18n/index.ts'
import type { Scope } from '../choice/store.ts'
import { MOST_AT_ONCE, paceOf } from '../decide/plan.ts'
import { cut, type Line, type Piece, plain, textOf } from './line.ts'

/** What a mail tells, and where it leads. */
export interface Letter {
  locale: Locale
  workspace: string
  notice: { id: string; slot: string; items: number; more: number; capped: boolean }
  lines: readonly Line[]
  publicUrl: string
  /** Where the page stands that takes this mail away. */
  unsubscribe: string
  scope: Scope
}

export interface Words {
  subject: string
  text: string
  html: string
}

/** Subjects that a mail lists. */
export const LISTED = 20

/** A mail in words: plain, and the same as simple HTML. */
export function wordsOf(letter: Letter): Words {
  return { subject: subjectOf(letter), text: textBody(letter), html: htmlBody(letter) }
}

/** What somebody takes away by one link: this alert's mails, those of alarms, or all where many things stand together. */
export function scopeOf(slot: string, lines: readonly Line[]): Scope {
  const [line] = lines
  if (paceOf(slot) !== 'once' || !line) return 'all'
  if (line.level > 0) return 'alarms'
  const [alertId] = line.alertIds
  return alertId && line.alertIds.length === 1 ? { alertId } : 'all'
}

function subjectOf({ locale, notice, lines }: Letter): string {
  const [line] = lines
  const total = notice.items
  if (line && total === 1) {
    return `${plain(line.title)} – ${cut(plain(textOf(line.pieces)), 80)}`
  }
  const graver = lines.find((one) => one.level > 1)
  const when = paceOf(notice.slot) === 'morning' ? 'kind.morning' : 'kind.hour'
  const count = translate(locale, 'notice:subjects', { count: total })
  const head = `${translate(locale, `notice:${when}`)} – ${count}`
  return graver ? `${graver.title} – ${head}` : head
}

function textBody(letter: Letter): string {
  const { locale, lines } = letter
  const blocks = lines.map((line) =>
    [
      [line.title, line.said].filter(Boolean).join(' · '),
      line.pieces.map(({ text, hit }) => (hit ? `*${text}*` : text)).join(''),
      line.after,
      ...enclosedText(line),
      linkTo(letter, line),
    ]
      .filter(Boolean)
      .join('\n'),
  )
  const foot = [
    ...restOf(letter),
    `${translate(locale, 'notice:open')}\n${noticeUrl(letter)}`,
    `-- \n${translate(locale, 'notice:why', { workspace: letter.workspace })}`,
    `${translate(locale, 'notice:settings')}\n${letter.publicUrl}/settings/notices`,
    `${unsubscribeWords(letter)}\n${letter.unsubscribe}`,
  ]
  return `${[...blocks, ...foot].join('\n\n')}\n`
}

/** What the list leaves out, and why. */
function restOf({ locale, notice, lines }: Letter): string[] {
  const others = notice.items - lines.length
  return [
    ...(others > 0 ? [translate(locale, 'notice:others', { count: others })] : []),
    ...(notice.more > 0 ? [translate(locale, 'notice:more', { count: notice.more })] : []),
    ...(notice.capped ? [translate(locale, 'notice:capped', { max: MOST_AT_ONCE })] : []),
  ]
}

function htmlBody(letter: Letter): string {
  const { locale, lines } = letter
  const items = lines.map(
    (line) => `<div style="margin:0 0 20px;padding:0 0 16px;border-bottom:1px solid #ddd">
<p style="margin:0 0 4px;color:#555;font-size:13px"><strong>${escaped(line.title)}</strong>${line.said ? ` · ${escaped(line.said)}` : ''}</p>
<p style="margin:0 0 6px">${line.pieces.map(pieceHtml).join('')}</p>
${line.after ? `<p style="margin:0 0 6px;color:#555">${escaped(line.after)}</p>\n` : ''}${enclosedHtml(line)}<p style="margin:0"><a href="${escaped(linkTo(letter, line))}">${escaped(translate(locale, 'notice:open'))}</a></p>
</div>`,
  )
  const rest = restOf(letter).map((words) => `<p style="margin:0 0 12px">${escaped(words)}</p>`)
  const foot = [
    escaped(translate(locale, 'notice:why', { workspace: letter.workspace })),
    `<a href="${escaped(`${letter.publicUrl}/settings/notices`)}">${escaped(translate(locale, 'notice:settings'))}</a>`,
    `<a href="${escaped(letter.unsubscribe)}">${escaped(unsubscribeWords(letter))}</a>`,
  ]
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subjectOf(letter))}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1c1c28;background:#fff"><div style="max-width:600px;margin:0 auto">
${items.join('\n')}
${rest.join('\n')}
<p style="margin:24px 0 0;color:#555;font-size:13px">${foot.join('<br>')}</p>
</div></body></html>
`
}

function enclosedText({ enclosed }: Line): string[] {
  if (!enclosed) return []
  // Strangers' words stay lines of a quotation: none begins as ours do.
  const quotes = enclosed.quotes.map(
    ({ label, text }) =>
      `\n${label}\n${linesOf(text)
        .map((line) => `> ${line}`)
        .join('\n')}`,
  )
  return [...quotes, `\n${enclosed.link.label}\n${enclosed.link.url}\n`]
}

function enclosedHtml({ enclosed }: Line): string {
  if (!enclosed) return ''
  const quotes = enclosed.quotes.map(
    ({ label, text }) => `<p style="margin:0 0 4px;color:#555;font-size:13px">${escaped(label)}</p>
<p style="margin:0 0 12px;padding:0 0 0 12px;border-left:3px solid #c2571a">${linesOf(text).map(escaped).join('<br>')}</p>
`,
  )
  const { label, url } = enclosed.link
  return `${quotes.join('')}<p style="margin:0 0 12px"><a href="${escaped(url)}"><strong>${escaped(label)}</strong></a></p>
`
}

/** Without what would turn around or hide what follows it. */
function linesOf(text: string): string[] {
  return text
    .toWellFormed()
    .split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/)
    .map((line) => plain(line, false))
}

function pieceHtml({ text, hit }: Piece): string {
  return hit ? `<mark style="background:#ffe2b8">${escaped(text)}</mark>` : escaped(text)
}

function unsubscribeWords({ locale, scope }: Letter): string {
  const kind = typeof scope === 'object' ? 'alert' : scope
  return translate(locale, `notice:unsubscribe.${kind}`)
}

function noticeUrl({ publicUrl, notice }: Letter): string {
  return `${publicUrl}/notices/${notice.id}`
}

function linkTo(letter: Letter, line: Line): string {
  return `${noticeUrl(letter)}#${line.id}`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
