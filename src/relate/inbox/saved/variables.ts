import { FACTS } from '../../../../lib/mask/index.ts'
import { blanksIn, fill, variablesIn } from '../../../../lib/template/index.ts'
import { fold } from './saved.ts'

/** What a saved answer can name, by what it is filled from; the first two names are what the interface writes, in English and in French. */
export const VARIABLES = {
  first_name: ['first_name', 'prénom', 'firstname'],
  name: ['name', 'nom'],
  agent: ['agent', 'conseiller', 'signature'],
  brand: ['brand', 'marque'],
  channel: ['channel', 'réseau', 'canal'],
  order: ['order', 'commande', 'order_number', 'numéro'],
  link: ['link', 'lien', 'url'],
  address: ['address', 'adresse'],
  date: ['date', 'échéance', 'promised'],
} as const
export type VariableId = keyof typeof VARIABLES

const IDS = new Map<string, VariableId>(
  (Object.entries(VARIABLES) as [VariableId, readonly string[]][]).flatMap(([id, names]) =>
    names.map((name): [string, VariableId] => [fold(name), id]),
  ),
)

/** What a variable is filled from, however it is spelled; undefined for one that only a person can fill. */
export function variableOf(name: string): VariableId | undefined {
  return IDS.get(fold(name))
}

/** Names in a template that nothing will ever fill: as likely a slip as meant. */
export function unknownIn(text: string): string[] {
  return [...new Set(variablesIn(text).flatMap(({ name }) => (variableOf(name) ? [] : name)))]
}

export interface Known {
  /** The customer, as the network or the record has it. */
  name: string | null
  agent: string
  brand: string
  channel: string
  /** What they wrote, newest first. */
  said: readonly string[]
}

/** A text for this conversation, with what is left to a person; links and dates promised are theirs to give. */
export function filledFor(
  template: string,
  known: Known,
): { text: string; blanks: ReturnType<typeof blanksIn> } {
  const values: Partial<Record<VariableId, string>> = {
    first_name: firstNameOf(known.name) ?? '',
    name: calledOf(known.name) ?? '',
    agent: known.agent,
    brand: known.brand,
    channel: known.channel,
    order: orderIn(known.said) ?? '',
  }
  const text = fill(template, (name) => {
    const id = variableOf(name)
    return id && values[id]
  })
  return { text, blanks: blanksIn(text) }
}

const TITLES = new Set('m mr mme mlle mrs ms miss dr me monsieur madame mademoiselle'.split(' '))

/** A name one could be greeted by: letters, and some capital; what looks like a pseudonym greets nobody. */
function calledOf(name: string | null): string | undefined {
  const plain = name?.replace(/\p{Extended_Pictographic}|\ufe0f|\u200d/gu, '').trim() ?? ''
  const words = plain.split(/\s+/u)
  const isName =
    words.length <= 4 &&
    words.every((word) => /^\p{L}[\p{L}\p{M}.'’-]*$/u.test(word)) &&
    /\p{Lu}|\p{Lo}/u.test(plain)
  return isName && plain.length <= 60 ? plain : undefined
}

/** The first name out of a name: « DURAND Inès » and « Mme Inès Durand » are both Inès. */
export function firstNameOf(name: string | null): string | undefined {
  const words = calledOf(name)?.split(/\s+/u) ?? []
  const called = words.filter((word) => !TITLES.has(fold(word).replace(/\.$/, '')))
  // A title before one name alone: that is the family’s.
  if (called.length === 0 || (called.length === 1 && called.length < words.length)) return undefined
  const isLoud = (word: string) =>
    word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase()
  const first = called.find((word) => !isLoud(word)) ?? called[0]
  if (!first || /^\p{L}\.?$/u.test(called[0] ?? '')) return undefined
  return isLoud(first) ? first.charAt(0) + first.slice(1).toLowerCase() : first
}

const ORDER = FACTS.filter(({ kind }) => kind === 'order')

/** The number that the customer gave, where it was one and the same. */
export function orderIn(said: readonly string[]): string | undefined {
  const found = new Set<string>()
  for (const text of said)
    for (const { pattern } of ORDER)
      for (const [whole] of text.matchAll(pattern)) {
        const number = /[A-Z0-9][A-Z0-9-]{3,}$/i.exec(whole)?.[0]
        if (number && /\d/.test(number)) found.add(number.toUpperCase())
      }
  return found.size === 1 ? [...found][0] : undefined
}
