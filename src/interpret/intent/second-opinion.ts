/** What each of two says of a complaint counts, in log odds; found by folds of both their sets. */
const EACH = 0.7

/**
 * Intents with a second opinion on whether it is a complaint; the others keep their shares of the rest.
 * @param complaint how likely it is to the second
 */
export function weighed(p: Record<string, number>, complaint: number): Record<string, number> {
  const own = p.complaint ?? 0
  const both = 1 / (1 + Math.exp(-EACH * (oddsOf(own) + oddsOf(complaint))))
  const rest = Object.entries(p).reduce(
    (sum, [label, share]) => (label === 'complaint' ? sum : sum + share),
    0,
  )
  return Object.fromEntries(
    Object.entries(p).map(([label, share]) => [
      label,
      label === 'complaint' ? both : (share * (1 - both)) / (rest || 1),
    ]),
  )
}

const SURE = 1e-6

function oddsOf(p: number): number {
  const held = Math.min(1 - SURE, Math.max(SURE, p))
  return Math.log(held / (1 - held))
}
