import { type Locale, translate } from '../../../../../lib/i18n/index.ts'
import { type Html, html, veiled } from '../../../../../lib/markup/index.ts'
import { isToxic } from '../../../../activity/index.ts'
import { isOpen } from '../matter/escalation.ts'
import type { ShownFile, ShownMessage } from '../matter/shown.ts'
import type { EntryRow, Escalation } from '../matter/store.ts'
import { said } from '../service/service.ts'
import type { Service } from '../service/store.ts'
import { answerForms } from './forms.ts'
import { moment, type Say, sayer, sizeOf } from './words.ts'

/** All that one link shows. */
export interface Shown {
  locale: Locale
  /** The address of the page itself. */
  path: string
  workspace: string
  service: Service
  row: Escalation
  email: string
  entries: readonly EntryRow[]
  /** None once it is over. */
  messages: readonly ShownMessage[]
  files: ReadonlyMap<string, ShownFile>
  /** What has just been done. */
  done: string | null
  /** What was wrong with what was sent, and what it was. */
  wrong: string | null
  kept: Readonly<Record<string, string>>
  /** Of the forms: what is sent twice is one. */
  formId: string
}

/** The page of an escalation: what is asked, all that was said, and what can be done. */
export function viewOf(shown: Shown): Html {
  const { locale, row, service, workspace, wrong, done } = shown
  const say = sayer(locale)
  const reason = service.reasons.find(({ id }) => id === row.reason_id)
  const over = !isOpen(row.state)
  return html`${head(say, shown)}
<main>
<h1>${reason ? said(reason.words, locale) : service.name}</h1>
<p class="hush">${say('page.from', { workspace, service: service.name })}</p>
<p><span class="state">${say(`state.${row.state}`)}</span>${
    over
      ? null
      : html` <span class="hush">${say('page.due', { due: moment(row.due, row.timing.zone, locale) })}</span>`
  }</p>
${done ? html`<p role="status" class="good">${say(`done.${done}`)}</p>` : null}
${wrong ? html`<p role="alert" class="bad" id="wrong">${wrong}</p>` : null}
${asked(say, shown)}
${shown.messages.length > 0 ? talk(say, shown) : null}
${history(say, shown)}
${over ? html`<p class="hush">${say('page.over')}</p>` : answerForms(say, shown)}
</main>
<footer><p class="hush">${say('page.who', { email: shown.email })} ${say('page.care')}</p></footer>`
}

export function head(
  say: Say,
  { workspace, path, locale }: Pick<Shown, 'workspace' | 'path' | 'locale'>,
): Html {
  const other = locale === 'fr' ? 'en' : 'fr'
  return html`<header><p>${workspace}</p><nav aria-label="${say('page.language')}"><a href="${path}?lang=${other}" lang="${other}" hreflang="${other}">${
    other === 'fr' ? 'Français' : 'English'
  }</a></nav></header>`
}

function asked(say: Say, { row, service, locale, files, path }: Shown): Html {
  const fields = service.fields.flatMap(({ id, kind, words }) => {
    const value = row.values[id]
    if (!value) return []
    const file = kind === 'file' ? files.get(value) : undefined
    return [
      html`<dt>${said(words, locale)}</dt><dd>${file ? fileLink(file, path, locale) : kind === 'file' ? '–' : value}</dd>`,
    ]
  })
  const customer = row.customer ? html`<dt>${say('page.customer')}</dt><dd>${row.customer}</dd>` : null
  return html`<section aria-labelledby="asked"><h2 id="asked">${say('page.asked')}</h2>
<p class="said">${row.question}</p>
${fields.length > 0 || customer ? html`<dl>${customer}${fields}</dl>` : null}
${filesOf(row.files, files, path, locale)}</section>`
}

function talk(say: Say, { messages, locale, row, path }: Shown): Html {
  const items = messages.map(
    ({ at, ours, text, files, toxicity }) => html`<li${ours ? html` class="ours"` : null}>
<p class="hush">${say(ours ? 'page.us' : 'page.them')} · ${moment(at, row.timing.zone, locale)}</p>
${saidBy(text ?? say('page.gone'), toxicity, locale)}${files.length > 0 ? list(files, path, locale) : null}</li>`,
  )
  return html`<section aria-labelledby="talk"><h2 id="talk">${say('page.talk')}</h2><ol>${items}</ol>
${row.masked ? html`<p class="hush">${say('page.masked')}</p>` : null}</section>`
}

/** What a customer said; what may offend is there for who asks for it. */
function saidBy(text: string, toxicity: number | null, locale: Locale): Html {
  const words = html`<p class="said">${text}</p>`
  return toxicity !== null && isToxic({ toxicity: toxicity * 1000 })
    ? veiled(words, translate(locale, 'moderation:harsh.show'))
    : words
}

/** What a reader at the service has no use for, or is not to see. */
const INSIDE = ['issue', 'told', 'manager', 'asked']

function history(say: Say, { entries, locale, row, service, files, path }: Shown): Html | null {
  const shown = entries.filter(({ kind }) => !INSIDE.includes(kind))
  if (shown.length === 0) return null
  const items = shown.map(({ at, kind, via, email, author, text, edited, gone, files: ids }) => {
    const who = email ?? author ?? (via === 'clock' || via === 'tool' ? null : say('page.us'))
    const line = kind === 'handed' ? say('entry.handed', { to: text ?? '' }) : say(`entry.${kind}`)
    return html`<li${email || via === 'tool' ? null : html` class="ours"`}><p class="hush">${who ? html`${who} · ` : null}${line} · ${moment(at, row.timing.zone, locale)}${edited && !gone ? html` · ${say('entry.edited')}` : null}</p>
${gone ? html`<p class="hush">${say('page.gone')}</p>` : text && kind !== 'handed' ? html`<p class="said">${text}</p>` : null}${filesOf(ids, files, path, locale)}</li>`
  })
  return html`<section aria-labelledby="history"><h2 id="history">${say('page.history', { service: service.name })}</h2><ol>${items}</ol></section>`
}

function filesOf(ids: readonly string[], files: Shown['files'], path: string, locale: Locale): Html | null {
  const there = ids.flatMap((id) => files.get(id) ?? [])
  return there.length > 0 ? list(there, path, locale) : null
}

function list(files: readonly ShownFile[], path: string, locale: Locale): Html {
  return html`<ul>${files.map((file) => html`<li>${fileLink(file, path, locale)}</li>`)}</ul>`
}

function fileLink({ id, name, size }: ShownFile, path: string, locale: Locale): Html {
  return html`<a href="${path}/files/${id}" rel="noreferrer">${name}</a> <span class="hush">(${sizeOf(size, locale)})</span>`
}
