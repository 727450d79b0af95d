import { useTranslation } from 'react-i18next'
import { useMe } from '../../app/session.ts'
import { useFormat } from '../../lib/use-format.ts'
import { isHarsh } from './harsh.ts'

/** For places that hold letters only, as the lines of a list to choose from: what offends is named instead of blurred. */
export function useSpared(): (toxicity: number | null, text: string) => string {
  const { t } = useTranslation()
  const { percent } = useFormat()
  const { veil } = useMe().user
  return (toxicity, text) =>
    isHarsh(toxicity, veil) ? t('veil.line', { share: percent(toxicity ?? 0) }) : text
}
