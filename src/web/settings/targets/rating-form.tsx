import { Button, NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SatisfactionSetting } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { ratingSettingQuery } from './queries.ts'
import classes from './targets.module.css'

type Set = (change: Partial<SatisfactionSetting>) => void

function Numbers({ value, set }: { value: SatisfactionSetting; set: Set }) {
  const { t } = useTranslation('targets')
  const number = (key: 'delay' | 'everyDays' | 'expiresDays', min: number, max: number) => (
    <NumberInput
      label={t(`rating.${key}`)}
      min={min}
      max={max}
      value={value[key]}
      onChange={(next) => set({ [key]: Math.max(min, Number(next) || 0) })}
    />
  )
  const time = (key: 'quietFrom' | 'quietTo') => (
    <TextInput
      type="time"
      required
      label={t(`rating.${key}`)}
      value={value[key]}
      onChange={(event) => set({ [key]: event.currentTarget.value })}
    />
  )
  return (
    <div className={classes.fields}>
      {number('delay', 0, 10_080)}
      {number('everyDays', 1, 365)}
      {number('expiresDays', 1, 90)}
      {time('quietFrom')}
      {time('quietTo')}
      <NativeSelect
        label={t('rating.reopenAt')}
        value={value.reopenAt === null ? '' : String(value.reopenAt)}
        data={[
          { value: '', label: t('rating.reopen_never') },
          ...[1, 2, 3].map((count) => ({ value: String(count), label: t('rating.reopen', { count }) })),
        ]}
        onChange={(event) => set({ reopenAt: Number(event.currentTarget.value) || null })}
      />
    </div>
  )
}

/** Whether customers are asked how they found it, when, and when not. */
export function RatingForm({ kept, readOnly }: { kept: SatisfactionSetting; readOnly: boolean }) {
  const { t } = useTranslation('targets')
  const client = useQueryClient()
  const [value, setValue] = useState(kept)
  const set: Set = (change) => setValue((old) => ({ ...old, ...change }))
  const save = useMutation({
    mutationFn: () => api.put<SatisfactionSetting>('/satisfaction/setting', value),
    onSuccess(saved) {
      client.setQueryData(ratingSettingQuery.queryKey, saved)
      sayDone(t('rating.saved'))
    },
  })
  const toggle = (key: 'enabled' | 'inPublic' | 'toMembers') => (
    <Switch
      label={t(`rating.${key}`)}
      description={t(`rating.${key}_help`)}
      checked={value[key]}
      onChange={(event) => set({ [key]: event.currentTarget.checked })}
    />
  )
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="sheet stack" aria-labelledby="rating">
      <h2 id="rating">{t('rating.title')}</h2>
      <p className="hush">{t('rating.help')}</p>
      <fieldset disabled={readOnly} className="stack">
        {toggle('enabled')}
        {toggle('inPublic')}
        <Numbers value={value} set={set} />
        {toggle('toMembers')}
      </fieldset>
      <ProblemNotice error={save.error} />
      {!readOnly && (
        <div className="buttons">
          <Button type="submit" loading={save.isPending}>
            {t('rating.save')}
          </Button>
        </div>
      )}
    </form>
  )
}
