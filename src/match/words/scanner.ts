import { astral } from './astral.ts'
import { Compound } from './compound.ts'
import { scanHandle } from './handle.ts'
import { PRIME, SEED } from './hash.ts'
import { scanPicture, scanUnigram } from './symbol.ts'
import { scanTag } from './tag.ts'
import { MAX_WORD, PLAIN, Tokens, WHOLE } from './tokens.ts'
import {
  APOSTROPHE,
  AT,
  CLASS,
  classify,
  DOT,
  DROPPED,
  EXPANDED,
  EXPANSION,
  FOLDED,
  HASH,
  HIGH,
  HYPHEN,
  LETTER,
  PICTURE,
  PLUS,
  pastAccents,
  SEPARATOR,
  UNIGRAM,
  unitBefore,
  unmasked,
  VOICING,
} from './units.ts'

const COLON = 58
/** Letters that may be mistaken for Latin ones, Greek and Cyrillic: from the first to before the second. */
const FIRST_FOREIGN = 0x370
const PAST_FOREIGN = 0x530
const SLASH = 47
const HTTP = [104, 116, 116, 112]
const WWW = [119, 119, 119]
/** Names of a host that are read. */
const MAX_LABELS = 8

/**
 * Cuts texts into folded words with their places, for queries, the live matcher and history alike. Works in one pass
 * over UTF-16 units with tables, and neither allocates nor uses a regular expression for common text.
 */
export class Scanner {
  readonly tokens = new Tokens()
  text = ''
  end = 0
  /** Place of the next word. */
  position = 0
  /** Unit put before every word (`^` for authors), 0 for none. */
  mark = 0
  private readonly compound = new Compound()

  clear(): void {
    this.tokens.clear()
  }

  /** Adds the words of `text` at places `first` to `last`; what does not fit there is not read. */
  scan(text: string, first: number, last: number, mark = 0): void {
    this.text = text
    this.end = text.length
    this.position = first
    this.mark = mark
    this.run(0, last)
  }

  /** Class of the unit at `i`, 0 beyond the end. */
  at(i: number): number {
    if (i >= this.end || i < 0) return 0
    const unit = this.text.charCodeAt(i)
    return CLASS[unit] || classify(unit)
  }

  /** Whether a word goes on, or could begin, at `i`. */
  isLetter(i: number): boolean {
    const kind = this.at(i)
    return kind === LETTER || kind === EXPANDED || (kind === HIGH && this.astralAt(i).kind === LETTER)
  }

  /** Whether `i` goes on a word: then a `#` or `@` there marks nothing. */
  followsLetter(i: number): boolean {
    return i > 0 && this.isLetter(unitBefore(this.text, i))
  }

  astralAt(i: number) {
    return astral(this.text.codePointAt(i) ?? 0)
  }

  private run(i: number, last: number): void {
    const { tokens, end, text } = this
    const plain = this.mark === 0
    while (i < end && this.position <= last && tokens.hasRoom()) {
      const unit = text.charCodeAt(i)
      const kind = CLASS[unit] || classify(unit)
      if (kind === LETTER && plain) i = this.common(i, last)
      else if (kind === LETTER || kind === EXPANDED) i = this.word(i)
      else if (kind < HASH && kind !== UNIGRAM && kind !== PICTURE) i++
      else i = this.rare(i, kind)
    }
  }

  /**
   * Words of nothing but common letters, as most are, one after the other without ado; the first that is another is left to
   * `word`. Answers where it stopped.
   */
  private common(i: number, last: number): number {
    const { tokens, text, end } = this
    const { chars } = tokens
    let { used } = tokens
    let { position } = this
    while (position <= last && tokens.hasRoom()) {
      const from = i
      const start = used
      let hash = SEED
      let kind = SEPARATOR
      for (; i < end; i++) {
        const unit = text.charCodeAt(i)
        kind = CLASS[unit] ?? 0
        if (kind !== LETTER || unit >= FIRST_FOREIGN || used - start === MAX_WORD) break
        const folded = FOLDED[unit] ?? 0
        chars[used++] = folded
        hash = Math.imul(hash ^ folded, PRIME)
      }
      if (i < end && (kind !== SEPARATOR || text.charCodeAt(i) === COLON)) {
        this.position = position
        return this.word(from)
      }
      tokens.addPlain(start, used, hash, position++, from, i)
      tokens.used = used
      while (++i < end && CLASS[text.charCodeAt(i)] === SEPARATOR);
      if (i >= end || CLASS[text.charCodeAt(i)] !== LETTER) break
    }
    this.position = position
    return i
  }

  private rare(i: number, kind: number): number {
    if (kind === UNIGRAM) return scanUnigram(this, i)
    if (kind === PICTURE) return scanPicture(this, i)
    if (kind === HASH) return scanTag(this, i)
    if (kind === AT) return scanHandle(this, i)
    if (kind !== HIGH) return i + 1
    const { kind: beyond } = this.astralAt(i)
    if (beyond === LETTER) return this.word(i)
    if (beyond === UNIGRAM) return scanUnigram(this, i)
    if (beyond === PICTURE) return scanPicture(this, i)
    return beyond === DROPPED ? i + 2 : i + 1
  }

  /** A word, alone or with others by hyphens, apostrophes or `&`. */
  private word(from: number): number {
    const start = this.tokens.used
    const i = this.letters(from)
    const next = this.at(i)
    if (next >= APOSTROPHE && next <= DOT) {
      if (next === DOT) return this.dotted(start, from, i)
      if (next === PLUS) return this.plus(start, from, i)
      if (next !== HASH && next !== AT && this.isLetter(i + 1)) {
        return this.compound.scan(this, start, from, i)
      }
    } else if (this.isScheme(start, i)) return this.address(i + 3)
    this.put(start, this.tokens.used, PLAIN, 1, from, i)
    this.position++
    return i
  }

  /** Folds the letters from `i` on to the end of the buffer; answers where they end. */
  letters(i: number): number {
    const { chars } = this.tokens
    const start = this.tokens.used
    const stop = start + MAX_WORD
    let used = start
    let foreign = false
    for (; i < this.end; i++) {
      const unit = this.text.charCodeAt(i)
      const kind = CLASS[unit] || classify(unit)
      if (kind === LETTER) {
        const folded = FOLDED[unit] ?? 0
        if (used < stop) chars[used++] = folded
        if (folded >= FIRST_FOREIGN && folded < PAST_FOREIGN) foreign = true
      } else if (kind === EXPANDED) {
        const folded = EXPANSION.get(unit) ?? ''
        used = this.copy(folded, used, stop)
        foreign ||= isForeign(folded)
      } else if (kind === HIGH) {
        const { kind: beyond, folded } = this.astralAt(i)
        if (beyond !== LETTER && beyond !== DROPPED) break
        used = this.copy(folded, used, stop)
        foreign ||= isForeign(folded)
        i++
      } else if (kind !== DROPPED && kind !== VOICING) break
    }
    if (foreign) this.unmask(start, used)
    this.tokens.used = used
    return i
  }

  /** Copies what fits whole: half a surrogate pair is no letter. */
  copy(folded: string, used: number, stop: number): number {
    if (used + folded.length > stop) return used
    for (let k = 0; k < folded.length; k++) this.tokens.chars[used++] = folded.charCodeAt(k)
    return used
  }

  /** Cyrillic and Greek letters inside a Latin word are there to be mistaken for Latin ones. */
  unmask(start: number, end: number): void {
    const { chars } = this.tokens
    const word = chars.subarray(start, end)
    if (!word.some((unit) => unit >= 97 && unit <= 122)) return
    for (let at = start; at < end; at++) chars[at] = unmasked(chars[at] ?? 0)
  }

  /** Whether no Latin letter stands beside one that it could be mistaken for: read alone, such a word would be another. */
  isOneScript(start: number, end: number): boolean {
    const word = this.tokens.chars.subarray(start, end)
    return (
      !word.some((unit) => unit >= FIRST_FOREIGN && unit < PAST_FOREIGN) ||
      !word.some((unit) => unit >= 97 && unit <= 122)
    )
  }

  /** `S.N.C.F.` is `sncf`; `www.` begins an address; any other dot ends the word. */
  private dotted(start: number, from: number, i: number): number {
    const { tokens } = this
    if (tokens.used - start === 3 && this.reads(start, WWW) && this.isLetter(i + 1)) {
      tokens.used = start
      return this.address(i + 1)
    }
    if (this.isInitial(from) && pastAccents(this.text, from + 1) === i) {
      while (this.at(i) === DOT && this.isInitial(i + 1)) {
        const after = pastAccents(this.text, i + 2)
        if (this.isLetter(after)) break
        tokens.chars[tokens.used++] = FOLDED[this.text.charCodeAt(i + 1)] ?? 0
        i = after
        if (tokens.used - start >= MAX_WORD) break
      }
      this.unmask(start, tokens.used)
    }
    this.put(start, tokens.used, PLAIN, 1, from, i)
    this.position++
    return i
  }

  /** One letter, and no figure: `3.5` is not 35. */
  private isInitial(i: number): boolean {
    return this.at(i) === LETTER && (FOLDED[this.text.charCodeAt(i)] ?? 0) > 57
  }

  /** `Canal+` is `canal`, and `canal+` where the plus ends the word. */
  private plus(start: number, from: number, i: number): number {
    const { tokens } = this
    const end = tokens.used
    let to = i + 1
    if (this.at(to) === PLUS) to++
    this.put(start, end, PLAIN, 1, from, i)
    if (!this.isLetter(to) && this.at(to) !== PLUS) {
      const whole = tokens.used
      for (let at = start; at < end; at++) tokens.chars[tokens.used++] = tokens.chars[at] ?? 0
      for (let k = i; k < to; k++) tokens.chars[tokens.used++] = 43
      this.put(whole, tokens.used, WHOLE, 1, from, to)
    }
    this.position++
    return to
  }

  private isScheme(start: number, i: number): boolean {
    if (i + 3 >= this.end || this.text.charCodeAt(i) !== COLON || !this.reads(start, HTTP)) return false
    return this.text.charCodeAt(i + 1) === SLASH && this.text.charCodeAt(i + 2) === SLASH
  }

  private reads(start: number, units: number[]): boolean {
    for (let k = 0; k < units.length; k++) if (this.tokens.chars[start + k] !== units[k]) return false
    return true
  }

  /** Of an address, the names of the host are words; the rest is mostly random, and is passed over. */
  private address(i: number): number {
    const host = i
    for (let labels = 0; labels < MAX_LABELS; labels++) {
      const from = i
      const start = this.tokens.used
      i = this.letters(i)
      if (i > from && !(this.tokens.used - start === 3 && this.reads(start, WWW))) {
        this.put(start, this.tokens.used, PLAIN, 1, from, i)
        this.position++
      }
      const kind = this.at(i)
      if ((kind !== DOT && kind !== HYPHEN) || !this.isLetter(i + 1)) break
      i++
    }
    const hostEnd = i
    while (i < this.end && isAddressUnit(this.text.charCodeAt(i))) i++
    if (this.mark === 0) this.tokens.addLink(host, hostEnd, i)
    return i
  }

  /** Adds the word that stands in the buffer from `start` to `end`, at the present place. */
  put(start: number, end: number, kind: number, span: number, from: number, to: number, later = 0): void {
    if (end === start) return
    const { tokens } = this
    const position = this.position + later
    if (this.mark === 0) {
      tokens.add(start, end, position, kind, span, from, to)
      return
    }
    const marked = tokens.used
    tokens.chars[tokens.used++] = this.mark
    for (let at = start; at < end; at++) tokens.chars[tokens.used++] = tokens.chars[at] ?? 0
    tokens.add(marked, tokens.used, position, kind, span, from, to)
  }

  /** As `put`, for what spans several places: it stands at the first and at the last, so that phrases meet it. */
  putAcross(start: number, end: number, kind: number, span: number, from: number, to: number): void {
    this.put(start, end, kind, span, from, to)
    if (span > 1) this.put(start, end, kind, 0, from, to, span - 1)
  }
}

/** Whether a letter that folds to several, or stands beyond the basic plane, may be mistaken for a Latin one. */
function isForeign(folded: string): boolean {
  for (let k = 0; k < folded.length; k++) {
    const unit = folded.charCodeAt(k)
    if (unit >= FIRST_FOREIGN && unit < PAST_FOREIGN) return true
  }
  return false
}

/** ASCII that may stand in an address; the text of languages without spaces often follows one directly. */
function isAddressUnit(unit: number): boolean {
  return unit > 32 && unit < 127 && unit !== 34 && unit !== 60 && unit !== 62
}
