import type { Import } from '../../../server/api.ts'

/** What a column may become, in the order in which it is proposed. */
export const FIELDS = [
  'externalId',
  'published',
  'time',
  'author',
  'authorHandle',
  'authorId',
  'text',
  'title',
  'url',
  'channel',
  'verb',
  'rating',
  'inReplyTo',
  'thread',
  'lang',
  'country',
  'followers',
  'amount',
  'currency',
  'extra',
] as const

/** Several columns may be kept aside; every other field has one column. */
export function mapped(mapping: Import['mapping'], column: string, field: string): Import['mapping'] {
  const others = Object.entries(mapping).filter(
    ([name, other]) => name !== column && (other !== field || field === 'extra'),
  )
  return Object.fromEntries(field ? [...others, [column, field]] : others)
}
