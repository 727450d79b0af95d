/** Accounts of one competitor, at most. */
export const MAX_ACCOUNTS = 12

/** What people give for an account: `@handle`, the address of a site, or the name that they sign with. */
export function accountQuery(account: string): string {
  const given = account.trim()
  if (given.startsWith('@')) return `author:${given.replace(/\s.*$/su, '')}`
  const host = hostOf(given)
  if (host) return `site:${host}`
  return `author:"${given.replaceAll('"', ' ')}"`
}

/** All that its own accounts publish. */
export function voiceQuery(accounts: readonly string[]): string {
  return accounts.map(accountQuery).join(' OR ')
}

function hostOf(given: string): string | null {
  if (/\s/u.test(given) || !given.includes('.')) return null
  const host = URL.parse(given.includes('://') ? given : `https://${given}`)?.hostname
  return host ? host.replace(/^www\./u, '') : null
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
