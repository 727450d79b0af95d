import assert from 'node:assert/strict'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { fixedClock } from '../../lib/clock/index.ts'
import type { Route } from '../../src/access/index.ts'
import { append, type Entry } from '../../src/activity/index.ts'
import { type Channel, type Doing, defineChannel, type Sent } from '../../src/channels/channel.ts'
import { createAccount } from '../../src/ingest/index.ts'
import {
  agreementRoutes,
  moderationPages,
  moderationRoutes,
  queueRoutes,
} from '../../src/relate/moderation/index.ts'
import { entry, note } from './entries.ts'
import { type Member, PUBLIC_URL, type TestServer, testServer } from './http.ts'
import { OPEN_VAULT } from './sending.ts'

export const NOW = new Date('2026-11-18T09:00:00Z')
const nothing: Doing<unknown> = async (_account, { act, key }): Promise<Sent> => ({
  activity: note(`${act}:${key}`, '', { ours: true }),
})

/** A network that can do all that moderation asks for; nothing is sent, as no worker runs. */
export const CAN = defineChannel({
  id: 'able',
  name: 'Able',
  config: z.object({}),
  limits: { text: 400, media: 0, audiences: ['public', 'direct'] },
  inbox: true,
  reply: nothing,
  hide: nothing,
  unhide: nothing,
  mute: nothing,
  unmute: nothing,
  block: nothing,
  unblock: nothing,
}) as unknown as Channel

/** Seals by turning the words round: what is kept is not what was said, and opens for its purpose alone. */
export const sealing = {
  seal: (text: string, purpose: string) => `${purpose}|${Buffer.from(text).toString('base64')}`,
  open(sealed: string, purpose: string): string {
    assert.ok(sealed.startsWith(`${purpose}|`), 'sealed for this and nothing else')
    return Buffer.from(sealed.slice(purpose.length + 1), 'base64').toString()
  },
}

export interface Stage {
  server: TestServer
  clock: ReturnType<typeof fixedClock>
  deps: Parameters<typeof moderationRoutes>[0]
  workspaceId: string
  accountId: string
  owner: Member
  ana: Member
  luc: Member
  close(): Promise<void>
}

/** A house with a published charter, an owner, and two who moderate; an account on a network that can, if so asked. */
export async function moderationStage(
  given: { charter?: object | null; more?(deps: Stage['deps']): Route[] } = {},
): Promise<Stage> {
  const clock = fixedClock(NOW)
  const talk = uuidv7()
  const deps = {
    sealing,
    publicUrl: PUBLIC_URL,
    conversationsOf: async (_db: unknown, _workspaceId: string, ids: string[]) =>
      new Map(ids.map((id) => [id, talk])),
    find: (id: string) => (id === CAN.id ? CAN : undefined),
  }
  const server = await testServer({
    clock,
    routes: () => given.more?.(deps) ?? [...moderationRoutes(deps), ...queueRoutes(deps), ...agreementRoutes],
    pages: () => moderationPages(deps),
  })
  const workspaceId = await server.workspace('Maison Ardoise')
  const owner = await server.member(workspaceId, 'owner')
  const [ana, luc] = [await server.member(workspaceId, 'agent'), await server.member(workspaceId, 'agent')]
  const account = { workspaceId, name: 'Ardoise', config: {} }
  const accountId = await createAccount(server.db, OPEN_VAULT, CAN, account)
  const stage = { server, clock, deps, workspaceId, accountId, owner, ana, luc, close: () => server.close() }
  if (given.charter !== null) await publishCharter(stage, given.charter)
  return stage
}

export async function made<T>(answer: Response, status = 200): Promise<T> {
  assert.equal(answer.status, status, await answer.clone().text())
  return (await answer.json()) as T
}

/** Publishes the charter to begin with, changed as told. */
export async function publishCharter({ owner }: Pick<Stage, 'owner'>, more: object = {}): Promise<number> {
  const { draft, revision } = await made<{ draft: object; revision: number }>(
    await owner.browser.get('/charter'),
  )
  const kept = await made<{ revision: number }>(
    await owner.browser.put('/charter', { charter: { ...draft, ...more }, revision }),
  )
  const { published } = await made<{ published: { version: number } }>(
    await owner.browser.post('/charter/publication', { revision: kept.revision }),
    201,
  )
  return published.version
}

export const RUDE = 'Votre livreur est un crétin fini.'
export const CRITICAL = 'Commande en retard de trois semaines, je suis très déçue.'

interface Wish {
  text?: string
  sentiment?: 'positive' | 'neutral' | 'negative'
  toxicity?: number | null
  rating?: number
  channel?: string
  ours?: boolean
  actor?: string
  at?: Date
}

/** Somebody says something, read as told; answers its id. Offensive unless told otherwise. */
export async function post(stage: Stage, wish: Wish = {}): Promise<string> {
  const { text = RUDE, sentiment = 'negative', toxicity = 900, channel = CAN.id, ours, rating } = wish
  const id = `post-${uuidv7()}`
  const said = note(id, text, {
    at: (wish.at ?? new Date(NOW.getTime() - 60_000)).toISOString(),
    actor: { id: wish.actor ?? `ines-${id}`, name: 'Inès', handle: 'ines.b' },
    ...(ours ? { ours } : {}),
  })
  if (rating) said.object.rating = rating
  const reading: Entry['reading'] = {
    ...{ lang: 'fr', sentiment, p: { positive: 0.1, neutral: 0.1, negative: 0.8 }, why: [] },
    ...(toxicity === null ? {} : { toxicity }),
  }
  const { workspaceId, accountId, server } = stage
  const accepted = { workspaceId, channel, accountId: channel === CAN.id ? accountId : null }
  await append(server.db, { ...accepted, entries: [entry(said, { reading })], received: NOW })
  const { rows } = await server.pool.query(
    'select id from activity where workspace_id = $1 and external_id = $2',
    [workspaceId, id],
  )
  return rows[0].id
}

export interface Shown {
  id: string
  state: string
  scope: string
  critical: string | null
  may: string[]
  account: string | null
  network: { state: string } | null
  notice: { state: string; text: string | null }
  appeal: { state: string; answer: string | null } | null
  post: { text: string | null } | null
  proposedBy: { id: string }
  decidedBy: { id: string } | null
  restoredWhy: string | null
}

export function actBody(activityId: string, more: object = {}) {
  return { activityId, kind: 'hide', ruleId: 'respect', mark: { in: 'text', start: 0, end: 12 }, ...more }
}

export async function act(who: Member, activityId: string, more: object = {}): Promise<Shown> {
  return made<Shown>(await who.browser.post('/moderation/acts', actBody(activityId, more)), 201)
}

interface Errand {
  id: string
  act: string
  lane: string
  draft: { text: string; audience?: string } | null
}

/** What is to leave about a post, in the order in which it was decided. */
export async function errands({ server, workspaceId }: Stage, activityId: string): Promise<Errand[]> {
  const { rows } = await server.pool.query(
    'select id, act, lane, draft from delivery where workspace_id = $1 and target_id = $2 order by id',
    [workspaceId, activityId],
  )
  return rows
}

/** The way to appeal, as its author was told it. */
export async function appealPath(stage: Stage, activityId: string): Promise<string> {
  const told = (await errands(stage, activityId)).find((one) => one.act === 'reply')
  const url = /https?:\S+/.exec(told?.draft?.text ?? '')?.[0]
  assert.ok(url, 'the author was told how to appeal')
  return new URL(url).pathname
}

/** Somebody without any account. */
export function visitor({ server: { app } }: Stage) {
  const at = (path: string) => `${PUBLIC_URL}${path}`
  return {
    get: (path: string, lang = 'fr') => app.request(at(path), { headers: { 'accept-language': lang } }),
    send: (path: string, text: string) =>
      app.request(at(path), {
        method: 'POST',
        body: new URLSearchParams({ text }),
        headers: { 'accept-language': 'fr' },
      }),
  }
}

/** Puts posts in the queue as insults; of one wave, if so asked, whose id it answers. */
export async function queued(
  { server, workspaceId }: Stage,
  ids: readonly string[],
  asWave = false,
): Promise<string> {
  const wave = uuidv7()
  for (const id of ids)
    await server.pool.query(
      `insert into moderation_item (workspace_id, activity_id, kind, severity, doubt, blind, words, came, wave)
       values ($1, $2, 'insult', 2, 100, false, 'words', $3, $4)`,
      [workspaceId, id, NOW, asWave ? wave : null],
    )
  return wave
}
