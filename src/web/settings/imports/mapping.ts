import type { Import } from '../../../server/api.ts'

/** Several columns may be kept aside; every other field has one column. */
export function mapped(mapping: Import['mapping'], column: string, field: string): Import['mapping'] {
  const others = Object.entries(mapping).filter(
    ([name, other]) => name !== column && (other !== field || field === 'extra'),
  )
  return Object.fromEntries(field ? [...others, [column, field]] : others)
}
