import { misfits, mostBytes } from '../../../../lib/measure/index.ts'
import type { MessageLimits } from '../../../server/api.ts'

/** Why a file was left out of an answer. */
export type LeftOut = 'many' | 'type' | 'alone' | 'large'

/** What the browser can draw again, and so make smaller. */
const DRAWN = /^image\/(png|jpeg|webp)$/i

type FileLike = { type: string; size: number }
type There = { mediaType: string; size: number }

/**
 * Which of some files go with an answer, beside those that are there, and why the others do not: nothing is dropped
 * without a word. A picture that can be made smaller is not too large yet.
 */
export function takenOf<F extends FileLike>(
  files: readonly F[],
  limits: MessageLimits,
  there: readonly There[],
): { taken: F[]; left: { file: F; why: LeftOut }[] } {
  const all = [
    // What is there already was weighed when it came, and counts for its place.
    ...there.map(({ mediaType }) => ({ mediaType, size: 0 })),
    ...files.map(({ type, size }) => ({ mediaType: type, size: DRAWN.test(type) ? 0 : size })),
  ]
  const why = misfits(all, { ...limits, alt: Number.MAX_SAFE_INTEGER }).slice(there.length)
  const taken: F[] = []
  const left: { file: F; why: LeftOut }[] = []
  files.forEach((file, i) => {
    const reason = why[i]
    if (reason && reason !== 'alt') left.push({ file, why: reason })
    else taken.push(file)
  })
  return { taken, left }
}

/** Whether a file as it would leave is still larger than the network takes. */
export function isTooLarge(file: FileLike, limits: MessageLimits): boolean {
  const most = mostBytes(file.type, limits)
  return most !== undefined && file.size > most
}
