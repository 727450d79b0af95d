import { fact, type Lexeme } from '../lexeme/index.ts'
import { fold, type Token } from '../token.ts'
import { TOPIC_IDS, type TopicId } from './topic.ts'

/** Terms by topic, parted by commas; under '' those that mean none, and hide what they hold. */
export type Lexicon = Record<TopicId | '', string>

interface Part {
  form: string
  /** The word may go on. */
  open: boolean
}

export interface Term {
  parts: Part[]
  /** Null: what it covers speaks of no topic. */
  topic: TopicId | null
  /** 1, or a half for what says it only beside another. */
  weight: number
}

/** Terms by their first word: whole, or as far as it is written. */
export interface Dictionary {
  whole: Map<string, Term[]>
  begun: Map<string, Term[]>
  /** Words that may stand within a turn without being written in it. */
  passed: Set<string>
  /** What each word may begin, longest first. */
  begunBy(lexeme: Lexeme): Term[]
}

const SHORTEST = 2
/** No beginning of a word that is written is longer. */
const LONGEST = 40
const NONE: Term[] = []

export function dictionaryOf(lexicon: Lexicon, passed: string): Dictionary {
  const dictionary: Dictionary = {
    whole: new Map(),
    begun: new Map(),
    passed: new Set(passed.split(' ')),
    begunBy: fact(({ form, short }) => {
      const terms = startingWith(dictionary, form)
      return terms.length === 0 && short !== null ? startingWith(dictionary, short) : terms
    }),
  }
  for (const topic of [...TOPIC_IDS, ''] as const) {
    for (const written of lexicon[topic].split(',')) add(dictionary, written.trim(), topic || null)
  }
  return dictionary
}

function add({ whole, begun }: Dictionary, written: string, topic: TopicId | null): void {
  const weak = written.startsWith('~')
  const parts = (weak ? written.slice(1) : written)
    .split(/[ -]+|(?<=\b[a-z]{1,2}')/)
    .filter((part) => part !== '')
    .map((part) => ({ form: fold(part.replace(/\*$/, '')), open: part.endsWith('*') }))
  const [first] = parts
  if (!first) return
  const terms = first.open ? begun : whole
  terms.set(first.form, [...(terms.get(first.form) ?? []), { parts, topic, weight: weak ? 0.5 : 1 }])
}

function startingWith({ whole, begun }: Dictionary, form: string): Term[] {
  const terms = [...(whole.get(form) ?? [])]
  for (let end = SHORTEST; end <= Math.min(form.length, LONGEST); end++)
    terms.push(...(begun.get(form.slice(0, end)) ?? []))
  terms.sort((a, b) => b.parts.length - a.parts.length)
  return terms.length === 0 ? NONE : terms
}

export interface Hit {
  term: Term
  /** First and last token. */
  from: number
  to: number
}

/** Every term of the text, the longest at each place; several only where they are of one length. */
export function termsIn(tokens: Token[], dictionary: Dictionary): Hit[] {
  const hits: Hit[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    if (token?.kind !== 'word') continue
    const terms = dictionary.begunBy(token.lexeme)
    if (terms === NONE) continue
    let length = 0
    let last = at
    for (const term of terms) {
      if (term.parts.length < length) break
      const to = endOf(term, tokens, at, dictionary.passed)
      if (to < 0) continue
      length = term.parts.length
      last = to
      hits.push({ term, from: at, to })
    }
    at = last
  }
  return hits
}

/** Small words that are passed over between two parts: of a text of nothing but them, each is looked at a few times only. */
const MOST_PASSED = 4

/** Last token of a term that begins at `at`, or -1. */
function endOf({ parts }: Term, tokens: Token[], at: number, passed: Set<string>): number {
  let i = at
  for (let k = 1; k < parts.length; k++) {
    const part = parts[k]
    i++
    let small = 0
    while (
      part &&
      small++ < MOST_PASSED &&
      !isPart(part, tokens[i]) &&
      tokens[i]?.kind === 'word' &&
      passed.has(tokens[i]?.form ?? '')
    )
      i++
    if (!part || !isPart(part, tokens[i])) return -1
  }
  return i
}

function isPart({ form, open }: Part, token: Token | undefined): boolean {
  if (token?.kind !== 'word') return false
  return open ? token.form.startsWith(form) : token.form === form
}
