import { z } from 'zod'
import { notify } from '../../../../lib/db/index.ts'
import { invalid, notFound } from '../../../../lib/errors/index.ts'
import { ADDRESS_HEADER, type Context, type Route, route } from '../../../access/index.ts'
import type { SiteDeps } from '../deps.ts'
import { answering, type Call, checked, facts, jsonOf, MOST_JSON } from '../door/answer.ts'
import { type Cap, sourceOf } from '../door/caps.ts'
import { askTranscript } from '../mail/transcript.ts'
import { eraseVisitors } from './erase.ts'
import { filesOf, handOverFile, keepVisitorFile, MOST_FILE } from './file.ts'
import { CREDENTIAL, holderOf, speakerOf } from './holder.ts'
import { createHub, type Hub } from './hub.ts'
import { lookOf } from './look.ts'
import { shownAfter } from './shown.ts'
import { mediaOf, speak } from './speak.ts'
import { noteFacts, noteRemembered, noteSeen, noteTaken } from './store.ts'

/** Milliseconds that a page may wait for something new: less than proxies cut. */
const WAIT = 25_000

const params = z.strictObject({ site: z.string().length(43) })
const credential = z.string().regex(CREDENTIAL)
const clientId = z.string().regex(/^[\w-]{8,64}$/)
const sayBody = z.strictObject({
  ...facts,
  token: credential,
  id: clientId,
  text: z.string().max(4_000, 'site_too_long'),
  files: z.array(z.uuid()).max(5).default([]),
})
const waitBody = z.strictObject({
  token: credential,
  after: z.int().min(0).max(1_000_000),
  /** How far the visitor has looked. */
  seen: z.int().min(0).max(1_000_000).default(0),
  page: facts.page,
  /** Answers at once. */
  now: z.boolean().default(false),
})
const whoBody = z.strictObject({
  token: credential,
  name: facts.name,
  email: facts.email,
  remember: z.boolean().optional(),
})
const tokenBody = z.strictObject({ token: credential })

/** Doors of the chat, for pages of visitors: no account, no cookie, and a secret that their page made. */
export function visitorRoutes(deps: SiteDeps): Route[] {
  const hub = createHub(deps)
  const post = (
    path: string,
    summary: string,
    cap: Cap,
    work: (call: Call) => Promise<unknown>,
    maxBody = MOST_JSON,
  ) =>
    route({
      method: 'post',
      path: `/site/{site}/${path}`,
      summary,
      tag: 'site',
      can: 'public',
      raw: true,
      maxBody,
      limit: 0,
      params,
      handler: (context, given) => answering(deps, context, { publicId: given.params.site, cap }, work),
    })
  return [
    lookRoute(deps),
    post('say', 'Says something, once; the first thing said makes the conversation', 'say', say),
    post('wait', 'What was said after a number, as soon as there is something', 'wait', (call) =>
      wait(call, hub),
    ),
    post('typing', 'The visitor is writing', 'typing', typing),
    post('who', 'Who the visitor is, and whether their browser may remember the conversation', 'say', who),
    post('transcript', 'Mails what was said to the address that they left', 'form', transcript),
    post('forget', 'Erases the visitor with all that they said and sent', 'say', forget),
    post('file', 'Sends a file that a message will carry', 'file', file, MOST_FILE + MOST_JSON),
    fileRoute(deps),
  ]
}

function lookRoute(deps: SiteDeps): Route {
  return route({
    method: 'get',
    path: '/site/{site}',
    summary: 'How a site greets, and whether somebody is there',
    tag: 'site',
    can: 'public',
    raw: true,
    limit: 0,
    params,
    query: z.strictObject({ lang: z.enum(['fr', 'en']).optional() }),
    handler: (context, given) =>
      answering(deps, context, { publicId: given.params.site, cap: 'look' }, async ({ site, locale }) =>
        lookOf(site, deps, given.query.lang ?? locale),
      ),
  })
}

function fileRoute(deps: SiteDeps): Route {
  return route({
    method: 'get',
    path: '/site/{site}/files/{visitor}/{file}',
    summary: 'A file of a conversation, by the address that was given there',
    tag: 'site',
    can: 'public',
    raw: true,
    limit: 0,
    params: z.strictObject({ ...params.shape, visitor: z.uuid(), file: z.uuid() }),
    query: z.strictObject({ t: z.string().max(100) }),
    handler: (context: Context, { params: { site, visitor, file }, query: { t } }) =>
      answering(deps, context, { publicId: site, cap: 'look' }, (call) =>
        handOverFile(call, visitor, file, t),
      ),
  })
}

async function say(call: Call) {
  const { deps, site, request } = call
  const { token, id, text, files, ...given } = await jsonOf(request, sayBody)
  if (!site.config.chat) throw notFound('site')
  if (text.trim() === '' && files.length === 0) throw invalid('body_invalid', {}, { text: 'field_required' })
  const visitor = await speakerOf(call, token, given)
  const own = await filesOf(deps.db, site.workspaceId, visitor.id, files)
  if (own.length < files.length) throw notFound('attachment')
  const media = await mediaOf(deps.db, site.workspaceId, own)
  await speak(deps, site, visitor, { id, text, media, kind: 'chat' })
  return { ok: true }
}

async function wait(call: Call, hub: Hub) {
  const { deps, site, request } = call
  const { token, after, seen, now, page } = await jsonOf(request, waitBody)
  const visitor = await holderOf(call, token)
  const { workspaceId } = site
  const at = deps.clock.now()
  await (page
    ? noteFacts(deps.db, workspaceId, visitor.id, { page }, at)
    : noteSeen(deps.db, workspaceId, visitor.id, at))
  if (seen > 0) await noteTaken(deps.db, workspaceId, visitor.id, seen, at)
  const seat = now ? undefined : hub.enter(sourceOf(request.headers.get(ADDRESS_HEADER) ?? ''))
  seat?.at(visitor.id)
  try {
    let items = await shownAfter(deps, site, visitor.id, after)
    if (items.length === 0 && seat) {
      await woken(seat.wake, request.signal)
      items = await shownAfter(deps, site, visitor.id, after)
    }
    return { items, writing: hub.isWriting(visitor.id), full: !now && !seat }
  } finally {
    seat?.leave()
  }
}

function woken(wake: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, WAIT)
    signal.addEventListener('abort', done, { once: true })
    void wake.then(done)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}

async function typing(call: Call) {
  const { token } = await jsonOf(call.request, tokenBody)
  const { id } = await holderOf(call, token)
  await notify(call.deps.db, { w: call.site.workspaceId, k: 'visitor-writing', id })
  return { ok: true }
}

async function who(call: Call) {
  const { deps, site } = call
  const { token, name, email, remember } = await jsonOf(call.request, whoBody)
  const { id } = await holderOf(call, token)
  await noteFacts(deps.db, site.workspaceId, id, { name, email }, deps.clock.now())
  if (remember !== undefined) await noteRemembered(deps.db, site.workspaceId, id, remember)
  await notify(deps.db, { w: site.workspaceId, k: 'visitor', id })
  return { ok: true }
}

async function transcript(call: Call) {
  const { token } = await jsonOf(call.request, tokenBody)
  await askTranscript(call.deps, call.site, await holderOf(call, token))
  return { ok: true }
}

async function forget(call: Call) {
  const { deps, site } = call
  const { token } = await jsonOf(call.request, tokenBody)
  const { id } = await holderOf(call, token)
  await eraseVisitors(deps, site.workspaceId, [id])
  return { ok: true }
}

/** A first message may be a file alone: whoever sends it is met by it. */
async function file(call: Call) {
  if (!call.site.config.chat) throw notFound('site')
  const form = await call.request.formData().catch(() => {
    throw invalid('body_invalid')
  })
  const given = checked(z.object({ token: credential, lang: facts.lang }), {
    token: form.get('token'),
    lang: form.get('lang') ?? undefined,
  })
  const sent = form.get('file')
  if (!(sent instanceof File)) throw invalid('body_invalid', {}, { file: 'field_required' })
  const bytes = new Uint8Array(await sent.arrayBuffer())
  const visitor = await speakerOf(call, given.token, { lang: given.lang })
  return keepVisitorFile(call, visitor, { name: sent.name, bytes })
}
