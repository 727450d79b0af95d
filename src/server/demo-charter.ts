import type { Handle } from '../../lib/db/index.ts'
import { getActivities, getByExternalId } from '../activity/index.ts'
import { conversationsOf } from '../relate/inbox/index.ts'
import {
  keepCharter,
  type ModerationDeps,
  publishCharter,
  readyCharter,
  type Turn,
  tellActs,
} from '../relate/moderation/index.ts'
import type { Demo } from './demo/index.ts'

const DAY = 86_400_000
/** The first charter is as old as the story; the second tells figures to all and leaves more time to contest. */
const FIRST = 89 * DAY
const SECOND = 30 * DAY

interface House {
  demo: Pick<Demo, 'cases'>
  members: ReadonlyMap<string, string>
  sealing: ModerationDeps['sealing']
}

/** The charter of the shop in two versions, and what was done by each: anybody may read the rules, and members all of it. */
export async function fillCharter(
  tx: Handle,
  workspaceId: string,
  { demo, members, sealing }: House,
  now: Date,
): Promise<void> {
  const owner = [...members.values()][0] ?? ''
  const publish = async (charter: ReturnType<typeof readyCharter>, revision: number, ago: number) => {
    const by = { memberId: owner, now: new Date(now.getTime() - ago) }
    await publishCharter(tx, workspaceId, await keepCharter(tx, workspaceId, { charter, revision }, by), by)
  }
  const turns = await turnsOf(tx, workspaceId, demo, members)
  const deps: ModerationDeps = {
    sealing,
    // Nobody is told anything by a demonstration, so no address is ever written.
    publicUrl: 'https://lumerelle.example',
    async conversationsOf(db, id, ids) {
      const filed = await conversationsOf(db, id, await getActivities(db, id, ids))
      return new Map([...filed].flatMap(([post, [talk]]) => (talk ? [[post, talk]] : [])))
    },
  }
  const since = now.getTime() - SECOND
  const before = (turn: Turn) => turn.at.getTime() < since
  await publish(readyCharter(), 0, FIRST)
  await tellActs(tx, deps, workspaceId, turns.filter(before))
  await publish({ ...readyCharter(), appealDays: 90, summary: true }, 1, SECOND)
  await tellActs(
    tx,
    deps,
    workspaceId,
    turns.filter((turn) => !before(turn)),
  )
}

async function turnsOf(
  tx: Handle,
  workspaceId: string,
  { cases }: Pick<Demo, 'cases'>,
  members: ReadonlyMap<string, string>,
): Promise<Turn[]> {
  const id = (key: string) => members.get(key) ?? ''
  const all: Turn[] = []
  for (const { channel, externalId, turns } of cases) {
    const [post] = await getByExternalId(tx, workspaceId, channel, [externalId])
    if (!post) throw new Error(`a post of the story is not there: ${externalId}`)
    for (const { after: _, ...turn } of turns) {
      const activityId = post.id
      if (turn.does === 'appeal') all.push({ ...turn, activityId })
      else if (turn.does === 'propose') {
        const second = id(turn.by === 'malo' ? 'farida' : 'malo')
        const { rule: ruleId, ...rest } = turn
        all.push({ ...rest, activityId, ruleId, by: id(turn.by), second })
      } else all.push({ ...turn, activityId, by: id(turn.by) })
    }
  }
  return all.sort((a, b) => a.at.getTime() - b.at.getTime())
}
