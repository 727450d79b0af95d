import { z } from 'zod'
import { Problem } from '../../../../lib/errors/index.ts'
import { type Locale, negotiate, translate, type Values } from '../../../../lib/i18n/index.ts'
import { type Html, html, page } from '../../../../lib/markup/index.ts'
import { type Context, findWorkspace, type Route, route } from '../../../access/index.ts'
import { publicSummary, type Summary } from '../report/report.ts'
import { inLang, type Rule, type Words } from './charter.ts'
import { type Published, publishedCharter } from './store.ts'

type Say = (key: string, values?: Values) => string

/** The charter for everybody: no account, no script, and the same in print. */
export const charterPages: Route[] = [
  route({
    method: 'get',
    path: '/charter/{workspace}',
    summary: 'The published charter, for everybody',
    tag: 'moderation',
    can: 'public',
    raw: true,
    limit: 120,
    params: z.strictObject({ workspace: z.string().max(60) }),
    query: z.object({ lang: z.enum(['fr', 'en']).optional().catch(undefined) }),
    handler: async (context, { params: { workspace }, query: { lang } }) => {
      const locale = lang ?? negotiate(context.request.headers.get('accept-language')) ?? 'fr'
      const say: Say = (key, values) => translate(locale, `moderation:page.${key}`, values)
      const found = await charterAt(context, workspace)
      if (!found) {
        const body = html`<main><h1>${say('none')}</h1><p>${say('none_help')}</p></main>`
        return page(locale, say('none'), body, 404)
      }
      const { name, published, summary, zone } = found
      const title = inLang(published.charter.title, locale)
      const body = view({ say, locale, name, published, summary, zone, path: `/charter/${workspace}` })
      return page(locale, `${title} – ${name}`, body, 200, { open: true })
    },
  }),
]

async function charterAt({ db, clock }: Context, workspaceId: string) {
  if (!z.uuid().safeParse(workspaceId).success) return undefined
  const workspace = await findWorkspace(db, workspaceId).catch((error) => {
    if (error instanceof Problem && error.status === 404) return undefined
    throw error
  })
  const published = workspace && (await publishedCharter(db, workspaceId))
  if (!workspace || !published) return undefined
  const { name, timeZone: zone } = workspace
  const summary = published.charter.summary ? await publicSummary(db, workspaceId, clock.now()) : null
  return { name, zone, published, summary }
}

interface Shown {
  say: Say
  locale: Locale
  name: string
  published: Published
  summary: Summary | null
  zone: string
  path: string
}

function view(shown: Shown): Html {
  const { say, locale, name, published, path, zone } = shown
  const { charter, version } = published
  const other = locale === 'fr' ? 'en' : 'fr'
  const on = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'long',
    timeZone: zone,
  })
  return html`<header><p>${name}</p><nav aria-label="${say('language')}"><a href="${path}?lang=${other}" lang="${other}" hreflang="${other}">${other === 'fr' ? 'Français' : 'English'}</a></nav></header>
<main><h1>${inLang(charter.title, locale)}</h1>
<p class="hush">${say('version', { version, date: on.format(published.published) })}</p>
${said(charter.intro, locale)}
${charter.rules.map((rule) => ruleView(rule, shown))}
<section aria-labelledby="appeal"><h2 id="appeal">${say('appeal')}</h2><p>${say('appeal_help', { count: charter.appealDays })}</p><p>${say('archive_help', { count: charter.archiveDays })}</p></section>
${summaryView(shown)}</main><footer></footer>`
}

function said(words: Words, locale: Locale): Html | null {
  const text = inLang(words, locale)
  const own = words[locale] ? locale : locale === 'fr' ? 'en' : 'fr'
  return text ? html`<p class="said" lang="${own}">${text}</p>` : null
}

function ruleView({ id, title, explanation, examples, sanctions }: Rule, { say, locale }: Shown): Html {
  const shown = examples.flatMap((one) => said(one, locale) ?? [])
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${inLang(title, locale)}</h2>
${said(explanation, locale)}
${shown.map((one) => html`<blockquote>${one}</blockquote>`)}
<p class="hush">${say('sanctions')} ${sanctions.map((kind) => say(`kind.${kind}`)).join(', ')}</p></section>`
}

function summaryView({ say, locale, summary, published }: Shown): Html | null {
  if (!summary) return null
  const titles = new Map(published.charter.rules.map((rule) => [rule.id, inLang(rule.title, locale)]))
  const number = new Intl.NumberFormat(locale)
  const rows = summary.rules.map(
    ({ rule, done, restored }) =>
      html`<tr><th scope="row">${titles.get(rule) ?? rule}</th><td class="n">${number.format(done)}</td><td class="n">${number.format(restored)}</td></tr>`,
  )
  const { filed, granted, dismissed } = summary.appeals
  return html`<section aria-labelledby="figures"><h2 id="figures">${say('figures')}</h2>
<p class="hush">${say('figures_help')}</p>
${
  rows.length === 0
    ? html`<p>${say('figures_none')}</p>`
    : html`<div class="table" role="region" tabindex="0" aria-label="${say('figures_table')}"><table><thead><tr><th scope="col">${say('rule')}</th><th scope="col">${say('done')}</th><th scope="col">${say('restored')}</th></tr></thead><tbody>${rows}</tbody></table></div>`
}
<p>${say('appeals', { filed: number.format(filed), granted: number.format(granted), dismissed: number.format(dismissed) })}</p></section>`
}
