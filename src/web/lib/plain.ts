/** Letters without accents or case, so that « reglages » finds « Réglages » and « oeuvre » finds « Œuvre ». */
function plain(text: string): string {
  const letters = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return letters.replaceAll('œ', 'oe').replaceAll('æ', 'ae').replaceAll('’', "'").trim()
}

/** Whether every word typed begins a word of the label, whatever their order. */
export function holds(label: string, typed: string): boolean {
  const words = plain(label).split(/[^\p{L}\p{N}]+/u)
  const wanted = plain(typed)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  return wanted.every((part) => words.some((word) => word.startsWith(part)))
}
