interface Row {
  id: string
}

/** The row that a step leads to: the first where none is open, none beyond the ends. */
export function stepFrom<R extends Row>(
  rows: readonly R[],
  current: string | undefined,
  by: 1 | -1,
): R | undefined {
  const at = rows.findIndex((row) => row.id === current)
  return at < 0 ? rows[0] : rows[at + by]
}

/** What is open once some have left the list: the next below that stays, else the nearest above. */
export function afterLeaving<R extends Row>(
  rows: readonly R[],
  current: string | undefined,
  leaving: readonly string[],
): R | undefined {
  const at = rows.findIndex((row) => row.id === current)
  const near = [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at)).reverse()]
  return near.find((row) => !leaving.includes(row.id))
}

/** The selection after a row was ticked; with `from`, all up to it as well, as people expect of Shift. */
export function ticked(
  rows: readonly Row[],
  selected: ReadonlySet<string>,
  id: string,
  from?: string,
): ReadonlySet<string> {
  const next = new Set(selected)
  const [a, b] = [from, id].map((one) => rows.findIndex((row) => row.id === one))
  if (from !== undefined && a !== undefined && b !== undefined && a >= 0 && b >= 0) {
    for (const row of rows.slice(Math.min(a, b), Math.max(a, b) + 1)) next.add(row.id)
  } else if (!next.delete(id)) next.add(id)
  return next
}

/** Rows renewed in place at one time; those beyond wait for the next look. */
const MOST = 20

/**
 * What to ask for, of conversations that were heard of: those on screen anew, a few at a time, and the head of the list
 * for the others.
 */
export function toAsk(
  heard: Iterable<string>,
  rows: readonly Row[],
  missed: boolean,
): { renew: string[]; later: string[]; head: boolean } {
  const here = new Set(rows.map((row) => row.id))
  const ids = [...heard]
  const shown = ids.filter((id) => here.has(id))
  return {
    renew: shown.slice(0, MOST),
    later: shown.slice(MOST),
    head: missed || ids.some((id) => !here.has(id)),
  }
}

/** Rows that the head of a list says nothing of: after many have changed at once, each is asked for by itself. */
export function beyondHead(head: readonly Row[], rows: readonly Row[]): string[] {
  const told = new Set(head.map((row) => row.id))
  return rows.flatMap(({ id }) => (told.has(id) ? [] : id))
}

/** How many of the head of a list are not on screen. */
export function arrivedIn(head: readonly Row[], rows: readonly Row[]): number {
  const here = new Set(rows.map((row) => row.id))
  return head.filter((row) => !here.has(row.id)).length
}
