/**
 * Tells whether a text is of the domain that corrections were made in. A delta bends verdicts there and leaves all others
 * as they were: what is learnt of one kind of talk is no knowledge of another.
 */
export interface Gate {
  /** What a word speaks for the domain, against what the common models were made at home with. */
  words: Map<number, number>
  /** From here on a text is of the domain. */
  threshold: number
}

/** Of texts at home, this share may be taken for one of the domain. */
const LET_IN = 0.02
/** Half of a word seen in no text: how doubtful what is seen once is. */
const DOUBT = 0.25
/** How wide the way from out to in is. */
const WIDTH = 0.3

type Words = ReadonlySet<number>

/** @param home words of texts that the common models were made with */
export function gateOf(domain: Words[], home: Words[]): Gate {
  const near = countsOf(domain)
  const far = countsOf(home)
  const words = new Map<number, number>()
  for (const word of new Set([...near.keys(), ...far.keys()]))
    words.set(word, speaks(near.get(word) ?? 0, domain.length, far.get(word) ?? 0, home.length))
  // A text at home is weighed as if it had not been counted.
  const scores = home.map((text) =>
    scoreBy(text, (word) => {
      const seen = far.get(word) ?? 0
      const by = near.get(word) ?? 0
      return seen <= 1 && by === 0 ? undefined : speaks(by, domain.length, seen - 1, home.length - 1)
    }),
  )
  scores.sort((a, b) => b - a)
  const threshold = (scores[Math.floor(scores.length * LET_IN)] ?? 0) + WIDTH / 2
  return { words, threshold }
}

/** How much of the domain a text is: 0 not at all, 1 wholly. What has no word that speaks for it is no talk of it, however low the threshold. */
export function opened({ words, threshold }: Gate, text: Words): number {
  if (![...text].some((word) => (words.get(word) ?? 0) > 0)) return 0
  const score = scoreBy(text, (word) => words.get(word))
  return Math.min(1, Math.max(0, (score - threshold) / WIDTH + 0.5))
}

function countsOf(texts: Words[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const text of texts) for (const word of text) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function speaks(near: number, nears: number, far: number, fars: number): number {
  const doubt = DOUBT * Math.max(1, fars / Math.max(1, nears))
  return Math.log((near + DOUBT) / (nears + 2 * DOUBT)) - Math.log((far + doubt) / (fars + 2 * doubt))
}

function scoreBy(text: Words, weightOf: (word: number) => number | undefined): number {
  let sum = 0
  for (const word of text) sum += weightOf(word) ?? 0
  return sum / Math.sqrt(Math.max(1, text.size))
}
