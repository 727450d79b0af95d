import { isToxic, type StoredActivity } from '../../../activity/index.ts'
import { courtesyOf } from '../../../interpret/index.ts'
import type { NewPair, Reply } from './store.ts'
import { termsOf } from './terms.ts'

/** Shorter says too little to be found by, or to be used again; longer was written for one person. */
const LEAST_QUESTION = 12
const LEAST_ANSWER = 20
const LONGEST_ANSWER = 3_000
const LEAST_TERMS = 4
/** Out of 100; what greets and helps without every grace passes, what is curt or blames does not. */
const COURTEOUS = 50

/** The words of an activity, its title first. */
export function saidIn({ title, text }: Pick<StoredActivity, 'title' | 'text'>): string {
  return [title, text].filter(Boolean).join('\n').trim()
}

/** A pair worth remembering: a question of theirs, and an answer of ours that is of use and courteous; undefined for any other. */
export function pairOf(question: StoredActivity, answer: StoredActivity): NewPair | undefined {
  const asked = saidIn(question)
  const said = (answer.text ?? '').trim()
  if (question.ours || question.deleted || answer.deleted || !answer.ours) return undefined
  if (asked.length < LEAST_QUESTION || said.length < LEAST_ANSWER || said.length > LONGEST_ANSWER)
    return undefined
  const terms = termsOf(asked)
  if (terms.length < LEAST_TERMS) return undefined
  // Of a language that is not judged, nothing is known against it.
  const { score } = courtesyOf({ text: said, message: asked, lang: answer.lang })
  if (score !== null && score < COURTEOUS) return undefined
  return {
    answerId: answer.id,
    questionId: question.id,
    channel: question.channel,
    asker: question.actor_id,
    lang: question.lang,
    visibility: answer.visibility === 'private' || question.visibility === 'private' ? 'private' : 'public',
    at: answer.published,
    terms,
  }
}

const THANKS = /(?<!\p{L})(?:merci|thanks|thank you|thx|top|parfait|perfect|nickel|génial)(?!\p{L})/iu

/** How somebody took what they were answered, from what they wrote after. */
export function takenBy(activity: StoredActivity): Reply {
  const { channel, actor_id: asker, published: at, sentiment, intent } = activity
  const unhappy =
    sentiment === 'negative' || isToxic(activity) || intent === 'complaint' || intent === 'leaving'
  const thanked = !unhappy && (sentiment === 'positive' || THANKS.test(activity.text ?? ''))
  return { channel, asker, at, unhappy, thanked }
}
