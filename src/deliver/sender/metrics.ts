import { sql } from 'kysely'
import type { Handle } from '../../../lib/db/index.ts'
import { counter, gauge, histogram } from '../../../lib/metrics/index.ts'

export const outcomes = counter(
  'veillee_outbox_outcomes_total',
  'Turns of deliveries, by how they came out',
  ['channel', 'outcome'],
)

export const seconds = histogram('veillee_outbox_seconds', 'From due to sent', ['channel'])

/** What waits and what asks for a person, counted when it is read. */
export function watchOutbox(db: Handle): void {
  gauge('veillee_outbox_waiting', 'Deliveries that have not ended', ['state'], async (waiting) => {
    const { rows } = await sql<{ state: string; n: number }>`
      select state, count(*)::int as n from delivery
      where state in ('waiting', 'sending', 'unknown') group by state`.execute(db)
    waiting.reset()
    for (const { state, n } of rows) waiting.set({ state }, n)
  })
}
