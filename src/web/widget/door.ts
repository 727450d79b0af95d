import type { SiteRefusal } from '../../server/api.ts'

/** What the server refused, in its words; `network` where it was not reached, or could not say. */
export class Refused extends Error {
  readonly problem: string
  readonly fields: Record<string, string>
  /** Seconds after which it may be asked again. */
  readonly after: number
  constructor({ problem, message, fields }: SiteRefusal, after = 0) {
    super(message)
    this.problem = problem
    this.fields = fields
    this.after = after
  }
}

/** Asks a door of the site. A body goes as plain text, for which the browser asks no leave before. */
export type Door = <R>(path: string, body?: object | FormData, signal?: AbortSignal) => Promise<R>

type Ask = (url: string, init: RequestInit) => Promise<Response>

export function openDoor(base: string, site: string, ask: Ask): Door {
  return async <R>(path: string, body?: object | FormData, signal?: AbortSignal) => {
    const sent = body instanceof FormData ? body : JSON.stringify(body)
    const init: RequestInit = { credentials: 'omit', referrerPolicy: 'origin', ...(signal && { signal }) }
    if (body) Object.assign(init, { method: 'POST', body: sent })
    const network = { problem: 'network', message: '', fields: {} }
    const answer = await ask(`${base}/api/v1/site/${site}${path}`, init).catch((error) => {
      if (signal?.aborted) throw error
      throw new Refused(network)
    })
    const told = await answer.json().catch(() => undefined)
    if (answer.ok && told !== undefined) return told as R
    // What stands before the server, or the server as it starts, says nothing of ours: it will be back.
    if (answer.status >= 500 || told?.problem === undefined) throw new Refused(network, 2)
    throw new Refused(told, answer.status === 429 ? 10 : 0)
  }
}
