import type { Why } from './reading.ts'
import type { Token } from './token.ts'

/** Words told beside those of the lists: the heaviest, and none that weighs next to nothing. */
const TOLD = 6
const LEAST = 0.25

/**
 * The marks of the lists, and beside them the words that weighed most in the model's own verdict, in order: those of
 * the title first.
 * @param shares what each token spoke for, above 0 good
 * @param titles how many of the tokens stand in the title
 */
export function told(listed: Why[], tokens: Token[], shares: Float64Array, titles: number): Why[] {
  const more: Why[] = []
  tokens.forEach((token, i) => {
    const weight = Math.round((shares[i] ?? 0) * 100) / 100
    if (Math.abs(weight) < LEAST || token.kind === 'skip' || token.form.trim() === '') return
    const place = i < titles ? ('title' as const) : undefined
    if (covered(listed, token, place)) return
    const effect = weight > 0 ? 'positive' : 'negative'
    more.push({ start: token.start, end: token.end, effect, weight, ...(place && { in: place }) })
  })
  more.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  return [...listed, ...more.slice(0, TOLD)].sort(
    (a, b) => Number(b.in === 'title') - Number(a.in === 'title') || a.start - b.start,
  )
}

function covered(listed: Why[], token: Token, place: Why['in']): boolean {
  return listed.some((mark) => mark.in === place && mark.start < token.end && token.start < mark.end)
}
