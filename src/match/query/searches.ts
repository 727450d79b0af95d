import type { Node, Query } from './query.ts'

/** What to ask a network that looks for words, all of them at once, and understands nothing else of a query. */
export type Searches =
  /** Whatever the network has, the query does not concern it. */
  | { kind: 'never' }
  /** No word of it must be there: asking for what may answer would be asking for everything. */
  | { kind: 'anything' }
  | {
      kind: 'words'
      /** All that answers the query has all words of one of these: a word, a tag, a handle, or a phrase. */
      any: string[][]
      /** Beginnings of words were cut to words, so that some of what answers may not be found. */
      cut: boolean
      /** There were more than these ways to answer it than may be asked for. */
      more: boolean
    }

/** One way to answer: words that must be there, and beginnings that some word must have. */
interface Way {
  words: string[]
  stems: string[]
}

/** Known without looking, known to be of no use for asking, or one of these ways. */
type Asked = 'always' | 'never' | 'open' | Way[]

const MOST_WAYS = 6
const MOST_WORDS = 8

/**
 * The words by which a network is asked for what may answer the query. It gives more than was meant; the query itself is
 * asked of what comes back, so that it means the same everywhere.
 */
export function searchesOf({ root }: Query, channel: string): Searches {
  const asked = read(root, channel, false)
  if (asked === 'never') return { kind: 'never' }
  if (asked === 'always' || asked === 'open') return { kind: 'anything' }
  const any = asked.slice(0, MOST_WAYS).map(({ words, stems }) => (words.length > 0 ? words : stems))
  const sent = any.map((words) => [...new Set(words)].slice(0, MOST_WORDS))
  const once = [...new Map(sent.map((words) => [words.join('\n'), words])).values()]
  const cut = asked.some(({ words }) => words.length === 0)
  return { kind: 'words', any: once, cut, more: asked.length > MOST_WAYS }
}

function read(node: Node, channel: string, denied: boolean): Asked {
  switch (node.kind) {
    case 'not':
      return read(node.node, channel, !denied)
    case 'and':
    case 'or': {
      const parts = node.nodes.map((child) => read(child, channel, denied))
      return (node.kind === 'and') !== denied ? all(parts) : any(parts)
    }
    case 'field':
      if (node.field !== 'channel') return 'open'
      return (node.value === channel) !== denied ? 'always' : 'never'
    case 'compare':
      return 'open'
    case 'near':
      if (denied) return 'open'
      return all([node.left, node.right].map((side) => any(side.map((words) => read(words, channel, false)))))
    case 'words': {
      const way = denied || node.where === 'author' ? undefined : wayOf(node.written)
      return way && way.words.length + way.stems.length > 0 ? [way] : 'open'
    }
  }
}

/** A phrase is parted where a beginning of a word stands in it: what is left of it must be there all the same. */
function wayOf(written: string): Way {
  const way: Way = { words: [], stems: [] }
  let phrase: string[] = []
  const close = () => {
    if (phrase.length > 0) way.words.push(phrase.join(' '))
    phrase = []
  }
  for (const word of written.trim().split(/\s+/u)) {
    const stem = /^([^*?]*)(?:\*|[*?]+.)/u.exec(word)?.[1]
    // A mark that stands alone is no word, to us or to a network.
    if (/^\p{P}+$/u.test(word) && !/[*?]/u.test(word)) continue
    if (stem === undefined) phrase.push(word)
    else {
      close()
      if (stem !== '') way.stems.push(stem)
    }
  }
  close()
  return way
}

function any(parts: Asked[]): Asked {
  if (parts.includes('always')) return 'always'
  if (parts.includes('open')) return 'open'
  const ways = parts.filter((part) => part !== 'never').flatMap((part) => part as Way[])
  return ways.length > 0 ? ways : 'never'
}

/** What multiplies into too many ways is asked for by a part of it: that finds more, and no less. */
function all(parts: Asked[]): Asked {
  if (parts.includes('never')) return 'never'
  const known = parts.filter((part): part is Way[] => Array.isArray(part)).sort(better)
  const [first, ...rest] = known
  if (!first) return parts.includes('open') ? 'open' : 'always'
  return rest.reduce((ways, more) => (ways.length * more.length > MOST_WAYS ? ways : both(ways, more)), first)
}

/** Whole words before beginnings, and the fewer ways the better. */
function better(a: Way[], b: Way[]): number {
  const loose = (ways: Way[]) => ways.filter(({ words }) => words.length === 0).length
  return loose(a) - loose(b) || a.length - b.length
}

function both(a: Way[], b: Way[]): Way[] {
  return a.flatMap((one) =>
    b.map((two) => ({ words: [...one.words, ...two.words], stems: [...one.stems, ...two.stems] })),
  )
}
