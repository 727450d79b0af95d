/** What a person has marked of a text; all of it where nothing is, or only blanks. */
export function markOf(text: string, start: number, end: number): { start: number; end: number } {
  const within = (at: number) => Math.max(0, Math.min(text.length, at))
  const [from, to] = [within(Math.min(start, end)), within(Math.max(start, end))]
  if (text.slice(from, to).trim() === '') return { start: 0, end: text.length }
  return { start: whole(text, from, -1), end: whole(text, to, 1) }
}

/** Half a sign is not marked: the mark goes round it. */
function whole(text: string, at: number, step: -1 | 1): number {
  const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at)]
  const cuts = before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff
  return cuts ? at + step : at
}
