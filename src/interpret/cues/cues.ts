import type { Token } from '../token.ts'
import { finderOf } from './automaton.ts'
import { ENGLISH } from './english.ts'
import { FRENCH } from './french.ts'
import { ENGLISH_PRESSING, FRENCH_PRESSING } from './pressing.ts'

/** What finds the turns of a language, made at the first text in it; undefined where there are none. */
const turnsIn = madeOnce({ fr: FRENCH, en: ENGLISH })
const pressingTurnsIn = madeOnce({ fr: FRENCH_PRESSING, en: ENGLISH_PRESSING })

type Turns = ReturnType<typeof turnsOf>

function madeOnce(lists: Record<string, Record<string, RegExp>>): (lang: string) => Turns | undefined {
  const made = new Map<string, Turns>()
  return (lang) => {
    if (!made.has(lang) && Object.hasOwn(lists, lang)) made.set(lang, turnsOf(lists[lang] ?? {}))
    return made.get(lang)
  }
}

function turnsOf(patterns: Record<string, RegExp>) {
  const all = Object.entries(patterns)
  const near = all.filter(([, pattern]) => !isFar(pattern))
  return {
    names: near.map(([name]) => name),
    find: finderOf(near.map(([, pattern]) => pattern)),
    far: all.filter(([, pattern]) => isFar(pattern)),
  }
}

/** Whether its two ends may stand far apart: once begun, it would double the places of all others. */
function isFar({ source }: RegExp): boolean {
  return /\.\*|\[\^.\]\*/.test(source)
}

const MARKS = ['question', 'exclaim', 'named', 'polite', 'brief', 'long'] as const

export const CUE_NAMES: readonly string[] = [...Object.keys(FRENCH), ...MARKS]
/** Those that say how soon. */
export const PRESSING_NAMES: readonly string[] = Object.keys(FRENCH_PRESSING)

/** Letters read: a pattern over a long text costs, and who wants something says so early or at the end. */
const READ = 600

/** Which cues stand in a text, 1 each, and its marks. */
export function cuesIn(tokens: Token[], lang: string): Record<string, number> {
  const cues: Record<string, number> = {}
  let named = 0
  for (const token of tokens) {
    if (token.kind === 'formula') cues.polite = 1
    else if (token.kind === 'skip' && token.form.startsWith('@')) named++
  }
  const words = wordsOf(tokens)
  const text = readOf(words)
  mark(cues, turnsIn(lang), text)
  if (text.includes(' ? ')) cues.question = 1
  if (text.includes(' ! ')) cues.exclaim = 1
  if (named > 1) cues.named = 1
  if (words.length < 8) cues.brief = 1
  if (words.length > 45) cues.long = 1
  return cues
}

/** Which turns that say how soon stand in a text, 1 each: what tells urgency looks at them alone. */
export function pressingIn(tokens: Token[], lang: string): Record<string, number> {
  const cues: Record<string, number> = {}
  mark(cues, pressingTurnsIn(lang), readOf(wordsOf(tokens)))
  return cues
}

/** The words of a text and the marks that end its sentences. */
function wordsOf(tokens: Token[]): string[] {
  const words: string[] = []
  for (const { kind, form } of tokens) {
    if (kind === 'word') words.push(form)
    else if (kind === 'stop') words.push(form.includes('?') ? '?' : form.includes('!') ? '!' : '.')
  }
  return words
}

function readOf(words: string[]): string {
  const whole = words.join(' ')
  return ` ${whole.length > READ * 2 ? `${whole.slice(0, READ)} ${whole.slice(-READ)}` : whole} `
}

function mark(cues: Record<string, number>, turns: Turns | undefined, text: string): void {
  if (!turns) return
  const found = turns.find(text)
  for (let bit = 0; bit < turns.names.length; bit++) if ((found >> bit) & 1) cues[turns.names[bit] ?? ''] = 1
  for (const [name, pattern] of turns.far) if (pattern.test(text)) cues[name] = 1
}
