import type { Token } from '../token.ts'
import { finderOf } from './automaton.ts'
import { ENGLISH } from './english.ts'
import { FRENCH } from './french.ts'

const CUES = new Map([
  ['fr', FRENCH],
  ['en', ENGLISH],
])
const MADE = new Map<string, ReturnType<typeof turnsOf>>()

/** Made at the first text in the language. */
function turnsIn(lang: string): ReturnType<typeof turnsOf> | undefined {
  const patterns = CUES.get(lang)
  const made = MADE.get(lang) ?? (patterns && turnsOf(patterns))
  if (made) MADE.set(lang, made)
  return made
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

/** Letters read: a pattern over a long text costs, and who wants something says so early or at the end. */
const READ = 600

/** Which cues stand in a text, 1 each, and its marks. */
export function cuesIn(tokens: Token[], lang: string): Record<string, number> {
  const cues: Record<string, number> = {}
  const words: string[] = []
  let named = 0
  for (const token of tokens) {
    if (token.kind === 'word') words.push(token.form)
    else if (token.kind === 'stop')
      words.push(token.form.includes('?') ? '?' : token.form.includes('!') ? '!' : '.')
    else if (token.kind === 'formula') cues.polite = 1
    else if (token.kind === 'skip' && token.form.startsWith('@')) named++
  }
  const whole = words.join(' ')
  const text = ` ${whole.length > READ * 2 ? `${whole.slice(0, READ)} ${whole.slice(-READ)}` : whole} `
  const turns = turnsIn(lang)
  if (turns) {
    const found = turns.find(text)
    for (let bit = 0; bit < turns.names.length; bit++)
      if ((found >> bit) & 1) cues[turns.names[bit] ?? ''] = 1
    for (const [name, pattern] of turns.far) if (pattern.test(text)) cues[name] = 1
  }
  if (text.includes(' ? ')) cues.question = 1
  if (text.includes(' ! ')) cues.exclaim = 1
  if (named > 1) cues.named = 1
  if (words.length < 8) cues.brief = 1
  if (words.length > 45) cues.long = 1
  return cues
}
