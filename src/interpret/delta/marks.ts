import type { Features } from '../features/index.ts'
import type { Why } from '../reading.ts'
import type { Token } from '../token.ts'
import type { Delta } from './delta.ts'
import { BITS } from './fit.ts'

const MASK = 2 ** BITS - 1
/** Words told beside those of the common model: the heaviest, and none that weighs next to nothing. */
const TOLD = 4
const LEAST = 0.25

/**
 * The words by which a delta of sentiment bent a verdict, beside those that were told already.
 * @param titles how many of the tokens stand in the title
 * @param open how far the text is of the delta's talk
 */
export function taughtMarks(
  { bend }: Delta,
  { tokens, titles, features }: { tokens: Token[]; titles: number; features: Features },
  open: number,
  told: readonly Why[],
): Why[] {
  const [good, bad] = [bend.labels.indexOf('positive'), bend.labels.indexOf('negative')]
  const shares = new Float64Array(tokens.length)
  for (let i = 0; i < features.count; i++) {
    const weights = bend.words.get((features.hashes[i] ?? 0) & MASK)
    const token = features.tokens[i] ?? -1
    if (!weights || token < 0) continue
    const leans = (weights[good] ?? 0) - (weights[bad] ?? 0)
    shares[token] = (shares[token] ?? 0) + leans * (features.values[i] ?? 0) * open
  }
  return tokens
    .flatMap(({ kind, start, end }, i): Why[] => {
      const weight = Math.round((shares[i] ?? 0) * 100) / 100
      const place = i < titles ? ('title' as const) : undefined
      if (kind !== 'word' && kind !== 'emoji' && kind !== 'emoticon') return []
      if (
        Math.abs(weight) < LEAST ||
        told.some((one) => one.in === place && one.start < end && start < one.end)
      )
        return []
      return [
        { start, end, effect: weight > 0 ? 'positive' : 'negative', weight, ...(place && { in: place }) },
      ]
    })
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, TOLD)
}
