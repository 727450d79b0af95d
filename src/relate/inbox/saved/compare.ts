import { diffWordsWithSpace } from 'diff'
import type { Content } from './saved.ts'

export interface Piece {
  text: string
  kind: 'same' | 'added' | 'removed'
}

/** What became of one part of an answer: `text` in a language, or one of its other parts. */
export interface Difference {
  part: 'name' | 'shortcut' | 'folder' | 'tags' | 'channels' | 'crisis' | 'text'
  lang: string | null
  pieces: Piece[]
}

/** Beyond so many changes two texts have little in common, and are shown one after the other. */
const MOST_CHANGES = 400

/** What is not the same in two versions, part by part, word by word. */
export function differences(before: Content, after: Content): Difference[] {
  const parts = ['name', 'shortcut', 'folder', 'tags', 'channels', 'crisis'] as const
  const said = parts.flatMap((part): Difference[] => {
    const [from, to] = [shown(before[part]), shown(after[part])]
    return from === to ? [] : [{ part, lang: null, pieces: whole(from, to) }]
  })
  const langs = [...new Set([...Object.keys(before.texts), ...Object.keys(after.texts)])].sort()
  const texts = langs.flatMap((lang): Difference[] => {
    const [from, to] = [before.texts[lang] ?? '', after.texts[lang] ?? '']
    return from === to ? [] : [{ part: 'text', lang, pieces: byWord(from, to) }]
  })
  return [...said, ...texts]
}

function shown(value: string | boolean | null | readonly string[]): string {
  if (typeof value === 'object' && value !== null) return value.toSorted().join(', ')
  return typeof value === 'boolean' ? (value ? '✓' : '') : (value ?? '')
}

function whole(from: string, to: string): Piece[] {
  const pieces: Piece[] = [
    { text: from, kind: 'removed' },
    { text: to, kind: 'added' },
  ]
  return pieces.filter(({ text }) => text !== '')
}

function byWord(from: string, to: string): Piece[] {
  const changes = diffWordsWithSpace(from, to, { maxEditLength: MOST_CHANGES })
  if (!changes) return whole(from, to)
  return changes.map(({ value, added, removed }) => ({
    text: value,
    kind: added ? 'added' : removed ? 'removed' : 'same',
  }))
}
