import type { z } from 'zod'

type Line<T> = { ok: true; value: T } | { ok: false; reason: string }

/** One line of JSON Lines, or in a few English words why it is none: for the one who wrote the file, not for us. */
export function readJsonLine<S extends z.ZodType>(schema: S, line: string): Line<z.output<S>> {
  let value: unknown
  try {
    value = JSON.parse(line.replace(/^\uFEFF/u, ''))
  } catch {
    return { ok: false, reason: 'not JSON' }
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data }
  const [issue] = parsed.error.issues
  return { ok: false, reason: issue ? wrong(issue, value) : 'not understood' }
}

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
}

function wrong({ path, message, ...issue }: z.core.$ZodIssue, whole: unknown): string {
  if (path.length === 0) return 'not an object in braces, such as {"text":"…"}'
  const name = `"${path.join('.')}"`
  const value = path.reduce<unknown>((within, key) => Object(within)[key], whole)
  if (value === undefined) return `${name} is missing`
  if (issue.code === 'invalid_type' && issue.expected in KINDS)
    return `${name} is ${kindOf(value)}, not ${KINDS[issue.expected]}`
  // A union says no more of itself than that nothing of it fits.
  return issue.code === 'invalid_union' ? `${name} cannot be ${kindOf(value)}` : `${name}: ${message}`
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return KINDS[typeof value] ?? 'an object'
}
