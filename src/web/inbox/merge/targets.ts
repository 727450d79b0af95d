interface Row {
  id: string
}

/**
 * What `m` joins: what is selected and what is open, to what is open, else to the first of the selected in the list.
 * With nothing selected, the other conversations of the same person to the open one. Undefined where that is not two.
 */
export function toJoin(
  rows: readonly Row[],
  selected: ReadonlySet<string>,
  current: string | undefined,
  related: readonly Row[],
): { into: string; ids: string[] } | undefined {
  if (selected.size === 0) {
    const ids = related.map(({ id }) => id).filter((id) => id !== current)
    return current && ids.length > 0 ? { into: current, ids } : undefined
  }
  const into = current ?? rows.find(({ id }) => selected.has(id))?.id
  const ids = [...selected].filter((id) => id !== into)
  return into && ids.length > 0 ? { into, ids } : undefined
}
