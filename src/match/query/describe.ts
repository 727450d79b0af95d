import { invalid } from '../../../lib/errors/index.ts'
import { type Locale, translate } from '../../../lib/i18n/index.ts'
import { TOPICS } from '../../interpret/index.ts'
import { type ParseOptions, parseQuery } from './parse.ts'
import type { Compare, Field, Near, Node, Query, QueryError, Words } from './query.ts'

/** The query as it was understood, in words, so that who wrote it sees whether that is what was meant. */
export function describeQuery(query: Query, locale: Locale): string {
  const said = describe(query.root, locale)
  return said.charAt(0).toLocaleUpperCase(locale) + said.slice(1)
}

/** What is wrong, in words. */
export function errorWords(error: QueryError, locale: Locale): string {
  return translate(locale, `query:${error.id}`, error.values)
}

/**
 * The query of a request, or a refusal that tells the reader what is wrong with it.
 * @throws Problem `search_invalid` (422)
 */
export function requireQuery(source: string, locale: Locale, options: ParseOptions = {}): Query {
  const parsed = parseQuery(source, options)
  if (parsed.ok) return parsed.query
  const [first] = parsed.errors
  const why = first ? errorWords(first, locale) : ''
  throw invalid('search_invalid', { why }, { query: 'search_invalid' })
}

function describe(node: Node, locale: Locale): string {
  switch (node.kind) {
    case 'and':
      return conjunction(node.nodes, locale)
    case 'or':
      if (node.list !== undefined) return say(locale, 'read_list', { list: node.list })
      return node.nodes.map((child) => inside(child, locale)).join(say(locale, 'read_or'))
    case 'not':
      return say(locale, 'read_not', { what: inside(node.node, locale) })
    case 'field':
      return field(node.field, node.value, locale)
    case 'compare':
      return comparison(node, locale)
    case 'near':
      return near(node, locale)
    case 'words':
      return words(node, locale)
  }
}

/** What is required first, then what is excluded. */
function conjunction(nodes: Node[], locale: Locale): string {
  const required = nodes.filter((node) => node.kind !== 'not')
  const excluded = nodes.filter((node) => node.kind === 'not')
  const parts = required.map((node) => inside(node, locale)).join(say(locale, 'read_and'))
  const without = excluded.map(({ node }) => inside(node, locale)).join(say(locale, 'read_nor'))
  if (!without) return parts
  return parts ? say(locale, 'read_but', { parts, without }) : say(locale, 'read_not', { what: without })
}

function inside(node: Node, locale: Locale): string {
  const said = describe(node, locale)
  return node.kind === 'and' || (node.kind === 'or' && node.list === undefined) ? `(${said})` : said
}

function near({ left, right, distance, ordered }: Near, locale: Locale): string {
  const [one = '', two = ''] = [left, right].map((side) => {
    const [only] = side
    return only && side.length === 1
      ? words(only, locale)
      : `(${side.map((each) => words(each, locale)).join(say(locale, 'read_or'))})`
  })
  return translate(locale, `query:${ordered ? 'read_before' : 'read_near'}`, { one, two, count: distance })
}

const SIGNS = { '>': 'over', '>=': 'least', '<': 'under', '<=': 'most' } as const

function comparison({ measure, test, value, zone }: Compare, locale: Locale): string {
  if (measure === 'published') {
    // A day is named by an instant of it: of an end, the last one.
    const at = test === '<' ? value - 1 : value
    const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: zone ?? 'UTC' }).format(at)
    return say(locale, test === '<' ? 'read_until' : 'read_since', { day })
  }
  const number = measure === 'toxicity' ? value / 1000 : value
  const said = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(number)
  return say(locale, `read_${measure}_${SIGNS[test]}`, { number: said })
}

function words({ written, where, phrase, exact }: Words, locale: Locale): string {
  const bare = written.replace(/\*+$/u, '')
  const said = exact
    ? say(locale, 'read_exact', { words: written })
    : wordsAnywhere(written, bare, phrase, locale)
  return where === 'body' ? said : say(locale, `read_${where}`, { what: said })
}

function wordsAnywhere(written: string, bare: string, phrase: boolean, locale: Locale): string {
  if (/\s/u.test(written)) return say(locale, 'read_phrase', { words: written })
  if (/[*?]/u.test(bare)) return say(locale, 'read_pattern', { words: written })
  if (/^[#＃]/u.test(written))
    return say(locale, bare === written ? 'read_tag' : 'read_tags', { words: bare })
  if (/^[@＠]/u.test(written))
    return say(locale, bare === written ? 'read_handle' : 'read_handles', { words: bare })
  if (bare !== written) return say(locale, 'read_prefix', { words: bare })
  return say(locale, phrase ? 'read_phrase' : 'read_word', { words: written })
}

function field(name: Field, value: string, locale: Locale): string {
  if (name === 'lang') return language(value, locale)
  if (name === 'channel') return say(locale, 'read_channel', { channel: value })
  if (name === 'topic') {
    const topic = TOPICS.find(({ id }) => id === value)
    return say(locale, 'read_topic', { topic: topic?.[locale] ?? value })
  }
  if (name === 'country') {
    const country = new Intl.DisplayNames([locale], { type: 'region' }).of(value) ?? value
    return say(locale, 'read_country', { country })
  }
  if (name === 'url' || name === 'site') return say(locale, `read_${name}`, { domain: value })
  // A key that ends in `_other` is a plural's.
  return say(locale, `read_${name}_${value === 'other' ? 'otherwise' : value}`)
}

function language(code: string, locale: Locale): string {
  if (code === 'und') return say(locale, 'read_lang_unknown')
  const lang = new Intl.DisplayNames([locale], { type: 'language' }).of(code) ?? code
  return say(locale, 'read_lang', { lang })
}

function say(locale: Locale, id: string, values: Record<string, string> = {}): string {
  return translate(locale, `query:${id}`, values)
}
