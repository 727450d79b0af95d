import { fact, type Lexeme } from '../lexeme/index.ts'
import { fold, type Token } from '../token.ts'
import { ENGLISH_FORMULAS, ENGLISH_WISHES, FRENCH_FORMULAS } from './formulas.ts'

/** What may follow a word of a formula, by the word; `ends` where the formula may end with it. */
interface Step {
  ends: boolean
  next: Map<string, Step>
}

/** "a{b,c}" to "ab" and "ac", whatever stands after. */
function expand(pattern: string): string[] {
  const brace = /^([^{]*)\{([^}]*)\}(.*)$/.exec(pattern)
  if (!brace) return [pattern]
  const [, before = '', inner = '', after = ''] = brace
  return inner.split(',').flatMap((piece) => expand(before + piece + after))
}

function stepsOf(source: string): Step {
  const root: Step = { ends: false, next: new Map() }
  for (const form of source.split(/\s+/).filter(Boolean).flatMap(expand).map(fold)) {
    let step = root
    for (const word of form.split('_').filter(Boolean).flatMap(elided)) {
      const known = step.next.get(word) ?? { ends: false, next: new Map() }
      step.next.set(word, known)
      step = known
    }
    step.ends = true
  }
  return root
}

/** Cuts "d'avance" where the tokenizer cuts it. */
function elided(word: string): string[] {
  const match = /^((?:l|d|n|s|j|m|t|c|qu)')(.+)$/.exec(word)
  return match?.[1] && match[2] ? [match[1], match[2]] : [word]
}

/** The step after the first word of a formula; null for the words that begin none. */
type Begun = (lexeme: Lexeme) => Step | null

function begunIn(source: string): Begun {
  const { next } = stepsOf(source)
  return fact(({ form }) => next.get(form) ?? null)
}

const BEGUN = new Map([
  ['fr', begunIn(FRENCH_FORMULAS)],
  ['en', begunIn(ENGLISH_FORMULAS)],
])
/** Of a letter: more than a post of one breath. */
const LETTERS = new Map([['en', begunIn(ENGLISH_FORMULAS + ENGLISH_WISHES)]])
const LETTER = 45

/** Words of thanks that are but manners after what is asked. */
const THANKS = new Map<string, Set<string>>([
  ['fr', new Set(['merci', 'mercii', 'mrc', 'mci', 'thx', 'thanks'])],
  ['en', new Set(['thanks', 'thank', 'thx', 'cheers', 'ta', 'tnx', 'thks', 'ty'])],
])
const WITH_THANKS = new Set(
  "beaucoup bien a vous toi tous you u d' avance par so very much everyone all".split(' '),
)
/** "merci d'avoir trouvé" thanks for what was done. */
const DONE = new Set(['avoir', 'etre'])
const CLITICS = new Set(
  "me m' nous te t' vous le la les l' y en ne n' bien vouloir se s' lui leur donc".split(' '),
)
const INFINITIVE = /(?:er|ir|re|oir)$/

/**
 * The tokens of a text with the words of its formulas of courtesy made `formula`, so that neither lists nor models read
 * them: "cordialement" is not warm, "merci de confirmer" thanks nobody, "thanks" after a question is but manners.
 */
export function withoutFormulas(tokens: Token[], lang: string): Token[] {
  const begun = (tokens.length > LETTER ? LETTERS.get(lang) : undefined) ?? BEGUN.get(lang)
  if (!begun) return tokens
  let read: Token[] | null = null
  const mask = (from: number, to: number) => {
    read ??= tokens.slice()
    for (let i = from; i < to; i++) {
      const token = tokens[i]
      if (token?.kind === 'word') read[i] = { ...token, kind: 'formula' }
    }
  }
  for (let i = 0; i < tokens.length; ) {
    const length = formulaAt(begun, tokens, i, lang)
    if (length > 0) mask(i, i + length)
    i += Math.max(length, 1)
  }
  const closing = closingThanks(tokens, lang)
  if (closing >= 0) mask(closing, tokens.length)
  return read ?? tokens
}

/** How many tokens the longest formula takes that begins at a place, 0 for none. */
function formulaAt(begun: Begun, tokens: Token[], at: number, lang: string): number {
  const first = tokens[at]
  let length = 0
  let step: Step | null | undefined = first?.kind === 'word' ? begun(first.lexeme) : null
  for (let i = at + 1; step; i++) {
    if (step.ends) length = i - at
    const token = tokens[i]
    step = token?.kind === 'word' ? step.next.get(token.form) : undefined
  }
  if (length > 0 || lang !== 'fr') return length
  return isWord(tokens[at], 'merci') ? thanksForDoing(tokens, at) : 0
}

function isWord(token: Token | undefined, form: string): boolean {
  return token?.kind === 'word' && token.form === form
}

/** "merci de (me) répondre": the two words that ask, not what is asked. */
function thanksForDoing(tokens: Token[], at: number): number {
  if (!isWord(tokens[at + 1], 'de') && !isWord(tokens[at + 1], "d'")) return 0
  let next = at + 2
  while (tokens[next]?.kind === 'word' && CLITICS.has(tokens[next]?.form ?? '')) next++
  const { kind, form = '' } = tokens[next] ?? {}
  return kind === 'word' && INFINITIVE.test(form) && !DONE.has(form) ? 2 : 0
}

/** Where the thanks begin that end a text in which something is asked; -1 where none do. */
function closingThanks(tokens: Token[], lang: string): number {
  const thanks = THANKS.get(lang)
  let at = tokens.length - 1
  while (at > 0 && (tokens[at]?.kind !== 'word' || WITH_THANKS.has(tokens[at]?.form ?? ''))) {
    if (tokens[at]?.kind === 'stop' && tokens[at]?.form.includes('?')) return -1
    at--
  }
  if (at <= 0 || !thanks?.has(tokens[at]?.form ?? '')) return -1
  return tokens.slice(0, at).some(({ kind, form }) => kind === 'stop' && form.includes('?')) ? at : -1
}
