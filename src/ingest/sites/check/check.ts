import { decodeHtml } from '../../../../lib/html/index.ts'
import { HttpFailure, type SafeHttp } from '../../../../lib/http/index.ts'
import { plainText } from '../../../../lib/text/index.ts'

/** Why a site does not answer as it should. */
export const FAULTS = [
  'status',
  'text',
  'timeout',
  'unresolved',
  'unreachable',
  'tls',
  'cut',
  'broken',
  'address',
] as const
export type Fault = (typeof FAULTS)[number]

type HttpStream = Awaited<ReturnType<SafeHttp['stream']>>

/** Faults that may be of our own connection. */
const OURS: ReadonlySet<Fault> = new Set(['timeout', 'unresolved', 'unreachable', 'cut'])

export interface Expected {
  url: string
  /** Null: any between 200 and 299, once redirects are followed. */
  status: number | null
  /** Words that the page must have. */
  text: string | null
  seconds: number
}

export interface Checked {
  fault: { kind: Fault; detail: string } | null
  status: number | null
  /** Milliseconds to its first byte; null where none came. */
  took: number | null
}

/** What of a page is searched for the words it must have; more than that nobody reads. */
const MOST_BYTES = 2 * 1024 * 1024

/** Asks a site once, as a browser would ask for its page. Never throws for what the other side does. */
export async function check(http: SafeHttp, site: Expected, signal?: AbortSignal): Promise<Checked> {
  const begun = performance.now()
  const moves = site.status !== null && site.status >= 300 && site.status < 400
  let answer: HttpStream | undefined
  let took: number | null = null
  try {
    answer = await http.stream(site.url, {
      accept: 'text/html, */*;q=0.5',
      timeoutMs: site.seconds * 1000,
      maxBytes: 50 * 1024 * 1024,
      redirects: moves ? 0 : 5,
      headers: { 'cache-control': 'no-cache' },
      ...(signal ? { signal } : {}),
    })
    took = Math.round(performance.now() - begun)
    const bytes = await enough(answer, site.text ? MOST_BYTES : 0)
    return { status: answer.status, took, fault: faultOf(site, answer, bytes) }
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    return {
      status: answer?.status ?? null,
      took,
      fault: { kind: kindOf(error), detail: `http.${error.kind}` },
    }
  }
}

/** As much of the body as is needed; leaving it early closes the connection. */
async function enough({ body }: HttpStream, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    if (most === 0) break
    chunks.push(chunk)
    length += chunk.byteLength
    if (length >= most) break
  }
  return Buffer.concat(chunks)
}

function faultOf(site: Expected, answer: HttpStream, bytes: Uint8Array): Checked['fault'] {
  const fits =
    site.status === null ? answer.status >= 200 && answer.status < 300 : answer.status === site.status
  if (!fits) return { kind: 'status', detail: `HTTP ${answer.status}` }
  if (!site.text) return null
  const html = decodeHtml(bytes, answer.headers['content-type'])
  const wanted = plain(site.text)
  return plain(plainText(html, 1_000_000)).includes(wanted) || plain(html).includes(wanted)
    ? null
    : { kind: 'text', detail: site.text.slice(0, 200) }
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim()
}

function kindOf({ kind, refusedByUs }: HttpFailure): Fault {
  if (refusedByUs) return 'address'
  if (kind === 'timeout' || kind === 'unresolved' || kind === 'unreachable' || kind === 'tls') return kind
  return kind === 'cut' || kind === 'aborted' ? 'cut' : 'broken'
}

/** Whether a fault may be that of our own line rather than the site's. */
export function mayBeOurs(fault: Fault): boolean {
  return OURS.has(fault)
}
