import { fill, fitting, type Slots } from '../voice/phrase.ts'
import type { Subject } from '../voice/speak.ts'
import { type IntentName, VOICES } from '../voice/texts.ts'
import type { STAFF } from '../world/brand.ts'
import type { Dice } from '../world/dice.ts'
import type { Post, Stage } from './stage.ts'
import { ours } from './talk.ts'

export interface Reply {
  subject: Subject
  /** Which of the brand's answers it is. */
  key: string
  at: number
  staff: (typeof STAFF)[number]
  title: string | undefined
}

/** Reviews are answered by their stars, for they speak of everything at once. */
export function answerKey(to: Post, intent: IntentName): string {
  if (to.account !== 'review') return intent
  const stars = to.activity.object.rating ?? 5
  return stars <= 2 ? 'low' : stars === 3 ? 'mid' : 'high'
}

/** The brand answers a message: in a letter the greeting and the farewell have their own lines. */
export function answer(stage: Stage, to: Post, reply: Reply, dice: Dice): Post | null {
  const mail = to.account === 'email'
  const text = stage.fresh(() => (mail ? letter(stage, reply, dice) : note(stage, reply, dice)))
  const { title } = reply
  return ours(stage, to.account, reply.at, text, dice, {
    to,
    by: reply.staff.key,
    ...(mail && title ? { title: title.startsWith('Re: ') ? title : `Re: ${title}` } : {}),
  })
}

function letter(stage: Stage, reply: Reply, dice: Dice): string {
  const { hi, bye } = courtesies(stage, reply, true, dice)
  const body = said(stage, reply, { hi: '', bye: '' }, dice)
  return `${hi}\n\n${body}\n\n${bye.replace(/, (?=\p{Lu}\p{Ll}+( |$))/u, ',\n')}`
}

function note(stage: Stage, reply: Reply, dice: Dice): string {
  const body = said(stage, reply, courtesies(stage, reply, false, dice), dice)
  // After "Bonjour Solène," the sentence goes on in lower case.
  return body.replace(
    /^([^,.!?]{3,40}, )(\p{Lu})(?=[\p{Ll}’])/u,
    (_all, call: string, letter: string) => call + letter.toLowerCase(),
  )
}

function courtesies(stage: Stage, reply: Reply, mail: boolean, dice: Dice): { hi: string; bye: string } {
  const voice = VOICES[reply.subject.lang]
  const { hour } = stage.calendar.local(reply.at)
  const person = reply.subject.person
  const greetings = byHour(mail ? voice.greetings.slice(1) : voice.greetings.slice(0, 3), hour)
  return {
    hi: fill(dice.pick(greetings), slotsOf(reply), person, dice),
    bye: fill(dice.pick(byHour(inTone(voice.farewells, reply.key), hour)), slotsOf(reply), person, dice),
  }
}

const EVENING = /soir|evening/i
const DAYTIME = /journée|lovely day/i

/** Nobody says good evening at eleven in the morning. */
function byHour(list: string[], hour: number): string[] {
  const late = hour >= 17
  return list.filter((words) => (late ? !DAYTIME.test(words) : !EVENING.test(words)))
}

const TROUBLE = new Set([
  'late',
  'broken',
  'fault',
  'refund',
  'anger',
  'again',
  'victim',
  'outrage',
  'low',
  'echo',
])

/** Apologies where something went wrong, thanks where nothing did. */
function inTone(list: string[], key: string): string[] {
  const trouble = TROUBLE.has(key)
  return list.filter((words) => (trouble ? !/^Merci/.test(words) : !/excuses|apologies/.test(words)))
}

function slotsOf({ subject, staff }: Reply): Slots {
  const { first } = subject.person
  return {
    ...subject.slots,
    me: staff.name,
    s: staff.feminine ? 'e' : '',
    à: first,
    to: first,
    sig: `– ${staff.name}`,
  }
}

/** The answer to the very question, where the question has one, between a greeting and a farewell. */
function said(stage: Stage, reply: Reply, courtesy: { hi: string; bye: string }, dice: Dice): string {
  const { subject, key, at } = reply
  const lines = VOICES[subject.lang].answers[key] ?? []
  const again = key === 'again' || key === 'welcome'
  const pattern =
    subject.reply && !again
      ? `{hi} ${subject.reply} {bye}`
      : stage.chooser.pick(lines, fitting(lines, subject.tags), at, dice)
  return fill(pattern, { ...slotsOf(reply), ...courtesy }, subject.person, dice)
}
