import { Trans, useTranslation } from 'react-i18next'
import type { Approval } from '../../server/api.ts'
import { When } from '../kit/when.tsx'
import { Difference } from './difference.tsx'
import { useReasons } from './reasons.ts'

/** Why it waits, until when, for whom, what was changed, and what became of it. */
export function ApprovalStanding({ approval }: { approval: Approval }) {
  const { t } = useTranslation('approval')
  const reasons = useReasons()
  const { state, expires, decided, decidedBy, reason, difference, assigned, nobody, standIn } = approval
  return (
    <>
      <p className="small">{t('because', { reasons: reasons(approval.reasons) })}</p>
      {state === 'waiting' && (
        <p className="hush small">
          <Trans t={t} i18nKey="until" components={{ when: <When at={expires} /> }} />{' '}
          {assigned && t('assigned', { name: assigned.name })} {nobody && t('nobody')}
        </p>
      )}
      {standIn && <p className="small">{t('stand_in')}</p>}
      {approval.loose && <p className="small">{t('loose.one')}</p>}
      {difference && <Difference pieces={difference} />}
      {decided && state !== 'waiting' && (
        <p className="small">
          {t(decidedBy ? `ended.${state}_by` : `ended.${state}`, { name: decidedBy?.name ?? '' })}{' '}
          <span className="hush">
            <When at={decided} />
          </span>
        </p>
      )}
      {reason && <p className="small">{t('reason', { reason })}</p>}
    </>
  )
}
