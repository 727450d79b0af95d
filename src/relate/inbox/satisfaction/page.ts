import { z } from 'zod'
import { type Locale, negotiate, translate } from '../../../../lib/i18n/index.ts'
import { html, page, privateHeaders } from '../../../../lib/markup/index.ts'
import { type Context, findWorkspace, type Route, route } from '../../../access/index.ts'
import { type Ask, findAsk, keepAnswer, object } from './store.ts'

const params = z.strictObject({ token: z.string().min(1).max(200) })
const query = z.object({
  lang: z.enum(['fr', 'en']).optional().catch(undefined),
  done: z.string().max(20).optional(),
})
const SCORES = [1, 2, 3, 4, 5] as const
const form = z.object({
  score: z.coerce.number().int().min(1).max(5).optional().catch(undefined),
  comment: z.string().max(10_000).optional().catch(undefined),
  stop: z.string().optional().catch(undefined),
})

/**
 * The page by which a customer says how they found it, without an account and without a script. Looking changes nothing,
 * as scanners of mail open every link; a tap on a figure is the POST of a form.
 */
export const ratingPages: Route[] = [
  route({
    method: 'get',
    path: '/rate/{token}',
    summary: 'How a customer found it, for whoever holds the link',
    tag: 'satisfaction',
    can: 'public',
    raw: true,
    limit: 120,
    params,
    query,
    handler: async (context, { params: { token }, query: { lang, done } }) => {
      const locale = localeOf(context, lang)
      const ask = await findAsk(context.db, token)
      if (!ask) return sorry(locale, 'unknown', 404)
      if (!ask.expires || ask.expires <= context.clock.now()) return sorry(locale, 'expired', 410)
      const { name } = await findWorkspace(context.db, ask.workspace_id)
      return view(locale, { ask, token, name, done })
    },
  }),
  route({
    method: 'post',
    path: '/rate/{token}',
    summary: 'What a customer says of it: a figure, a comment, or that they do not want to be asked',
    tag: 'satisfaction',
    can: 'public',
    raw: true,
    maxBody: 64_000,
    limit: 30,
    params,
    query,
    handler: async (context, { params: { token }, query: { lang } }) => {
      const { db, clock, request } = context
      const locale = localeOf(context, lang)
      const ask = await findAsk(db, token)
      if (!ask) return sorry(locale, 'unknown', 404)
      const now = clock.now()
      const said = form.parse(Object.fromEntries(new URLSearchParams(await request.text())))
      if (said.stop) await object(db, ask, now)
      else if (!ask.expires || ask.expires <= now) return sorry(locale, 'expired', 410)
      else await keepAnswer(db, ask, { score: said.score, comment: said.comment }, now)
      const done = said.stop ? 'stop' : said.comment?.trim() ? 'comment' : 'score'
      // Sent again by reloading, it would be asked about: the answer is another page.
      const location = `/rate/${token}?lang=${locale}&done=${done}`
      return new Response(null, { status: 303, headers: { ...privateHeaders(), location } })
    },
  }),
]

function localeOf({ request }: Context, asked: Locale | undefined): Locale {
  return asked ?? negotiate(request.headers.get('accept-language')) ?? 'fr'
}

function sorry(locale: Locale, what: 'unknown' | 'expired', status: number): Response {
  const say = (key: string) => translate(locale, `satisfaction:${key}`)
  const body = html`<main><h1>${say(what)}</h1><p>${say(`${what}_help`)}</p></main>`
  return page(locale, say(what), body, status)
}

interface View {
  ask: Ask
  token: string
  /** Of the workspace. */
  name: string
  done: string | undefined
}

function view(locale: Locale, { ask, token, name, done }: View): Response {
  const say = (key: string, values = {}) => translate(locale, `satisfaction:${key}`, values)
  const action = `/rate/${token}?lang=${locale}`
  const other = locale === 'fr' ? 'en' : 'fr'
  const scores = SCORES.map(
    (score) =>
      html`<button type="submit" name="score" value="${score}" aria-pressed="${ask.score === score ? 'true' : 'false'}" ${ask.score === score ? '' : html`class="quiet"`}><strong>${score}</strong> ${say(`score_${score}`)}</button>`,
  )
  const told =
    done === 'stop' ? say('stopped') : ask.score === null ? null : say(done === 'comment' ? 'kept' : 'thanks')
  const body = html`<header><p>${name}</p><nav><a href="/rate/${token}?lang=${other}" hreflang="${other}" lang="${other}">${translate(other, 'satisfaction:this_language')}</a></nav></header>
<main>
<h1>${say('title')}</h1>
${told && html`<p role="status" class="good">${told}</p>`}
<section aria-labelledby="how"><h2 id="how">${say('how')}</h2>
<form method="post" action="${action}"><p class="hush">${say('how_help')}</p>${scores}</form></section>
${
  ask.score !== null &&
  html`<section><form method="post" action="${action}"><label for="comment">${say('comment')}</label><p class="hush" id="who">${say('comment_help', { name })}</p>
<textarea id="comment" name="comment" maxlength="2000" aria-describedby="who">${ask.comment ?? ''}</textarea><button type="submit">${say('send')}</button></form></section>`
}
${
  done !== 'stop' &&
  html`<section><form method="post" action="${action}"><p class="hush">${say('stop_help', { name })}</p><button type="submit" class="quiet" name="stop" value="yes">${say('stop')}</button></form></section>`
}
</main>`
  return page(locale, say('title'), body)
}
