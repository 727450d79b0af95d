import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCan } from '../app/session.ts'
import { membersQuery } from '../inbox/queries.ts'
import { EmptyState } from '../kit/empty-state.tsx'
import { LinkButton } from '../kit/link-button.tsx'
import { useFormat } from '../lib/use-format.ts'
import { approvalRulesQuery } from './queries.ts'

/** Roles whose members make the rules. */
const MAKERS = ['owner', 'manager']

/** Nothing waits, or nothing was decided; where no rule holds anything, how one is made or who may make one. */
export function NothingHere({ view }: { view: 'waiting' | 'decided' }) {
  const { t } = useTranslation('approval')
  const { list } = useFormat()
  const manages = useCan('team:manage')
  const kept = useQuery(approvalRulesQuery).data
  const ruled = kept === undefined || kept.rules.some((rule) => rule.enabled)
  const makers = useQuery({ ...membersQuery, enabled: !ruled && !manages }).data ?? []
  const names = makers.flatMap(({ name, role }) => (MAKERS.includes(role) ? [name] : []))
  if (ruled) return <EmptyState title={t(`none.${view}`)}>{t(`none_text.${view}`)}</EmptyState>
  const off = kept.rules.length > 0
  return (
    <EmptyState
      title={t(off ? 'unruled.off' : 'unruled.title')}
      action={
        manages && <LinkButton to="/settings/approval">{t(off ? 'unruled.look' : 'unruled.make')}</LinkButton>
      }
    >
      {t('unruled.text')} {!manages && names.length > 0 && t('unruled.who', { who: list(names) })}
    </EmptyState>
  )
}
