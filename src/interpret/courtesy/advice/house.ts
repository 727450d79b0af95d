import type { Advice, House, Situation } from '../draft.ts'
import type { Elements } from '../read/elements.ts'
import { type Line, lineOf } from '../read/line.ts'
import { partsOf } from '../read/name.ts'
import type { Turns } from '../read/turns.ts'

/** The turns of a language, and those of the house beside. */
export function turnsWith(turns: Turns, lang: 'fr' | 'en', { greetings, farewells }: House): Turns {
  const greeting = [...turns.greeting, ...(greetings?.[lang] ?? []).flatMap(literal)]
  const farewell = [...turns.farewell, ...(farewells?.[lang] ?? []).flatMap(literal)]
  return { ...turns, greeting, farewell }
}

/** Words as they stand, whatever their case and accents; none of what says nothing. */
function literal(words: string): RegExp[] {
  const said = lineOf(words)
    .said.trim()
    .replace(/[.,!?¶ ]+$/u, '')
  return said ? [new RegExp(`(?<= )${said.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)} `, 'gu')] : []
}

/** What the house minds beside the trade. */
export function houseOf(line: Line, elements: Elements, situation: Situation): Advice[] {
  const { emoji, signature } = situation.house ?? {}
  return [
    ...(emoji === false ? signs(line) : []),
    ...(signature && !isSigned(line.text, elements, signature.words, situation.name)
      ? [unsigned(line.text, signature.words)]
      : []),
  ]
}

const MOST = 5

function signs({ tokens }: Line): Advice[] {
  return tokens
    .filter(({ kind }) => kind === 'emoji' || kind === 'emoticon')
    .slice(0, MOST)
    .map(({ start, end }) => ({ id: 'emoji_house', start, end, mend: { start, end, text: '' } }))
}

function unsigned(text: string, words: string): Advice {
  const at = text.trimEnd().length
  const place = { start: at, end: at }
  return { id: 'signature_missing', ...place, ...(words ? { mend: { ...place, text: `\n${words}` } } : {}) }
}

/** How much of the end of an answer a signature may take. */
const TAIL = 200
const LONGEST = 60

/** By the words of the house, by initials (« ^CB »), or by a name on a line or behind a comma after the farewell. */
function isSigned(text: string, { found }: Elements, words: string, reader = ''): boolean {
  const end = text.trimEnd()
  const tail = end.slice(-TAIL)
  if (/\^\p{Lu}{1,3}$/u.test(tail)) return true
  const plain = (some: string) => lineOf(some).said.trim()
  if (words.trim() && plain(tail).endsWith(plain(words))) return true
  const after = Math.max(0, ...found.farewell.map((one) => one.end))
  const closing = after > 0 ? end.slice(after) : end.slice(end.lastIndexOf('\n') + 1 || end.length)
  const readers = new Set(partsOf(reader).map((part) => part.toLowerCase()))
  return closing
    .split(after > 0 ? /[\n,–—]|(?<= )- /u : /\n/u)
    .slice(after > 0 ? 1 : 0)
    .some((line) => line.length <= LONGEST && isName(line, readers))
}

function isName(line: string, readers: ReadonlySet<string>): boolean {
  const names = line.match(/\p{Lu}[\p{L}\p{M}'’-]+/gu) ?? []
  return !/[!?]/.test(line) && names.some((name) => !readers.has(name.toLowerCase()))
}
