import { inHand, type Subject } from '../voice/speak.ts'
import { type IntentName, VOICES } from '../voice/texts.ts'
import { STAFF } from '../world/brand.ts'
import { afterWork, DAY, HOUR } from '../world/calendar.ts'
import type { Dice } from '../world/dice.ts'
import { answer, answerKey } from './reply.ts'
import { type AccountKey, needsAnswer, type Post, type Stage, type Thread } from './stage.ts'
import { utter } from './talk.ts'

/** How often each thing said gets an answer, and how long that takes in minutes of work. */
const ANSWERED: Partial<Record<IntentName, number>> = {
  late: 0.96,
  broken: 0.97,
  fault: 0.96,
  refund: 0.96,
  anger: 0.9,
  product: 0.95,
  order: 0.97,
  victim: 1,
  worry: 0.97,
  praise: 0.4,
  service: 0.45,
  idea: 0.5,
  rival: 0.07,
  inspiration: 0.22,
  chatter: 0.06,
  contest: 0.02,
  outrage: 0.2,
  echo: 0.4,
  blog: 0.2,
  defence: 0.06,
}
const PATIENCE: Partial<Record<AccountKey, number>> = {
  email: 210,
  review: 420,
  forum: 260,
  blog: 400,
  bluesky: 80,
  mastodon: 100,
  instagram: 90,
}

/**
 * What follows a first message: our answer (or none), the customer's word back, our second answer. In the last two
 * days fewer have been answered: they are what waits in the inbox.
 */
export function converse(
  stage: Stage,
  root: Post,
  subject: Subject,
  dice: Dice,
  urgent = false,
): Thread | null {
  const { person, intent } = root
  if (!person || intent === 'ours' || intent === 'press' || intent === 'rival') return null
  const startedAt = root.activity.published.getTime()
  const thread: Thread = {
    account: root.account,
    thread: root.activity.object.thread ?? root.activity.object.id,
    intent,
    person,
    subject,
    startedAt,
    lastTheirs: startedAt,
    lastOurs: null,
    by: null,
    content: false,
  }
  stage.threads.push(thread)
  const key = answerKey(root, intent)
  const age = stage.calendar.now - startedAt
  const left = age < 2 * DAY && needsAnswer(intent) && dice.chance(0.6)
  if (left || !dice.chance(ANSWERED[intent] ?? 0.1) || !VOICES[subject.lang].answers[answerKey(root, intent)])
    return thread
  const staff = dice.pick(STAFF)
  thread.by = staff.key
  const minutes = Math.max(4, dice.around(PATIENCE[root.account] ?? 120, 0.8))
  const at = urgent
    ? startedAt + Math.min(minutes, 240) * 60_000 * dice.around(0.8, 0.5)
    : afterWork(startedAt, minutes)
  const reply = answer(stage, root, { subject, key, at, staff, title: root.activity.object.title }, dice)
  if (!reply) return thread
  thread.lastOurs = at
  goOn(stage, thread, root, reply, staff, dice)
  return thread
}

const SHIPPED: ReadonlySet<IntentName> = new Set<IntentName>(['late', 'broken', 'refund'])

function hidden(post: Post): boolean {
  return post.activity.visibility === 'private'
}

function goOn(
  stage: Stage,
  thread: Thread,
  root: Post,
  reply: Post,
  staff: (typeof STAFF)[number],
  dice: Dice,
): void {
  if (!needsAnswer(thread.intent) || thread.account === 'review' || !dice.chance(0.36)) return
  const at = reply.activity.published.getTime() + Math.max(6 * 60_000, dice.around(2.5 * HOUR, 1.1))
  const happy = dice.chance(0.68)
  const voice = VOICES[thread.subject.lang]
  const back = stage.subject(thread.person, at, dice, thread.subject.lamp)
  back.slots = Object.assign(back.slots, thread.subject.slots, { staff: staff.name })
  for (const tag of [hidden(root) ? '' : 'pub', ...(SHIPPED.has(thread.intent) ? ['ship'] : [])])
    back.tags.add(tag)
  const text = stage.fresh(() =>
    inHand(back.line(happy ? voice.thanks : voice.insists, dice), thread.person, 0.4, dice),
  )
  const title = root.activity.object.title
  const word = utter(
    stage,
    {
      account: thread.account,
      person: thread.person,
      at,
      text,
      intent: thread.intent,
      ...(thread.account === 'email' && title ? { title: `Re: ${title}` } : {}),
      private: root.activity.visibility === 'private',
      to: { id: reply.activity.object.id, thread: thread.thread },
      heat: 0.2,
    },
    dice,
  )
  if (!word) return
  thread.lastTheirs = at
  thread.content = happy
  if (happy && dice.chance(0.75)) return
  if (!happy && stage.calendar.now - at < 1.5 * DAY && dice.chance(0.5)) return
  const then = afterWork(at, Math.max(5, dice.around((PATIENCE[thread.account] ?? 120) * 0.6, 0.7)))
  if (
    answer(
      stage,
      word,
      { subject: thread.subject, key: happy ? 'welcome' : 'again', at: then, staff, title },
      dice,
    )
  ) {
    thread.lastOurs = then
  }
}
