import type { Lexeme } from './lexer.ts'
import type { Mistakes, Place } from './mistakes.ts'
import { MAX_DISTANCE, type Near, type Node, USUAL_DISTANCE, type Words } from './query.ts'

/** Ways to read both sides at every distance that history has to try. */
const MOST_TRIED = 20_000

/** `left NEAR/5 right`, or what is wrong with it. */
export function nearOf(
  left: Node | undefined,
  operator: Lexeme,
  right: Node | undefined,
  mistakes: Mistakes,
): Near | undefined {
  const [, o, digits, f] = /^(O?)[^/]*(?:\/(\d+)([fF]?))?$/u.exec(operator.text) ?? []
  const distance = digits === undefined ? USUAL_DISTANCE : Number(digits)
  if (distance < 1 || distance > MAX_DISTANCE) {
    const mend = operator.text.replace(/\d+/u, String(distance < 1 ? 1 : MAX_DISTANCE))
    const whole = mistakes.mended(operator.start, operator.end, mend)
    return mistakes.fail('near_distance', operator, { operator: operator.text, max: MAX_DISTANCE }, whole)
  }
  if (!left || !right) return undefined
  const sides = [sideOf(left), sideOf(right)]
  const [one, two] = sides
  if (!one || !two || new Set([...one, ...two].map(({ where }) => where)).size > 1) {
    return mistakes.fail('near_operand', operator, { operator: operator.text }, asAnd(operator, mistakes))
  }
  if (waysOf(one, two) * distance > MOST_TRIED) {
    return mistakes.fail('near_costly', operator, { operator: operator.text }, asAnd(operator, mistakes))
  }
  const lists = [left, right].flatMap(listsOf)
  return {
    kind: 'near',
    distance,
    ordered: o === 'O' || Boolean(f),
    left: one,
    right: two,
    ...(lists.length > 0 ? { lists } : {}),
  }
}

function asAnd({ start, end }: Place, mistakes: Mistakes): string {
  return mistakes.mended(start, end, 'AND')
}

/** Words, phrases, or any of several of them; nothing else has a place in a text. */
function sideOf(node: Node): Words[] | undefined {
  if (node.kind === 'words') return [node]
  if (node.kind !== 'or') return undefined
  const sides = node.nodes.map(sideOf)
  return sides.includes(undefined) ? undefined : sides.flatMap((side) => side ?? [])
}

function listsOf(node: Node): string[] {
  if (node.kind !== 'or') return []
  return [...(node.list === undefined ? [] : [node.list]), ...node.nodes.flatMap(listsOf)]
}

/** Words written out at each distance: both sides, for each pair of lengths, in both orders. */
function waysOf(left: Words[], right: Words[]): number {
  const size = (side: Words[]) => side.flatMap(({ runs }) => runs).reduce((sum, run) => sum + run.length, 0)
  const lengths = (side: Words[]) => new Set(side.flatMap(({ runs }) => runs.map((run) => run.length))).size
  return 2 * (size(left) * lengths(right) + size(right) * lengths(left))
}
