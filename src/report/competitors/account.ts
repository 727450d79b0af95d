/** Accounts of one competitor, at most. */
export const MAX_ACCOUNTS = 12

/** What people give for an account: `@handle`, the address of a profile, or the name that they sign with. */
export function accountQuery(account: string): string {
  const given = account.trim()
  if (given.startsWith('@')) return `author:${given.replace(/\s.*$/su, '')}`
  const handle = handleAt(given)
  if (handle) return `author:@${handle}`
  return `author:"${given.replaceAll('"', ' ')}"`
}

/** All that its own accounts publish. */
export function voiceQuery(accounts: readonly string[]): string {
  return accounts.map(accountQuery).join(' OR ')
}

/** `https://host/@name` is an account of Mastodon, `…/profile/handle` one of Bluesky, and a bare domain a handle of its own. */
function handleAt(given: string): string | null {
  if (/\s/u.test(given) || !given.includes('.')) return null
  const address = URL.parse(given.includes('://') ? given : `https://${given}`)
  if (!address) return null
  const host = address.hostname.replace(/^www\./u, '')
  const [first = '', second = ''] = address.pathname.split('/').filter(Boolean)
  if (first.startsWith('@')) return `${first.slice(1)}@${host}`
  return first === 'profile' && second.includes('.') ? second : host
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
