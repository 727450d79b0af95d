import type { Field } from './service.ts'

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
