/** What the network takes in one post. */
export const MOST_GRAPHEMES = 300
export const MOST_BYTES = 3_000

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

export function graphemes(text: string): number {
  let count = 0
  for (const _ of segmenter.segment(text)) count++
  return count
}

export function fits(text: string): boolean {
  return Buffer.byteLength(text) <= MOST_BYTES && graphemes(text) <= MOST_GRAPHEMES
}

/** A stretch of a text, in UTF-16 units, and what it is. */
export interface Stretch {
  start: number
  end: number
  is: { link: string } | { mention: string } | { tag: string }
}

const LINK = /(?<=^|[\s(«"“‹[])(?:https?:\/\/|www\.(?=[^\s.]+\.))[^\s<>"«»“”]+/giu
const MENTION =
  /(?<=^|[\s(«"“‹[])@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)/giu
const TAG = /(?<=^|[\s(«"“‹[])[#＃]((?!\ufe0f)[\p{L}\p{M}\p{N}\p{So}_·-]{1,64})(?![\p{L}\p{M}\p{N}\p{So}_])/gu
const MOST_TAG = 64

/** Addresses, names and tags of a text, in their order and without overlap. */
export function stretchesOf(text: string): Stretch[] {
  const found: Stretch[] = []
  for (const match of text.matchAll(LINK)) {
    const shown = trimmed(match[0])
    const link = URL.parse(/^www\./i.test(shown) ? `https://${shown}` : shown)
    if (link?.hostname)
      found.push({ start: match.index, end: match.index + shown.length, is: { link: link.href } })
  }
  for (const match of text.matchAll(MENTION)) {
    const [whole, handle = ''] = match
    found.push({ start: match.index, end: match.index + whole.length, is: { mention: handle.toLowerCase() } })
  }
  for (const match of text.matchAll(TAG)) {
    const tag = (match[1] ?? '').replace(/[-·]+$/u, '')
    // A number alone is a number ("we are #1").
    if (!tag || /^[\p{N}_]+$/u.test(tag) || graphemes(tag) > MOST_TAG) continue
    found.push({ start: match.index, end: match.index + 1 + tag.length, is: { tag } })
  }
  found.sort((a, b) => a.start - b.start)
  let done = 0
  return found.filter(({ start, end }) => {
    if (start < done) return false
    done = end
    return true
  })
}

/** Without the punctuation of the sentence around it; a bracket stays where it was opened in the address. */
function trimmed(address: string): string {
  let end = address.length
  for (; end > 0; end--) {
    const last = address[end - 1] ?? ''
    if (last === ')' ? address.slice(0, end).includes('(') : !/[.,;:!?'’…\]}*]/u.test(last)) break
  }
  return address.slice(0, end)
}

export interface Facet {
  index: { byteStart: number; byteEnd: number }
  features: ({ $type: string } & Record<string, string>)[]
}

/**
 * Stretches as the network wants them: counted in bytes of UTF-8. A name that nobody bears stays plain text.
 * `dids`: of the handles that are mentioned.
 */
export function facetsOf(text: string, stretches: Stretch[], dids: ReadonlyMap<string, string>): Facet[] {
  return stretches.flatMap(({ start, end, is }) => {
    const byteStart = Buffer.byteLength(text.slice(0, start))
    const index = { byteStart, byteEnd: byteStart + Buffer.byteLength(text.slice(start, end)) }
    const feature = featureOf(is, dids)
    return feature ? [{ index, features: [feature] }] : []
  })
}

function featureOf(
  is: Stretch['is'],
  dids: ReadonlyMap<string, string>,
): Facet['features'][number] | undefined {
  if ('link' in is) return { $type: 'app.bsky.richtext.facet#link', uri: is.link }
  if ('tag' in is) return { $type: 'app.bsky.richtext.facet#tag', tag: is.tag }
  const did = dids.get(is.mention)
  return did ? { $type: 'app.bsky.richtext.facet#mention', did } : undefined
}
