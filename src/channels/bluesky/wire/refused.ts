import type { z } from 'zod'

export interface Refused {
  kind: 'refused'
  /** Path and kind of what is wrong, never the value. */
  reason: string
  at?: string
}

export function isRefused<T extends object>(value: T | Refused): value is Refused {
  return 'kind' in value && value.kind === 'refused'
}

/** Names the place and the rule; paths hold our own field names and indexes only. */
export function reasonOf(what: string, error: z.ZodError): string {
  const issue = error.issues[0]
  return `${what}: ${issue?.path.join('.') || 'shape'} ${issue?.code ?? 'invalid'}`
}
