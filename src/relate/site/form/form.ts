import { z } from 'zod'
import { invalid } from '../../../../lib/errors/index.ts'
import type { Answer, FormField } from '../tables.ts'

const both = (most: number) =>
  z.strictObject({ fr: z.string().trim().max(most), en: z.string().trim().max(most) })
const label = both(2_000).refine(({ fr, en }) => fr !== '' || en !== '', 'field_required')

export const KINDS = [
  'name',
  'email',
  'subject',
  'order',
  'text',
  'message',
  'choice',
  'file',
  'consent',
] as const

const field = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9]{0,30}$/),
    kind: z.enum(KINDS),
    label,
    required: z.boolean(),
    options: z.array(label).max(50).optional(),
  })
  .refine(({ kind, options }) => kind !== 'choice' || (options?.length ?? 0) >= 2, {
    message: 'form_options',
    path: ['options'],
  })

/** What a form is sent with besides its fields. */
export const AROUND = ['token', 'shown', 'website', 'lang', 'zone', 'page', 'referrer']

/** What a field is sent as: its id, or a name that no id can be where the form itself is sent with one of that name. */
export function nameOf({ id }: Pick<FormField, 'id'>): string {
  return AROUND.includes(id) ? `field-${id}` : id
}

/** What a form may be made of. */
export const formFields = z
  .array(field)
  .min(1)
  .max(20)
  .refine((fields) => new Set(fields.map(({ id }) => id)).size === fields.length, 'form_same')
  .refine(
    (fields) =>
      ['name', 'email', 'file'].every((kind) => fields.filter((one) => one.kind === kind).length <= 1),
    'form_once',
  )
export const formThanks = both(500)

/** The words of a language, or those of the other where it has none. */
export function inLang(words: { fr: string; en: string }, lang: 'fr' | 'en'): string {
  return words[lang] || words.fr || words.en
}

const LONGEST: Record<FormField['kind'], number> = {
  name: 100,
  email: 254,
  subject: 200,
  order: 50,
  text: 254,
  message: 4_000,
  choice: 2_000,
  file: 0,
  consent: 10,
}
const EMAIL = z.email()

/** What is wrong with a value, as a key of `error.json`; undefined for what is right. */
function wrongWith(
  { kind, required, options }: FormField,
  value: string,
  lang: 'fr' | 'en',
): string | undefined {
  if (value === '') return required ? (kind === 'consent' ? 'form_consent' : 'field_required') : undefined
  if (value.length > LONGEST[kind]) return 'site_too_long'
  if (kind === 'email' && !EMAIL.safeParse(value).success) return 'field_email'
  if (kind === 'consent' && value !== 'yes') return 'form_consent'
  const known = kind !== 'choice' || options?.some((option) => inLang(option, lang) === value)
  return known ? undefined : 'form_choice'
}

/**
 * What was filled in (by `nameOf`), in the words that were shown, the text of a consent with it. Files are kept elsewhere: of them it is
 * only known whether there is one.
 * @throws Problem `body_invalid` (422) with what is wrong by field
 */
export function answersIn(
  fields: readonly FormField[],
  given: ReadonlyMap<string, string>,
  lang: 'fr' | 'en',
): Answer[] {
  const wrong: Record<string, string> = {}
  const answers = fields.map((one) => {
    const value = (given.get(nameOf(one)) ?? '').replaceAll('\r\n', '\n').trim()
    const key =
      one.kind === 'file'
        ? one.required && !value
          ? 'field_required'
          : undefined
        : wrongWith(one, value, lang)
    if (key) wrong[one.id] = key
    return { id: one.id, kind: one.kind, label: inLang(one.label, lang), value }
  })
  if (Object.keys(wrong).length > 0) throw invalid('body_invalid', {}, wrong)
  return answers.filter(({ value, kind }) => value !== '' || kind === 'consent')
}

/** What was filled in as the text of a message, so that it is read and found as any other. */
export function textOf(answers: readonly Answer[], words: { yes: string; no: string }): string {
  return answers
    .filter(({ kind }) => kind !== 'file')
    .map(({ kind, label, value }) => {
      if (kind === 'consent') return `${label} : ${value === 'yes' ? words.yes : words.no}`
      return kind === 'message' ? `${label} :\n${value}` : `${label} : ${value}`
    })
    .join('\n')
}
