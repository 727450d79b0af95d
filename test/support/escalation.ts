import assert from 'node:assert/strict'
import { uuidv7 } from 'uuidv7'
import { fixedClock } from '../../lib/clock/index.ts'
import type { Handle } from '../../lib/db/index.ts'
import type { SafeHttp } from '../../lib/http/index.ts'
import { type Activity, append, consume, keepFile } from '../../src/activity/index.ts'
import { escalationRoutes, inboxIntake, inboxRoutes, servicePages } from '../../src/relate/inbox/index.ts'
import { signsOn } from '../../src/relate/moderation/index.ts'
import { entry, note } from './entries.ts'
import { type Member, type TestServer, testServer } from './http.ts'

/** A Wednesday morning in Paris. */
export const NOW = new Date('2026-11-18T09:00:00Z')
const sealing = { seal: (text: string, purpose: string) => `${purpose}|${text}`, open: opened }

function opened(sealed: string, purpose: string): string {
  assert.ok(sealed.startsWith(`${purpose}|`), 'sealed for this and nothing else')
  return sealed.slice(purpose.length + 1)
}

export interface Stage {
  server: TestServer
  clock: ReturnType<typeof fixedClock>
  sealing: typeof sealing
  workspaceId: string
  owner: Member
  agent: Member
  close(): Promise<void>
}

/** A server with services, escalations and their pages, a workspace, its owner and an agent, at a time that stands still. */
export async function escalationStage(http: SafeHttp): Promise<Stage> {
  const clock = fixedClock(NOW)
  const server = await testServer({
    clock,
    routes: () => [...inboxRoutes({ signsOn }), ...escalationRoutes({ http, sealing })],
    pages: () => servicePages({ maxBytes: 1_000_000 }),
  })
  const workspaceId = await server.workspace('Maison Ardoise')
  const owner = await server.member(workspaceId, 'owner')
  const agent = await server.member(workspaceId, 'agent')
  return { server, clock, sealing, workspaceId, owner, agent, close: () => server.close() }
}

const ACCOUNT = '0198c000-0000-7000-8000-00000000acc0'
export const intake = inboxIntake({
  inboxAlerts: async () => new Set(),
  inboxAccounts: async () => new Set([ACCOUNT]),
})

/** Brings activities in, and has the inbox read them. */
export async function bring(
  db: Handle,
  workspaceId: string,
  channel: string,
  activities: readonly Activity[],
  received = NOW,
): Promise<void> {
  const entries = activities.map((activity) => entry(activity))
  await append(db, { workspaceId, channel, accountId: ACCOUNT, entries, received })
  while ((await consume(db, workspaceId, intake)) > 0);
}

/** A customer writes twice; answers the conversation and its messages, the oldest first. */
export async function complaint(
  { server: { db, pool }, workspaceId }: Stage,
  texts = [
    'Ma commande n° A-4821 n’est pas là, appelez-moi au 06 12 34 56 78. Inès Bernard',
    'Toujours rien !',
  ],
): Promise<{ conversationId: string; messages: string[] }> {
  const actor = { id: `ines-${uuidv7()}`, name: 'Inès Bernard', handle: 'ines.b' }
  const root = `post-${uuidv7()}`
  const said = texts.map((text, n) => ({
    ...note(n === 0 ? root : `${root}-${n}`, text, {
      at: new Date(NOW.getTime() - (10 - n) * 60_000).toISOString(),
      actor,
      visibility: 'private',
    }),
  }))
  for (const one of said) one.object.thread = root
  await bring(db, workspaceId, 'forum', said)
  const { rows } = await pool.query<{ conversation_id: string; activity_id: string }>(
    `select conversation_id, activity_id from conversation_item
     where workspace_id = $1 and activity_id in (select id from activity where workspace_id = $1 and actor_id = $2)
     order by published`,
    [workspaceId, actor.id],
  )
  return { conversationId: rows[0]?.conversation_id ?? '', messages: rows.map((row) => row.activity_id) }
}

export const REASON = '0198c000-0000-7000-8000-00000000aaaa'
export const ORDER = '0198c000-0000-7000-8000-00000000bbbb'
export const WISH = '0198c000-0000-7000-8000-00000000cccc'

export function serviceBody(more: object = {}) {
  return {
    name: 'Service après-vente',
    emails: ['sav@example.org'],
    manager: 'chef@example.org',
    locale: 'fr',
    reasons: [{ id: REASON, words: { fr: 'Colis perdu', en: 'Parcel lost' } }],
    fields: [
      { id: ORDER, kind: 'text', words: { fr: 'Commande', en: 'Order' }, required: true, from: 'order' },
      {
        id: WISH,
        kind: 'choice',
        words: { fr: 'Souhait', en: 'Wish' },
        required: false,
        choices: [{ fr: 'Échange', en: 'Exchange' }],
      },
    ],
    timing: {
      ...{
        days: 2,
        at: '18:00',
        workdays: [1, 2, 3, 4, 5],
        holidays: 'fr',
        zone: 'Europe/Paris',
        linkDays: 14,
      },
      steps: [
        { days: 0, at: '09:00', to: 'service' },
        { days: 1, at: '09:00', to: 'service' },
        { days: 1, at: '10:00', to: 'manager' },
      ],
    },
    tool: null,
    ...more,
  }
}

export async function made<T>(answer: Response, status = 201): Promise<T> {
  assert.equal(answer.status, status, await answer.clone().text())
  return (await answer.json()) as T
}

/** A service, made as a manager makes it. */
export async function addService({ owner }: Stage, more: object = {}): Promise<string> {
  const { id } = await made<{ id: string }>(await owner.browser.post('/services', serviceBody(more)))
  return id
}

export interface Raised {
  id: string
  state: string
  due: string
  open: boolean
  told: string | null
  issue: { url: string; number: string } | null
  entries: {
    id: string
    kind: string
    text: string | null
    email: string | null
    via: string
    at: string
    author: string | null
    url: string | null
    edited: string | null
    gone: string | null
    earlier: { text: string; at: string }[]
    files: { id: string }[]
  }[]
  links: { id: string; email: string; open: boolean }[]
  troubles: { id: string; what: string; state: string; words: string | null }[]
}

/** Raises a conversation to a service as an agent does. */
export async function raised(
  { agent }: Stage,
  conversationId: string,
  serviceId: string,
  more: object = {},
): Promise<Raised> {
  const body = {
    serviceId,
    reasonId: REASON,
    question: 'Où est ce colis ?',
    values: { [ORDER]: 'A-4821' },
    ...more,
  }
  return made<Raised>(await agent.browser.post(`/conversations/${conversationId}/escalations`, body))
}

/** The address of a link's page, as somebody of the team copies it. */
export async function pageFor({ agent }: Stage, one: Raised, email = 'sav@example.org'): Promise<string> {
  const link = one.links.find((each) => each.email === email)
  assert.ok(link, `${email} has a link`)
  const copied = await made<{ url: string }>(
    await agent.browser.post(`/escalations/${one.id}/links/${link.id}/copy`),
  )
  return new URL(copied.url).pathname
}

/** Somebody at a service: a browser without any account. */
export function visitor({ server: { app } }: Stage) {
  const at = (path: string) => `http://localhost:4300${path}`
  const get = (path: string, headers: Record<string, string> = {}) => app.request(at(path), { headers })
  async function send(path: string, fields: Record<string, string | File>): Promise<Response> {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    return app.request(at(path), { method: 'POST', body: form, headers: { 'accept-language': 'fr' } })
  }
  return { get, send }
}

/** A file as the inbox kept it. */
export async function attached(
  { server: { db }, workspaceId }: Stage,
  name: string,
  text: string,
): Promise<string> {
  const { url } = await keepFile(db, workspaceId, { name, bytes: Buffer.from(text) })
  return url.slice('attachment:'.length)
}
