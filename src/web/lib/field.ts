interface Stretch {
  start: number
  end: number
}

/**
 * Puts text in the place of a part of a field as a person would type it, so that the browser's own undo takes it back;
 * answers false, and writes nothing, where the browser does not lend itself to that.
 */
export function typeInto(field: HTMLTextAreaElement, { start, end }: Stretch, text: string): boolean {
  field.focus()
  field.setSelectionRange(start, end)
  if (document.activeElement !== field) return false
  // Deprecated for rich texts, and still the only way into a field's history of changes.
  return text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text)
}

/** The same; `otherwise` is told the whole where it cannot be typed. */
export function replaceIn(
  field: HTMLTextAreaElement,
  place: Stretch,
  text: string,
  otherwise: (whole: string) => void,
): void {
  if (typeInto(field, place, text)) return
  otherwise(field.value.slice(0, place.start) + text + field.value.slice(place.end))
}

/** Replaces only what differs, so that undo goes back one change and the caret stays where it happens. */
export function become(field: HTMLTextAreaElement, whole: string, otherwise: (whole: string) => void): void {
  const place = differing(field.value, whole)
  replaceIn(field, place, whole.slice(place.start, place.to), otherwise)
}

/** Whether a place in a text is between the two halves of one character. */
function parts(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(0, at - 1), at + 1))
}

/** Where two texts part and meet again: `end` in the first, `to` in the second; never within a character. */
export function differing(before: string, after: string): { start: number; end: number; to: number } {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start++
  if (parts(before, start) || parts(after, start)) start--
  let tail = 0
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  if (parts(before, before.length - tail) || parts(after, after.length - tail)) tail--
  return { start, end: before.length - tail, to: after.length - tail }
}
