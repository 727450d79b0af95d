import { z } from 'zod'
import { newToken } from '../../../../../lib/crypto/index.ts'
import type { Handle } from '../../../../../lib/db/index.ts'
import { Problem } from '../../../../../lib/errors/index.ts'
import { type Locale, negotiate, translate } from '../../../../../lib/i18n/index.ts'
import { type Html, html, page, privateHeaders } from '../../../../../lib/markup/index.ts'
import { type Context, findWorkspace, type Route, route } from '../../../../access/index.ts'
import { findInvitation, type Invitation, isOpen, PAGE } from '../invitation/token.ts'
import { hasRoom, noteArrival } from './arrival.ts'

/** What somebody who came by a link says first. */
export interface Coming {
  workspaceId: string
  /** The site whose chat it goes on in. */
  siteId: string
  /** Made with the page: what is sent twice is of one and the same, and said once. */
  secret: string
  name: string
  email: string
  text: string
  lang: Locale
  request: Request
  /** In the transaction that brings it into the stream. */
  also(tx: Handle, activityId: string): Promise<void>
}

export interface PrivatePageDeps {
  /**
   * Brings it into the stream as what a visitor of a site says; answers where their conversation goes on.
   * @throws Problem for what is wrong with it, or with the site
   */
  receive(coming: Coming): Promise<{ url: string }>
}

const params = z.strictObject({ token: z.string().min(1).max(200) })
const query = z.object({ lang: z.enum(['fr', 'en']).optional().catch(undefined) })
const form = z.object({
  secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  name: z.string().max(100).catch(''),
  email: z.string().max(254).catch(''),
  text: z.string().trim().min(1).max(4_000),
  /** Nobody sees it. */
  website: z.literal('').optional(),
})

/**
 * Where a link in a public line leads: a form, and then the chat of a site. It shows nothing of the conversation it came from,
 * for whoever read the line may open it; looking changes nothing.
 */
export function privatePages({ receive }: PrivatePageDeps): Route[] {
  return [
    route({
      method: 'get',
      path: `${PAGE}/{token}`,
      summary: 'Goes on in private, for whoever holds the link',
      tag: 'private',
      can: 'public',
      raw: true,
      limit: 120,
      params,
      query,
      handler: async (context, given) => {
        const opened = await openedBy(context, given.params.token, given.query.lang)
        return opened instanceof Response ? opened : formPage(opened)
      },
    }),
    route({
      method: 'post',
      path: `${PAGE}/{token}`,
      summary: 'What who was invited says first',
      tag: 'private',
      can: 'public',
      raw: true,
      maxBody: 64_000,
      limit: 20,
      params,
      query,
      handler: async (context, given) => {
        const opened = await openedBy(context, given.params.token, given.query.lang)
        return opened instanceof Response ? opened : take(context, opened, receive)
      },
    }),
  ]
}

interface Opened {
  invitation: Invitation
  siteId: string
  token: string
  locale: Locale
  /** Of the workspace. */
  name: string
}

async function openedBy(
  { db, clock, request }: Context,
  token: string,
  lang: Locale | undefined,
): Promise<Opened | Response> {
  const locale = lang ?? negotiate(request.headers.get('accept-language')) ?? 'fr'
  const invitation = await findInvitation(db, token)
  if (!invitation) return sorry(locale, 'unknown', 404)
  const { site_id: siteId, workspace_id: workspaceId } = invitation
  if (!siteId || !isOpen(invitation, clock.now())) return sorry(locale, 'expired', 410)
  if (!(await hasRoom(db, invitation))) return sorry(locale, 'full', 410)
  const { name } = await findWorkspace(db, workspaceId)
  return { invitation, siteId, token, locale, name }
}

async function take(
  { request, clock }: Context,
  opened: Opened,
  receive: PrivatePageDeps['receive'],
): Promise<Response> {
  const { invitation, siteId, locale } = opened
  const sent = Object.fromEntries(new URLSearchParams(await request.text()))
  const read = form.safeParse(sent)
  if (!read.success) return formPage(opened, { given: sent, status: 422 })
  const { website: _website, ...said } = read.data
  const place = { workspaceId: invitation.workspace_id, siteId, lang: locale, request }
  const also = (tx: Handle, activityId: string) => noteArrival(tx, invitation, activityId, clock.now())
  try {
    const { url } = await receive({ ...place, ...said, also })
    return new Response(null, { status: 303, headers: { ...privateHeaders(), location: url } })
  } catch (error) {
    if (!(error instanceof Problem) || error.ours) throw error
    if (error.id === 'private_over' || error.status === 404) return sorry(locale, 'expired', 410)
    return formPage(opened, { given: sent, status: error.status })
  }
}

function sorry(locale: Locale, what: 'unknown' | 'expired' | 'full', status: number): Response {
  const say = (key: string) => translate(locale, `private:${key}`)
  return page(
    locale,
    say(what),
    html`<main><h1>${say(what)}</h1><p>${say(`${what}_help`)}</p></main>`,
    status,
  )
}

function formPage(
  { token, locale, name }: Opened,
  { given = {}, status = 200 }: { given?: Record<string, string>; status?: number } = {},
): Response {
  const say = (key: string, values = {}) => translate(locale, `private:${key}`, values)
  const other = locale === 'fr' ? 'en' : 'fr'
  const secret = /^[A-Za-z0-9_-]{43}$/.test(given.secret ?? '') ? given.secret : newToken()
  const field = (id: string, input: Html, help?: string) =>
    html`<label for="${id}">${say(`page_${id}`)}</label>${help && html`<p class="hush" id="${id}_help">${help}</p>`}${input}`
  const body = html`<header><p>${name}</p><nav><a href="${PAGE}/${token}?lang=${other}" hreflang="${other}" lang="${other}">${translate(other, 'private:page_this_language')}</a></nav></header>
<main>
<h1>${say('page_title', { name })}</h1>
<p>${say('page_help', { name })}</p>
${status >= 400 && html`<p role="alert" class="bad">${say('page_wrong')}</p>`}
<section><form method="post" action="${PAGE}/${token}?lang=${locale}">
<input type="hidden" name="secret" value="${secret}">
<div hidden><input name="website" tabindex="-1" autocomplete="off" aria-label="-"></div>
${field('name', html`<input id="name" name="name" autocomplete="name" maxlength="100" value="${given.name}">`)}
${field('email', html`<input id="email" name="email" type="email" autocomplete="email" maxlength="254" aria-describedby="email_help" value="${given.email}">`, say('page_email_help'))}
${field('text', html`<textarea id="text" name="text" maxlength="4000" required>${given.text}</textarea>`)}
<button type="submit">${say('page_send')}</button></form></section>
</main>`
  return page(locale, say('page_title', { name }), body, status)
}
