import type { Scanner } from './scanner.ts'
import { MAX_WORD, PLAIN, SHORT, WHOLE } from './tokens.ts'
import { AT, DOT, DROPPED, EXPANDED, EXPANSION, FOLDED, HYPHEN, LETTER, UNDERSCORE } from './units.ts'

/** Units of a handle that are read; networks stop well before. */
const MAX_READ = 100
const LOW_LINE = 95

/**
 * `@AirFrance` is the handle `@airfrance` and the word `airfrance`; `@user@host` and `@user.bsky.social` are also
 * `@user`. A handle names one account: it is not taken apart.
 */
export function scanHandle(scanner: Scanner, i: number): number {
  if (scanner.followsLetter(i)) return i + 1
  const first = handleEnd(scanner, i + 1)
  if (first === i + 1) return first
  const host = scanner.at(first) === AT ? handleEnd(scanner, first + 1) : first
  const end = host > first + 1 ? host : first
  const { tokens } = scanner
  const stop = tokens.used + MAX_WORD
  const handle = tokens.used
  let labels = 1
  let short = 0
  let nameEnd = end
  tokens.used = scanner.copy('@', tokens.used, stop)
  for (let k = i + 1; k < end; k++) {
    const kind = scanner.at(k)
    if (kind === DOT || kind === AT) {
      if (labels++ === 1) {
        short = tokens.used
        nameEnd = k
      }
    }
    tokens.used = scanner.copy(foldOfHandle(scanner, k, kind), tokens.used, stop)
  }
  const until = tokens.used
  const namesHost = end > first || labels > 2
  scanner.put(handle, until, WHOLE, 1, i, end)
  if (namesHost && short > 0) scanner.put(handle, short, SHORT, 1, i, end)
  const word = tokens.used
  for (let at = handle + 1; at < (short || until); at++) {
    const unit = tokens.chars[at] ?? 0
    if (unit !== LOW_LINE && unit !== 45) tokens.chars[tokens.used++] = unit
  }
  scanner.unmask(word, tokens.used)
  scanner.put(word, tokens.used, PLAIN, 1, i + 1, nameEnd)
  scanner.position++
  return end
}

function foldOfHandle(scanner: Scanner, i: number, kind: number): string {
  if (kind === UNDERSCORE) return '_'
  if (kind === DOT) return '.'
  if (kind === HYPHEN) return '-'
  if (kind === AT) return '@'
  const unit = scanner.text.charCodeAt(i)
  const folded = FOLDED[unit]
  return folded ? String.fromCharCode(folded) : (EXPANSION.get(unit) ?? '')
}

function handleEnd(scanner: Scanner, from: number): number {
  let i = from
  let named = false
  while (i - from < MAX_READ) {
    const kind = scanner.at(i)
    const inside = (kind === DOT || kind === HYPHEN) && named && plain(scanner.at(i + 1))
    if (!plain(kind) && !inside && kind !== DROPPED) break
    named ||= plain(kind)
    i++
  }
  return named ? i : from
}

function plain(kind: number): boolean {
  return kind === LETTER || kind === EXPANDED || kind === UNDERSCORE
}
