import { type Line, type Place, placeOf } from './line.ts'

/** What begins a clause: the beginning, a mark, a sign, or a small word that adds another. */
const CLAUSE = String.raw`(?<=^ |[.,!?¶:;()✉–—-] |\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]* | (?:et|and|puis|alors|oui|ok|oh|ah|re|yes|so) )`

const CLAUSE_END = String.raw`(?=[.,!?¶:;)] |$|\p{Extended_Pictographic})`

/**
 * Lists of turns of speech, one a line, in a small notation: words apart by spaces, `(a|b)` either, `(a|b)?` perhaps,
 * `word~` any ending, `*` any word, `*3` up to three words of the same clause. A line that begins with `^` must
 * begin a clause; one that ends with ` ;` must end one.
 */
export function patternsOf(list: string): RegExp[] {
  return list
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map(compiled)
}

function compiled(line: string): RegExp {
  const clause = line.startsWith('^')
  const ends = line.endsWith(' ;')
  const parts =
    line
      .replace(/^\^| ;$/g, '')
      .trim()
      .match(/\([^)]*\)\??|[^ ]+/g) ?? []
  return new RegExp((clause ? CLAUSE : '(?<= )') + parts.map(part).join('') + (ends ? CLAUSE_END : ''), 'gu')
}

function part(text: string): string {
  const group = /^\(([^)]*)\)(\??)$/.exec(text)
  if (group) return `(?:(?:${(group[1] ?? '').split('|').map(words).join('|')}) )${group[2]}`
  const several = /^\*(\d)$/.exec(text)
  if (several) return `(?:[^ .!?¶]+ ){0,${several[1]}}`
  return text === '*' ? '(?:[^ ]+ )' : `${words(text)} `
}

/** Where the tokenizer cuts French elisions. */
const ELIDED = /(?<![a-z])(l|d|n|s|j|m|t|c|qu|jusqu|lorsqu|puisqu)'(?=[a-z])/g

function words(text: string): string {
  return text
    .replace(/[.+?^$[\]{}\\]/g, String.raw`\$&`)
    .replace(ELIDED, "$1' ")
    .replace(/~/g, '[^ ]*')
}

/** Every place that one of the patterns finds from `from` on in the line, in the order of the patterns. */
export function findAll(line: Line, patterns: RegExp[], from = 0, to = line.said.length): Found[] {
  const found: Found[] = []
  for (const pattern of patterns) {
    pattern.lastIndex = from
    for (let match = pattern.exec(line.said); match && match.index < to; match = pattern.exec(line.said)) {
      found.push({ at: match.index, said: match[0], ...placeOf(line, match.index, match[0].length) })
      if (match[0].length === 0) pattern.lastIndex++
    }
  }
  return found
}

export interface Found extends Place {
  /** Where in the line. */
  at: number
  said: string
}
