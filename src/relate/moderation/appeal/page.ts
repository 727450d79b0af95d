import { z } from 'zod'
import { Problem } from '../../../../lib/errors/index.ts'
import { type Locale, negotiate, translate, type Values } from '../../../../lib/i18n/index.ts'
import { problemWords } from '../../../../lib/i18n/problem.ts'
import { type Html, html, page, privateHeaders } from '../../../../lib/markup/index.ts'
import { type Context, findWorkspace, type Route, route } from '../../../access/index.ts'
import type { ModerationDeps } from '../act/deps.ts'
import { getAct } from '../act/store.ts'
import { inLang, ruleOf } from '../charter/charter.ts'
import { charterVersion } from '../charter/store.ts'
import { LONGEST_STATEMENT, MOST_STATEMENTS } from './appeal.ts'
import { file } from './judge.ts'
import { type Appeal, findAppeal } from './link.ts'

const params = z.strictObject({ token: z.string().min(1).max(200) })
const query = z.object({
  lang: z.enum(['fr', 'en']).optional().catch(undefined),
  done: z.string().max(20).optional(),
})
const tag = 'moderation'
const LARGEST = 64_000

/**
 * The page by which an author contests what was done, without an account and without a script. It shows the rule and what
 * was done, and nothing of what was taken away: the link may have been told in public. Looking changes nothing.
 */
export function appealPages(deps: Pick<ModerationDeps, 'sealing'>): Route[] {
  return [
    route({
      method: 'get',
      path: '/appeal/{token}',
      summary: 'What was decided about a message, for whoever holds the link',
      tag,
      can: 'public',
      raw: true,
      limit: 120,
      params,
      query,
      handler: async (context, { params: { token }, query: { lang, done } }) => {
        const locale = localeOf(context, lang)
        const appeal = await findAppeal(context.db, token)
        if (!appeal) return unknown(locale)
        return view(context, appeal, { token, locale, done: done === 'filed' })
      },
    }),
    route({
      method: 'post',
      path: '/appeal/{token}',
      summary: 'Contests what was decided',
      tag,
      can: 'public',
      raw: true,
      maxBody: LARGEST,
      limit: 20,
      params,
      query,
      handler: async (context, { params: { token }, query: { lang } }) => {
        const { db, clock, request } = context
        const locale = localeOf(context, lang)
        const appeal = await findAppeal(db, token)
        if (!appeal) return unknown(locale)
        const text = new URLSearchParams(await request.text()).get('text') ?? ''
        try {
          await file(db, deps, { token, text, now: clock.now() })
        } catch (error) {
          if (!(error instanceof Problem) || error.ours) throw error
          return view(context, appeal, { token, locale, wrong: problemWords(locale, error, {}), text })
        }
        // Sent again by reloading, it would be said twice: the answer is another page.
        const location = `/appeal/${token}?lang=${locale}&done=filed`
        return new Response(null, { status: 303, headers: { ...privateHeaders(), location } })
      },
    }),
  ]
}

function localeOf({ request }: Context, asked: Locale | undefined): Locale {
  return asked ?? negotiate(request.headers.get('accept-language')) ?? 'fr'
}

function sayer(locale: Locale) {
  return (key: string, values: Values = {}) => translate(locale, `moderation:appeal.${key}`, values)
}

/** The same for what was never made here, is mistyped, or belongs to nobody any more. */
function unknown(locale: Locale): Response {
  const say = sayer(locale)
  const body = html`<main><h1>${say('unknown')}</h1><p>${say('unknown_help')}</p></main>`
  return page(locale, say('unknown'), body, 404)
}

interface Asked {
  token: string
  locale: Locale
  done?: boolean
  wrong?: string
  text?: string
}

async function view({ db, clock }: Context, appeal: Appeal, asked: Asked): Promise<Response> {
  const { locale, token, wrong } = asked
  const say = sayer(locale)
  const { workspace_id: workspaceId, act_id: actId } = appeal
  const [act, workspace] = [await getAct(db, workspaceId, actId), await findWorkspace(db, workspaceId)]
  const { charter } = await charterVersion(db, workspaceId, act.charter_version)
  const rule = ruleOf(charter, act.rule_id)
  const { timeZone } = workspace
  const on = (at: Date) =>
    new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeZone }).format(at)
  const other = locale === 'fr' ? 'en' : 'fr'
  const over = appeal.expires <= clock.now()
  const body = html`<header><p>${workspace.name}</p><nav aria-label="${say('language')}"><a href="/appeal/${token}?lang=${other}" lang="${other}" hreflang="${other}">${other === 'fr' ? 'Français' : 'English'}</a></nav></header>
<main><h1>${say('title')}</h1>
${asked.done ? html`<p role="status" class="good">${say('filed')}</p>` : null}
<section aria-labelledby="what"><h2 id="what">${say('what')}</h2><dl>
<dt>${say('kind')}</dt><dd>${say(`kind.${act.kind}`)}</dd>
<dt>${say('date')}</dt><dd>${on(act.done ?? act.proposed)}</dd>
<dt>${say('rule')}</dt><dd>${rule ? inLang(rule.title, locale) : act.rule_id}</dd></dl>
${rule ? html`<p class="said">${inLang(rule.explanation, locale)}</p>` : null}
<p><a href="/charter/${workspaceId}?lang=${locale}">${say('charter')}</a></p></section>
${state(say, appeal, act.state === 'restored', over)}
${appeal.state === 'granted' || appeal.state === 'dismissed' || over || act.state === 'restored' ? null : form(say, appeal, asked, wrong)}
</main><footer><p class="hush">${say('care', { date: on(appeal.expires) })}</p></footer>`
  return page(locale, `${say('title')} – ${workspace.name}`, body, wrong ? 422 : 200)
}

function state(say: ReturnType<typeof sayer>, appeal: Appeal, restored: boolean, over: boolean): Html | null {
  const { state: stands, answer } = appeal
  const shown = restored ? 'restored' : stands === 'open' ? (over ? 'over' : null) : stands
  if (!shown) return null
  return html`<section aria-labelledby="state"><h2 id="state">${say('state')}</h2><p>${say(`state.${shown}`)}</p>
${answer ? html`<p class="said">${answer}</p>` : null}</section>`
}

function form(
  say: ReturnType<typeof sayer>,
  { statements }: Appeal,
  { token, locale, text = '' }: Asked,
  wrong: string | undefined,
): Html | null {
  if (statements >= MOST_STATEMENTS) return null
  return html`<form class="sheet" method="post" action="/appeal/${token}?lang=${locale}">
${wrong ? html`<p role="alert" class="bad" id="wrong">${wrong}</p>` : null}
<label for="text">${say(statements > 0 ? 'more' : 'say')}</label>
<p class="hush" id="help">${say('say_help')}</p>
<textarea id="text" name="text" required maxlength="${LONGEST_STATEMENT}" aria-describedby="help${wrong ? ' wrong' : ''}">${text}</textarea>
<button type="submit">${say('send')}</button></form>`
}
