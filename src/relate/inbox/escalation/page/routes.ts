import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { type Handle, inTransaction } from '../../../../../lib/db/index.ts'
import { notFound, Problem } from '../../../../../lib/errors/index.ts'
import { type Locale, negotiate } from '../../../../../lib/i18n/index.ts'
import { problemWords } from '../../../../../lib/i18n/problem.ts'
import { page, privateHeaders } from '../../../../../lib/markup/index.ts'
import { type Context, findWorkspace, type Route, route } from '../../../../access/index.ts'
import { attachmentBytes, attachmentHeaders, attachmentsOf } from '../../../../activity/index.ts'
import { getConversation } from '../../store.ts'
import { askAnew, findLink, type Link, noteUse } from '../link/link.ts'
import { act } from '../matter/act.ts'
import { isOpen } from '../matter/escalation.ts'
import { shownFile, shownMessages } from '../matter/shown.ts'
import { entriesOf, getEscalation } from '../matter/store.ts'
import { lineUp } from '../sender/line-up.ts'
import { getService } from '../service/store.ts'
import { type Given, readGiven } from './given.ts'
import { expiredPage, revokedPage, unknownPage } from './sorry.ts'
import { type Shown, viewOf } from './view.ts'

export interface PageDeps {
  /** Of one file; a request may carry a few. */
  maxBytes: number
}

const params = z.strictObject({ token: z.string().min(1).max(200) })
const query = z.object({
  lang: z.enum(['fr', 'en']).optional().catch(undefined),
  done: z.string().max(20).optional(),
})
const tag = 'service'

/**
 * The page by which somebody at a service answers without an account. Looking changes nothing at all, as scanners of mail
 * open every link; each act is a POST of a form.
 */
export function servicePages(deps: PageDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/service/{token}',
      summary: 'What a service is asked, for whoever holds the link',
      tag,
      can: 'public',
      raw: true,
      limit: 120,
      params,
      query,
      handler: async (context, input) => {
        const { token } = input.params
        const locale = localeOf(context, input.query.lang)
        const link = await findLink(context.db, token)
        if (!link) return unknownPage(locale)
        return (
          shut(link, token, locale, context) ?? view(context, link, { token, locale, done: input.query.done })
        )
      },
    }),
    route({
      method: 'post',
      path: '/service/{token}',
      summary: 'What somebody at a service does',
      tag,
      can: 'public',
      raw: true,
      maxBody: deps.maxBytes + 200_000,
      limit: 30,
      params,
      query,
      handler: (context, input) =>
        done(context, deps, input.params.token, localeOf(context, input.query.lang)),
    }),
    fileRoute(),
  ]
}

/** Only what this link shows is handed over, whatever is asked for. */
function fileRoute(): Route {
  return route({
    method: 'get',
    path: '/service/{token}/files/{id}',
    summary: 'A file that a service is shown',
    tag,
    can: 'public',
    raw: true,
    limit: 120,
    params: params.extend({ id: z.uuid() }),
    handler: async ({ db, clock }, { params: { token, id } }) => {
      const link = await findLink(db, token)
      if (!link || link.revoked || link.expires <= clock.now()) throw notFound('attachment')
      const { files } = await contentOf(db, link)
      if (!files.has(id)) throw notFound('attachment')
      const [file] = await attachmentsOf(db, link.workspace_id, [id])
      if (!file) throw notFound('attachment')
      const headers = { ...attachmentHeaders(file), ...privateHeaders() }
      return new Response(Buffer.from(await attachmentBytes(db, link.workspace_id, id)), { headers })
    },
  })
}

function localeOf({ request }: Context, asked: Locale | undefined): Locale {
  return asked ?? negotiate(request.headers.get('accept-language')) ?? 'fr'
}

/** What stands in the place of a link that opens nothing. */
function shut(link: Link, token: string, locale: Locale, { clock }: Context): Response | undefined {
  if (link.revoked) return revokedPage(locale)
  return link.expires <= clock.now() ? expiredPage(locale, `/service/${token}`, false) : undefined
}

/** All that a link may show: its escalation, and of the conversation what was shared. */
async function contentOf(db: Handle, { workspace_id: workspaceId, escalation_id }: Link) {
  const row = await getEscalation(db, workspaceId, escalation_id)
  const service = await getService(db, workspaceId, row.service_id)
  const entries = await entriesOf(db, workspaceId, [row.id])
  const author = await getConversation(db, workspaceId, row.conversation_id)
  // Once it is over, the customer's words are nobody's business there any more.
  const messages = isOpen(row.state)
    ? await shownMessages(db, workspaceId, row.shared, { masked: row.masked, author })
    : []
  const given = service.fields.flatMap(({ id, kind }) => (kind === 'file' ? (row.values[id] ?? []) : []))
  const ids = isOpen(row.state) ? [...row.files, ...given] : []
  const said = entries.filter(({ kind }) => kind !== 'asked').flatMap(({ files }) => files)
  const kept = await attachmentsOf(db, workspaceId, [...new Set([...ids, ...said])])
  const files = new Map(
    [...kept.map(shownFile), ...messages.flatMap((one) => one.files)].map((one) => [one.id, one]),
  )
  return { row, service, entries, messages, files }
}

interface Asked {
  token: string
  locale: Locale
  done?: string | undefined
  wrong?: string
  given?: Given
}

const DONE = ['seen', 'answer', 'question', 'solved', 'refused', 'handed']

async function view(
  context: Context,
  link: Link,
  { token, locale, done, wrong, given }: Asked,
): Promise<Response> {
  const content = await contentOf(context.db, link)
  const { name } = await findWorkspace(context.db, link.workspace_id)
  const shown: Shown = {
    ...content,
    ...{ locale, path: `/service/${token}`, workspace: name, email: link.email },
    ...{ done: DONE.find((one) => one === done) ?? null, wrong: wrong ?? null },
    ...{ kept: given ? { do: given.kind, text: given.text, to: given.to } : {}, formId: uuidv7() },
  }
  return page(locale, `${content.service.name} – ${name}`, viewOf(shown), wrong ? 422 : 200)
}

async function done(context: Context, deps: PageDeps, token: string, locale: Locale): Promise<Response> {
  const { db, clock, request } = context
  const link = await findLink(db, token)
  if (!link) return unknownPage(locale)
  const closed = shut(link, token, locale, context)
  const given = await readGiven(request, deps.maxBytes)
  const { kind } = given
  if (kind === 'link') return link.revoked ? revokedPage(locale) : anew(context, link, token, locale)
  if (closed) return closed
  try {
    const now = clock.now()
    await inTransaction(db, async (tx) => {
      const { text, to, entryId } = given
      const files = await given.keep(tx, link.workspace_id)
      const deed = {
        kind,
        side: 'service',
        via: 'page',
        now,
        entryId,
        email: link.email,
        text,
        files,
        to,
      } as const
      await act(tx, link.workspace_id, link.escalation_id, deed)
      await noteUse(tx, link, now)
    })
    return seeOther(`/service/${token}?lang=${locale}&done=${kind}`)
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    return view(context, link, { token, locale, given, wrong: problemWords(locale, error, {}) })
  }
}

/** Sent to the address on file; whoever asks learns nothing of whether and where. */
async function anew({ db, clock }: Context, link: Link, token: string, locale: Locale): Promise<Response> {
  const now = clock.now()
  await inTransaction(db, async (tx) => {
    const row = await getEscalation(tx, link.workspace_id, link.escalation_id, true)
    if (row.state === 'withdrawn' || !(await askAnew(tx, link, now))) return
    const leg = { subject: `link:${link.id}:${now.toISOString()}`, what: 'link' as const, email: link.email }
    await lineUp(tx, link.workspace_id, row.id, [leg], now)
  })
  return expiredPage(locale, `/service/${token}`, true)
}

/** By GET, so that going back or reading anew sends nothing again. */
function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { ...privateHeaders(), location } })
}
