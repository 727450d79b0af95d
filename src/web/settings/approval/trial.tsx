import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ApprovalRule, ApprovalTrial } from '../../../server/api.ts'
import { useReasons } from '../../approval/reasons.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'

function Outcome({ trial }: { trial: ApprovalTrial }) {
  const { t } = useTranslation('approval-rules')
  const reasons = useReasons()
  return (
    <div className="stack" role="status">
      <p>
        <strong>{t('trial.waited', { count: trial.waited.length })}</strong>{' '}
        {t('trial.looked', { count: trial.looked })}
      </p>
      <ul>
        {trial.waited.map((one) => (
          <li key={one.id} className="small">
            {one.by ?? t('by_program')}, <When at={one.at} />: {one.text} <em>{reasons(one.reasons)}</em>{' '}
            {one.conversationId && (
              <Link to="/inbox/$conversationId" params={{ conversationId: one.conversationId }}>
                {t('open')}
              </Link>
            )}
          </li>
        ))}
      </ul>
      <p className="hush small">{t('trial.how')}</p>
    </div>
  )
}

/** Which of the last fifty answers the rules on the screen would have held. */
export function TrialBox({ rules, whole }: { rules: ApprovalRule[]; whole: boolean }) {
  const { t } = useTranslation('approval-rules')
  const attempt = useMutation({
    mutationFn: () => api.post<ApprovalTrial>('/approval-rules/trial', { rules }),
  })
  return (
    <div className="stack">
      <div className="buttons-start">
        <Button
          variant="default"
          size="compact-md"
          disabled={!whole || rules.length === 0}
          loading={attempt.isPending}
          onClick={() => attempt.mutate()}
        >
          {t('trial.try')}
        </Button>
      </div>
      <ProblemNotice error={attempt.error} />
      {attempt.data && <Outcome trial={attempt.data} />}
    </div>
  )
}
