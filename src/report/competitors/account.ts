/** Accounts of one competitor, at most. */
export const MAX_ACCOUNTS = 12

/**
 * What people give for an account: `@handle`, the address of a profile, or the name that they sign with. Of an address that
 * names nobody comes a query that cannot be read.
 */
export function accountQuery(account: string): string {
  const given = account.trim()
  const handle = given.startsWith('@') ? given.slice(1).replace(/\s.*$/su, '') : handleAt(given)
  // No network's handle holds brackets or signs: what does is a name, and is quoted.
  if (handle !== null && /^[\p{L}\p{N}_.:@-]*$/u.test(handle)) return `author:@${handle}`
  return `author:"${given.replaceAll('"', ' ')}"`
}

/** All that its own accounts publish. */
export function voiceQuery(accounts: readonly string[]): string {
  return accounts.map(accountQuery).join(' OR ')
}

/** Where all profiles stand under one address, which is nobody's handle, and what may stand before the name in it. */
const SHARED =
  /(^|\.)(bsky\.app|facebook\.com|instagram\.com|linkedin\.com|threads\.(com|net)|tiktok\.com|twitter\.com|x\.com|youtube\.com)$/u
const BEFORE_NAME = new Set(['profile', 'company', 'in', 'c', 'user', 'channel', 'pages'])

/**
 * `https://host/@name` is an account of Mastodon, `…/profile/handle` one of Bluesky, and a bare domain a handle of its own.
 * On a network of one address for all the name stands in the path; empty where it does not. Null for what is no address.
 */
function handleAt(given: string): string | null {
  if (/\s/u.test(given) || !given.includes('.')) return null
  const address = URL.parse(given.includes('://') ? given : `https://${given}`)
  if (!address) return null
  const host = address.hostname.replace(/^www\./u, '')
  const parts = address.pathname.split('/').filter(Boolean)
  const [first = '', second = ''] = parts
  if (first === 'profile' && second.includes('.')) return second
  if (SHARED.test(host)) {
    const name = parts.find((part) => !BEFORE_NAME.has(part))?.replace(/^@/u, '') ?? ''
    return name.includes(':') ? '' : name
  }
  return first.startsWith('@') ? `${first.slice(1)}@${host}` : host
}

export interface Author {
  name: string | null
  handle: string | null
  followers: number | null
}

export interface Suggestion {
  account: string
  name: string
  posts: number
  followers: number | null
}

const MOST_SUGGESTED = 6

/** Authors called as the competitor is, those who post most first: most often its own accounts, which a person confirms. */
export function suggestionsFor(
  name: string,
  authors: readonly Author[],
  known: readonly string[],
): Suggestion[] {
  const wanted = fold(name)
  const taken = new Set(known.map(fold))
  const found = new Map<string, Suggestion>()
  for (const { name: called, handle, followers } of authors) {
    const account = handle ? `@${handle.replace(/^@/u, '')}` : (called ?? '')
    const like = [called, handle].some((text) => text && fold(text).includes(wanted))
    if (wanted.length < 3 || !account || !like || taken.has(fold(account))) continue
    const one = found.get(account) ?? { account, name: called ?? account, posts: 0, followers }
    one.posts++
    found.set(account, one)
  }
  return [...found.values()].toSorted((a, b) => b.posts - a.posts).slice(0, MOST_SUGGESTED)
}

/** Letters and figures alone, without accents. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
}
