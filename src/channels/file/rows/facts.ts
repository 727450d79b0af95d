import type { ActivityObject, Verb } from '../../../activity/index.ts'
import type { FileOptions } from '../options.ts'
import { parseAmount, parseRating } from './numbers.ts'
import { Unreadable, type Values } from './values.ts'
import { verbOf } from './verbs.ts'

/** Verbs that say something by themselves, and are nothing without words, a title or a rating. */
const SPOKEN = new Set<Verb>(['Create', 'Question', 'Review'])

/** What happened, and to what; its ids come apart. */
export interface Facts {
  verb: Verb
  object: Omit<ActivityObject, 'id'>
}

/** @throws Unreadable */
export function factsOf(values: Values, options: FileOptions): Facts {
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
