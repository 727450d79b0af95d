// One process that does what a person wants done, and can be ended beside any statement of it.
import { sql } from 'kysely'
import pg from 'pg'
import { z } from 'zod'
import { connect, type Handle, inTransaction } from '../../../lib/db/index.ts'
import { Problem } from '../../../lib/errors/index.ts'
import { getActivities } from '../../../src/activity/index.ts'
import {
  type Channel,
  defineChannel,
  type Doing as Errand,
  type Sent,
} from '../../../src/channels/channel.ts'
import { enqueue, referenceOf, startSender } from '../../../src/deliver/index.ts'
import { judgeAnswer, stepApprovals } from '../../../src/relate/inbox/approval/index.ts'
import { approve, refuse } from '../../../src/relate/inbox/approval/matter/decide.ts'
import { decide, propose, restore } from '../../../src/relate/moderation/act/decide.ts'
import type { ModerationDeps } from '../../../src/relate/moderation/index.ts'
import { deliverDeps } from '../../../src/server/outbox.ts'
import { note } from '../../support/entries.ts'
import { echoRunner } from '../../support/sending.ts'
import type { Heard, Wish } from './wish.ts'

let left = Number.POSITIVE_INFINITY
let when: 'before' | 'after' = 'before'
const die = () => process.kill(process.pid, 'SIGKILL')
const ask = pg.Client.prototype.query as (...given: unknown[]) => unknown
pg.Client.prototype.query = function query(this: pg.Client, ...given: unknown[]) {
  const last = --left === 0
  if (last && when === 'before') die()
  const answer = ask.apply(this, given)
  // A statement that was answered: its transaction may be over, and nobody was told.
  if (last && answer instanceof Promise) void answer.finally(die)
  return answer
} as typeof pg.Client.prototype.query

let asked = 0
const answers = new Map<number, () => void>()

/** The network stands in the process that watches: it hears, and may have us killed before or after it answers. */
const hear: Errand<unknown> = async (_account, { act, key, draft }): Promise<Sent> => {
  const n = ++asked
  const heard: Heard = { key, act, text: draft?.text ?? null }
  await new Promise<void>((resolve) => {
    answers.set(n, resolve)
    process.send?.({ heard, n })
  })
  return { activity: note(`${act}:${key}`, draft?.text ?? '', { ours: true }) }
}

const NET = defineChannel({
  id: 'net',
  name: 'Net',
  config: z.object({}),
  limits: { text: 2_000, media: 0 },
  inbox: true,
  again: () => ({ kind: 'harmless' }),
  ...{ reply: hear, hide: hear, unhide: hear, block: hear, unblock: hear },
}) as unknown as Channel

const deps: ModerationDeps = {
  sealing: { seal: (plain) => plain, open: (sealed) => sealed },
  publicUrl: 'https://veillee.example',
  conversationsOf: async () => new Map(),
  find: () => NET,
}
const who = { label: 'torture' }

async function work(db: Handle, { doing, workspaceId, accountId, url }: Wish): Promise<void> {
  const now = new Date()
  switch (doing.do) {
    case 'propose': {
      const { post: activityId, kind, by: memberId } = doing
      const mark = { in: 'text' as const, start: 0, end: 4 }
      const ruleId = kind === 'block' ? 'haine' : 'respect'
      await propose(db, deps, { workspaceId, activityId, kind, ruleId, mark }, { memberId, now })
      return
    }
    case 'decide':
      await decide(
        db,
        deps,
        { workspaceId, id: doing.act, decision: doing.decision },
        { memberId: doing.by, now },
      )
      return
    case 'restore':
      await restore(db, deps, { workspaceId, id: doing.act, why: 'team' }, { memberId: doing.by, now })
      return
    case 'answer':
      return answer(db, workspaceId, accountId, doing)
    case 'approve':
    case 'refuse': {
      const { approval: id, hash, by: memberId } = doing
      const act = { workspaceId, id, memberId, who, via: 'app' as const, hash, now }
      return doing.do === 'approve' ? approve(db, act) : refuse(db, { ...act, reason: 'Non.' })
    }
    case 'clock':
      await stepApprovals(db, workspaceId, now, async () => undefined)
      return
    case 'send':
      return sendAll(db, url, workspaceId)
  }
}

/** As the door of answers does: decided and judged in one transaction. */
function answer(
  db: Handle,
  workspaceId: string,
  accountId: string,
  doing: { post: string; text: string; by: string },
) {
  return inTransaction(db, async (tx) => {
    const [post] = await getActivities(tx, workspaceId, [doing.post])
    if (!post) throw new Error('no post')
    const id = await enqueue(tx, {
      ...{ workspaceId, accountId, channel: 'net', act: 'reply', at: new Date(), by: doing.by },
      ...{
        draft: { text: doing.text, media: [] },
        to: { activityId: post.id, reference: referenceOf(post) },
      },
    })
    await judgeAnswer(tx, workspaceId, id, { now: new Date() })
  })
}

/** Sends until nothing is left that could leave. */
async function sendAll(db: Handle, url: string, workspaceId: string): Promise<void> {
  const runner = { ...echoRunner(db), channelOf: () => NET }
  const options = { deadline: 800, lease: 1_200, every: 30, pause: 15, recheck: 200 }
  const sender = startSender(deliverDeps(runner, url), options)
  const open = async () => {
    const { rows } = await sql<{ id: string }>`
      select id from delivery where workspace_id = ${workspaceId}
        and state in ('waiting', 'sending')`.execute(db)
    return rows.length
  }
  const late = Date.now() + 90_000
  while ((await open()) > 0) {
    if (Date.now() > late) throw new Error('what could leave does not')
    sender.wake()
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  await sender.stop(200)
  await runner.http.close()
}

process.on('message', (said: Wish | { answered: number }) => {
  if ('answered' in said) {
    answers.get(said.answered)?.()
    return
  }
  const { db, close } = connect(said.url, { max: 4, applicationName: 'torture' })
  left = said.kill?.nth ?? Number.POSITIVE_INFINITY
  when = said.kill?.when ?? 'before'
  work(db, said)
    .then(
      () => ({ done: true as const }),
      (error: unknown) => {
        if (!(error instanceof Problem)) throw error
        return { done: true as const, refused: error.id }
      },
    )
    .then(async (word) => {
      left = Number.POSITIVE_INFINITY
      await close()
      process.send?.(word)
    })
})
process.on('disconnect', die)
process.send?.({ ready: true })
