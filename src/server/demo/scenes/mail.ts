import { converse } from '../stage/converse.ts'
import type { Stage } from '../stage/stage.ts'
import { utter } from '../stage/talk.ts'
import { inHand, type Subject } from '../voice/speak.ts'
import { type IntentName, VOICES } from '../voice/texts.ts'
import { OFFICE, type Profile } from '../world/calendar.ts'
import type { Dice } from '../world/dice.ts'

/** What people write to the shop about. */
const WANTS: Partial<Record<IntentName, number>> = {
  late: 19,
  broken: 10,
  fault: 13,
  refund: 11,
  anger: 7,
  product: 16,
  order: 18,
  praise: 4,
  service: 2,
  idea: 2,
}
/** A carrier's bad fortnight, three weeks before today. */
const STRIKE = { from: 64, to: 74 }

export function strikeTrend(day: number): number {
  return day >= STRIKE.from && day <= STRIKE.to ? 1.35 : 1
}

const MAILS: Profile = { ...OFFICE, trend: strikeTrend }

export function writeMails(stage: Stage, count: number): void {
  const dice = stage.dice.fork('mail')
  for (let i = 0; i < count; i++) {
    const at = stage.calendar.draw(dice, MAILS)
    const day = stage.calendar.local(at).day
    const wants = { ...WANTS, late: strikeTrend(day) > 1 ? 45 : 19 } as Record<IntentName, number>
    sendMail(stage, dice.among(wants), at, dice)
  }
}

/** One mail and what follows it. */
export function sendMail(
  stage: Stage,
  intent: IntentName,
  at: number,
  dice: Dice,
  subject = stage.subject(stage.who('email', dice), at, dice),
  urgent = false,
): void {
  const post = utter(
    stage,
    {
      account: 'email',
      person: subject.person,
      at,
      intent,
      title: mailTitle(subject, intent, dice),
      text: stage.fresh(() => letter(stage, subject, intent, dice)),
      private: true,
    },
    dice,
  )
  if (post) converse(stage, post, subject, dice, urgent)
}

function mailTitle(subject: Subject, intent: IntentName, dice: Dice): string {
  const { subjects } = VOICES[subject.lang].mail
  return inHand(subject.line(subjects[intent] ?? subjects.order ?? [], dice), subject.person, 0.8, dice)
}

const FIRM: ReadonlySet<IntentName> = new Set<IntentName>([
  'late',
  'broken',
  'fault',
  'refund',
  'anger',
  'victim',
  'echo',
])
const WARM: ReadonlySet<IntentName> = new Set<IntentName>(['praise', 'service', 'idea'])
const AFTER_FR = [
  'Envoyé de mon téléphone',
  'Envoyé depuis mon mobile',
  '(pardon pour les fautes, j’écris du métro)',
  'PS : jolie la nouvelle vitrine.',
]

/** Greeting, what brings them, the matter, what they ask, farewell and name, with a letter's care. */
function letter(stage: Stage, subject: Subject, intent: IntentName, dice: Dice): string {
  const { mail } = VOICES[subject.lang]
  const hurried = dice.chance(0.25)
  const firm = FIRM.has(intent)
  const warm = WARM.has(intent)
  const intro = hurried || !firm ? '' : subject.line(mail.intro, dice)
  const matter = stage.words(intent, subject, hurried ? 'plain' : 'long', dice)
  const ask = hurried || warm ? '' : subject.line(firm ? mail.ask : mail.askGently, dice)
  const body = [intro, matter].filter(Boolean).join(dice.chance(0.5) ? '\n\n' : ' ')
  const { person } = subject
  const close = subject.line(warm ? mail.closeWarm : mail.close, dice)
  const sign = dice.chance(0.7) ? person.name : person.first
  const text = [subject.line(mail.open, dice), body, ask, `${close}\n${sign}`].filter(Boolean).join('\n\n')
  const written = inHand(text, person, 0.8, dice)
  return dice.chance(0.1) && subject.lang === 'fr' ? `${written}\n\n${dice.pick(AFTER_FR)}` : written
}
