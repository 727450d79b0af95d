import type { Handle } from '../../../../lib/db/index.ts'
import type { SafeHttp } from '../../../../lib/http/index.ts'
import { costOf, mostTokens } from '../opinion.ts'
import { keyPurpose, type Sealing } from '../sealed.ts'
import { type Analyser, analyserOf, monthOf, putRight, setAside, spentIn } from '../store.ts'
import { type Message, type Request, type Written, write } from './write.ts'

export interface OutsideDeps {
  http: SafeHttp
  sealing: Sealing
}

/** The outside model of a workspace, for those that may have texts written by it. */
export interface OutsideModel {
  model: string
  host: string
  currency: string
  /** Whether private messages may be shown to it too. */
  private: boolean
  /** Spent this month, and the most that may be; money in millionths. */
  spent: { micros: number; tokens: number }
  cap: { micros: number; tokens: number }
  /** The most that a request can come to. */
  most(request: Request): { tokens: number; micros: number }
  /** What it came to by the other side’s count. */
  cost(usage: { in: number; out: number }): { tokens: number; micros: number }
  /** Sets the most aside; false where that would pass a cap. */
  setAside(tx: Handle, most: { tokens: number; micros: number }, now: Date): Promise<boolean>
  /** Corrects what was set aside at that time by a difference. */
  putRight(tx: Handle, at: Date, by: { tokens: number; micros: number }): Promise<void>
  write(
    deps: OutsideDeps,
    request: Request,
    how: { signal: AbortSignal; progress(text: string): void },
  ): Promise<Written>
}

/** Undefined where none is set, or it is not to write. */
export async function writingModel(
  db: Handle,
  workspaceId: string,
  now: Date,
): Promise<OutsideModel | undefined> {
  const analyser = await analyserOf(db, workspaceId)
  if (!analyser?.drafts) return undefined
  const spent = await spentIn(db, workspaceId, monthOf(now), analyser.currency)
  return modelOf(analyser, spent)
}

function modelOf(analyser: Analyser, spent: { micros: number; tokens: number }): OutsideModel {
  const { workspace_id: workspaceId, url, model, currency, sealed_key } = analyser
  return {
    ...{ model, currency, spent, private: analyser.private },
    host: URL.parse(url)?.host ?? '',
    cap: { micros: analyser.cap_micros, tokens: analyser.cap_tokens },
    most(request) {
      const asked = mostTokens(request)
      return { tokens: asked + request.tokens, micros: costOf(analyser, { in: asked, out: request.tokens }) }
    },
    cost: (usage) => ({ tokens: usage.in + usage.out, micros: costOf(analyser, usage) }),
    setAside: (tx, most, now) => setAside(tx, analyser, most, now),
    putRight: (tx, at, by) => putRight(tx, workspaceId, { at, currency }, by),
    write(deps, request, how) {
      const key = sealed_key && deps.sealing.open(sealed_key, keyPurpose(workspaceId))
      return write(deps.http, { url, model, key }, request, how)
    },
  }
}

export type { Message, Request, Written }
