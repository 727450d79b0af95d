import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { When } from '../../kit/when.tsx'
import { membersQuery } from '../queries.ts'
import type { HeldAnswer } from './meanwhile.ts'
import classes from './together.module.css'

interface Props {
  answers: HeldAnswer[]
  own: string
  sending: boolean
  onDrop(): void
  onChange(): void
  onSend(): void
}

/** One's own answer, held, beside what a colleague sent meanwhile; the decision is the writer's. */
export function Held({ answers, own, sending, onDrop, onChange, onSend }: Props) {
  const { t } = useTranslation('together')
  const names = new Map(useQuery(membersQuery).data?.map((member) => [member.id, member.name]))
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <section className={classes.held} aria-labelledby="held">
      <h3 id="held" ref={title} tabIndex={-1}>
        {t('held.title')}
      </h3>
      <p className="small">{t('held.text')}</p>
      <div className={classes.compare}>
        <div>
          {answers.map((answer) => (
            <div key={answer.id}>
              <p className="small">
                <strong>{(answer.by && names.get(answer.by)) || t('held.elsewhere')}</strong> ·{' '}
                <When at={answer.at} /> ·{' '}
                {t(answer.state === null || answer.state === 'sent' ? 'held.sent' : 'held.leaving')}
              </p>
              <p className={classes.side}>{answer.text}</p>
            </div>
          ))}
        </div>
        <div>
          <p className="small">
            <strong>{t('held.yours')}</strong>
          </p>
          <p className={classes.side}>{own}</p>
        </div>
      </div>
      <div className="buttons-start">
        <Button size="compact-md" onClick={onDrop}>
          {t('held.drop')}
        </Button>
        <Button size="compact-md" variant="default" onClick={onChange}>
          {t('held.change')}
        </Button>
        <Button size="compact-md" variant="default" loading={sending} onClick={onSend}>
          {t('held.send')}
        </Button>
      </div>
    </section>
  )
}
