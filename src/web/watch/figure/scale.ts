import type { Figure } from '../../../server/api.ts'

/** A round top for shares: the smallest of these that holds all of them, so that figures side by side have one scale. */
const TOPS = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1]

export function topOf(figures: readonly (Figure | null | undefined)[]): number {
  const most = Math.max(0, ...figures.map((figure) => figure?.high ?? 0))
  return TOPS.find((top) => top >= most) ?? 1
}

/** Runs of neighbours that are known; what is not known makes a gap. */
export function runsOf(figures: readonly (Figure | null)[]): { at: number; figure: Figure }[][] {
  const runs: { at: number; figure: Figure }[][] = []
  let run: { at: number; figure: Figure }[] | undefined
  for (const [at, figure] of figures.entries()) {
    if (!figure) {
      run = undefined
      continue
    }
    if (!run) {
      run = []
      runs.push(run)
    }
    run.push({ at, figure })
  }
  return runs
}

/** Positive, negative, both alike, or not known: what an interval allows to say of a tone. */
export function leaningOf(tone: Figure | null): 'good' | 'bad' | 'mixed' | 'unknown' {
  if (!tone) return 'unknown'
  if (tone.low > 0) return 'good'
  return tone.high < 0 ? 'bad' : 'mixed'
}
