import { sql } from 'kysely'
import { type Handle, inTransaction } from '../../lib/db/index.ts'
import type { Activity, Actor } from './activity.ts'
import { append } from './append.ts'
import { count } from './counter.ts'
import { hourOf, isToxic } from './entry.ts'
import { advanceHead } from './head.ts'
import { publishedOf } from './id.ts'
import { ALL } from './tables.ts'

export interface Claim {
  workspaceId: string
  channel: string
  /** Who sees them again. */
  accountId: string
  /** Accounts whose claim is as good: what they brought stays theirs. */
  equals: readonly string[]
  /** The account on its network, who is written to have seen it. */
  by: Actor
  seen: { externalId: string; ours: boolean }[]
  now: Date
}

interface Standing {
  id: string
  account_id: string | null
  verb: string
  visibility: Activity['visibility']
  object_type: Activity['object']['type']
  lang: string
  sentiment: string
  ours: boolean
  actor_followers: number | null
  toxicity: number | null
}

/**
 * What the stream has had from somebody who merely overheard it (a firehose) becomes the account's that it was said to,
 * or said by. Each is told to readers as a View by that account, so that whoever files it can. What is known to be ours
 * leaves the alerts, which are about others. Answers how many changed hands.
 */
export function adopt(db: Handle, claim: Claim): Promise<number> {
  if (claim.seen.length === 0) return Promise.resolve(0)
  return inTransaction(db, async (tx) => {
    await advanceHead(tx, claim.workspaceId, 0)
    const taken: { externalId: string; was: Standing }[] = []
    for (const { externalId, ours } of [...claim.seen].sort((a, b) =>
      a.externalId < b.externalId ? -1 : 1,
    )) {
      const was = await standing(tx, claim, externalId)
      if (!was) continue
      const theirs = was.account_id !== claim.accountId && !claim.equals.includes(was.account_id ?? '')
      const becomesOurs = ours && !was.ours
      if (!theirs && !becomesOurs) continue
      await give(tx, claim, was, becomesOurs)
      if (becomesOurs) await leaveAlerts(tx, claim, was)
      taken.push({ externalId, was })
    }
    await tell(tx, claim, taken)
    return taken.length
  })
}

async function standing(tx: Handle, claim: Claim, externalId: string): Promise<Standing | undefined> {
  const { rows: keys } = await sql<{ activity_id: string | null }>`
    select activity_id from activity_key
    where workspace_id = ${claim.workspaceId} and channel = ${claim.channel} and external_id = ${externalId}
    for update`.execute(tx)
  const id = keys[0]?.activity_id
  if (!id) return undefined
  const { rows } = await sql<Standing>`
    select id, account_id, verb, visibility, object_type, lang, sentiment, ours, actor_followers, toxicity from activity
    where workspace_id = ${claim.workspaceId} and published = ${publishedOf(id)} and id = ${id} and deleted is null
    for update`.execute(tx)
  return rows[0]
}

async function give(tx: Handle, claim: Claim, was: Standing, ours: boolean): Promise<void> {
  await sql`
    update activity set account_id = ${claim.accountId}, ours = ours or ${ours}
    where workspace_id = ${claim.workspaceId} and published = ${publishedOf(was.id)} and id = ${was.id}`.execute(
    tx,
  )
}

async function leaveAlerts(tx: Handle, claim: Claim, was: Standing): Promise<void> {
  const { rows } = await sql<{ alert_id: string }>`
    delete from activity_alert where workspace_id = ${claim.workspaceId} and activity_id = ${was.id}
    returning alert_id`.execute(tx)
  const one = {
    hour: hourOf(publishedOf(was.id)),
    channel: claim.channel,
    verb: was.verb,
    lang: was.lang,
    sentiment: was.sentiment,
  }
  const reach = was.actor_followers ?? 0
  const toxic = isToxic(was) ? 1 : 0
  await count(tx, claim.workspaceId, [
    ...[ALL, ...rows.map((row) => row.alert_id)].map((alertId) => ({
      ...one,
      alertId,
      ours: false,
      count: -1,
      reach: -reach,
      toxic: -toxic,
    })),
    { ...one, alertId: ALL, ours: true, count: 1, reach, toxic },
  ])
}

async function tell(
  tx: Handle,
  { workspaceId, channel, accountId, by, now }: Claim,
  taken: { externalId: string; was: Standing }[],
): Promise<void> {
  if (taken.length === 0) return
  const entries = taken.map(({ externalId, was }) => ({
    activity: {
      verb: 'View' as const,
      externalId: `${externalId}#seen-by:${accountId}`,
      published: now,
      actor: by,
      object: { type: was.object_type, id: externalId },
      visibility: was.visibility,
      ours: true,
    },
    reading: {
      lang: 'und',
      sentiment: 'neutral' as const,
      p: { positive: 1 / 3, neutral: 1 / 3, negative: 1 / 3 },
      why: [],
    },
    tokens: '',
    alerts: [],
  }))
  await append(tx, { workspaceId, channel, accountId, entries, received: now })
}
