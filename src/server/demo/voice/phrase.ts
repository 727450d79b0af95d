import { BRAND, type Product } from '../world/brand.ts'
import type { Dice } from '../world/dice.ts'

/** Sentences of one intent: a core, and what may come around it. */
export interface Intent {
  core: string[]
  more: string[]
  end: string[]
}

export interface Speaker {
  feminine: boolean
}
export type Slots = Record<string, string>

/** A word and a colon before a sentence keep it for where it is true: lamps with a battery, the first hours of a crisis … */
const CONDITION = /^(bat|plug|top|foot|shade|early|before|late|pub|ship):/
/** `solo:` is said alone, with nothing added. */
const SOLO = 'solo:'

/** What is true of a lamp, for the conditions of sentences. */
export function tagsOf(product: Product): string[] {
  return [
    product.battery ? 'bat' : 'plug',
    ...(product.top ? ['top'] : []),
    ...(product.foot ? ['foot'] : []),
    ...(product.shade ? ['shade'] : []),
  ]
}

/** Sentences that can be said here. */
export function fitting(list: readonly string[], tags: ReadonlySet<string>): string[] {
  return list.filter((sentence) => {
    const condition = CONDITION.exec(sentence)?.[1]
    return condition === undefined || tags.has(condition)
  })
}

export function isAlone(sentence: string): boolean {
  return sentence.startsWith(SOLO)
}

/** The shop has four addresses: a sentence about one of them is not about just any town. */
const SHOP = /boutique|vitrine|atelier|\bshop\b|portes ouvertes|adresse !/i

/**
 * Makes a sentence of a pattern: `[a|b]` is chosen, `{g a/b}` agrees with who speaks, `{slot}` is filled.
 * @throws Error on a slot nobody fills: a fault of the texts
 */
export function fill(pattern: string, slots: Slots, speaker: Speaker, dice: Dice): string {
  let text = pattern.replace(CONDITION, '').replace(SOLO, '')
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(/\[([^[\]]*)\]/g, (_all, inner: string) => dice.pick(inner.split('|')))
  }
  const shop = SHOP.test(text) ? dice.pick(BRAND.shops) : null
  text = text.replace(/\{([^{}]*)\}/g, (_all, name: string) => {
    const agreement = /^g ([^/]*)\/(.*)$/.exec(name)
    if (agreement) return (speaker.feminine ? agreement[2] : agreement[1]) ?? ''
    if (shop && name === 'aville') return `à ${shop}`
    if (shop && name === 'city') return shop
    const value = slots[name]
    if (value === undefined) throw new Error(`nobody fills {${name}} in: ${pattern}`)
    return value
  })
  return tidy(text)
}

/** Joins what choices leave behind: double spaces, a space before a full stop, a mark after a mark. */
export function tidy(text: string): string {
  return text
    .replace(/ {2,}/g, ' ')
    .replace(/ +([.,])/g, '$1')
    .replace(/(?<![.…])\.\.(?!\.)/g, '.')
    .replace(/([!?…])[.,]/g, '$1')
    .replace(/,\./g, '.')
    .replace(/^[\s,.]+/, '')
    .trim()
}

/** Articles and pronouns of a lamp's name in both languages. Names begin with a consonant, so nothing is elided. */
export function productSlots(product: Product, other: Product): Slots {
  const f = product.feminine
  const name = product.name
  const le = `${f ? 'la' : 'le'} ${name}`
  return {
    p: name,
    P: name,
    le,
    Le: `${f ? 'La' : 'Le'} ${name}`,
    The: `The ${name}`,
    du: `${f ? 'de la' : 'du'} ${name}`,
    au: `${f ? 'à la' : 'au'} ${name}`,
    un: `${f ? 'une' : 'un'} ${name}`,
    mon: `${f ? 'ma' : 'mon'} ${name}`,
    Mon: `${f ? 'Ma' : 'Mon'} ${name}`,
    ce: `${f ? 'cette' : 'ce'} ${name}`,
    il: f ? 'elle' : 'il',
    Il: f ? 'Elle' : 'Il',
    e: f ? 'e' : '',
    le2: `${other.feminine ? 'la' : 'le'} ${other.name}`,
    the: `the ${name}`,
    the2: `the ${other.name}`,
    a: `a ${name}`,
    prix: `${product.price / 100} €`,
    price: `€${product.price / 100}`,
  }
}

/** A capital at the head of the text and of each of its sentences. */
export function capitalise(text: string): string {
  return text.replace(
    /(^|[.!?…] )(\p{Ll})(?![\p{L}.]*\.example)/gu,
    (_all, before: string, letter: string) => before + letter.toUpperCase(),
  )
}
