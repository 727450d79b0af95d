import { type RawBuilder, sql } from 'kysely'
import { MAX_PLACES, quoted } from '../words/document.ts'
import { baseOf, endsOf, isPattern, MARKS, ONE, STAR, WRITTEN } from '../words/mark.ts'
import type { Field, Near, Node, Run, Words } from './query.ts'

/** The node as text for `::tsquery`; undefined when it asks for a column, or for more than the index is good for. */
export function lookedUp(node: Node): string | undefined {
  switch (node.kind) {
    case 'and':
      return all(node.nodes, ' & ')
    case 'or':
      return all(node.nodes, ' | ')
    case 'not': {
      const inner = lookedUp(node.node)
      return inner && `!${inner}`
    }
    case 'field': {
      const fact = factOf(node.field, node.value)
      return fact && quoted(fact)
    }
    case 'words':
      return node.runs.some(hasPattern) ? undefined : loosely(node)
    default:
      return undefined
  }
}

function all(nodes: Node[], operator: string): string | undefined {
  const parts = nodes.map(lookedUp)
  return parts.includes(undefined) ? undefined : grouped(parts, operator)
}

/** The fact among the words that a field asks for; undefined where a column says it. */
export function factOf(field: Field, value: string): string | undefined {
  if (field === 'is') return `~${value}`
  if (field === 'url' || field === 'site') return `~${field}:${value}`
  return field === 'has' && (value === 'link' || value === 'question') ? `~${value}` : undefined
}

/** What the index finds, and beside it, of each post found, the whole of what was asked. */
export function wholly(node: Near | Words, alias: string): RawBuilder<boolean> {
  const tokens = sql.ref(`${alias}.tokens`)
  const sides = node.kind === 'near' ? [node.left, node.right] : [[node]]
  const loose = sides.map(anyLoosely).filter((side) => side !== '')
  const whole = grouped(node.kind === 'near' ? nearby(node) : waysOf(node).map(spelt), ' | ')
  const patterns = [
    ...new Set(
      sides.flat().flatMap(({ runs }) => runs.flat().flatMap(({ words }) => words.filter(isPattern))),
    ),
  ]
  const check = sql<boolean>`${withPatterns(tokens, patterns)} @@ ${whole}::tsquery`
  if (loose.length === 0) return check
  return sql<boolean>`(${tokens} @@ ${grouped(loose, ' & ')}::tsquery and ${check})`
}

/**
 * The words of a post, and each pattern as one more word where words of it stand: at its first 255 places. Not the column
 * itself: the index would be asked for every way to write what was asked.
 */
function withPatterns(tokens: RawBuilder<unknown>, patterns: string[]): RawBuilder<unknown> {
  if (patterns.length === 0) return sql`(${tokens} || ''::tsvector)`
  const added = patterns.map((pattern) => {
    const plain = isPattern(pattern.charAt(0))
      ? sql` and left(word.lexeme, 1) <> all (${MARKS}::text[])`
      : sql``
    return sql`coalesce((select ${` ${quoted(pattern)}:`}::text || string_agg(at, ',') from (
      select distinct place.at, place.at || place.weight
      from unnest(${tokens}) as word, unnest(word.positions, word.weights) as place (at, weight)
      where word.lexeme like ${likeOf(pattern)} and strpos(word.lexeme, ${WRITTEN}) = 0${plain}
      order by 1 limit ${MAX_PLACES}) as first (nth, at)), '')`
  })
  return sql`(${tokens}::text || ${sql.join(added, sql` || `)})::tsvector`
}

function likeOf(pattern: string): string {
  const escaped = pattern.replace(/[\\%_]/gu, (sign) => `\\${sign}`)
  return escaped.replaceAll(STAR, '%').replaceAll(ONE, '_')
}

/** Both orders, at each distance, for each length that a side may have: only then is every place where it should be. */
function nearby({ left, right, distance, ordered }: Near): string[] {
  const ways: string[] = []
  for (const one of byLength(left)) {
    for (const two of byLength(right)) {
      for (let apart = 1; apart <= distance; apart++) {
        ways.push(`(${one} <${apart}> ${two})`)
        if (!ordered) ways.push(`(${two} <${apart}> ${one})`)
      }
    }
  }
  return ways
}

/** The ways to write a side that are as long as one another, together. */
function byLength(side: Words[]): string[] {
  const byLengths = new Map<number, string[]>()
  for (const way of side.flatMap(waysOf)) {
    const same = byLengths.get(way.run.length) ?? []
    same.push(spelt(way))
    byLengths.set(way.run.length, same)
  }
  return [...byLengths.values()].map((same) => grouped(same, ' | '))
}

interface Way {
  run: Run
  weight: string
}

function waysOf({ runs, where }: Words): Way[] {
  return runs.map((run) => ({ run, weight: where === 'title' ? 'A' : '' }))
}

/** One slot is one place, whatever its words: `<->` between slots of one place each means the next place. */
function spelt({ run, weight }: Way): string {
  const slots = run.map(({ words, prefix }) =>
    grouped(
      words.map((word) => wordOf(word, prefix, weight)),
      ' | ',
    ),
  )
  return grouped(slots, ' <-> ')
}

function wordOf(word: string, prefix: boolean, weight: string): string {
  const suffix = prefix || weight ? `:${prefix ? '*' : ''}${weight}` : ''
  // Written as it is folded: there, and at a place where it is not written in another way.
  if (word.endsWith(WRITTEN))
    return `(${quoted(baseOf(word) ?? '')}${suffix} <0> !${quoted(word)}:*${weight})`
  return quoted(word) + suffix
}

function anyLoosely(side: Words[]): string {
  const some = side.map(loosely)
  return some.includes('') ? '' : grouped(some, ' | ')
}

/** What the index can find of the words; empty where it can find nothing. */
function loosely(node: Words): string {
  const ways = waysOf(node).map((way) => (hasPattern(way.run) ? beginnings(way) : spelt(way)))
  return ways.includes('') ? '' : grouped(ways, ' | ')
}

/** Of a pattern, how it begins. */
function beginnings({ run, weight }: Way): string {
  const slots = run.map(({ words, prefix }) => {
    const some = words.map((word) => {
      if (!isPattern(word)) return wordOf(word, prefix, weight)
      const { head } = endsOf(word)
      return head === '' || MARKS.includes(head) ? '' : wordOf(head, true, weight)
    })
    return some.includes('') ? '' : grouped(some, ' | ')
  })
  return grouped(
    slots.filter((slot) => slot !== ''),
    ' & ',
  )
}

function hasPattern(run: Run): boolean {
  return run.some(({ words }) => words.some(isPattern))
}

function grouped(parts: (string | undefined)[], operator: string): string {
  if (parts.length < 2) return parts[0] ?? ''
  return `(${parts.join(operator)})`
}
