import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fromField, toInstant } from '../lib/civil.ts'
import { useFormat } from '../lib/use-format.ts'
import classes from './inbox.module.css'
import { useInbox } from './inbox-state.ts'
import { snoozeChoices } from './snooze.ts'

/** Until when, by the clock on the reader's wall. */
export function AskSnooze({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('inbox')
  const { change, targets } = useInbox()
  const format = useFormat()
  const [own, setOwn] = useState('')
  const choices = useMemo(() => snoozeChoices(new Date(), format.zone), [format.zone])
  function pick(until: Date) {
    const iso = until.toISOString()
    change(
      { status: 'snoozed', snoozedUntil: iso },
      t('said.snoozed', { count: targets().length, until: format.exact(iso) }),
    )
    onClose()
  }
  const civil = fromField(own)
  const ownInstant = civil && toInstant(format.zone, civil)
  const ok = ownInstant !== undefined && ownInstant.getTime() > Date.now()
  function submit(event: FormEvent) {
    event.preventDefault()
    if (ok) pick(ownInstant)
  }
  return (
    <div className="stack">
      <ul className={classes.snoozes}>
        {choices.map(({ id, until }, index) => (
          <li key={id}>
            <Button
              data-autofocus={index === 0 || undefined}
              variant="default"
              fullWidth
              justify="space-between"
              rightSection={
                <span className="hush small">
                  {format.date(until.toISOString(), {
                    weekday: 'short',
                    day: 'numeric',
                    month: 'short',
                    hour: 'numeric',
                    minute: '2-digit',
                  })}
                </span>
              }
              onClick={() => pick(until)}
            >
              {t(`snooze.${id}`)}
            </Button>
          </li>
        ))}
      </ul>
      <form onSubmit={submit} className={classes.ownTime}>
        <TextInput
          type="datetime-local"
          label={t('snooze.own')}
          description={t('snooze.zone', { zone: format.zone })}
          value={own}
          onChange={(event) => setOwn(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!ok}>
          {t('act.snooze')}
        </Button>
      </form>
    </div>
  )
}
