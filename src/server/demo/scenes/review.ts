import { converse } from '../stage/converse.ts'
import type { Stage } from '../stage/stage.ts'
import { utter } from '../stage/talk.ts'
import type { ReviewTexts } from '../texts/fr/review.ts'
import { inHand, join, type Subject } from '../voice/speak.ts'
import { type IntentName, VOICES } from '../voice/texts.ts'
import { SHOPPING } from '../world/calendar.ts'
import type { Dice } from '../world/dice.ts'

/** What a review asks for, by its stars. */
const INTENT: Record<number, IntentName> = { 1: 'anger', 2: 'fault', 3: 'idea', 4: 'praise', 5: 'praise' }

export function review(stage: Stage, count: number): void {
  const dice = stage.dice.fork('review')
  for (let i = 0; i < count; i++) {
    const at = stage.calendar.draw(dice, SHOPPING)
    const stars = Number(dice.among({ 1: 11, 2: 7, 3: 10, 4: 24, 5: 48 }))
    rate(stage, stars, stage.subject(stage.who('review', dice), at, dice), dice)
  }
}

export function rate(stage: Stage, stars: number, subject: Subject, dice: Dice): void {
  const { stars: texts, more } = VOICES[subject.lang].review
  const review = texts[stars]
  if (!review) return
  const text = stage.fresh(() => inHand(opinion(review, more, subject, dice), subject.person, 0.6, dice))
  const intent = INTENT[stars] ?? 'praise'
  const root = utter(
    stage,
    {
      account: 'review',
      person: subject.person,
      at: subject.at,
      title: inHand(subject.line(review.titles, dice), subject.person, 0.6, dice),
      text,
      intent,
      rating: stars,
    },
    dice,
  )
  if (root) converse(stage, root, subject, dice)
}

/** How it begins, one to three things looked at, how it ends; some people write three words. */
function opinion(review: ReviewTexts, more: string[], subject: Subject, dice: Dice): string {
  const parts = [subject.line(review.lead, dice)]
  const looks = Number(dice.among({ 0: 2, 1: 5, 2: 4, 3: 2 }))
  for (let i = 0; i < looks; i++) {
    const seen = subject.line(review.aspects, dice)
    if (!parts.includes(seen)) parts.push(seen)
  }
  if (looks < 2 || dice.chance(0.5)) parts.push(subject.line(review.close, dice))
  if (dice.chance(0.3)) parts.push(subject.line(more, dice))
  return join(parts)
}
