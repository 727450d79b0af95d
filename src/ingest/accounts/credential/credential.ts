import { z } from 'zod'
import { ChannelFailure, type Credential } from '../../../channels/index.ts'

const kept = z.object({
  secret: z.record(z.string(), z.unknown()),
  expires: z.iso.datetime().optional(),
  renewable: z.boolean().optional(),
  scopes: z.array(z.string()).optional(),
})

/** As text, to be sealed. */
export function written(credential: Credential): string {
  return JSON.stringify(credential)
}

export function readBack(text: string): Credential {
  const { expires, ...rest } = kept.parse(JSON.parse(text))
  return { ...rest, ...(expires ? { expires: new Date(expires) } : {}) }
}

/**
 * What a renewal answered, whole: what it does not name stays as it was, as networks leave out what did not change.
 * @throws ChannelFailure `bad-response` where the answer is empty or any part of it is: it must replace nothing.
 */
export function renewed(before: Credential | undefined, made: Credential): Credential {
  const named = Object.entries(made?.secret ?? {}).filter(([, value]) => value !== undefined)
  if (named.length === 0 || named.some(([, value]) => isBlank(value))) throw empty()
  if (made.expires && !Number.isFinite(made.expires.getTime())) throw empty()
  const scopes = made.scopes ?? before?.scopes
  return {
    ...made,
    secret: { ...before?.secret, ...Object.fromEntries(named) },
    ...(scopes ? { scopes } : {}),
  }
}

function isBlank(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '')
}

function empty(): ChannelFailure {
  return new ChannelFailure({ kind: 'bad-response', detail: 'failure.empty-credential' })
}

/** When a person must act; undefined where none need. */
export function diesAt({ expires, renewable }: Credential): Date | null {
  return renewable || !expires ? null : expires
}
