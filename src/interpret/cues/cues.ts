import type { Token } from '../token.ts'
import { ENGLISH } from './english.ts'
import { FRENCH } from './french.ts'

const CUES = new Map([
  ['fr', Object.entries(FRENCH)],
  ['en', Object.entries(ENGLISH)],
])
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
  for (const [name, pattern] of CUES.get(lang) ?? []) if (pattern.test(text)) cues[name] = 1
  if (text.includes(' ? ')) cues.question = 1
  if (text.includes(' ! ')) cues.exclaim = 1
  if (named > 1) cues.named = 1
  if (words.length < 8) cues.brief = 1
  if (words.length > 45) cues.long = 1
  return cues
}
