import { useTranslation } from 'react-i18next'
import type { CourtesyLine } from '../../../server/api.ts'
import { useFormat } from '../../lib/use-format.ts'

export const ELEMENTS = ['smile', 'greeting', 'farewell', 'thanks'] as const
export type Measure = (typeof ELEMENTS)[number] | 'score'
export const MEASURES: readonly Measure[] = ['score', ...ELEMENTS]

/** A figure between 0 and 1 with its bounds, whatever it is measured in; null where it is not known. */
export function figureOf(line: CourtesyLine, measure: Measure) {
  if (measure !== 'score') return line.elements.find((one) => one.element === measure)?.share ?? null
  const { score } = line
  return score && { value: score.value / 100, low: score.low / 100, high: score.high / 100 }
}

/** How figures of courtesy are said. */
export function useCourtesyWords() {
  const { t } = useTranslation('courtesy-report')
  const format = useFormat()
  const say = (share: number, measure: Measure) =>
    measure === 'score' ? format.number(100 * share, { maximumFractionDigits: 0 }) : format.percent(share)
  return {
    say,
    /** A figure and its bounds. */
    cell(line: CourtesyLine, measure: Measure): string {
      const figure = figureOf(line, measure)
      if (!figure) return t('unknown')
      const bounds = { low: say(figure.low, measure), high: say(figure.high, measure) }
      return `${say(figure.value, measure)} (${t('bounds', bounds)})`
    },
  }
}
