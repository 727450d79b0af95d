import { Switch } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AgreementReport } from '../../../server/api.ts'
import { wordsIn } from '../../inbox/escalation/words.ts'
import { PostCard } from '../../kit/post-card.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { useAtOnce } from '../../lib/use-at-once.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from '../queue/queue.module.css'

type One = AgreementReport['disagreements'][number]

function useSaid() {
  const { t } = useTranslation('queue')
  const { locale } = useFormat()
  return ({ verdict, rule }: Pick<One['said'][number], 'verdict' | 'rule'>): string =>
    rule
      ? t('agreement.said_rule', { rule: rule.title ? wordsIn(rule.title, locale) : rule.id })
      : t(`agreement.said.${verdict}`)
}

function Disagreement({ one }: { one: One }) {
  const { t } = useTranslation('queue')
  const said = useSaid()
  const client = useQueryClient()
  const name = useMutation({
    mutationFn: (named: boolean) => api.put(`/moderation/agreement/${one.id}/name`, { named }),
    onSettled: () => client.invalidateQueries({ queryKey: ['moderation'] }),
  })
  const [named, setNamed] = useAtOnce(one.named ?? false, name.mutateAsync)
  const who = (by: string | null, mine: boolean) =>
    mine ? t('agreement.you') : (by ?? t('agreement.somebody'))
  return (
    <li className={classes.item}>
      {one.activity ? <PostCard item={one.activity} /> : <p className="hush">{t('agreement.gone')}</p>}
      <ul className={classes.said}>
        {one.said.map((each) => (
          <li key={`${each.verdict} ${each.rule?.id} ${each.mine}`}>
            {t('agreement.line', { who: who(each.by, each.mine), said: said(each) })}
          </li>
        ))}
      </ul>
      <p className="small hush">
        {one.settled ? t('agreement.settled', { said: said(one.settled) }) : t('agreement.open')}
      </p>
      {one.named !== null && (
        <Switch
          size="sm"
          label={t('agreement.named')}
          checked={named}
          onChange={(event) => setNamed(event.currentTarget.checked)}
        />
      )}
      <ProblemNotice error={name.error} />
    </li>
  )
}

/** What two do not agree on, for talking about; without names unless both let them be seen. */
export function Disagreements({ all }: { all: One[] }) {
  const { t } = useTranslation('queue')
  return (
    <section aria-labelledby="disagreements">
      <h2 id="disagreements">{t('agreement.disagreements')}</h2>
      <p className="small hush">{t('agreement.disagreements_lead')}</p>
      <ul className={classes.items}>
        {all.map((one) => (
          <Disagreement key={one.id} one={one} />
        ))}
      </ul>
    </section>
  )
}
