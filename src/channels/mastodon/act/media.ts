import { randomToken } from '../../../../lib/crypto/index.ts'
import { ChannelFailure, type DraftMedia } from '../../channel.ts'
import type { Client } from '../api/index.ts'
import { pause } from '../line/wait.ts'
import { uploaded } from '../wire/wire.ts'

/** Videos are converted before they can be published; longer than that and something is wrong. */
const MOST_WAITS = 60
const WAIT = 1_000
const UPLOAD_MS = 120_000

/**
 * Uploads the files of a draft, each with its description, and waits until all can be published. Nothing is published
 * by it: whatever fails here has done nothing.
 */
export async function upload(client: Client, files: DraftMedia[], wait = WAIT): Promise<string[]> {
  const ids: string[] = []
  for (const file of files) ids.push(await uploadOne(client, file, wait))
  return ids
}

async function uploadOne(client: Client, file: DraftMedia, wait: number): Promise<string> {
  const raw = formOf(file, await file.bytes())
  const call = { method: 'POST' as const, raw, timeoutMs: UPLOAD_MS }
  const answer =
    (await client.offered('/api/v2/media', call)) ?? (await client.offered('/api/v1/media', call))
  if (!answer) throw new ChannelFailure({ kind: 'refused', detail: 'mastodon.no-media' })
  const { id, url } = readUpload(answer.json)
  if (answer.status !== 202 && url) return id
  for (let waits = 0; waits < MOST_WAITS; waits++) {
    const state = await client.offered(`/api/v1/media/${encodeURIComponent(id)}`)
    // A server that cannot be asked has none to wait for.
    if (!state || (state.status === 200 && readUpload(state.json).url)) return id
    await pause(wait, client.host.signal)
  }
  throw new ChannelFailure({ kind: 'unreachable', detail: 'mastodon.processing' })
}

function readUpload(json: unknown) {
  const read = uploaded.safeParse(json)
  if (read.success) return read.data
  throw new ChannelFailure({ kind: 'unreachable', detail: 'mastodon.malformed' })
}

/** RFC 7578; the name is for people, and its odd characters are not worth an escape. */
function formOf(
  { name, mediaType, alt }: DraftMedia,
  bytes: Uint8Array,
): { type: string; bytes: Uint8Array } {
  const boundary = `veillee-${randomToken()}`
  const shown = name.replace(/[^\w. -]/g, '_').slice(0, 100) || 'file'
  const head = alt
    ? `--${boundary}\r\ncontent-disposition: form-data; name="description"\r\n\r\n${alt.replace(/\r?\n/g, '\r\n')}\r\n`
    : ''
  const part = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${shown}"\r\ncontent-type: ${mediaType}\r\n\r\n`
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([Buffer.from(head + part), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  }
}
