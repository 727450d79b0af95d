/** What a UTF-16 unit is to the scanner. 0 stands for "not looked at yet". */
export const SEPARATOR = 1
/** Folds to exactly one unit of a word. */
export const LETTER = 2
/** Folds to several (œ, ﬁ, ß). */
export const EXPANDED = 3
/** Counts for nothing, wherever it stands: accents, joiners, direction marks. */
export const DROPPED = 4
/** Of a script written without spaces: a word by itself. */
export const UNIGRAM = 5
export const PICTURE = 6
export const APOSTROPHE = 7
export const HYPHEN = 8
export const UNDERSCORE = 9
export const HASH = 10
export const AT = 11
export const AMPERSAND = 12
export const PLUS = 13
export const DOT = 14
/** First half of a code point beyond the basic plane: see `astral`. */
export const HIGH = 15
/** Kana voicing marks, which compose with the unit before. */
export const VOICING = 16

const SIGNS: [kind: number, units: string][] = [
  [APOSTROPHE, "'’‘‛ʼʻ′`´＇"],
  [HYPHEN, '-‐‑－﹣'],
  [UNDERSCORE, '_＿'],
  [HASH, '#＃﹟'],
  [AT, '@＠﹫'],
  [AMPERSAND, '&＆﹠'],
  [PLUS, '+＋﹢'],
  [DOT, '.．'],
  [SEPARATOR, '™℠'],
  [VOICING, '\u3099\u309A\uFF9E\uFF9F'],
]

/** Letters that no Unicode decomposition takes to plain ones, and small capitals, which are a fashion of posts. */
const PLAIN: Record<string, string> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ς: 'σ',
  ...Object.fromEntries(
    [...'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ'].map((small, i) => [small, 'abcdefghijklmnoprstuvwyz'.charAt(i)]),
  ),
}

type Range = readonly [first: number, last: number]

// Accents of the scripts where people leave them out. Vowel signs of Indic scripts and Thai are letters.
const ACCENTS: Range[] = [
  [0x300, 0x36f],
  [0x483, 0x489],
  [0x591, 0x5bd],
  [0x5bf, 0x5c7],
  [0x610, 0x61a],
  [0x64b, 0x65f],
  [0x670, 0x670],
  [0x6d6, 0x6ed],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x20d0, 0x20ff],
  [0xfe20, 0xfe2f],
]
// Soft hyphen, tatweel, joiners, marks of direction and of variation.
const UNSEEN: Range[] = [
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x640, 0x640],
  [0x180b, 0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
]
// Of scripts written without spaces. U+30FC is the long vowel of kana, common to its scripts.
const SIGN = String.raw`[[\p{L}\p{M}\p{N}]&&[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30FC]]`
const NO_SPACES = new RegExp(`^${SIGN}+$`, 'v')
const SOME_SIGN = new RegExp(SIGN, 'v')
const WORD = /^[\p{L}\p{M}\p{N}]+$/u
const PICTOGRAM = /^\p{Extended_Pictographic}$/u

/** Class and fold of each unit of the basic plane, filled as units are met. */
export const CLASS = new Uint8Array(65_536)
export const FOLDED = new Uint16Array(65_536)
/** Folds of more than one unit. */
export const EXPANSION = new Map<number, string>()

for (const [kind, units] of SIGNS) {
  for (const unit of units) CLASS[unit.charCodeAt(0)] = kind
}

/** Looks `unit` up for the first time, and answers its class. */
export function classify(unit: number): number {
  const kind = unit >= 0xd800 && unit <= 0xdfff ? surrogate(unit) : settle(unit)
  CLASS[unit] = kind
  return kind
}

function surrogate(unit: number): number {
  return unit < 0xdc00 ? HIGH : SEPARATOR
}

function settle(unit: number): number {
  const char = String.fromCharCode(unit)
  if (within(unit, UNSEEN)) return DROPPED
  const composed = char.normalize('NFKC')
  if (isSigns(composed)) return keep(unit, composed, UNIGRAM, UNIGRAM)
  const folded = foldLetter(char)
  if (folded === '') return DROPPED
  if (isWord(folded)) return keep(unit, folded, LETTER, EXPANDED)
  return PICTOGRAM.test(char) ? PICTURE : SEPARATOR
}

function keep(unit: number, folded: string, single: number, several: number): number {
  if (folded.length === 1) {
    FOLDED[unit] = folded.charCodeAt(0)
    return single
  }
  EXPANSION.set(unit, folded)
  return several
}

function within(unit: number, ranges: Range[]): boolean {
  return ranges.some(([first, last]) => unit >= first && unit <= last)
}

/** Whether these are all signs of scripts without spaces. */
export function isSigns(folded: string): boolean {
  return NO_SPACES.test(folded)
}

/** Whether this may be part of a word. */
export function isWord(folded: string): boolean {
  return WORD.test(folded) && !SOME_SIGN.test(folded)
}

/** Within one character (ŉ) it is part of it. */
const MODIFIER_APOSTROPHE = 0x2bc

/** A character as plain as it gets; empty when nothing is left of it. */
export function foldLetter(char: string): string {
  let folded = ''
  for (const letter of char.normalize('NFKD').toLowerCase().normalize('NFKD')) {
    const unit = letter.charCodeAt(0)
    if (!within(unit, ACCENTS) && !within(unit, UNSEEN) && unit !== MODIFIER_APOSTROPHE)
      folded += PLAIN[letter] ?? letter
  }
  return folded
}

/** First unit from `i` on that is no accent of its own: a decomposed text reads as a composed one. */
export function pastAccents(text: string, i: number): number {
  while (isAccent(text.charCodeAt(i))) i++
  return i
}

/** The unit before `i`, its accents passed over; -1 when there is none. */
export function unitBefore(text: string, i: number): number {
  do i--
  while (i >= 0 && isAccent(text.charCodeAt(i)))
  return i
}

function isAccent(unit: number): boolean {
  return unit >= 0x300 && unit <= 0x36f
}

const CAPITAL = /\p{Lu}/u

export function isUpper(unit: number): boolean {
  return unit < 128 ? unit >= 65 && unit <= 90 : CAPITAL.test(String.fromCharCode(unit))
}

const LOOKALIKES = new Map(
  [...'аеорсухіјѕһԁԛԝкмтвнοανρτυικεχ'].map((letter, i) => [
    letter.charCodeAt(0),
    'aeopcyxijshdqwkmtbhoavptuikex'.charCodeAt(i),
  ]),
)

/** The Latin letter that a Cyrillic or Greek one is mistaken for; itself when there is none. */
export function unmasked(unit: number): number {
  return LOOKALIKES.get(unit) ?? unit
}
