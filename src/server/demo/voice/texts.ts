import { ask as enAsk } from '../texts/en/ask.ts'
import * as enBrand from '../texts/en/brand.ts'
import { crisis as enCrisis } from '../texts/en/crisis.ts'
import { joy as enJoy } from '../texts/en/joy.ts'
import { trouble as enTrouble } from '../texts/en/trouble.ts'
import { ask as frAsk } from '../texts/fr/ask.ts'
import * as frBrand from '../texts/fr/brand.ts'
import { crisis as frCrisis } from '../texts/fr/crisis.ts'
import { joy as frJoy } from '../texts/fr/joy.ts'
import * as frMail from '../texts/fr/mail.ts'
import { blogComments } from '../texts/fr/press.ts'
import type { ReviewTexts } from '../texts/fr/review.ts'
import * as frReview from '../texts/fr/review.ts'
import { trouble as frTrouble } from '../texts/fr/trouble.ts'
import type { Lang } from '../world/people.ts'
import type { Intent } from './phrase.ts'

/** What a message wants; each has its sentences in both languages. */
export const INTENTS = [
  'late',
  'broken',
  'fault',
  'refund',
  'anger',
  'product',
  'order',
  'praise',
  'service',
  'idea',
  'rival',
  'inspiration',
  'chatter',
  'contest',
  'aside',
  'victim',
  'outrage',
  'irony',
  'worry',
  'defence',
  'echo',
  'vote',
  'blog',
] as const
export type IntentName = (typeof INTENTS)[number]

/** Intents that leave somebody waiting for an answer. */
export const WANTS_ANSWER: ReadonlySet<IntentName> = new Set<IntentName>([
  'late',
  'broken',
  'fault',
  'refund',
  'anger',
  'product',
  'order',
  'victim',
  'worry',
])

interface Voice {
  intents: Record<IntentName, Intent>
  answers: Record<string, string[]>
  thanks: string[]
  insists: string[]
  greetings: string[]
  farewells: string[]
  mail: {
    open: string[]
    intro: string[]
    ask: string[]
    askGently: string[]
    close: string[]
    closeWarm: string[]
    subjects: Record<string, string[]>
  }
  review: { stars: Record<number, ReviewTexts>; more: string[] }
}

export const VOICES: Record<Lang, Voice> = {
  fr: {
    intents: {
      ...frTrouble,
      ...frAsk,
      ...frJoy,
      ...frCrisis,
      blog: { core: blogComments, more: [], end: [] },
    },
    answers: frBrand.answers,
    thanks: frBrand.thanks,
    insists: frBrand.insists,
    greetings: frBrand.greetings,
    farewells: frBrand.farewells,
    mail: {
      open: frMail.mailOpen,
      intro: frMail.mailIntro,
      ask: frMail.mailAsk,
      askGently: frMail.mailAskGently,
      close: frMail.mailClose,
      closeWarm: frMail.mailCloseWarm,
      subjects: frMail.mailSubjects,
    },
    review: { stars: frReview.reviews, more: frReview.reviewMore },
  },
  en: {
    intents: { ...enTrouble, ...enAsk, ...enJoy, ...enCrisis, blog: enJoy.chatter },
    answers: enBrand.answers,
    thanks: enBrand.thanks,
    insists: enBrand.insists,
    greetings: enBrand.greetings,
    farewells: enBrand.farewells,
    mail: {
      open: enBrand.mailOpen,
      intro: enBrand.mailIntro,
      ask: enBrand.mailAsk,
      askGently: ['', '', 'No rush at all.'],
      close: enBrand.mailClose,
      closeWarm: ['Best wishes,', 'Warmly,', 'All the best,'],
      subjects: enBrand.mailSubjects,
    },
    review: { stars: enBrand.reviews, more: ['', '', ''] },
  },
}
