/** How a word or sign is read, whatever stands around it. */
export interface Spelling {
  /** Lower case, without accents, stretched letters cut to two ("goood", good); for a sign, itself. */
  form: string
  /** With stretched letters cut to one ("nuuul", nul); null where none is stretched. */
  short: string | null
  caps: boolean
}

/** A word or sign as it is written, with what each reader of it found out. */
export interface Lexeme extends Spelling {
  written: string
  /** Below {@link PLACES}, where tables keep what they know of it; one that is not kept shares the last. */
  place: number
  facts: unknown[]
}

/** Letters of what is kept: longer ones are addresses or noise, and hardly come again. */
const LONGEST = 40
/** Words that people use are some ten thousand. */
const SETS = { words: 2 ** 13, signs: 2 ** 8 }
/** Lexemes in a set. */
const WAYS = 4
/** How many lexemes are kept at most, and one more place for all others. */
export const PLACES = (SETS.words + SETS.signs) * WAYS + 1

type Lexemes = (source: string, from: number, to: number) => Lexeme

/** Words that were read, kept as a processor keeps memory: by few, of which one that was not read last makes room. */
export function keptWords(read: (written: string) => Spelling): Lexemes {
  return kept(read, SETS.words, 0)
}

/** The same for signs, which shall not make room for words. */
export function keptSigns(read: (written: string) => Spelling): Lexemes {
  return kept(read, SETS.signs, SETS.words * WAYS)
}

/** Strangers choose what is read: they can make it be read anew, which it always was, and never make more of it be kept. */
function kept(read: (written: string) => Spelling, sets: number, from: number): Lexemes {
  const lexemes = new Array<Lexeme | undefined>(sets * WAYS).fill(undefined)
  const hashes = new Int32Array(sets * WAYS)
  const latest = new Uint8Array(sets)
  const oldest = new Uint8Array(sets)
  return (source, begin, end) => {
    if (end - begin > LONGEST) return lexemeOf(read, source.slice(begin, end), PLACES - 1)
    const hash = hashOf(source, begin, end)
    const set = hash & (sets - 1)
    for (let way = 0; way < WAYS; way++) {
      const at = set * WAYS + way
      if (hashes[at] !== hash) continue
      const known = lexemes[at]
      if (!known || !isWritten(known.written, source, begin, end)) continue
      latest[set] = way
      return known
    }
    let way = oldest[set] ?? 0
    if (way === latest[set]) way = (way + 1) % WAYS
    oldest[set] = (way + 1) % WAYS
    latest[set] = way
    const at = set * WAYS + way
    const made = lexemeOf(read, source.slice(begin, end), from + at)
    lexemes[at] = made
    hashes[at] = hash
    return made
  }
}

function hashOf(source: string, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ source.charCodeAt(at), 0x01000193)
  return hash ^ (hash >>> 15)
}

function isWritten(written: string, source: string, from: number, to: number): boolean {
  if (written.length !== to - from) return false
  for (let at = from; at < to; at++) if (source.charCodeAt(at) !== written.charCodeAt(at - from)) return false
  return true
}

function lexemeOf(read: (written: string) => Spelling, slice: string, place: number): Lexeme {
  const written = copied(slice)
  const { form, short, caps } = read(written)
  return { form, short, caps, written, place, facts: new Array<unknown>(facts).fill(undefined) }
}

/** A slice holds the text it was cut from in memory: what is kept must not. */
function copied(slice: string): string {
  return Buffer.from(slice, 'utf16le').toString('utf16le')
}

let facts = 0

/**
 * What a reader knows of a lexeme, found out once for as long as it is kept: people use few words, and the same ones.
 * To be made where a module loads.
 * @param find of the lexeme alone, and never undefined
 */
export function fact<T>(find: (lexeme: Lexeme) => T): (lexeme: Lexeme) => T {
  const at = facts++
  return (lexeme) => {
    const known = lexeme.facts[at]
    if (known !== undefined) return known as T
    const found = find(lexeme)
    lexeme.facts[at] = found
    return found
  }
}
