/** A piece of a text with variables: what is said, or the name of what is to be filled in. */
export interface Part {
  /** Where it begins. */
  at: number
  said: string
  name?: string
}

/** A text in its order: `{{name}}` and `{{name|fallback}}` apart from what stands around them. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const found of text.matchAll(/\{\{\s*([^{}|]+?)\s*(?:\|[^{}]*)?\}\}/g)) {
    if (found.index > at) parts.push({ at, said: text.slice(at, found.index) })
    parts.push({ at: found.index, said: found[0], name: found[1] ?? '' })
    at = found.index + found[0].length
  }
  if (at < text.length) parts.push({ at, said: text.slice(at) })
  return parts
}
