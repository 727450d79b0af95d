import { Button, Switch, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoticeChoice, NoticeSettings } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { noticeSettingsQuery } from '../../notice/queries.ts'
import classes from './notices.module.css'
import { RuleFields } from './rule-fields.tsx'

const NIGHT = { from: '20:30', to: '07:30' }
const LEVELS = [3, 2, 1] as const

function Hours({ value, onChange }: { value: NoticeChoice; onChange(change: Partial<NoticeChoice>): void }) {
  const { t } = useTranslation('notice')
  const { quiet } = value
  const time = (label: string, at: string, set: (at: string) => void) => (
    <TextInput
      type="time"
      required
      label={label}
      value={at}
      onChange={(event) => set(event.currentTarget.value)}
    />
  )
  return (
    <>
      <Switch
        label={t('quiet')}
        description={t('quiet_help')}
        checked={quiet !== null}
        onChange={(event) => onChange({ quiet: event.currentTarget.checked ? NIGHT : null })}
      />
      <div className={classes.hours}>
        {quiet && time(t('quiet_from'), quiet.from, (from) => onChange({ quiet: { ...quiet, from } }))}
        {quiet && time(t('quiet_to'), quiet.to, (to) => onChange({ quiet: { ...quiet, to } }))}
        {time(t('digest_at'), value.digestAt, (digestAt) => onChange({ digestAt }))}
      </div>
    </>
  )
}

/** How one is told, of what, and when not. */
export function ChoiceForm({ settings }: { settings: NoticeSettings }) {
  const { t } = useTranslation('notice')
  const client = useQueryClient()
  const [value, setValue] = useState<NoticeChoice>(() => {
    const { quiet, digestAt, alerts, alarms, mine } = settings
    return { quiet, digestAt, alerts, alarms, mine }
  })
  const change = (some: Partial<NoticeChoice>) => setValue((old) => ({ ...old, ...some }))
  const save = useMutation({
    mutationFn: () => api.put<NoticeSettings>('/notices/settings', value),
    onSuccess: (saved) => {
      client.setQueryData(noticeSettingsQuery.queryKey, saved)
      sayDone(t('saved'))
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="sheet stack" aria-labelledby="told">
      <h2 id="told">{t('told')}</h2>
      <p className="hush">{t('told_help')}</p>
      <div>
        <RuleFields
          label={t('of_mine')}
          help={t('of_mine_help')}
          rule={value.mine}
          onChange={(mine) => change({ mine })}
        />
        <RuleFields
          label={t('of_alerts')}
          help={t('of_alerts_help')}
          rule={value.alerts}
          onChange={(alerts) => change({ alerts })}
        />
        {LEVELS.map((level) => (
          <RuleFields
            key={level}
            label={t(`of_alarms.${level}`)}
            help={level === 3 ? t('of_alarms_help') : undefined}
            rule={value.alarms[level]}
            onChange={(rule) => change({ alarms: { ...value.alarms, [level]: rule } })}
          />
        ))}
      </div>
      <h3>{t('hours')}</h3>
      <p className="hush small">{t('zone', { zone: settings.timeZone })}</p>
      <Hours value={value} onChange={change} />
      <ProblemNotice error={save.error} />
      <div className="buttons">
        <Button type="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
