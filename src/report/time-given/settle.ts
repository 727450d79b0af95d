import type { Handle } from '../../../lib/db/index.ts'
import { dayOf, plusDays } from './day.ts'
import { settleDays } from './store.ts'

/** Later than the latest minute that is taken, wherever on earth its day began. */
const SETTLED_AFTER = 4

/** When somebody worked is known for some days, so that nothing counts twice; then only how much. */
export async function settleTime(db: Handle, now: Date): Promise<void> {
  const before = plusDays(dayOf(now, 'UTC'), 1 - SETTLED_AFTER)
  while ((await settleDays(db, before)) > 0);
}
