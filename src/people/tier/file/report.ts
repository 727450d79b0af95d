import { type Locale, translate } from '../../../../lib/i18n/index.ts'
import { BOM, csvLine } from '../../../../lib/sheet/index.ts'
import type { Refused } from './plan.ts'

/** Why a line of tiers was refused, as a sentence. */
export function refusalWords(locale: Locale, { reason, reading, values }: Refused): string {
  return translate(locale, reading ? `import:reason.${reason}` : `import:tier.${reason}`, values)
}

/** The lines that were refused with their own cells, as a CSV to mend and to send again. */
export function tierRefusals(
  locale: Locale,
  columns: readonly string[],
  refused: readonly Refused[],
): string {
  const delimiter = locale === 'fr' ? ';' : ','
  const titles = ['line', 'reason'].map((name) => translate(locale, `import:report.${name}`))
  const lines = refused.map((one) =>
    csvLine([one.line, refusalWords(locale, one), ...one.cells], { delimiter }),
  )
  return BOM + csvLine([...titles, ...columns], { delimiter }) + lines.join('')
}
