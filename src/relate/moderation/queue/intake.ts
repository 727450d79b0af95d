import { uuidv7 } from 'uuidv7'
import { type Handle, notify } from '../../../../lib/db/index.ts'
import {
  type Consumer,
  getActivities,
  getByExternalId,
  type StoredActivity,
} from '../../../activity/index.ts'
import { traceWaves } from '../wave/store.ts'
import { likelihoodOf, type Wave } from '../wave/wave.ts'
import { doubtOf, isBlind, SEVERITY, whatStands, wordsOf } from './item.ts'
import { blindShare, dropItems, joinWave, type NewItem, putItems } from './store.ts'

const SPOKEN = ['Create', 'Question', 'Review'] as const
/** What customers say alike of their own accord: they ask or complain in a crisis, they thank after a good turn. */
const OWN_ACCORD: ReadonlySet<string> = new Set(['question', 'complaint', 'leaving', 'praise'])
/** What is older than this when it comes in is history: nobody is asked to judge it now. */
const STALE = 7 * 86_400_000

/** Fills the queue with what a person should look at, and follows what its authors make of it. */
export const moderationIntake: Consumer = {
  name: 'moderation',
  verbs: [...SPOKEN, 'Update', 'Delete'],
  async handle(tx, workspaceId, activities) {
    const said = activities.filter(isSaid)
    const concerned = await concernedBy(tx, workspaceId, activities)
    const share = await blindShare(tx, workspaceId)
    const now = new Map([...said.filter(isRecent), ...concerned].map((post) => [post.id, post]))
    const items = [...now.values()].flatMap((post) => itemOf(post, share) ?? [])
    const put = await putItems(tx, workspaceId, items)
    const standing = new Set(items.map(({ id }) => id))
    const gone = concerned.filter(({ id }) => !standing.has(id)).map(({ id }) => id)
    const dropped = gone.length > 0 ? await dropItems(tx, workspaceId, gone) : 0
    const open = said.filter((post) => isRecent(post) && isOpen(post) && !isOwnAccord(post))
    const waves = await traceWaves(tx, workspaceId, open)
    for (const wave of waves) await putWave(tx, workspaceId, wave)
    if (put.length + dropped + waves.length > 0) await notify(tx, { w: workspaceId, k: 'moderation' })
  },
}

function isSaid({ verb }: StoredActivity): boolean {
  return (SPOKEN as readonly string[]).includes(verb)
}

function isRecent({ received, published }: StoredActivity): boolean {
  return received.getTime() - published.getTime() < STALE
}

function isOpen({ ours, deleted, visibility }: StoredActivity): boolean {
  return !ours && !deleted && visibility === 'public'
}

/** Many who ask, complain or thank alike are customers, and are answered; with a link beside, a person looks. */
function isOwnAccord({ intent, text }: StoredActivity): boolean {
  return intent !== null && OWN_ACCORD.has(intent) && !/https?:\/\//i.test(text ?? '')
}

/** What the Updates and Deletes among these concern, as it stands now. */
async function concernedBy(
  tx: Handle,
  workspaceId: string,
  activities: readonly StoredActivity[],
): Promise<StoredActivity[]> {
  const revisions = activities.filter((one) => !isSaid(one))
  const concerned: StoredActivity[] = []
  for (const [channel, some] of Map.groupBy(revisions, (one) => one.channel)) {
    const ids = [...new Set(some.map((one) => one.object_id))]
    concerned.push(...(await getByExternalId(tx, workspaceId, channel, ids)).filter(isSaid))
  }
  return concerned
}

function itemOf(post: StoredActivity, share: number): NewItem | null {
  const found = whatStands(post)
  if (!found) return null
  const { id, received: came } = post
  const { kind, p } = found
  return {
    ...{ id, kind, came, severity: SEVERITY[kind], doubt: doubtOf(p) },
    ...{ blind: isBlind(id, share), words: wordsOf(post) },
  }
}

/** All posts of a wave are in the queue as such; one that is there for something graver stays there for that. */
async function putWave(tx: Handle, workspaceId: string, { ids, people }: Wave): Promise<void> {
  const posts = await getActivities(tx, workspaceId, ids)
  const doubt = doubtOf(likelihoodOf(people))
  const items = posts
    .filter((post) => isOpen(post) && whatStands(post) === null)
    .map((post) => ({
      ...{ id: post.id, kind: 'spam' as const, severity: SEVERITY.spam, doubt, blind: false },
      ...{ words: wordsOf(post), came: post.received },
    }))
  await putItems(tx, workspaceId, items)
  await joinWave(tx, workspaceId, ids, uuidv7())
}
