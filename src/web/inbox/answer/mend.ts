import type { DraftCourtesy } from '../../../server/api.ts'

export type CourtesyAdvice = DraftCourtesy['advice'][number]
export type Mend = NonNullable<CourtesyAdvice['mend']>

/** The first advice that can be mended at a key. */
export function firstMend(advice: readonly CourtesyAdvice[]): Mend | null {
  return advice.find((one) => one.mend)?.mend ?? null
}

export function mendedText(text: string, { start, end, text: words }: Mend): string {
  return text.slice(0, start) + words + text.slice(end)
}
