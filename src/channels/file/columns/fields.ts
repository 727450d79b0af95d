/** What a column may be taken for; the words are `import:field.<name>`. */
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
export type Field = (typeof FIELDS)[number]

/** Column name to field; columns left out are not imported. */
export type Mapping = Record<string, Field>

/** Letters and digits of a header, without accents or case: `Date de création (UTC)` is `date de creation utc`. */
export function plainHeader(header: string): string {
  return header
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
