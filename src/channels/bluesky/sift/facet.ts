import type { Facet, Post } from '../wire/record.ts'

function facetsOf(post: Post): Facet[] {
  return post.facets.filter((facet) => facet !== undefined)
}

export function linksOf(post: Post): string[] {
  return [...new Set(facetsOf(post).flatMap((facet) => facet.features.flatMap(({ uri }) => uri ?? [])))]
}

export function mentionsOf(post: Post): string[] {
  return facetsOf(post).flatMap((facet) => facet.features.flatMap(({ did }) => did ?? []))
}

/**
 * The text with the addresses that clients show cut short ("shop.example/prod…") written out, so that a query on an
 * address finds it. Facets count bytes of UTF-8; one that does not fit the text is left alone.
 */
export function withLinks(post: Post): string {
  const links = facetsOf(post).filter((facet) => facet.features.some(({ uri }) => uri))
  if (links.length === 0) return post.text
  const bytes = Buffer.from(post.text)
  links.sort((a, b) => a.index.byteStart - b.index.byteStart)
  let text = ''
  let done = 0
  for (const { index, features } of links) {
    const uri = features.find((feature) => feature.uri)?.uri ?? ''
    const { byteStart, byteEnd } = index
    if (byteStart < done || byteEnd <= byteStart || byteEnd > bytes.length) continue
    if (!isCutShort(bytes.toString('utf8', byteStart, byteEnd), uri)) continue
    text += bytes.toString('utf8', done, byteStart) + uri
    done = byteEnd
  }
  return text + bytes.toString('utf8', done)
}

function isCutShort(words: string, uri: string): boolean {
  const head = words.replace(/(?:…|\.\.\.)$/, '')
  return (
    head !== words &&
    head !== '' &&
    uri.replace(/^https?:\/\/(?:www\.)?/, '').startsWith(head.replace(/^https?:\/\/(?:www\.)?/, ''))
  )
}
