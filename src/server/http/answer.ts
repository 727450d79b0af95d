import { randomInt } from 'node:crypto'
import { Problem } from '../../../lib/errors/index.ts'
import { hasWords, type Locale, translate, type Values } from '../../../lib/i18n/index.ts'
import { problemWords, spoken } from '../../../lib/i18n/problem.ts'

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
  const body = {
    type: `urn:veillee:problem:${problem.id}`,
    title: titleOf(problem, locale),
    status: problem.status,
    detail: problemWords(locale, problem, { code }),
    code,
    ...(problem.more && { more: problem.more }),
    ...(problem.fields && { fields: fieldWords(locale, problem.fields, spoken(locale, problem.values)) }),
  }
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  if (problem.status === 429) headers.set('retry-after', String(problem.values.seconds ?? 60))
  if (problem.status === 401) headers.set('www-authenticate', 'Bearer realm="veillee"')
  return new Response(JSON.stringify(body), { status: problem.status, headers })
}

function titleOf({ status }: Problem, locale: Locale): string {
  const known = hasWords(locale, `error:status_${status}`) ? status : status >= 500 ? 500 : 400
  return translate(locale, `error:status_${known}`)
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
