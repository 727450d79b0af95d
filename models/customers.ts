import { randomFrom } from '../src/interpret/learn/index.ts'
import { ask as askEn } from '../src/server/demo/texts/en/ask.ts'
import { reviews as reviewsEn } from '../src/server/demo/texts/en/brand.ts'
import { crisis as crisisEn } from '../src/server/demo/texts/en/crisis.ts'
import { joy as joyEn } from '../src/server/demo/texts/en/joy.ts'
import { trouble as troubleEn } from '../src/server/demo/texts/en/trouble.ts'
import { ask as askFr } from '../src/server/demo/texts/fr/ask.ts'
import { crisis as crisisFr } from '../src/server/demo/texts/fr/crisis.ts'
import { joy as joyFr } from '../src/server/demo/texts/fr/joy.ts'
import { reviews as reviewsFr } from '../src/server/demo/texts/fr/review.ts'
import { trouble as troubleFr } from '../src/server/demo/texts/fr/trouble.ts'

/** What customers of a shop say, written by us for the demonstration: what each is about tells its class. */
export interface Said {
  text: string
  /** `trouble.late`, `joy.praise`, `review.5` */
  about: string
}

type Group = Record<string, { core: string[]; more?: string[]; end?: string[] }>
type Reviews = Record<string, { titles: string[]; lead: string[]; aspects: string[]; close: string[] }>

const GROUPS: Record<'fr' | 'en', { groups: Record<string, Group>; reviews: Reviews }> = {
  fr: { groups: { ask: askFr, crisis: crisisFr, joy: joyFr, trouble: troubleFr }, reviews: reviewsFr },
  en: { groups: { ask: askEn, crisis: crisisEn, joy: joyEn, trouble: troubleEn }, reviews: reviewsEn },
}

const FILLED: Record<'fr' | 'en', string[]> = {
  fr: ['la lampe', 'le lampadaire', 'ma commande', 'le modèle', 'chez vous', 'lundi', 'trois semaines'],
  en: ['the lamp', 'the floor lamp', 'my order', 'the model', 'Monday', 'three weeks'],
}

/** Every sentence once, its choices made by a seed; a sentence that follows is joined to one in three. */
export function customers(lang: 'fr' | 'en'): Said[] {
  const random = randomFrom(7)
  const pick = (list: string[]) => list[Math.floor(random() * list.length)] ?? ''
  const fill = (pattern: string) => filled(pattern, FILLED[lang], pick)
  const said: Said[] = []
  const { groups, reviews } = GROUPS[lang]
  for (const [name, group] of Object.entries(groups)) {
    for (const [part, { core, more = [], end = [] }] of Object.entries(group)) {
      for (const sentence of core) {
        const rest = random() < 0.35 ? ` ${pick([...more, ...end])}` : ''
        said.push({ text: fill(`${sentence.split(' => ')[0] ?? ''}${rest}`), about: `${name}.${part}` })
      }
    }
  }
  for (const [stars, { titles, lead, aspects, close }] of Object.entries(reviews)) {
    for (const text of [...titles, ...lead, ...aspects, ...close])
      said.push({ text: fill(text), about: `review.${stars}` })
  }
  return said.filter(({ text }) => text.length > 0)
}

function filled(pattern: string, slots: string[], pick: (list: string[]) => string): string {
  let text = pattern.replace(/^[a-z]+:/, '').replace(/^[~!*]/, '')
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(/\[([^[\]]*)\]/g, (_all, inner: string) => pick(inner.split('|')))
  }
  return text
    .replace(/\{g ([^/]*)\/([^}]*)\}/g, (_all, one: string, other: string) => pick([one, other]))
    .replace(/\{[a-z]?\}/g, '')
    .replace(/\{([^{}]*)\}/g, () => pick(slots))
    .replace(/\s+/g, ' ')
    .trim()
}

/** Sentiment of what is about something that leaves no doubt: 0 negative, 1 neutral, 2 positive. */
export function sentimentOf(about: string): number | null {
  if (/^trouble\.|^crisis\.(outrage|victim|irony)$|^review\.[12]$/.test(about)) return 0
  if (/^ask\./.test(about)) return 1
  if (/^joy\.(praise|service)$|^review\.[5]$/.test(about)) return 2
  return null
}
