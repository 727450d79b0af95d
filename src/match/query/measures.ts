import { nextAt, wallOf } from '../../../lib/clock/index.ts'
import type { FieldName } from './fields.ts'
import type { Compare, Measure, Test } from './query.ts'

const DAY = 86_400_000
const TESTS: Record<string, Test> = {
  '>': '>',
  '>=': '>=',
  '=>': '>=',
  '≥': '>=',
  '<': '<',
  '<=': '<=',
  '=<': '<=',
  '≤': '<=',
}

export type MeasureName = Extract<FieldName, 'followers' | 'rating' | 'toxicity' | 'since' | 'until' | 'date'>

export function isMeasure(name: FieldName | undefined): name is MeasureName {
  return ['followers', 'rating', 'toxicity', 'since', 'until', 'date'].includes(name ?? '')
}

/**
 * What must hold of a number or a day for `name:written`: `>10`, `<=2`, `10..20`, `10`; `2026-11-01`, `>=2026-11-01`,
 * `2026-11-01..2026-11-20`. Nothing when it cannot be read so. Days are civil days of `zone`.
 */
export function comparisonsOf(name: MeasureName, written: string, zone: string): Compare[] | undefined {
  const dated = name === 'since' || name === 'until' || name === 'date'
  const [low, high, ...more] = written.split('..')
  if (more.length > 0) return undefined
  const tests: [Test | undefined, string][] =
    high === undefined
      ? [parted(written)]
      : [
          ['>=', low ?? ''],
          ['<=', high],
        ]
  if ((name === 'since' || name === 'until') && (high !== undefined || tests[0]?.[0])) return undefined
  const made = tests
    .filter(([, value]) => high === undefined || value !== '')
    .map(([test, value]) => (dated ? days(name, test, value, zone) : numbers(name, test, value)))
  return made.length === 0 || made.includes(undefined) ? undefined : made.flatMap((one) => one ?? [])
}

function parted(written: string): [Test | undefined, string] {
  const [, sign = '', value = ''] = /^([<>=≤≥]*)(.*)$/su.exec(written) ?? []
  if (sign === '' || sign === '=') return [undefined, value]
  return Object.hasOwn(TESTS, sign) ? [TESTS[sign], value] : [undefined, '']
}

function numbers(measure: 'followers' | 'rating' | 'toxicity', test: Test | undefined, written: string) {
  const value = numberOf(measure, written)
  if (value === undefined) return undefined
  const of = (one: Test): Compare => ({ kind: 'compare', measure, test: one, value })
  return test ? [of(test)] : [of('>='), of('<=')]
}

/** `1000`, `10k`, `1,5M`, `0.8`, `80%`: as the stream keeps it. */
function numberOf(measure: Measure, written: string): number | undefined {
  const [, digits, unit] = /^(\d{1,12}(?:[.,]\d{1,6})?)([kKmM%]?)$/u.exec(written) ?? []
  if (digits === undefined) return undefined
  const value = Number(digits.replace(',', '.'))
  if (measure === 'followers') {
    // `1,000` is a thousand to some and one to others.
    if (unit === '' && /[.,]/u.test(digits)) return undefined
    const times = unit === '' ? 1 : unit === '%' ? 0 : unit?.toLowerCase() === 'k' ? 1000 : 1_000_000
    const count = value * times
    return times > 0 && Number.isSafeInteger(Math.round(count)) ? Math.round(count) : undefined
  }
  if (measure === 'rating') return unit === '' && value <= 5 ? value : undefined
  if (unit !== '' && unit !== '%') return undefined
  // Of a number of thousandths: what lies between two of them is kept, so that "more than" stays so.
  const thousandths = Number((value * (unit === '%' ? 10 : 1000)).toFixed(4))
  return thousandths <= 1000 ? thousandths : undefined
}

function days(
  name: MeasureName,
  test: Test | undefined,
  written: string,
  zone: string,
): Compare[] | undefined {
  const from = startOf(written, zone)
  const to = startOf(written, zone, 1)
  if (from === undefined || to === undefined) return undefined
  const since = (value: number): Compare => ({
    kind: 'compare',
    measure: 'published',
    test: '>=',
    value,
    zone,
  })
  const before = (value: number): Compare => ({
    kind: 'compare',
    measure: 'published',
    test: '<',
    value,
    zone,
  })
  if (name === 'since') return [since(from)]
  if (name === 'until') return [before(to)]
  if (test === '>=') return [since(from)]
  if (test === '>') return [since(to)]
  if (test === '<') return [before(from)]
  return test === '<=' ? [before(to)] : [since(from), before(to)]
}

/** The first instant of a day written `2026-11-01`, `2026-11` or `01/11/2026`; of the one after, or of the month after. */
function startOf(written: string, zone: string, after = 0): number | undefined {
  const [, y, m, d] = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/u.exec(written) ?? []
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/u.exec(written) ?? []
  const [years, months, dayOfMonth] = [Number(y ?? year), Number(m ?? month), Number(d ?? day ?? 1)]
  const wholeMonth = y !== undefined && d === undefined
  const at = new Date(Date.UTC(years, months - 1, dayOfMonth))
  if (Number.isNaN(at.getTime()) || years < 1970) return undefined
  if (at.getUTCMonth() !== months - 1 || at.getUTCDate() !== dayOfMonth) return undefined
  const wanted = Date.UTC(years, months - 1 + (wholeMonth ? after : 0), dayOfMonth + (wholeMonth ? 0 : after))
  return zone === 'UTC' ? wanted : midnight(wanted, zone)
}

/** When the civil day begins whose date UTC shows at `wanted`. */
function midnight(wanted: number, zone: string): number {
  let at = new Date(wanted - 2 * DAY)
  do at = nextAt(at, zone, '00:00')
  while (dateOf(at, zone) < wanted)
  return at.getTime()
}

function dateOf(at: Date, zone: string): number {
  const { year, month, day } = wallOf(at, zone)
  return Date.UTC(year, month - 1, day)
}
