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
  if (kind === 'drift') return [drift(name, evidence, locale)]
  return [
    first(name, evidence, locale),
    ...negative(evidence, locale),
    ...toxic(evidence, locale),
    ...voices(evidence, locale),
    ...evidence.signs.map((sign) =>
      say(locale, `sign.${sign}`, {
        loudest: percent(evidence.loudest),
        copies: percent(evidence.copies),
        newcomers: percent(evidence.newcomers ?? 0),
      }),
    ),
  ]
}

/** What happened: too many posts, or too bad, or seen by too many, whichever it is. */
function first(name: string, evidence: Evidence, locale: Locale): string {
  const { count, negative, expected, reach, reasons, usualShare = 0, usualReach = 0 } = evidence
  const many = reasons.some((reason) => reason !== 'share' && reason !== 'reach')
  if (!many && reasons.includes('share'))
    return say(locale, 'share', { name, share: percent(negative / count), usual: percent(usualShare) })
  if (!many && reasons.includes('reach'))
    return say(locale, 'reach_unusual', { name, count: reach, usual: usualReach })
  const values = { name, count, expected: Math.round(expected) }
  return say(locale, expected < 1 ? 'spike_rare' : 'spike', values)
}

function drift(name: string, { count, expected }: Evidence, locale: Locale): string {
  const before = Math.round(expected)
  return say(locale, count >= expected ? 'drift_more' : 'drift_less', { name, count, before })
}

function negative({ count, negative, reasons, usualShare }: Evidence, locale: Locale): string[] {
  if (count === 0) return []
  const share = percent(negative / count)
  if (!reasons.includes('share')) return [say(locale, 'negative', { share })]
  const first = !reasons.some((reason) => reason !== 'share' && reason !== 'reach')
  return first ? [] : [say(locale, 'negative_unusual', { share, usual: percent(usualShare ?? 0) })]
}

/** Insults are told where they are many; a coarse word here and there is not. */
function toxic({ count, toxic = 0, reasons }: Evidence, locale: Locale): string[] {
  const told = reasons.includes('toxic') || (toxic >= 3 && toxic >= 0.15 * count)
  return told ? [say(locale, 'toxic', { count: toxic })] : []
}

function voices({ authors, reach, passed = 0, reasons }: Evidence, locale: Locale): string[] {
  if (authors === 0) return []
  const said = [say(locale, 'authors', { count: authors })]
  if (passed >= 0.2) said.push(say(locale, 'passed', { share: percent(passed) }))
  const first = reasons.length > 0 && reasons.every((reason) => reason === 'reach')
  return reach > 0 && !first ? [...said, say(locale, 'reach', { count: reach })] : said
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
