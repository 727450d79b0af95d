import type { Handle } from '../../../lib/db/index.ts'
import { getActivities, getByExternalId, type StoredActivity } from '../../activity/index.ts'
import { type Writer, writersOf } from '../../deliver/index.ts'
import { COURTESY_RULES, courtesyOf, ELEMENTS, houseOn, mannersOf } from '../../interpret/index.ts'
import { conversationsOf, ownAddresses } from '../../relate/inbox/index.ts'
import { lastGreeted, type Told } from './store.ts'

/** A greeting holds for this long, as where answers are written. */
const GREETED = 12 * 3_600_000

/** By what answers are judged now: rules of ours, and the manners of the house. */
export async function rulesOf(db: Handle, workspaceId: string): Promise<string> {
  return `${COURTESY_RULES}.${(await mannersOf(db, workspaceId)).revision}`
}

/** What of these are answers of ours, judged by what they answer and by the manners of the house today. */
export async function judged(
  tx: Handle,
  workspaceId: string,
  activities: readonly StoredActivity[],
): Promise<Told[]> {
  const ours = activities.filter((one) => one.ours && !one.deleted && one.text)
  const writers = await writersOf(
    tx,
    workspaceId,
    ours.map(({ id }) => id),
  )
  // Networks without threads do not say what is answered; the outbox does.
  const answers = ours
    .filter((one) => one.in_reply_to !== null || writers.has(one.id))
    .sort((a, b) => a.published.getTime() - b.published.getTime())
  const [first] = answers
  if (!first) return []
  const questions = await questionsOf(tx, workspaceId, answers, writers)
  // What was written elsewhere stands in a conversation too, once the inbox has filed it.
  const filed = await conversationsOf(tx, workspaceId, answers)
  const { manners } = await mannersOf(tx, workspaceId)
  const own = [...manners.own, ...(await ownAddresses(tx, workspaceId))]
  const rules = await rulesOf(tx, workspaceId)
  const askers = [...new Set([...questions.values()].map((one) => one.actor_id))]
  const greetings = await lastGreeted(tx, workspaceId, askers, new Date(first.published.getTime() - GREETED))
  const told: Told[] = []
  for (const answer of answers) {
    const question = questions.get(answer.id)
    const asker = question?.actor_id ?? null
    const greeted = greetings.some(
      (one) =>
        one.id !== answer.id &&
        one.channel === answer.channel &&
        one.asker === asker &&
        one.at < answer.published &&
        answer.published.getTime() - one.at.getTime() < GREETED,
    )
    const read = courtesyOf({
      ...about(question),
      text: answer.text ?? '',
      ...seenBy(answer),
      own,
      greeted,
      house: houseOn(manners, answer.channel),
    })
    if (asker && read.present.greeting)
      greetings.push({ id: answer.id, channel: answer.channel, asker, at: answer.published })
    const writer = writers.get(answer.id)
    told.push({
      ...{ activity_id: answer.id, at: answer.published, channel: answer.channel, asker, rules },
      ...{
        conversation_id: writer?.conversationId ?? filed.get(answer.id)?.[0] ?? null,
        member_id: writer?.memberId ?? null,
      },
      ...{ question_id: question?.id ?? null, score: read.score },
      asked: bitsOf((element) => read.asked.includes(element)),
      present: bitsOf((element) => read.present[element]),
      advice: [...new Set(read.advice.map(({ id }) => id))],
    })
  }
  return told
}

function bitsOf(has: (element: (typeof ELEMENTS)[number]) => boolean): number {
  return ELEMENTS.reduce((bits, element, i) => bits | (has(element) ? 1 << i : 0), 0)
}

function seenBy({ visibility, lang }: StoredActivity) {
  return { visibility: visibility === 'private' ? ('private' as const) : ('public' as const), lang }
}

function about(question: StoredActivity | undefined) {
  if (!question || question.deleted) return {}
  const { title, text, actor_name: name, rating } = question
  const message = [title, text].filter(Boolean).join('\n')
  return { message, ...(name ? { name } : {}), ...(rating === null ? {} : { rating }) }
}

/** What each answers, where it is known and theirs. */
async function questionsOf(
  tx: Handle,
  workspaceId: string,
  answers: readonly StoredActivity[],
  writers: ReadonlyMap<string, Writer>,
): Promise<Map<string, StoredActivity>> {
  const found = new Map<string, StoredActivity>()
  const targets = [...new Set([...writers.values()].flatMap(({ targetId }) => targetId ?? []))]
  const aimed = new Map((await getActivities(tx, workspaceId, targets)).map((one) => [one.id, one]))
  for (const { id } of answers) {
    const target = aimed.get(writers.get(id)?.targetId ?? '')
    if (target && !target.ours) found.set(id, target)
  }
  for (const [channel, some] of Map.groupBy(answers, (one) => one.channel)) {
    const ids = [...new Set(some.flatMap((one) => one.in_reply_to ?? []))]
    const asked = await getByExternalId(tx, workspaceId, channel, ids)
    const byId = new Map(asked.filter((one) => !one.ours).map((one) => [one.object_id, one]))
    for (const answer of some) {
      const question = byId.get(answer.in_reply_to ?? '')
      if (question && !found.has(answer.id)) found.set(answer.id, question)
    }
  }
  return found
}
