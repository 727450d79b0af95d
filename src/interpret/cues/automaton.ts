/** A place in the patterns: read a unit of a set to get to another, or get to others for nothing. */
interface Node {
  /** Which set of units leads to `target`; -1 for none. */
  atom: number
  target: number
  free: number[]
}

interface Parsed {
  nodes: Node[]
  /** Sets of units, each as it is written: a letter, `\w`, `[2-9]`, `.`. */
  atoms: string[]
}

/** Where the text may be in the patterns. */
interface State {
  /** The class of the unit that was read last: a pattern may have begun with it. */
  last: number
  /** Places beside those of patterns that began with that unit. */
  begun: number[]
}

/** States kept: they are made as texts come, and texts are alike; strangers could think of more. */
const MOST_STATES = 4096
/** A pattern each. */
const MOST_PATTERNS = 31

/** Patterns laid out side by side. */
interface Net {
  classOf(unit: number): number
  /** How many classes of units there are. */
  classes: number
  /** Places that a unit of a class leads to from some. */
  moved(from: Iterable<number>, unit: number): Set<number>
  /** By class, where patterns have got to that begin with it; and by class after it, where those are then. */
  fresh: Set<number>[]
  onward: Set<number>[][]
  endsOf(places: Iterable<number>): number
  /** One bit a pattern that nothing is enough for. */
  always: number
}

function netOf(patterns: readonly RegExp[]): Net {
  const parsed: Parsed = { nodes: [], atoms: [] }
  const begins = patterns.map(({ source }) => parse(source, parsed))
  const { nodes, atoms } = parsed
  const holds = atoms.map((atom) => holderOf(atom))
  const { of: classOf, samples } = classesOf(atoms.join(''), holds)
  const reads = holds.map((isOf) => Array.from(samples, isOf))
  const reached = nodes.map((_, at) => freely(nodes, at))
  const ends = new Map(begins.map(({ end }, bit) => [end, 1 << bit]))
  const start = begins.flatMap(({ begin }) => reached[begin] ?? [])

  function moved(from: Iterable<number>, unit: number): Set<number> {
    const places = new Set<number>()
    for (const at of from) {
      const { atom = -1, target = 0 } = nodes[at] ?? {}
      if (atom < 0 || !reads[atom]?.[unit]) continue
      for (const next of reached[target] ?? []) if (ends.has(next) || isReader(nodes[next])) places.add(next)
    }
    return places
  }

  const fresh = samples.map((_, unit) => moved(start, unit))
  const onward = fresh.map((places) => samples.map((_, unit) => moved(places, unit)))
  const endsOf = (places: Iterable<number>) => {
    let bits = 0
    for (const at of places) bits |= ends.get(at) ?? 0
    return bits
  }
  return { classOf, classes: samples.length, moved, fresh, onward, endsOf, always: endsOf(start) }
}

/**
 * Finds which of some patterns stand in a text, one bit each, in one walk whatever their number. They may hold letters,
 * sets, `.`, `\w` and the like, groups, `|`, `?`, `*` and `+`: what has no memory. They mean what they mean alone.
 * @throws SyntaxError for a pattern with anything else, RangeError for more than 31
 */
export function finderOf(patterns: readonly RegExp[]): (text: string) => number {
  if (patterns.length > MOST_PATTERNS) throw new RangeError(`${patterns.length} patterns`)
  const net = netOf(patterns)
  const freshEnds = net.fresh.map(net.endsOf)
  const { classes } = net
  /** By state and class, the state that follows: -1 where nobody went yet. */
  const next = new Int32Array(MOST_STATES * classes)
  /** By state, one bit a pattern that ends there. */
  const ends = new Int32Array(MOST_STATES)
  let states: State[] = []
  let byName = new Map<string, number>()

  function stateOf(last: number, begun: number[]): number {
    const isFresh = (net.fresh[last]?.size ?? 0) > 0
    const name = `${isFresh ? last : -1} ${begun.join()}`
    const known = byName.get(name)
    if (known !== undefined) return known
    const at = states.push({ last, begun }) - 1
    byName.set(name, at)
    next.fill(-1, at * classes, (at + 1) * classes)
    ends[at] = net.endsOf(begun) | (freshEnds[last] ?? 0)
    return at
  }

  function restart(): void {
    states = []
    byName = new Map()
    stateOf(-1, [])
  }

  function step(from: number, unit: number): number {
    const state = states[from]
    const places = net.moved(state?.begun ?? [], unit)
    for (const at of net.onward[state?.last ?? -1]?.[unit] ?? []) places.add(at)
    const begun = [...places].filter((at) => !net.fresh[unit]?.has(at)).sort((a, b) => a - b)
    // What was kept is forgotten as a whole, but for where the walk has got to.
    const isFull = states.length >= MOST_STATES
    if (isFull) restart()
    const to = stateOf(unit, begun)
    if (!isFull) next[from * classes + unit] = to
    return to
  }

  restart()
  return (text) => {
    let at = 0
    let found = net.always
    for (let i = 0; i < text.length; i++) {
      const unit = net.classOf(text.charCodeAt(i))
      const to = next[at * classes + unit] ?? -1
      at = to >= 0 ? to : step(at, unit)
      found |= ends[at] ?? 0
    }
    return found
  }
}

/** Units that no atom tells apart are one class; beyond ASCII only those that are written in a pattern are. */
function classesOf(
  atoms: string,
  holds: ((unit: number) => boolean)[],
): { of(unit: number): number; samples: number[] } {
  const written = [...new Set(atoms.match(/[^\0-\x7f]/g))].map((sign) => sign.charCodeAt(0))
  const samples: number[] = []
  const byName = new Map<string, number>()
  const classed = (unit: number) => {
    const name = holds.map((isOf) => (isOf(unit) ? '1' : '0')).join('')
    const known = byName.get(name)
    if (known !== undefined) return known
    byName.set(name, samples.length)
    return samples.push(unit) - 1
  }
  const ascii = Uint8Array.from({ length: 0x80 }, (_, unit) => classed(unit))
  const others = new Map([...written, 0x2028, 0x2029].map((unit) => [unit, classed(unit)]))
  const strange = classed(STRANGE)
  return { of: (unit) => (unit < 0x80 ? (ascii[unit] ?? 0) : (others.get(unit) ?? strange)), samples }
}

/** A unit that no pattern names. */
const STRANGE = 0xe000

function holderOf(atom: string): (unit: number) => boolean {
  const pattern = new RegExp(`^${atom}$`)
  return (unit) => pattern.test(String.fromCharCode(unit))
}

function isReader(node: Node | undefined): boolean {
  return (node?.atom ?? -1) >= 0
}

/** All places that are reached from one for nothing, itself among them. */
function freely(nodes: Node[], from: number): number[] {
  const reached = new Set([from])
  for (const at of reached) for (const next of nodes[at]?.free ?? []) reached.add(next)
  return [...reached]
}

const PIECE =
  /\(\?:|[|)]|(?<atom>\\[^bB0-9ckpPuxk]|\\d|\[[^\]]+\]|[^\\()[\]{}^$*+?|])|(?<times>[?*+](?![?*+]))/y

/** Lays out a pattern after others; answers where it begins and ends. */
function parse(source: string, { nodes, atoms }: Parsed): { begin: number; end: number } {
  const pieces = piecesOf(source)
  let at = 0
  const made = () => nodes.push({ atom: -1, target: 0, free: [] }) - 1
  const link = (from: number, to: number) => nodes[from]?.free.push(to)

  function choice(from: number): number {
    const end = made()
    do link(sequence(from), end)
    while (pieces[at] === '|' && ++at)
    return end
  }

  function sequence(from: number): number {
    let last = from
    while (at < pieces.length && pieces[at] !== '|' && pieces[at] !== ')') last = part(last)
    return last
  }

  function part(from: number): number {
    const begin = made()
    link(from, begin)
    const end = pieces[at] === '(?:' ? group(begin) : unit(begin)
    const times = pieces[at]
    if (times === '?' || times === '*' || times === '+') {
      at++
      if (times !== '+') link(begin, end)
      if (times !== '?') link(end, begin)
    }
    const after = made()
    link(end, after)
    return after
  }

  function group(begin: number): number {
    at++
    const end = choice(begin)
    if (pieces[at++] !== ')') throw new SyntaxError(`an open group: ${source}`)
    return end
  }

  function unit(begin: number): number {
    const atom = pieces[at++] ?? ''
    if (!isAtom(atom)) throw new SyntaxError(`nothing to repeat: ${source}`)
    const known = atoms.indexOf(atom)
    const reader = made()
    const end = made()
    link(begin, reader)
    nodes[reader] = { atom: known < 0 ? atoms.push(atom) - 1 : known, target: end, free: [] }
    return end
  }

  const begin = made()
  const end = choice(begin)
  if (at < pieces.length) throw new SyntaxError(`a group closed twice: ${source}`)
  return { begin, end }
}

function piecesOf(source: string): string[] {
  const pieces: string[] = []
  for (let at = 0; at < source.length; at += pieces.at(-1)?.length ?? 1) {
    PIECE.lastIndex = at
    const piece = PIECE.exec(source)?.[0]
    if (!piece) throw new SyntaxError(`${source.slice(at, at + 10)} is not read: ${source}`)
    pieces.push(piece)
  }
  return pieces
}

function isAtom(piece: string): boolean {
  PIECE.lastIndex = 0
  return PIECE.exec(piece)?.groups?.atom !== undefined
}
