import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModerationAct } from '../../../server/api.ts'
import { useCan } from '../../app/session.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { Veil } from '../../kit/veil/veil.tsx'
import { When } from '../../kit/when.tsx'
import classes from './act.module.css'
import { appealQuery } from './queries.ts'
import { useAct } from './use-act.ts'

/** What the author says against it, and who had no part in it answers. */
export function Appeal({ act }: { act: ModerationAct }) {
  const { t } = useTranslation('moderation')
  const query = useQuery({ ...appealQuery(act.id), enabled: useCan('moderation:act') })
  const judges = act.may.includes('judge')
  return (
    <div className="stack">
      <h3>{t('appeal.title')}</h3>
      <p>{t(`appeal.state.${act.appeal?.state}`)}</p>
      <Loaded query={query}>
        {({ statements }) => (
          <ul className={classes.facts}>
            {statements.map(({ at, text, toxicity }) => (
              <li key={at}>
                <span className="hush small">
                  <When at={at} />
                </span>
                <Veil item={{ id: at, text, toxicity, ours: false, deleted: false }}>
                  <p className={classes.said}>{text}</p>
                </Veil>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {act.appeal?.answer && (
        <p className={classes.said}>{t('appeal.answered', { answer: act.appeal.answer })}</p>
      )}
      {judges && <Judge id={act.id} />}
      {act.appeal?.state === 'filed' && !judges && <p className="hush">{t('appeal.others')}</p>}
    </div>
  )
}

function Judge({ id }: { id: string }) {
  const { t } = useTranslation('moderation')
  const [answer, setAnswer] = useState('')
  const work = useAct()
  const judge = (decision: string) => () => work.mutate({ path: `/${id}/appeal`, body: { decision, answer } })
  return (
    <div className="stack">
      <Textarea
        label={t('appeal.answer')}
        description={t('appeal.answer_help')}
        autosize
        minRows={2}
        maxLength={4000}
        value={answer}
        onChange={(event) => setAnswer(event.currentTarget.value)}
      />
      <ProblemNotice error={work.error} />
      <div className="buttons">
        <Button loading={work.isPending} onClick={judge('granted')}>
          {t('appeal.grant')}
        </Button>
        <Button variant="default" loading={work.isPending} onClick={judge('dismissed')}>
          {t('appeal.dismiss')}
        </Button>
      </div>
    </div>
  )
}
