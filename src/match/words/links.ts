import type { Tokens } from './tokens.ts'

/** Names of one host that are told apart, from its end. */
const MAX_LABELS = 6
const LONGEST_HOST = 253
const ASKED = /[?？؟]/gu

/** The host of an address without its scheme, in lower case and as it travels (`xn--`), without `www.`. */
export function domainOf(address: string): string | undefined {
  const [written = ''] = address.slice(0, 2 * LONGEST_HOST).split(/[/?#\\]/u)
  const host = written.slice(written.lastIndexOf('@') + 1)
  if (!/^[^\s:]+\.[^\s:.]{2,}(?::\d+)?$/u.test(host) || !URL.canParse(`http://${host}`)) return undefined
  const { hostname } = new URL(`http://${host}`)
  return hostname.length > LONGEST_HOST ? undefined : hostname.replace(/^www\./u, '')
}

/** Of a whole address. */
export function domainOfAddress(address: string | undefined): string | undefined {
  const [, rest] = /^https?:\/\/(.*)$/isu.exec(address ?? '') ?? []
  return rest === undefined ? undefined : domainOf(rest)
}

/** Of an address in a text. One that only looks like plain letters, and is read as such, is none. */
export function linkedDomain(text: string, tokens: Tokens, link: number): string | undefined {
  const host = text.slice(tokens.hostFrom[link], tokens.hostTo[link])
  const domain = domainOf(host)
  return domain === undefined || isPlain(domain) === isPlain(host.toLowerCase()) ? domain : undefined
}

/** A domain and those above it. */
export function above(domain: string | undefined): string[] {
  if (!domain) return []
  const labels = domain.split('.').slice(-MAX_LABELS)
  return labels.map((_, i) => labels.slice(i).join('.'))
}

/** The words that a text has wherever it links to the domain; none where that is not sure. */
export function wordsOfDomain(domain: string): string[] {
  const words = domain.split(/[.-]/u).filter((word) => word !== 'www')
  return isPlain(domain) && words.every((word) => word !== '' && word.length < 60) ? words : []
}

function isPlain(domain: string): boolean {
  return /^[a-z0-9.-]+$/u.test(domain) && !domain.includes('xn--')
}

/** Whether a question mark stands in the text, outside the addresses from `first` to `last`. */
export function asksIn(text: string, tokens: Tokens, first: number, last: number): boolean {
  let link = first
  for (const { index } of text.matchAll(ASKED)) {
    while (link < last && (tokens.linkTo[link] ?? 0) <= index) link++
    if (link === last || (tokens.hostFrom[link] ?? 0) > index) return true
  }
  return false
}
