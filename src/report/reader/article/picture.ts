import { HttpFailure, type SafeHttp } from '../../../../lib/http/index.ts'

/** Seals an address, so that only those that an item shows can be asked for. */
export interface Sealing {
  seal(text: string, purpose: string): string
  open(sealed: string, purpose: string): string
}

const MOST_BYTES = 8 * 1024 * 1024
const TIMEOUT = 15_000

const SIGNS: [string, (head: string) => boolean][] = [
  ['image/png', (head) => head.startsWith('\x89PNG\r\n\x1a\n')],
  ['image/jpeg', (head) => head.startsWith('\xff\xd8\xff')],
  ['image/gif', (head) => /^GIF8[79]a/.test(head)],
  ['image/webp', (head) => head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP'],
  ['image/avif', (head) => /^ftypavi[fs]$/.test(head.slice(4, 12))],
]

function purposeOf(workspaceId: string): string {
  return `reader-picture:${workspaceId}`
}

/** What stands for a picture's address in an item that is shown: good in this workspace only. */
export function passFor(sealing: Sealing, workspaceId: string, url: string): string {
  return sealing.seal(url, purposeOf(workspaceId))
}

/**
 * Fetches a picture that an item shows, so that its site sees this server and not its reader. Undefined where the pass is
 * none of ours, or what comes is no picture by its first bytes (a drawing in SVG is a program, and none).
 */
export async function pictureOf(
  http: SafeHttp,
  sealing: Sealing,
  workspaceId: string,
  pass: string,
): Promise<{ bytes: Uint8Array; type: string } | undefined> {
  const url = opened(sealing, workspaceId, pass)
  if (!url) return undefined
  try {
    const options = { accept: 'image/*', maxBytes: MOST_BYTES, timeoutMs: TIMEOUT }
    const { status, body } = await http.request(url, options)
    const head = Buffer.from(body.subarray(0, 16)).toString('latin1')
    const type = SIGNS.find(([, is]) => is(head))?.[0]
    return status === 200 && type ? { bytes: body, type } : undefined
  } catch (error) {
    if (error instanceof HttpFailure) return undefined
    throw error
  }
}

function opened(sealing: Sealing, workspaceId: string, pass: string): string | undefined {
  try {
    return sealing.open(pass, purposeOf(workspaceId))
  } catch {
    return undefined
  }
}
