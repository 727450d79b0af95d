import { holds } from '../../lib/plain.ts'

/** What stands after an @ at the caret: where it begins, and what was written of the name so far. */
export interface Asked {
  start: number
  written: string
}

const LONGEST = 40
const MOST = 8

/** The name that is being written at the caret; null where none is. */
export function askedAt(text: string, caret: number): Asked | null {
  const before = text.slice(Math.max(0, caret - LONGEST), caret)
  const at = before.lastIndexOf('@')
  if (at < 0) return null
  const written = before.slice(at + 1)
  const start = caret - written.length - 1
  if (start > 0 && /[\p{L}\p{N}_@]/u.test(text.charAt(start - 1))) return null
  return /\n|^\s/.test(written) ? null : { start, written }
}

/** Members whose name goes on from what was written; those whose name begins so first. */
export function proposed<M extends { name: string }>(members: readonly M[], written: string): M[] {
  const found = members.filter(({ name }) => holds(name, written.trim()))
  const first = ({ name }: M) => Number(!name.toLocaleLowerCase().startsWith(written.toLocaleLowerCase()))
  return found.toSorted((a, b) => first(a) - first(b) || a.name.localeCompare(b.name)).slice(0, MOST)
}

/** The text with a whole name in the place of what was written of it, and where the caret goes. */
export function named(text: string, asked: Asked, name: string): { text: string; caret: number } {
  const end = asked.start + 1 + asked.written.length
  const put = `@${name} `
  const after = text.slice(end).replace(/^ /, '')
  return { text: text.slice(0, asked.start) + put + after, caret: asked.start + put.length }
}

/** Pieces of a note, those that name a member apart. */
export function piecesOf(text: string, names: readonly string[]): { text: string; name: boolean }[] {
  const sorted = names.filter(Boolean).toSorted((a, b) => b.length - a.length)
  if (sorted.length === 0) return [{ text, name: false }]
  const escaped = sorted.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const any = new RegExp(`(@(?:${escaped.join('|')})(?![\\p{L}\\p{N}_]))`, 'giu')
  return text
    .split(any)
    .map((piece, n) => ({ text: piece, name: n % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}
