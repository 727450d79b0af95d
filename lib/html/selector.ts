import { type Element, elementsIn } from './tree.ts'

interface Compound {
  name: string | undefined
  ids: string[]
  classes: string[]
  attributes: { name: string; how: '' | '=' | '^' | '$' | '*'; value: string }[]
  /** Whether the compound before must be its parent, or any that holds it. */
  child: boolean
}

const LONGEST = 300
const MOST_COMPOUNDS = 12
/** Comparisons for one page: what needs more is not worth waiting for. */
const MOST_STEPS = 5_000_000

/** What was written is not a part that can be named so. */
export class SelectorRefused extends Error {
  override name = 'SelectorRefused' as const
}

/**
 * The elements that a selector names, outermost only, in the order of the page. Of CSS: names, `#id`, `.class`,
 * `[attribute]` with `=`, `^=`, `$=` and `*=`, the space, `>` and the comma. @throws SelectorRefused
 */
export function select(root: Element, selector: string): Element[] {
  const ways = parse(selector)
  const budget = { steps: MOST_STEPS }
  const found = new Set<Element>()
  for (const element of elementsIn(root)) {
    if (ways.some((way) => matches(element, way, way.length - 1, budget))) found.add(element)
  }
  return [...found].filter((element) => !within(element, found))
}

/** @throws SelectorRefused unless `select` would take it */
export function checkSelector(selector: string): void {
  parse(selector)
}

function within(element: Element, found: ReadonlySet<Element>): boolean {
  for (let at = element.parent; at; at = at.parent) if (found.has(at)) return true
  return false
}

function matches(element: Element, way: Compound[], last: number, budget: { steps: number }): boolean {
  if (--budget.steps < 0) throw new SelectorRefused('too costly on this page')
  const compound = way[last]
  if (!compound || !fits(element, compound)) return false
  if (last === 0) return true
  for (let at = element.parent; at; at = compound.child ? undefined : at.parent) {
    if (matches(at, way, last - 1, budget)) return true
  }
  return false
}

function fits({ name, attributes }: Element, compound: Compound): boolean {
  if (compound.name && compound.name !== name) return false
  if (!compound.ids.every((one) => attributes.id === one)) return false
  const classes = compound.classes.length > 0 ? (attributes.class ?? '').split(/\s+/) : []
  if (!compound.classes.every((one) => classes.includes(one))) return false
  return compound.attributes.every(({ name: key, how, value }) => {
    const there = Object.hasOwn(attributes, key) ? attributes[key] : undefined
    if (there === undefined) return false
    if (how === '') return true
    if (how === '=') return there === value
    if (value === '') return false
    if (how === '^') return there.startsWith(value)
    return how === '$' ? there.endsWith(value) : there.includes(value)
  })
}

const PART =
  /^(?:(\*|[a-z][a-z0-9-]*)|#([\w\u00a0-\uffff-]+)|\.([\w\u00a0-\uffff-]+)|\[\s*([\w:-]+)\s*(?:([~^$*]?=)\s*(?:"([^"]*)"|'([^']*)'|([^\]\s"']+))\s*)?\])/i

function parse(selector: string): Compound[][] {
  if (selector.length > LONGEST) throw new SelectorRefused('too long')
  // A comma within brackets is a sign of the value.
  return selector.split(/,(?![^[]*\])/).map((way) => parseWay(way.trim()))
}

function parseWay(text: string): Compound[] {
  const way: Compound[] = []
  let rest = text
  let child = false
  while (rest) {
    const compound: Compound = { name: undefined, ids: [], classes: [], attributes: [], child }
    const before = rest
    for (let part = PART.exec(rest); part; part = PART.exec(rest)) {
      // A name stands first or not at all.
      if (part[1] && rest !== before) break
      take(compound, part)
      rest = rest.slice(part[0].length)
    }
    if (rest === before || way.length >= MOST_COMPOUNDS)
      throw new SelectorRefused(`at « ${rest.slice(0, 20)} »`)
    way.push(compound)
    const gap = /^\s*(>?)\s*/.exec(rest)
    child = gap?.[1] === '>'
    rest = rest.slice(gap?.[0].length)
    if (rest && !gap?.[0]) throw new SelectorRefused(`at « ${rest.slice(0, 20)} »`)
  }
  if (way.length === 0 || child) throw new SelectorRefused('nothing named')
  return way
}

function take(compound: Compound, part: RegExpExecArray): void {
  const [, name, id, className, attribute, how, ...values] = part
  if (name) compound.name = name === '*' ? undefined : name.toLowerCase()
  if (id) compound.ids.push(id)
  if (className) compound.classes.push(className)
  if (!attribute) return
  if (how === '~=') throw new SelectorRefused('~= is not taken')
  const sign = how ? how.replace(/(.)=$/, '$1') : ''
  compound.attributes.push({
    name: attribute.toLowerCase(),
    how: sign as Compound['attributes'][number]['how'],
    value: values.find((value) => value !== undefined) ?? '',
  })
}
