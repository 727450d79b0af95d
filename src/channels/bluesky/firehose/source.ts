import { HttpFailure } from '../../../../lib/http/index.ts'
import type { Account, Host } from '../../channel.ts'
import { COLLECTIONS } from '../sift/collections.ts'
import type { BlueskyConfig } from './config.ts'
import type { LineHost, Source } from './line/index.ts'

export function hostOf(host: Host, signal: AbortSignal): LineHost {
  return { http: host.http, signal, now: () => host.now(), status: (key, values) => host.status(key, values) }
}

/** Cursors are microseconds, as Jetstream's own; anything else begins at the live end. */
export function startOf(cursor: string | undefined): number | undefined {
  return cursor && /^\d{1,16}$/.test(cursor) ? Number(cursor) : undefined
}

export async function sourceOf(account: Account<BlueskyConfig>, host: Host): Promise<Source> {
  const { urls, collections, zstdDictionary } = account.config
  return {
    urls,
    collections: [...new Set(collections)].sort().map((kind) => COLLECTIONS[kind]),
    dictionary: zstdDictionary ? await dictionaryAt(zstdDictionary, host) : undefined,
  }
}

/** Without its dictionary the plain stream is still the whole stream. */
async function dictionaryAt(url: string, host: Host): Promise<Uint8Array | undefined> {
  try {
    const { status, body } = await host.http.request(url, { maxBytes: 1024 * 1024, signal: host.signal })
    if (status === 200 && body.byteLength > 0) return body
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
  }
  host.status('no-dictionary')
  return undefined
}

/** Where the authors' names are: the AppView of those who run the stream, and nowhere for a network of one's own. */
export function namesAt({ names, urls }: BlueskyConfig): string | undefined {
  const ofBluesky = urls.every((url) => URL.parse(url)?.hostname.endsWith('.bsky.network'))
  return names && ofBluesky ? 'https://public.api.bsky.app' : undefined
}
