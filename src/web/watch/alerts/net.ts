import type { Alert } from '../../../server/api.ts'

/** Under so many posts a tone is that of those who wrote, not of what is said: as on the pages of traits and competitors. */
const FEW = 10

/** Net sentiment of the week, -100 to 100; null where it is not known yet. */
export function netOf({ count, net }: Alert['week']): number | null {
  return count < FEW ? null : net
}
