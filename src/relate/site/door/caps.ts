import { Problem } from '../../../../lib/errors/index.ts'
import { ADDRESS_HEADER } from '../../../access/index.ts'
import type { SiteDeps } from '../deps.ts'
import type { Site } from './site.ts'

/** What may be done in a minute: by one address on one site, and on one site by all together. */
const CAPS = {
  look: { address: 60, site: 6_000 },
  say: { address: 20, site: 600 },
  wait: { address: 120, site: 20_000 },
  typing: { address: 60, site: 6_000 },
  file: { address: 10, site: 200 },
  form: { address: 6, site: 200 },
  book: { address: 6, site: 200 },
} as const
export type Cap = keyof typeof CAPS

const MINUTE = 60_000

/** The network part of an address: who has a whole /64 of IPv6 is one source. */
export function sourceOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address
  const [head = '', tail] = address.split('::')
  const parts = head.split(':').filter(Boolean)
  const rest = (tail ?? '').split(':').filter(Boolean)
  const gap = tail === undefined ? [] : Array(Math.max(0, 8 - parts.length - rest.length)).fill('0')
  return [...parts, ...gap, ...rest].slice(0, 4).join(':')
}

/**
 * Counts one, the source before the site: a flood from one place is refused there, and takes nothing from the others.
 * @throws Problem `rate_limited` (429)
 */
export function requireRoom({ limits, limiter }: SiteDeps, site: Site, request: Request, what: Cap): void {
  if (!limits) return
  const source = sourceOf(request.headers.get(ADDRESS_HEADER) ?? '')
  const { address, site: whole } = CAPS[what]
  for (const [key, max] of [
    [`site ${site.accountId} ${what} ${source}`, address],
    [`site ${site.accountId} ${what}`, whole],
  ] as const) {
    const verdict = limiter.take(key, { max, window: MINUTE })
    if (!verdict.allowed)
      throw new Problem('rate_limited', { status: 429, values: { seconds: verdict.retryAfter } })
  }
}
