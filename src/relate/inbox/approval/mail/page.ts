import { z } from 'zod'
import { Problem } from '../../../../../lib/errors/index.ts'
import { type Locale, negotiate, translate, type Values } from '../../../../../lib/i18n/index.ts'
import { problemWords } from '../../../../../lib/i18n/problem.ts'
import { type Html, html, page, privateHeaders, veiled } from '../../../../../lib/markup/index.ts'
import { type Context, findWorkspace, type Route, route } from '../../../../access/index.ts'
import { isToxic, type StoredActivity } from '../../../../activity/index.ts'
import { approve, refuse } from '../matter/decide.ts'
import { differenceOf } from '../matter/present.ts'
import { getApproval, versionsOf } from '../matter/store.ts'
import { findLink, type Link } from './link.ts'
import { type Question, questionFor } from './read.ts'

const params = z.strictObject({ token: z.string().min(1).max(200) })
const query = z.object({
  lang: z.enum(['fr', 'en']).optional().catch(undefined),
  done: z.enum(['approve', 'refuse']).optional().catch(undefined),
})
const form = z.object({
  do: z.enum(['approve', 'refuse']).optional().catch(undefined),
  reason: z.string().max(10_000).optional().catch(undefined),
})
const tag = 'approvals'

/**
 * The page by which an approver decides from a mail, without signing in and without a script. Looking changes nothing, as
 * scanners of mail open every link; a decision is the POST of a form.
 */
export const approvalPages: Route[] = [
  route({
    method: 'get',
    path: '/approve/{token}',
    summary: 'The answer that an approver is asked about, for whom the link was made',
    tag,
    can: 'public',
    raw: true,
    limit: 120,
    params,
    query,
    handler: (context, { params: { token }, query: { lang, done } }) =>
      look(context, { token, locale: localeOf(context, lang), done }),
  }),
  route({
    method: 'post',
    path: '/approve/{token}',
    summary: 'What the approver decides: that these very words leave, or a reason why not',
    tag,
    can: 'public',
    raw: true,
    maxBody: 64_000,
    limit: 30,
    params,
    query,
    handler: async (context, { params: { token }, query: { lang } }) => {
      const locale = localeOf(context, lang)
      const given = form.parse(Object.fromEntries(new URLSearchParams(await context.request.text())))
      return decide(context, { token, locale, ...given })
    },
  }),
]

function localeOf({ request }: Context, asked: Locale | undefined): Locale {
  return asked ?? negotiate(request.headers.get('accept-language')) ?? 'fr'
}

interface Asked {
  token: string
  locale: Locale
  done?: 'approve' | 'refuse' | undefined
  wrong?: string
  reason?: string
}

async function look(context: Context, asked: Asked): Promise<Response> {
  const { db, clock } = context
  const { token, locale } = asked
  const link = await findLink(db, token)
  if (!link) return sorry(locale, 'unknown', 404)
  if (asked.done) return over(context, link, locale)
  const question = await questionOf(context, link)
  if (!question) return over(context, link, locale)
  if (link.expires <= clock.now()) return sorry(locale, 'expired', 410)
  return view(context, question, asked)
}

/** What this link is about, as long as its words are those that it was made for. */
async function questionOf({ db }: Context, link: Link): Promise<Question | undefined> {
  const question = await questionFor(db, link.workspaceId, link)
  return question?.asked.hash === link.hash ? question : undefined
}

async function decide(
  context: Context,
  given: Asked & { do?: 'approve' | 'refuse' | undefined; reason?: string | undefined },
): Promise<Response> {
  const { db, clock } = context
  const { token, locale, reason = '' } = given
  const link = await findLink(db, token)
  if (!link) return sorry(locale, 'unknown', 404)
  const question = await questionOf(context, link)
  if (!question || link.expires <= clock.now()) return over(context, link, locale)
  if (!given.do) return view(context, question, given)
  const { workspaceId, approvalId: id, memberId, hash } = link
  const who = { userId: question.member.userId }
  const act = { workspaceId, id, memberId, who, via: 'mail', hash, now: clock.now() } as const
  try {
    if (given.do === 'approve') await approve(db, act)
    else await refuse(db, { ...act, reason: reason.replaceAll('\0', '').slice(0, 2000) })
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    if (error.id !== 'approval_reason') return over(context, link, locale)
    return view(context, question, { token, locale, reason, wrong: problemWords(locale, error, {}) })
  }
  // Sent again by reloading, it would be asked about: what was decided is another page.
  const location = `/approve/${token}?lang=${locale}&done=${given.do}`
  return new Response(null, { status: 303, headers: { ...privateHeaders(), location } })
}

/** What stands in the place of a link that decides nothing any more: who decided is said in Veillée, not here. */
async function over({ db, clock }: Context, link: Link, locale: Locale): Promise<Response> {
  const asked = await getApproval(db, link.workspaceId, link.approvalId).catch(() => undefined)
  if (!asked) return sorry(locale, 'unknown', 404)
  const mine = asked.decided_by === link.memberId && asked.via === 'mail' && asked.hash === link.hash
  if (mine && asked.state === 'approved') return sorry(locale, 'approved', 200)
  if (mine && asked.state === 'refused') return sorry(locale, 'refused', 200)
  if (asked.state === 'expired' || link.expires <= clock.now()) return sorry(locale, 'expired', 410)
  if (asked.state !== 'waiting') return sorry(locale, 'decided', 410)
  return sorry(locale, asked.hash === link.hash ? 'not_yours' : 'changed', 410)
}

function sorry(locale: Locale, what: string, status: number): Response {
  const say = (key: string) => translate(locale, `approval:page.${key}`)
  const role = status === 200 ? html` role="status"` : null
  const body = html`<main><h1>${say(what)}</h1><p${role}>${say(`${what}_help`)}</p></main>`
  return page(locale, say(what), body, status)
}

async function view(context: Context, question: Question, shown: Asked): Promise<Response> {
  const { asked, delivery, said, names, member } = question
  const { token, locale, wrong, reason = '' } = shown
  const say = (key: string, values: Values = {}) => translate(locale, `approval:page.${key}`, values)
  const { name } = await findWorkspace(context.db, asked.workspace_id)
  const versions = (await versionsOf(context.db, asked.workspace_id, [asked.id])).get(asked.id) ?? []
  const text = delivery.draft?.text ?? ''
  const changes = differenceOf(versions[0]?.text ?? text, text)
  const other = locale === 'fr' ? 'en' : 'fr'
  const path = `/approve/${token}`
  const until = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    ...{ dateStyle: 'full', timeStyle: 'short', timeZone: member.timeZone },
  } as Intl.DateTimeFormatOptions).format(asked.expires)
  const author = names.get(asked.by_member ?? '') ?? say('somebody')
  const body = html`<header><p>${name}</p><nav><a href="${path}?lang=${other}" hreflang="${other}" lang="${other}">${translate(other, 'approval:page.this_language')}</a></nav></header>
<main><h1>${say('title')}</h1>
<p class="hush">${say('lead', { author, until })}</p>
${wrong && html`<p role="alert" class="bad">${wrong}</p>`}
${said && html`<section aria-labelledby="q"><h2 id="q">${say('question')}</h2><p class="hush">${said.actor_name ?? said.actor_handle ?? say('somebody')}</p>${saidBy(said, locale)}</section>`}
<section aria-labelledby="a"><h2 id="a">${say('answer')}</h2><p class="said">${text}</p>${filesOf(question, say)}</section>
${changes && html`<section aria-labelledby="d"><h2 id="d">${say('difference')}</h2><p class="said">${changes.map(pieceOf)}</p></section>`}
<section aria-labelledby="w"><h2 id="w">${say('why')}</h2><ul>${asked.reasons.map((one) => html`<li>${one.name}${one.found.length > 0 ? html` <span class="hush">(${one.found.join(', ')})</span>` : null}</li>`)}</ul>${question.standIn && html`<p class="hush">${say('stand_in')}</p>`}</section>
<section aria-labelledby="do"><h2 id="do">${say('decide')}</h2>
<form method="post" action="${path}?lang=${locale}"><p class="hush">${say('approve_help')}</p><button type="submit" name="do" value="approve">${say('approve')}</button></form>
<form method="post" action="${path}?lang=${locale}"><label for="reason">${say('reason')}</label><textarea id="reason" name="reason" maxlength="2000" required>${reason}</textarea><button type="submit" class="quiet" name="do" value="refuse">${say('refuse')}</button></form></section>
</main>`
  return page(locale, say('title'), body, wrong ? 422 : 200)
}

/** What a stranger said; what may offend is there for who asks for it. */
function saidBy(said: StoredActivity, locale: Locale): Html {
  const words = html`<p class="said">${said.text || said.title || ''}</p>`
  return isToxic(said) ? veiled(words, translate(locale, 'moderation:harsh.show')) : words
}

function pieceOf({ text, kind }: { text: string; kind: 'same' | 'added' | 'removed' }): Html {
  if (kind === 'added') return html`<ins>${text}</ins>`
  return kind === 'removed' ? html`<del>${text}</del>` : html`${text}`
}

function filesOf({ delivery }: Question, say: (key: string, values: Values) => string): Html | null {
  const names = (delivery.draft?.media ?? []).map((file) => file.name)
  return names.length === 0 ? null : html`<p class="hush">${say('files', { names: names.join(', ') })}</p>`
}
