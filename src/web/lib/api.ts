import type { ProblemJson } from '../../server/api.ts'

/** What the server refused, in the reader's language, with the code to quote. */
export class ApiProblem extends Error {
  override name = 'ApiProblem' as const
  readonly status: number
  readonly title: string
  readonly code: string
  readonly fields: Record<string, string>
  /** What the server says besides, for somebody to decide by. */
  readonly more: Record<string, unknown>

  constructor(problem: Partial<ProblemJson> & { status: number }) {
    super(problem.detail ?? problem.title ?? String(problem.status))
    this.status = problem.status
    this.title = problem.title ?? ''
    this.code = problem.code ?? String(problem.status)
    this.fields = problem.fields ?? {}
    this.more = problem.more ?? {}
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>

let locale = 'fr'

/** Language in which the server words its answers. */
export function speak(next: string): void {
  locale = next
}

export function queryString(query: Query = {}): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') params.set(key, String(value))
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

/** Address of a download under the API, for links. */
export function apiUrl(path: string, query?: Query): string {
  return `/api/v1${path}${queryString(query)}`
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const body = await response.json().catch(() => ({}))
  return new ApiProblem({
    title: body.title,
    detail: body.detail ?? body.message,
    code: body.code ?? body.type,
    fields: body.fields,
    more: body.more,
    status: response.status,
  })
}

/** What `public/first.js` asked for before this code was there; an answer serves once, and only a good one. */
async function askedBefore(url: string): Promise<Response | undefined> {
  const answer = globalThis.veilleeAsked?.[url]
  delete globalThis.veilleeAsked?.[url]
  const response = await answer?.catch(() => undefined)
  return response?.ok ? response : undefined
}

/** One exchange with the server. A network that does not answer becomes a problem of status 0. */
export async function exchange<T>(
  method: string,
  url: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': locale }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (method === 'POST') headers['idempotency-key'] = crypto.randomUUID()
  const early = method === 'GET' ? await askedBefore(url) : undefined
  const response =
    early ??
    (await fetch(url, {
      method,
      headers,
      signal: signal ?? null,
      body: body === undefined ? null : JSON.stringify(body),
    }).catch((cause) => {
      if (signal?.aborted) throw cause
      throw new ApiProblem({ status: 0, code: 'offline' })
    }))
  if (!response.ok) throw await problemOf(response)
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
    exchange<T>('GET', apiUrl(path, query), undefined, signal),
  post: <T>(path: string, body: unknown = {}, signal?: AbortSignal) =>
    exchange<T>('POST', apiUrl(path), body, signal),
  put: <T>(path: string, body: unknown) => exchange<T>('PUT', apiUrl(path), body),
  patch: <T>(path: string, body: unknown) => exchange<T>('PATCH', apiUrl(path), body),
  delete: <T>(path: string) => exchange<T>('DELETE', apiUrl(path)),
  /** Says something that nobody waits for, also as the window closes; lost, it is said again or runs out. */
  tell(path: string, body: unknown): void {
    const headers = { 'content-type': 'application/json', 'accept-language': locale }
    const given = { method: 'POST', headers, body: JSON.stringify(body), keepalive: true }
    fetch(apiUrl(path), given).catch(() => undefined)
  },
}

/** The bytes of a file that is kept here; undefined where it is not there any more. */
export async function bytesOf(path: string): Promise<Blob | undefined> {
  const response = await fetch(apiUrl(path)).catch(() => undefined)
  return response?.ok ? response.blob() : undefined
}

/** Sends a file as it is, telling the share sent (0 to 1); `fetch` cannot tell the progress of an upload. */
export function upload<T>(
  path: string,
  query: Query,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', apiUrl(path, query))
    request.setRequestHeader('accept-language', locale)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('idempotency-key', crypto.randomUUID())
    request.upload.onprogress = (event) => onProgress(event.total ? event.loaded / event.total : 0)
    request.onerror = () => reject(new ApiProblem({ status: 0, code: 'offline' }))
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    request.onload = () => {
      const body = parsed(request.responseText)
      if (request.status < 300) resolve(body as T)
      else reject(new ApiProblem({ ...(body as Partial<ProblemJson>), status: request.status }))
    }
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
