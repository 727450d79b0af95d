import type { Escalation } from '../../../server/api.ts'

/** When something last happened in it that is worth reading: reminders are not. */
export function lastWord({ created, entries }: Pick<Escalation, 'created' | 'entries'>): string {
  const said = entries.filter(({ kind }) => kind !== 'reminded' && kind !== 'manager' && kind !== 'told')
  return (
    said
      .map(({ at }) => at)
      .sort()
      .at(-1) ?? created
  )
}

export type Placed<E> = { entry: E; one?: undefined } | { entry?: undefined; one: Escalation }

/**
 * Entries of a thread with its escalations between them, each where it was last spoken of, so that an answer of a service
 * stands where it came. What comes before the first entry that is loaded waits for the rest.
 */
export function placed<E extends { at: string }>(
  entries: readonly E[],
  escalations: readonly Escalation[],
  whole: boolean,
): Placed<E>[] {
  const begin = entries[0]?.at
  const sorted = escalations
    .map((one) => ({ one, at: lastWord(one) }))
    .filter(({ at }) => whole || (begin !== undefined && at >= begin))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const rows: Placed<E>[] = []
  for (const entry of entries) {
    while (sorted[0] && sorted[0].at < entry.at) rows.push(next(sorted))
    rows.push({ entry })
  }
  while (sorted.length > 0) rows.push(next(sorted))
  return rows
}

function next(sorted: { one: Escalation }[]): { one: Escalation } {
  const [first] = sorted.splice(0, 1)
  if (!first) throw new Error('nothing is left')
  return { one: first.one }
}
