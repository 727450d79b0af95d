import type { MessageLimits } from '../../../server/api.ts'

/** Why a file was left out of an answer. */
export type LeftOut = 'many' | 'type'

/** Which of some files go with an answer, and why the others do not: nothing is dropped without a word. */
export function takenOf<F extends { type: string }>(
  files: readonly F[],
  { media, mediaTypes }: Pick<MessageLimits, 'media' | 'mediaTypes'>,
  there: number,
): { taken: F[]; left: { file: F; why: LeftOut }[] } {
  const taken: F[] = []
  const left: { file: F; why: LeftOut }[] = []
  for (const file of files) {
    if (!isTaken(file.type, mediaTypes)) left.push({ file, why: 'type' })
    else if (there + taken.length >= media) left.push({ file, why: 'many' })
    else taken.push(file)
  }
  return { taken, left }
}

/** As an `accept` attribute says it; a file whose type the browser does not know is for the server to look at. */
function isTaken(type: string, types: readonly string[] | undefined): boolean {
  if (!types || type === '') return true
  const known = type.toLowerCase()
  return types.some((one) => (one.endsWith('/*') ? known.startsWith(one.slice(0, -1)) : known === one))
}
