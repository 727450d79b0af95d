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

/**
 * Writes a mend as typing does, so that the browser's own undo takes it back; answers false where the browser does not
 * let a page write so.
 */
export function typeIn(field: HTMLTextAreaElement, { start, end, text }: Mend): boolean {
  field.focus()
  field.setSelectionRange(start, end)
  // The one way to write into the history of a field; browsers keep it for that.
  return text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text)
}
