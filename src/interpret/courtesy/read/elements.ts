import { ELEMENTS, type Element, type Mark } from '../draft.ts'
import { fromEnd, indexAt, type Line } from './line.ts'
import { type Found, findAll } from './pattern.ts'
import { signsOf } from './signs.ts'
import type { Turns } from './turns.ts'

/** A greeting stands among the first words. */
const OPENING = 25
/** A farewell stands among the last, before a signature and a postscript. */
const CLOSING = 60

export interface Elements {
  found: Record<Element, Found[]>
  /** Fellow feeling, which is a smile where a smile would hurt. */
  empathy: Found[]
  /** Signs that play. */
  signs: Found[]
}

/** The four elements of courtesy in a text, with where they stand. */
export function elementsOf(line: Line, turns: Turns): Elements {
  const opening = line.at[OPENING] ?? line.said.length
  const looks = findAll(line, turns.notGreeting, 0, opening)
  const greeting = findAll(line, turns.greeting, 0, opening)
    .concat(dear(line, turns, opening))
    .filter((one) => isOpen(line)(one) && !looks.some((other) => isOver(one, other)))
  const closing = fromEnd(line, CLOSING)
  const farewell = findAll(line, turns.farewell, closing).filter(
    (one) => greeting.every(({ end }) => one.start >= end) && isWish(line, one),
  )
  const empathy = findAll(line, turns.empathy)
  const signs = signsOf(line)
  const warm = [...signs, ...findAll(line, turns.warm), ...empathy]
  const thanks = thanksOf(line, turns)
  // Words that thank or take leave are courtesy already: they are not counted again as warmth.
  const counted = [...thanks, ...farewell]
  const kind = findAll(line, turns.kind).filter((one) => !counted.some((other) => isOver(one, other)))
  const smile = warm.length > 0 || distinct(kind) > 1 ? [...warm, ...kind] : []
  return { found: { smile, greeting, farewell, thanks }, empathy, signs }
}

export function marksOf({ found }: Elements): Mark[] {
  return ELEMENTS.flatMap((element) =>
    found[element].map(({ start, end }) => ({ element, start, end })),
  ).sort((a, b) => a.start - b.start || b.end - a.end)
}

/** « Chère Léa »: before a name, which begins with a capital. */
function dear(line: Line, turns: Turns, to: number): Found[] {
  return findAll(line, turns.dear, 0, to).filter((one) => {
    const next = line.tokens[indexAt(line, one.at) + 1]
    return next?.kind === 'word' && /^\p{Lu}/u.test(line.text.slice(next.start, next.end))
  })
}

/** What opens the text or its first or second sentence; after that a word of greeting is talk of something. */
function isOpen(line: Line): (found: Found) => boolean {
  return ({ at }) => (line.said.slice(0, at).match(/[.!?] /g)?.length ?? 0) <= 2
}

/** « Pour une bonne journée », « j’ai passé une bonne journée » and “happy to see you back” wish nothing. */
const TOLD = [
  / (?:passee?s?|pour|pendant|durant|apres|chaque|toute|de|had|having|was|been|is|for) (?:une? |an? )?$/u,
  / (?:ai|as|a|avons|avez|ont|avais|avait) $/u,
  / (?:happy|glad|great|nice|good|pleased|delighted|lovely|wonderful|thrilled) to $/u,
]

function isWish(line: Line, { at }: Found): boolean {
  const before = line.said.slice(Math.max(0, at - 24), at)
  return !TOLD.some((told) => told.test(before))
}

/** Thanks, less those that ask (« merci de nous envoyer ») and those that are none (« sans merci »). */
function thanksOf(line: Line, turns: Turns): Found[] {
  const none = [
    ...findAll(line, turns.notThanks),
    ...findAll(line, turns.asking).filter((one) => asks(line, one)),
  ]
  return findAll(line, turns.thanks).filter((one) => !none.some((other) => isOver(one, other)))
}

function isOver(one: Found, other: Found): boolean {
  return one.start < other.end && other.start < one.end
}

const GRATEFUL =
  /^(?:avoir|etre|faire confiance|faire part|suivre|soutenir|accompagner|rester|choisir|lire|aimer|prendre le temps|partager avec|partager (?:votre|vos|ton|ta|tes|cette|ce|ces) [^ ]*? ?(?:experience|avis|enthousiasme|ressenti|retour|commentaire|impressions?|histoire|joie|passion|idees?|pensees?))(?: |$)/
const VERB = /^[^ ]{2,}(?:er|ir|re|oir)$/
const NOT_VERBS = new Set([
  'votre',
  'notre',
  'autre',
  'cher',
  'fidele',
  'leur',
  'lettre',
  'panier',
  'courrier',
  'dernier',
  'premier',
  'titre',
  'entre',
  'offre',
  'membre',
  'livre',
  'plaisir',
  'soir',
  'avoir',
  'etre',
  'papier',
  'chantier',
  'dossier',
  'fichier',
  'atelier',
  'metier',
  'quartier',
  'commentaire',
  'partenaire',
  'histoire',
  'sourire',
  'maniere',
  'arriere',
  'hier',
  'janvier',
  'fevrier',
  'septembre',
  'octobre',
  'novembre',
  'decembre',
])

/** Whether what follows « merci de » is an infinitive to be done, not a thing or something done already. */
function asks(line: Line, { at, said }: Found): boolean {
  if (/ (?:would|could|will) /.test(` ${said}`)) return true
  const after = line.said.slice(at + said.length)
  if (GRATEFUL.test(after)) return false
  const [verb = ''] = after.split(' ')
  return VERB.test(verb) && !NOT_VERBS.has(verb)
}

/** How many places, those over another counting once. */
function distinct(found: Found[]): number {
  const sorted = [...found].sort((a, b) => a.start - b.start)
  let end = -1
  let count = 0
  for (const one of sorted) {
    if (one.start >= end) count++
    end = Math.max(end, one.end)
  }
  return count
}
