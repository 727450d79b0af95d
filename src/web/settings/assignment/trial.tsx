import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AssignmentTrial } from '../../../server/api.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from './assignment.module.css'
import { bodyOf, type EditedRule } from './rule.ts'
import { daysBefore } from './span.ts'

function Outcome({ trial, rules }: { trial: AssignmentTrial; rules: EditedRule[] }) {
  const { t } = useTranslation('assignment')
  const { list, number } = useFormat()
  const given = trial.given
    .toSorted((a, b) => a.member.name.localeCompare(b.member.name))
    .map(({ member, count }) => `${number(count)} → ${member.name}`)
  const rest = [
    ...(trial.waiting > 0 ? [t('trial.waiting', { count: trial.waiting })] : []),
    ...(trial.nobody > 0 ? [t('trial.nobody', { count: trial.nobody })] : []),
  ]
  return (
    <div className={classes.trial} role="status">
      <p>
        <strong>{t('trial.began', { count: trial.began })}</strong> {list([...given, ...rest])}
      </p>
      {trial.tried < trial.began && <p className="hush small">{t('trial.latest', { count: trial.tried })}</p>}
      <ul>
        {trial.rules.map(({ count, examples }, n) => (
          <li key={rules[n]?.key ?? n} className="small">
            {t('trial.rule', { count, name: rules[n]?.name || t('rules.unnamed') })}{' '}
            {examples.map((id, at) => (
              <Link key={id} to="/inbox/$conversationId" params={{ conversationId: id }}>
                {t('trial.example', { n: at + 1 })}{' '}
              </Link>
            ))}
          </li>
        ))}
      </ul>
      <p className="hush small">{t('trial.how')}</p>
    </div>
  )
}

/** What the rules on the screen would have made of yesterday, or of a week. */
export function TrialBox({ rules, whole }: { rules: EditedRule[]; whole: boolean }) {
  const { t } = useTranslation('assignment')
  const { zone } = useFormat()
  const attempt = useMutation({
    async mutationFn(days: number) {
      const given = rules.map(bodyOf)
      return {
        trial: await api.post<AssignmentTrial>('/assignment/try', {
          rules: given,
          ...daysBefore(days, zone, new Date()),
        }),
        rules,
      }
    },
  })
  return (
    <div className="stack">
      <div className="buttons-start">
        {[1, 7].map((days) => (
          <Button
            key={days}
            variant="default"
            size="compact-md"
            disabled={!whole || rules.length === 0}
            loading={attempt.isPending && attempt.variables === days}
            onClick={() => attempt.mutate(days)}
          >
            {t(days === 1 ? 'trial.yesterday' : 'trial.week')}
          </Button>
        ))}
      </div>
      {!(whole && rules.length > 0) && (
        <p className="hush small">{t(rules.length === 0 ? 'trial.no_rule' : 'trial.not_whole')}</p>
      )}
      <ProblemNotice error={attempt.error} />
      {attempt.data && <Outcome {...attempt.data} />}
    </div>
  )
}
