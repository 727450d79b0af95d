import { z } from 'zod'
import { invalid, Problem } from '../../../../lib/errors/index.ts'
import { type Locale, translate } from '../../../../lib/i18n/index.ts'
import { problemWords } from '../../../../lib/i18n/problem.ts'
import type { Context } from '../../../access/index.ts'
import type { SiteDeps } from '../deps.ts'
import { type Cap, requireRoom } from './caps.ts'
import { crossOrigin, openSite, type Site } from './site.ts'

/** Largest JSON that a page of a visitor sends. */
export const MOST_JSON = 64 * 1024

export interface Call {
  deps: SiteDeps
  site: Site
  request: Request
  locale: Locale
}

/**
 * Answers a page of another origin in JSON, failures too: whatever goes wrong must reach the visitor in words. Bodies
 * come as plain text, so that the browser asks us nothing before.
 */
export async function answering(
  deps: SiteDeps,
  { request, locale }: Pick<Context, 'request' | 'locale'>,
  { publicId, cap }: { publicId: string; cap: Cap },
  work: (call: Call) => Promise<unknown>,
): Promise<Response> {
  const site = await openSite(deps.db, publicId)
  const headers = { ...crossOrigin(request, site, deps.publicUrl), 'content-type': 'application/json' }
  try {
    requireRoom(deps, site, request, cap)
    const made = await work({ deps, site, request, locale })
    return made instanceof Response ? made : new Response(JSON.stringify(made), { headers })
  } catch (error) {
    const problem = error instanceof Problem ? error : undefined
    if (!problem || problem.ours) throw error
    const { id, status, fields } = problem
    const told = {
      problem: id,
      message: problemWords(locale, problem),
      fields: said(fields, locale),
    }
    return new Response(JSON.stringify(told), { status, headers })
  }
}

/** Words for each field that is wrong. */
export function said(fields: Record<string, string> | undefined, locale: Locale): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields ?? {}).map(([field, key]) => [field, translate(locale, `error:${key}`)]),
  )
}

/** @throws Problem `json_broken`, `body_invalid` (422) with the fields that are wrong */
export async function jsonOf<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  let given: unknown
  try {
    given = JSON.parse(await request.text())
  } catch (error) {
    if (error instanceof Problem) throw error
    throw invalid('json_broken')
  }
  return checked(schema, given)
}

/** @throws Problem `body_invalid` (422) with the fields that are wrong */
export function checked<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const parsed = schema.safeParse(kept(given))
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path, message, code }) => {
    const known = /^(field|site)_[a-z_]+$/.test(message)
      ? message
      : code === 'too_big'
        ? 'site_too_long'
        : 'field_invalid'
    return [path.join('.'), known]
  })
  throw invalid('body_invalid', {}, Object.fromEntries(fields.reverse()))
}

/** A text without what no row can hold: half of a sign, and the zero byte. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '')
}

/** Bodies here are flat; what is deeper the shapes refuse. */
function kept(given: unknown): unknown {
  if (typeof given === 'string') return storable(given)
  if (given === null || typeof given !== 'object' || Array.isArray(given)) return given
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, typeof value === 'string' ? storable(value) : value]),
  )
}

/** What a person may leave; empty is nothing. */
export const facts = {
  name: z.string().trim().max(100, 'site_too_long').optional(),
  email: z
    .union([z.literal(''), z.email('field_email').max(254, 'site_too_long')])
    .optional()
    .transform((given) => given?.toLowerCase()),
  lang: z.enum(['fr', 'en']).default('fr'),
  zone: z.string().max(60).optional(),
  page: z.string().max(2_000).optional(),
  referrer: z.string().max(2_000).optional(),
}
