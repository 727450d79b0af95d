import type { Scanner } from './scanner.ts'
import { JOINED, PLAIN, VARIANT } from './tokens.ts'
import { AMPERSAND, APOSTROPHE, HYPHEN, UNDERSCORE } from './units.ts'

/** Words that French cuts short before another: they are heard with it and not on their own. */
const ELIDED = new Set(['l', 'd', 'j', 'm', 't', 's', 'n', 'c', 'qu', 'jusqu', 'lorsqu', 'puisqu', 'quoiqu'])
const LONGEST_ELIDED = 6
const MAX_GROUPS = 8
/** More parts than this are a chain of words and no name. */
const MAX_JOINED = 4
const S = 115

/**
 * Words held together. By an apostrophe (a group): `l'Oréal` is `oreal`, also `loreal`; `McDonald's` is `mcdonald`, also
 * `mcdonalds`; `don't` is `dont`. By a hyphen, `_` or `&`: the groups one after the other, and all as one word.
 */
export class Compound {
  private readonly wholeStart = new Int32Array(MAX_GROUPS)
  private readonly wholeEnd = new Int32Array(MAX_GROUPS)
  private readonly baseStart = new Int32Array(MAX_GROUPS)
  private readonly baseEnd = new Int32Array(MAX_GROUPS)
  private readonly from = new Int32Array(MAX_GROUPS)
  private readonly to = new Int32Array(MAX_GROUPS)
  /** Where the group without its elision and possessive was written. */
  private readonly baseFrom = new Int32Array(MAX_GROUPS)
  private readonly baseTo = new Int32Array(MAX_GROUPS)

  /** Goes on after the first letters (in the buffer from `start`, written from `from` to `i`); answers where it ends. */
  scan(scanner: Scanner, start: number, from: number, i: number): number {
    let groups = 0
    while (true) {
      i = this.group(scanner, groups, start, from, i)
      groups++
      const joiner = scanner.at(i)
      const goesOn = joiner === HYPHEN || joiner === UNDERSCORE || joiner === AMPERSAND
      if (groups === MAX_GROUPS || !goesOn || !scanner.isLetter(i + 1)) break
      if (joiner === AMPERSAND) scanner.tokens.chars[scanner.tokens.used++] = 38
      start = scanner.tokens.used
      from = i + 1
      i = scanner.letters(from)
    }
    this.emit(scanner, groups)
    return i
  }

  /** Reads on over apostrophes, and notes what the group is with and without its elision and possessive. */
  private group(scanner: Scanner, g: number, start: number, from: number, i: number): number {
    const { tokens } = scanner
    let base = start
    let last = start
    let baseFrom = from
    let before = i
    while (scanner.at(i) === APOSTROPHE && scanner.isLetter(i + 1)) {
      if (base === last && isElided(tokens.chars, last, tokens.used)) {
        base = tokens.used
        baseFrom = i + 1
      }
      last = tokens.used
      before = i
      i = scanner.letters(i + 1)
    }
    const possessive = last > base && tokens.used - last === 1 && tokens.chars[last] === S
    // Letters of two alphabets on the two sides of an apostrophe are one word, and a mask as within one.
    if (last > base) scanner.unmask(base, tokens.used)
    this.wholeStart[g] = start
    this.wholeEnd[g] = tokens.used
    this.baseStart[g] = base
    this.baseEnd[g] = possessive ? last : tokens.used
    this.from[g] = from
    this.to[g] = i
    this.baseFrom[g] = baseFrom
    this.baseTo[g] = possessive ? before : i
    return i
  }

  private emit(scanner: Scanner, groups: number): void {
    const first = this.baseStart[0] ?? 0
    const last = this.baseEnd[groups - 1] ?? 0
    if (groups > 1 && groups <= MAX_JOINED && scanner.isOneScript(first, last)) {
      scanner.putAcross(first, last, JOINED, groups, this.baseFrom[0] ?? 0, this.baseTo[groups - 1] ?? 0)
    }
    for (let g = 0; g < groups; g++) {
      const base = this.baseStart[g] ?? 0
      const end = this.baseEnd[g] ?? 0
      const whole = this.wholeStart[g] ?? 0
      const wholeEnd = this.wholeEnd[g] ?? 0
      const from = this.from[g] ?? 0
      const to = this.to[g] ?? 0
      scanner.put(base, end, PLAIN, 1, this.baseFrom[g] ?? 0, this.baseTo[g] ?? 0)
      const heard = (whole !== base || wholeEnd !== end) && scanner.isOneScript(whole, wholeEnd)
      if (heard) scanner.put(whole, wholeEnd, VARIANT, 1, from, to)
      scanner.position++
    }
  }
}

function isElided(chars: Uint16Array, start: number, end: number): boolean {
  if (end - start > LONGEST_ELIDED) return false
  let word = ''
  for (let at = start; at < end; at++) word += String.fromCharCode(chars[at] ?? 0)
  return ELIDED.has(word)
}
