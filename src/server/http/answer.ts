import { randomInt } from 'node:crypto'
import { Problem } from '../../../lib/errors/index.ts'
import { hasWords, type Locale, translate, type Values } from '../../../lib/i18n/index.ts'

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A code that a person can read over the telephone, such as `K7QF-2M9D`. */
export function newCode(): string {
  const letter = () => ALPHABET[randomInt(ALPHABET.length)]
  return [4, 4].map((length) => Array.from({ length }, letter).join('')).join('-')
}

/** Whatever was thrown, as a problem; what is not one of ours tells nothing of itself to the outside. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem('internal', { status: 500, cause: error })
}

/** RFC 9457 in the reader's language. */
export function problemResponse(problem: Problem, locale: Locale, code: string): Response {
  const values = { ...worded(locale, problem.values), code }
  const body = {
    type: `urn:veillee:problem:${problem.id}`,
    title: words(locale, `status_${problem.status}`, `status_${problem.status >= 500 ? 500 : 400}`),
    status: problem.status,
    detail: words(locale, problem.id, 'internal', values),
    code,
    ...(problem.fields && { fields: fieldWords(locale, problem.fields, values) }),
  }
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  if (problem.status === 429) headers.set('retry-after', String(problem.values.seconds ?? 60))
  if (problem.status === 401) headers.set('www-authenticate', 'Bearer realm="veillee"')
  return new Response(JSON.stringify(body), { status: problem.status, headers })
}

/** A noun and a permission are said in words of the language too. */
function worded(locale: Locale, values: Values): Values {
  const said = { ...values }
  if (values.noun !== undefined) said.noun = words(locale, `noun_${values.noun}`, 'noun_item')
  if (values.permission !== undefined) {
    said.permission = words(
      locale,
      `can_${String(values.permission).replace(':', '_')}`,
      'can_workspace_manage',
    )
  }
  return said
}

/** A field's words: a key of `error.json`, or the words themselves where they were already found. */
function fieldWords(locale: Locale, fields: Record<string, string>, values: Values): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([path, key]) => [
      path,
      hasWords(locale, `error:${key}`) ? translate(locale, `error:${key}`, values) : key,
    ]),
  )
}

function words(locale: Locale, key: string, otherwise: string, values: Values = {}): string {
  const known = hasWords(locale, `error:${key}`) ? key : otherwise
  return translate(locale, `error:${known}`, values)
}
