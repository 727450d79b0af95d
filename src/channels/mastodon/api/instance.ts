import type { Limits } from '../../channel.ts'
import { instanceV1, instanceV2 } from '../wire/wire.ts'
import type { Client } from './client.ts'

/** What a server says of itself. */
export interface Instance {
  /** The part after the second @ of those who live there, which may differ from the server's address. */
  domain: string
  title: string | undefined
  streaming: string
  limits: Partial<Limits>
}

const TRUSTED_FOR = 3_600_000
const MOST = 200
const memory = new Map<string, { at: number; instance: Instance }>()

/** Asked once an hour at most. */
export async function instanceOf(client: Client): Promise<Instance> {
  const now = client.host.now().getTime()
  const known = memory.get(client.origin)
  if (known && Math.abs(now - known.at) < TRUSTED_FOR) return known.instance
  const instance = await ask(client)
  memory.delete(client.origin)
  memory.set(client.origin, { at: now, instance })
  const [oldest] = memory.keys()
  if (memory.size > MOST && oldest) memory.delete(oldest)
  return instance
}

async function ask(client: Client): Promise<Instance> {
  const url = new URL(client.origin)
  const streaming = url.origin.replace(/^http/, 'ws')
  const second = instanceV2.safeParse((await client.offered('/api/v2/instance'))?.json).data
  if (second) {
    return {
      domain: domainOf(second.domain, url.host),
      title: second.title ?? undefined,
      streaming: streamingOf(second.configuration?.urls?.streaming, streaming),
      limits: limitsOf(second.configuration),
    }
  }
  const first = instanceV1.safeParse((await client.offered('/api/v1/instance'))?.json).data
  const characters = first?.max_toot_chars
  return {
    domain: domainOf(first?.uri ?? '', url.host),
    title: first?.title ?? undefined,
    streaming: streamingOf(first?.urls?.streaming_api, streaming),
    limits: { ...(characters ? { text: characters } : {}), ...limitsOf(first?.configuration) },
  }
}

/** Some servers of the first version give their whole address for their domain. */
function domainOf(said: string, host: string): string {
  const named = /^https?:\/\//.test(said) ? (URL.parse(said)?.host ?? '') : said
  return (/^[\p{L}\p{N}.:-]+$/u.test(named) ? named : host).toLowerCase()
}

/** A token goes nowhere in clear that is not in clear already. */
function streamingOf(said: string | null | undefined, own: string): string {
  const url = said ? URL.parse(said) : null
  if (!url || !/^wss?:$/.test(url.protocol)) return own
  return own.startsWith('wss:') && url.protocol === 'ws:' ? own : url.origin
}

function limitsOf(
  sizes: NonNullable<ReturnType<typeof instanceV2.parse>['configuration']> | null | undefined,
) {
  const { statuses, media_attachments: media } = sizes ?? {}
  const limits: Partial<Limits> = {}
  if (statuses?.max_characters) limits.text = statuses.max_characters
  if (typeof statuses?.max_media_attachments === 'number') limits.media = statuses.max_media_attachments
  if (statuses?.characters_reserved_per_url) {
    limits.measure = { unit: 'grapheme', address: statuses.characters_reserved_per_url }
  }
  if (media?.image_size_limit) limits.mediaBytes = media.image_size_limit
  if (media?.video_size_limit) limits.playedBytes = media.video_size_limit
  if (media?.description_limit) limits.alt = media.description_limit
  if (media?.supported_mime_types.length) limits.mediaTypes = media.supported_mime_types
  return limits
}
