import { converse } from '../stage/converse.ts'
import { type AccountKey, CHANNEL_OF, type Post, type Stage } from '../stage/stage.ts'
import { utter } from '../stage/talk.ts'
import { inHand, type Subject } from '../voice/speak.ts'
import type { IntentName } from '../voice/texts.ts'
import { EVENING, type Profile } from '../world/calendar.ts'
import type { Dice } from '../world/dice.ts'
import { sendMail, strikeTrend } from './mail.ts'

const MENTIONS: Partial<Record<IntentName, number>> = {
  late: 13,
  broken: 5,
  fault: 7,
  refund: 5,
  anger: 8,
  product: 7,
  order: 4,
  praise: 17,
  service: 6,
  idea: 4,
  rival: 12,
  inspiration: 14,
}
const MENTION_TIMES: Profile = { ...EVENING, trend: strikeTrend }
const LONGEST: Partial<Record<AccountKey, number>> = { bluesky: 300, mastodon: 500 }

/** Posts on open networks that name the brand, and what others answer. */
export function mention(stage: Stage, account: 'bluesky' | 'mastodon', count: number): void {
  const dice = stage.dice.fork(`mention ${account}`)
  for (let i = 0; i < count; i++) {
    const at = stage.calendar.draw(dice, MENTION_TIMES)
    const person = stage.who(CHANNEL_OF[account], dice, dice.chance(0.25))
    speakUp(
      stage,
      account,
      dice.among(MENTIONS as Record<IntentName, number>),
      stage.subject(person, at, dice),
      dice,
    )
  }
}

/** One public post that names the brand, with its conversation and the asides of passers-by. */
export function speakUp(
  stage: Stage,
  account: 'bluesky' | 'mastodon',
  intent: IntentName,
  subject: Subject,
  dice: Dice,
  urgent = false,
  heat = dice.around(1, 1),
): Post | null {
  const care = account === 'bluesky' ? 0.35 : 0.5
  const text = stage.fresh(() =>
    named(inHand(sized(stage, subject, intent, account, dice), subject.person, care, dice), account, dice),
  )
  const root = utter(stage, { account, person: subject.person, at: subject.at, text, intent, heat }, dice)
  if (!root) return null
  if (dice.chance(0.13)) chime(stage, root, subject, dice)
  converse(stage, root, subject, dice, urgent)
  return root
}

/** A friend or a stranger puts a word in, before the brand does most often. */
function chime(stage: Stage, root: Post, subject: Subject, dice: Dice): void {
  const person = stage.who(CHANNEL_OF[root.account], dice, true)
  if (person === subject.person || person.lang !== subject.lang) return
  const at = subject.at + dice.around(14 * 60_000, 0.8)
  const text = stage.say('aside', stage.subject(person, at, dice, subject.lamp), 'short', 0.2, dice)
  const { id, thread } = root.activity.object
  utter(
    stage,
    { account: root.account, person, at, text, intent: 'aside', to: { id, thread: thread ?? id }, heat: 0.2 },
    dice,
  )
}

function sized(stage: Stage, subject: Subject, intent: IntentName, account: AccountKey, dice: Dice): string {
  const limit = (LONGEST[account] ?? 500) - 40
  const text = stage.words(intent, subject, dice.chance(0.35) ? 'medium' : 'short', dice)
  return text.length <= limit ? text : stage.words(intent, subject, 'plain', dice).slice(0, limit)
}

/** Puts the brand's name where people put it: called at the head, in passing at the end, as a tag, or already there. */
function named(text: string, account: AccountKey, dice: Dice): string {
  if (/lumerelle/i.test(text)) return text
  const call =
    account === 'bluesky'
      ? '@lumerelle.example'
      : account === 'mastodon'
        ? '@lumerelle@lampions.example'
        : '@lumerelle'
  const way = dice.among({ head: 5, tail: 2.5, tag: 2.5, cc: 1, plain: 2 })
  if (way === 'head') return `${call} ${text}`
  if (way === 'tail') return `${text} ${call}`
  if (way === 'cc') return `${text} cc ${call}`
  if (way === 'plain')
    return `Lumerelle${dice.pick([' : ', '… ', ', '])}${text.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase())}`
  return `${text} #${dice.pick(['lumerelle', 'Lumerelle'])}`
}

const UNDER: Partial<Record<IntentName, number>> = {
  chatter: 76,
  praise: 7,
  product: 6,
  late: 4,
  anger: 2,
  idea: 2,
  fault: 1.5,
  order: 1.5,
}

/** Comments under the brand's own pictures, most in the hours after. */
export function comment(stage: Stage, count: number): void {
  const dice = stage.dice.fork('comments')
  const pictures = stage.posts.filter(
    ({ account, intent, heat, activity }) =>
      account === 'instagram' && intent === 'ours' && heat < 45 && !activity.object.inReplyTo,
  )
  if (pictures.length === 0) return
  for (let i = 0; i < count; i++) {
    const picture = dice.pick(pictures)
    const at = picture.activity.published.getTime() + dice.around(2.2 * 3_600_000, 1.3)
    const words = picture.activity.object.text ?? ''
    const intent = under(words, dice)
    const subject = stage.subject(stage.who('instagram', dice), at, dice)
    const text = stage.say(intent, subject, 'short', 0.15, dice)
    const root = utter(
      stage,
      {
        account: 'instagram',
        person: subject.person,
        at,
        text,
        intent,
        under: picture.activity.object.id,
        heat: 0.5,
      },
      dice,
    )
    if (root) converse(stage, root, subject, dice)
  }
}

/** A game calls for entries, a choice for votes, any other picture for what comes to mind. */
function under(words: string, dice: Dice): IntentName {
  if (words.startsWith('🎁') && dice.chance(0.9)) return 'contest'
  if (words.startsWith('Plutôt 1') && dice.chance(0.75)) return 'vote'
  return dice.among(UNDER as Record<IntentName, number>)
}

const PRIVATE: Partial<Record<IntentName, number>> = {
  late: 26,
  order: 22,
  product: 20,
  fault: 10,
  refund: 12,
  broken: 8,
  praise: 4,
  anger: 4,
}

export function whisper(stage: Stage, count: number): void {
  const dice = stage.dice.fork('private')
  for (let i = 0; i < count; i++) {
    const at = stage.calendar.draw(dice, MENTION_TIMES)
    const subject = stage.subject(stage.who('instagram', dice), at, dice)
    const intent = dice.among(PRIVATE as Record<IntentName, number>)
    const hello =
      subject.lang === 'fr'
        ? dice.pick(['Bonjour ! ', 'Bonjour, ', 'Coucou ', 'Bonsoir, ', 'Hello, ', ''])
        : dice.pick(['Hi! ', 'Hello, ', 'Hey, ', ''])
    const text = stage.fresh(() =>
      inHand(hello + stage.words(intent, subject, 'medium', dice), subject.person, 0.25, dice),
    )
    const root = utter(
      stage,
      { account: 'instagram', person: subject.person, at, text, intent, private: true, heat: 0 },
      dice,
    )
    if (root) converse(stage, root, subject, dice)
  }
}

/** The last half hour: somebody has just written, whatever the time of day. */
export function knock(stage: Stage): void {
  const dice = stage.dice.fork('knock')
  const ago = (minutes: number) => stage.calendar.now - minutes * 60_000 - dice.int(0, 50_000)
  speakUp(stage, 'bluesky', 'late', stage.subject(stage.who('bluesky', dice), ago(6), dice), dice)
  speakUp(stage, 'mastodon', 'fault', stage.subject(stage.who('mastodon', dice), ago(17), dice), dice)
  speakUp(stage, 'bluesky', 'praise', stage.subject(stage.who('bluesky', dice), ago(24), dice), dice)
  sendMail(stage, 'order', ago(11), dice)
  sendMail(stage, 'refund', ago(27), dice)
}
