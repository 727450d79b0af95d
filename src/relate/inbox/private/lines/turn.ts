import { createHash } from 'node:crypto'
import { fold } from '../../saved/saved.ts'
import { withLink } from './link.ts'

/** Hash of a line as it is read, whatever its link. */
export function wordsOf(line: string): string {
  const plain = fold(withLink(line, '·'))
    .replace(/[^\p{L}\p{N}·]+/gu, ' ')
    .trim()
  return createHash('sha256').update(plain).digest('base64url').slice(0, 22)
}

/**
 * The next line of a network: in turn, and none that reads as one which has just left there or may leave before it.
 * @param turn how many were decided before
 * @param taken `wordsOf` of those it must not repeat
 * @returns undefined where each would repeat one
 */
export function nextLine(
  lines: readonly string[],
  turn: number,
  taken: ReadonlySet<string>,
): string | undefined {
  for (let n = 0; n < lines.length; n++) {
    const line = lines[(turn + n) % lines.length]
    if (line !== undefined && !taken.has(wordsOf(line))) return line
  }
  return undefined
}
