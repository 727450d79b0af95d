import { cleanText } from '../../../../lib/text/index.ts'
import type { Activity, ActivityObject, Actor, Verb } from '../../../activity/index.ts'
import type { Field, Mapping } from '../columns/fields.ts'
import type { FileOptions } from '../options.ts'
import type { Row, RowError } from '../row.ts'
import { contentId, isRuined, namespaced, withDate } from './identity.ts'
import { networkOf } from './network.ts'
import { parseAmount, parseNumber, parseRating } from './numbers.ts'
import { Unreadable, Values } from './values.ts'
import { verbOf } from './verbs.ts'
import { type When, whenReader } from './when.ts'

export interface Plan {
  columns: readonly string[]
  mapping: Mapping
  options: FileOptions
  /** The moment of the import: what lies in its future is refused. The same for all its passes. */
  now: Date
}

export type Mapped = { activity: Activity; when: When } | { error: RowError }

const EXTRA_COLUMNS = 20
/** Verbs that say something by themselves, and are nothing without words, a title or a rating. */
const SPOKEN = new Set<Verb>(['Create', 'Question', 'Review'])
/** Verbs about a thing that stands elsewhere. */
const ABOUT = new Set<Verb>(['Like', 'Dislike', 'Announce', 'Flag', 'View'])

/** Makes the function that turns a row into an activity, or into what is wrong with it. It never throws. */
export function rowMapper(plan: Plan): (row: Row) => Mapped {
  const places = placesOf(plan)
  const values = new Values(places, plan.options)
  const when = whenReader(plan.options, plan.now)
  return (row) => {
    const error = row.error ?? raggedError(row, plan)
    if (error) return { error: { line: row.line, ...error } }
    try {
      values.take(row)
      const moment = when(values)
      return { activity: activityOf(values, moment, row, plan), when: moment }
    } catch (thrown) {
      if (!(thrown instanceof Unreadable)) throw thrown
      return { error: errorOf(thrown, row, plan, places) }
    }
  }
}

function placesOf({ columns, mapping }: Plan): Map<Field, number[]> {
  const places = new Map<Field, number[]>()
  columns.forEach((column, i) => {
    const field = mapping[column]
    if (field) places.set(field, [...(places.get(field) ?? []), i])
  })
  return places
}

function raggedError({ cells }: Row, { columns, options }: Plan): Row['error'] {
  const found = cells.findLastIndex((cell) => cell.trim() !== '') + 1
  const short = cells.length < columns.length && !options.pad
  if (found <= columns.length && !short) return undefined
  const values = { expected: columns.length, found: Math.max(found, cells.length) }
  return { column: null, reason: found > columns.length ? 'ragged_long' : 'ragged_short', length: 0, values }
}

function errorOf(thrown: Unreadable, row: Row, plan: Plan, places: Map<Field, number[]>): RowError {
  const fed = places.get(thrown.field) ?? []
  const place = fed.find((index) => row.cells[index]?.trim()) ?? fed[0]
  return {
    line: row.line,
    column: place === undefined ? null : (plan.columns[place] ?? null),
    reason: thrown.reason,
    length: place === undefined ? 0 : (row.cells[place]?.length ?? 0),
    ...(thrown.values ? { values: thrown.values } : {}),
  }
}

function activityOf(values: Values, when: When, row: Row, plan: Plan): Activity {
  const network = networkOf(values.raw('channel')) ?? plan.options.network
  const facts = factsOf(values, plan.options)
  const actor = actorOf(values, network)
  const ids = idsOf(values, plan.options, when, facts, actor)
  const extra = extraOf(row, plan, network, when)
  return {
    verb: facts.verb,
    externalId: ids.externalId,
    published: when.at,
    actor,
    object: { ...facts.object, id: ids.objectId, ...ids.links },
    visibility: 'public',
    ...(extra ? { extra } : {}),
  }
}

interface Facts {
  verb: Verb
  object: Omit<ActivityObject, 'id'>
}

function factsOf(values: Values, options: FileOptions): Facts {
  const text = values.text('text')
  const title = values.line('title', 2000)
  const url = urlOf(values.line('url', 2048))
  const rating = ratingOf(values, options)
  const said = verbSaid(values)
  const money = amountOf(values, options)
  const verb = said ?? (rating === undefined ? 'Create' : 'Review')
  if (SPOKEN.has(verb) && !text && !title && rating === undefined) throw new Unreadable('text', 'empty')
  if (verb === 'Purchase' && !money) throw new Unreadable('amount', 'amount_missing')
  const object = {
    type: typeOf(verb),
    ...(title ? { title } : {}),
    ...(text ? { text } : {}),
    ...(url ? { url } : {}),
    ...(rating === undefined ? {} : { rating }),
    ...(money && verb === 'Purchase' ? money : {}),
    ...languageOf(values),
    ...countryOf(values),
  }
  return { verb, object }
}

function typeOf(verb: Verb): ActivityObject['type'] {
  if (verb === 'Review') return 'Review'
  if (verb === 'Purchase') return 'Order'
  return verb === 'Visit' || verb === 'View'
    ? 'Page'
    : verb === 'Follow' || verb === 'Register'
      ? 'Person'
      : 'Note'
}

function verbSaid(values: Values): Verb | undefined {
  const said = values.raw('verb')
  if (!said) return undefined
  const verb = verbOf(said)
  if (!verb) throw new Unreadable('verb', 'verb_unknown')
  return verb
}

function ratingOf(values: Values, options: FileOptions): number | undefined {
  const text = values.raw('rating')
  if (!text) return undefined
  const rating = parseRating(text, options.ratingScale, options.decimal)
  if (rating === undefined)
    throw new Unreadable('rating', 'rating_unreadable', { scale: options.ratingScale })
  return rating
}

function amountOf(values: Values, options: FileOptions) {
  const text = values.raw('amount')
  if (!text) return undefined
  const money = parseAmount(text, values.raw('currency') || options.currency, options.decimal)
  if (!money) throw new Unreadable('amount', 'amount_unreadable')
  return money
}

function urlOf(text: string | undefined): string | undefined {
  return text && /^https?:\/\/\S+$/i.test(text) ? text : undefined
}

function languageOf(values: Values): { lang?: string } {
  const lang = values.line('lang', 20)?.toLowerCase().replace('_', '-')
  return lang && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(lang) ? { lang } : {}
}

function countryOf(values: Values): { country?: string } {
  const country = values.line('country', 10)?.toUpperCase()
  return country && /^[A-Z]{2}$/.test(country) ? { country } : {}
}

/** Who is not named is nobody in particular: one unknown person of the file's own. */
function actorOf(values: Values, network: string | undefined): Actor {
  const written = values.line('author', 300)
  const name = written?.startsWith('@') ? undefined : written
  const handle = (values.line('authorHandle', 300) ?? (name ? undefined : written))?.replace(/^@/, '')
  const id = values.line('authorId', 500)
  const known = id ?? handle ?? name
  const followers = parseNumber(values.raw('followers'), '.')
  const isMail = known !== undefined && /^\S+@\S+\.\S+$/.test(known)
  const scope = network && !isMail ? `${network}:` : ''
  return {
    id: known ? `${scope}${known.toLowerCase()}` : 'anonymous',
    ...(name ? { name } : {}),
    ...(handle ? { handle } : {}),
    ...(id && /^https?:\/\/\S+$/i.test(id) ? { url: id } : {}),
    ...(followers !== undefined && followers >= 0 && followers < 2 ** 31
      ? { followers: Math.round(followers) }
      : {}),
  }
}

interface Ids {
  externalId: string
  objectId: string
  links: { inReplyTo?: string; thread?: string }
}

function idsOf(values: Values, options: FileOptions, when: When, facts: Facts, actor: Actor): Ids {
  const { source } = options
  const id = values.line('externalId', 1000)
  const parent = values.line('inReplyTo', 1000)
  const root = values.line('thread', 1000)
  const linked = values.has('inReplyTo') || values.has('thread')
  let externalId = contentId(when.at, facts.verb, actor.id, contentOf(facts, parent))
  if (id && !isRuined(id)) {
    externalId = namespaced(source, id)
    // Replies name their parent by its id alone: then it must stay as it is.
    if (!linked) externalId = withDate(externalId, id, when.at)
  }
  const inReplyTo = parent && !isRuined(parent) ? namespaced(source, parent) : undefined
  const thread =
    root && !isRuined(root) ? namespaced(source, root) : (inReplyTo ?? (linked ? externalId : undefined))
  const about = ABOUT.has(facts.verb) ? (inReplyTo ?? facts.object.url) : undefined
  return {
    externalId,
    objectId: about ?? externalId,
    links: { ...(inReplyTo ? { inReplyTo } : {}), ...(thread ? { thread } : {}) },
  }
}

/** What tells two events of one person at one moment apart. */
function contentOf({ object }: Facts, parent: string | undefined): string {
  const said = object.text ?? object.title
  return said ?? JSON.stringify([object.url, parent, object.rating, object.amount, object.currency])
}

function extraOf(row: Row, plan: Plan, network: string | undefined, when: When) {
  const extra: Record<string, unknown> = {}
  if (network) extra.network = network
  if (when.dayOnly) extra.precision = 'day'
  let kept = 0
  plan.columns.forEach((column, i) => {
    const value = row.cells[i]?.trim()
    if (plan.mapping[column] !== 'extra' || !value || kept >= EXTRA_COLUMNS) return
    extra[column.slice(0, 100)] = cleanText(value, 1000).toWellFormed()
    kept += 1
  })
  return Object.keys(extra).length > 0 ? extra : undefined
}
