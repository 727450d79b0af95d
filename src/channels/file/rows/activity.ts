import { cleanText } from '../../../../lib/text/index.ts'
import type { Activity } from '../../../activity/index.ts'
import type { Field, Mapping } from '../columns/fields.ts'
import type { FileOptions } from '../options.ts'
import type { Row, RowError } from '../row.ts'
import { factsOf } from './facts.ts'
import { actorOf, idsOf } from './ids.ts'
import { networkOf } from './network.ts'
import { Unreadable, Values } from './values.ts'
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
    // A column may be called `constructor`.
    const field = Object.hasOwn(mapping, column) ? mapping[column] : undefined
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
  const actor = actorOf(values, plan.options, network)
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
