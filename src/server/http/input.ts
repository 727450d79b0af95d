import type { z } from 'zod'
import { invalid, Problem } from '../../../lib/errors/index.ts'
import { hasWords, type Locale, translate, type Values } from '../../../lib/i18n/index.ts'

const MEBIBYTE = 1024 * 1024
export const USUAL_BODY = MEBIBYTE

/**
 * Reads a JSON body of at most `most` bytes.
 * @throws Problem `json_needed` (415), `too_large` (413), `json_broken` (422)
 */
export async function readJson(request: Request, most: number): Promise<{ text: string; value: unknown }> {
  const text = await new Response(limitedBody(request, most)).text()
  if (text === '') return { text, value: {} }
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Problem('json_needed', { status: 415 })
  try {
    return { text, value: JSON.parse(text) }
  } catch {
    throw invalid('json_broken')
  }
}

/** The same request with a body that fails once `most` bytes have passed, whatever its headers announced. */
export function limitedRequest(request: Request, most: number): Request {
  const body = limitedBody(request, most)
  return body ? new Request(request, { body, duplex: 'half' } as RequestInit) : request
}

function limitedBody(request: Request, most: number): ReadableStream<Uint8Array> | null {
  const tooLarge = () => new Problem('too_large', { status: 413, values: { limit: Math.ceil(most / 1024) } })
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge()
  let passed = 0
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      passed += chunk.byteLength
      if (passed > most) controller.error(tooLarge())
      else controller.enqueue(chunk)
    },
  })
  return request.body?.pipeThrough(counter) ?? null
}

/** Names that come once as a string, names that come again as an array of them. */
export function queryOf(url: URL, without: string[] = []): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {}
  for (const name of new Set(url.searchParams.keys())) {
    if (without.includes(name)) continue
    const values = url.searchParams.getAll(name)
    query[name] = values.length === 1 ? (values[0] ?? '') : values
  }
  return query
}

/**
 * Checks a value against its schema.
 * @throws Problem 422 with `fields`: path to words in the reader's language
 */
export function validate(schema: z.ZodType, value: unknown, id: string, locale: Locale): unknown {
  const unkept = unkeptIn(value).slice(0, 20)
  if (unkept.length > 0)
    throw invalid(id, {}, Object.fromEntries(unkept.map((path) => [path, say(locale, 'field_invalid', {})])))
  const parsed = schema.safeParse(value, { reportInput: true })
  if (parsed.success) return parsed.data
  const fields = new Map<string, string>()
  for (const issue of parsed.error.issues) {
    for (const [path, words] of told(issue, locale)) if (!fields.has(path)) fields.set(path, words)
  }
  throw invalid(id, {}, Object.fromEntries(fields))
}

/** Paths of what no column keeps: NUL, and half a sign (a surrogate alone). */
function unkeptIn(value: unknown, at: readonly string[] = []): string[] {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? [at.join('.')] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) =>
    unkeptIn(key).length > 0 ? [at.join('.')] : unkeptIn(one, [...at, key]),
  )
}

function told(issue: z.core.$ZodIssue, locale: Locale): [path: string, words: string][] {
  const at = (...more: PropertyKey[]) => [...issue.path, ...more].map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => [at(key), say(locale, 'field_unknown', { keys: key })])
  }
  const [key, values] = wordsFor(issue)
  return [[at(), say(locale, key, values)]]
}

const TOO_SMALL: Record<string, string> = { string: 'field_short', array: 'field_few', set: 'field_few' }
const TOO_BIG: Record<string, string> = { string: 'field_long', array: 'field_many', set: 'field_many' }
const FORMATS = ['email', 'url', 'uuid', 'datetime']

function wordsFor(issue: z.core.$ZodIssue): [key: string, values: Values] {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) return ['field_required', {}]
      return ['field_type', { expected: issue.expected }]
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return ['field_required', {}]
      return [TOO_SMALL[issue.origin] ?? 'field_small', { minimum: Number(issue.minimum) }]
    case 'too_big':
      return [TOO_BIG[issue.origin] ?? 'field_big', { maximum: Number(issue.maximum) }]
    case 'invalid_format':
      return [FORMATS.includes(issue.format) ? `field_${issue.format}` : 'field_invalid', {}]
    case 'invalid_value':
      if (issue.input === undefined) return ['field_required', {}]
      return ['field_choice', { values: issue.values.map(String).join(', ') }]
    default:
      return [issue.message, {}]
  }
}

function say(locale: Locale, key: string, values: Values): string {
  const known = hasWords(locale, `error:${key}`) ? key : 'field_invalid'
  return translate(locale, `error:${known}`, values)
}
