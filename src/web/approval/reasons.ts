import { useTranslation } from 'react-i18next'
import type { ApprovalReason } from '../../server/api.ts'
import { useFormat } from '../lib/use-format.ts'

/** The rules that asked for it, by their names, with the words that they found. */
export function useReasons(): (reasons: readonly ApprovalReason[]) => string {
  const { t } = useTranslation('approval')
  const { list } = useFormat()
  return (reasons) =>
    list(
      reasons.map(({ name, found }) =>
        found.length > 0 ? t('found', { name, words: found.join(', ') }) : name,
      ),
    )
}
