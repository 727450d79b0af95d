/** The letters of a text as they count for telling copies apart: no links, names, marks, case. */
function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replace(/https?:\S*|http\b|@\w+|\brt\b/g, ' ')
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/**
 * Gives each text the number of its group: texts that share four in five of their words (Jaccard) are one group, by
 * chains. Short texts are twins only where they are equal.
 */
export function twinGroups(texts: string[]): Int32Array {
  const group = Int32Array.from(texts.keys())
  const find = (i: number): number => {
    let at = i
    while (group[at] !== at) {
      const above = group[group[at] ?? 0] ?? 0
      group[at] = above
      at = above
    }
    return at
  }
  const sets = texts.map((text) => new Set(wordsOf(text)))
  const index = new Map<string, number[]>()
  const counts = new Map<string, number>()
  for (const set of sets) for (const word of set) counts.set(word, (counts.get(word) ?? 0) + 1)
  sets.forEach((set, i) => {
    const rare = [...set].sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0) || (a < b ? -1 : 1))
    // Two sets that share four in five share one of the rarest fifth and one more.
    const prefix = rare.slice(0, Math.max(1, set.size - Math.ceil(set.size * 0.8) + 1))
    for (const word of prefix) {
      const before = index.get(word) ?? []
      for (const j of before) {
        if (find(i) !== find(j) && alike(set, sets[j] ?? new Set())) group[find(i)] = find(j)
      }
      index.set(word, [...before, i])
    }
    if (set.size === 0 && i > 0) group[find(i)] = find(texts.findIndex((_, j) => sets[j]?.size === 0))
  })
  return group.map((_, i) => find(i))
}

function alike(a: Set<string>, b: Set<string>): boolean {
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  return shared >= 0.8 * (a.size + b.size - shared)
}
