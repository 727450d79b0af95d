import type { Holidays } from '../../../../../lib/hours/index.ts'
import type { Locale } from '../../../../../lib/i18n/index.ts'

/** Words in both languages; what is empty is shown in the other. */
export type Words = Record<Locale, string>

export interface Reason {
  id: string
  words: Words
  /** Not offered any more; what was raised for it keeps its name. */
  off?: boolean | undefined
}

export const FIELD_KINDS = ['text', 'choice', 'number', 'date', 'file'] as const
export interface Field {
  id: string
  kind: (typeof FIELD_KINDS)[number]
  words: Words
  required: boolean
  /** Of a choice. */
  choices?: Words[] | undefined
  /** What the conversation may fill it with, to be looked over by a person. */
  from?: 'order' | 'product' | 'date' | undefined
}

/** One reminder: working days after the day it is due (before it: negative), at a time of day, to whom. */
export interface Step {
  days: number
  at: string
  to: 'service' | 'manager'
}

export interface Timing {
  /** Working days that a service has, and until what time of the last one. */
  days: number
  at: string
  /** Monday is 1. */
  workdays: number[]
  /** Public holidays that are no working days. */
  holidays: Holidays
  /** IANA. */
  zone: string
  steps: Step[]
  /** Days after it is due at which links end. */
  linkDays: number
}

/** Empty in one language: the other's. */
export function said(words: Words, locale: Locale): string {
  return words[locale] || words.fr || words.en
}

/** A field's value as it is kept, or what is wrong with it: a key of `error.json`. */
export function readField(field: Field, given: string): { value: string } | { wrong: string } {
  const value = given.trim()
  if (value === '') return field.required ? { wrong: 'field_required' } : { value }
  if (field.kind === 'number') {
    const number = value.replace(/\s/g, '').replace(',', '.')
    return /^-?\d{1,12}(\.\d{1,6})?$/.test(number) ? { value: number } : { wrong: 'escalation_number' }
  }
  if (field.kind === 'date') return isDate(value) ? { value } : { wrong: 'escalation_date' }
  if (field.kind === 'choice') {
    const known = field.choices?.some((choice) => choice.fr === value || choice.en === value)
    return known ? { value } : { wrong: 'escalation_choice' }
  }
  return value.length <= 2000 ? { value } : { wrong: 'escalation_long' }
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const at = new Date(`${value}T12:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}

/** All the fields of a form, and by field what is wrong with it. A file's value is the id of an attachment. */
export function readForm(
  fields: readonly Field[],
  given: Readonly<Record<string, string>>,
): { values: Record<string, string>; wrong: Record<string, string> } {
  const values: Record<string, string> = {}
  const wrong: Record<string, string> = {}
  for (const field of fields) {
    const read = readField(field, Object.hasOwn(given, field.id) ? (given[field.id] ?? '') : '')
    if ('wrong' in read) wrong[`values.${field.id}`] = read.wrong
    else if (read.value !== '') values[field.id] = read.value
  }
  return { values, wrong }
}

const ORDER =
  /(?:commande|order|n[o°]|#)\s*(?:n[o°]\s*|num[ée]ro\s*|number\s*|#)?[:\s]*((?=[a-z0-9-]*\d)[a-z0-9-]{3,20})/iu

/** What the customer's own words say of a field, the newest message first. */
export function prefilled(fields: readonly Field[], texts: readonly string[]): Record<string, string> {
  const values: Record<string, string> = {}
  for (const field of fields) {
    if (field.from !== 'order') continue
    const found = texts.map((text) => ORDER.exec(text)?.[1]).find((one) => one !== undefined)
    if (found) values[field.id] = found
  }
  return values
}
