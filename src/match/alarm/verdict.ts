import { type Locale, translate } from '../../../lib/i18n/index.ts'
import type { AlarmKind } from './alarm.ts'
import type { Evidence } from './evidence.ts'

/** Of what an alarm is: enough to say it. */
export interface Told {
  kind: AlarmKind
  /** Name of the alert, the channel or the account. */
  name: string
  evidence: Evidence
}

/** An alarm in sentences, the first being what happened: fit for a screen, a mail or a telephone. */
export function verdictOf({ kind, name, evidence }: Told, locale: Locale): string[] {
  if (kind === 'quiet') return [say(locale, 'quiet', { name, count: evidence.missing })]
  if (kind === 'dead') return [say(locale, 'dead', { name }), ...reasonOf(evidence, locale)]
  return [
    say(locale, evidence.expected < 1 ? 'spike_rare' : 'spike', {
      name,
      count: evidence.count,
      expected: Math.round(evidence.expected),
    }),
    ...negative(evidence, locale),
    ...voices(evidence, locale),
    ...evidence.signs.map((sign) =>
      say(locale, `sign.${sign}`, { loudest: percent(evidence.loudest), copies: percent(evidence.copies) }),
    ),
  ]
}

function negative({ count, negative, reasons }: Evidence, locale: Locale): string[] {
  if (count === 0) return []
  const share = percent(negative / count)
  return [say(locale, reasons.includes('negative') ? 'negative_unusual' : 'negative', { share })]
}

function voices({ authors, reach }: Evidence, locale: Locale): string[] {
  if (authors === 0) return []
  const said = say(locale, 'authors', { count: authors })
  return reach > 0 ? [said, say(locale, 'reach', { count: reach })] : [said]
}

function reasonOf({ failure }: Evidence, locale: Locale): string[] {
  return failure ? [say(locale, failure === 'gone' ? 'dead.gone' : 'dead.failing')] : []
}

function percent(share: number): number {
  return Math.round(100 * share)
}

function say(locale: Locale, key: string, values: Record<string, string | number> = {}): string {
  return translate(locale, `alarm:${key}`, values)
}
