import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallSetting } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { CallLog, OpenCalls } from '../../notice/calls.tsx'
import classes from './notices.module.css'

const settingQuery = queryOptions({
  queryKey: ['on-call', 'setting'],
  queryFn: ({ signal }) => api.get<CallSetting>('/on-call/setting', {}, signal),
})
const COVERS = ['none', 'outside', 'always'] as const

function SettingForm({ kept }: { kept: CallSetting }) {
  const { t } = useTranslation('notice')
  const client = useQueryClient()
  const [value, setValue] = useState(kept)
  const save = useMutation({
    mutationFn: () => api.put<CallSetting>('/on-call/setting', value),
    onSuccess(saved) {
      client.setQueryData(settingQuery.queryKey, saved)
      sayDone(t('saved'))
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="stack">
      <div className={classes.hours}>
        <NumberInput
          label={t('calls.minutes')}
          min={1}
          max={1440}
          value={value.minutes}
          onChange={(minutes) => setValue((old) => ({ ...old, minutes: Number(minutes) || 1 }))}
        />
        <NativeSelect
          label={t('calls.cover')}
          value={value.cover}
          data={COVERS.map((cover) => ({ value: cover, label: t(`calls.covers.${cover}`) }))}
          onChange={(event) => {
            const cover = COVERS.find((one) => one === event.currentTarget.value) ?? 'none'
            setValue((old) => ({ ...old, cover }))
          }}
        />
      </div>
      <p className="hush small">{t('calls.cover_help')}</p>
      <ProblemNotice error={save.error} />
      <div className="buttons">
        <Button type="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}

/** How calls go from one to the next, what the roster is to cover, and the log of calls. */
export function Calls() {
  const { t } = useTranslation('notice')
  const canManage = useCan('team:manage')
  const setting = useQuery(settingQuery)
  return (
    <section className="sheet stack" aria-labelledby="call-setting">
      <h2 id="call-setting">{t('calls.section')}</h2>
      <p className="hush">{t('calls.help')}</p>
      <OpenCalls />
      {canManage && <Loaded query={setting}>{(kept) => <SettingForm kept={kept} />}</Loaded>}
      <h3>{t('calls.log')}</h3>
      <CallLog />
    </section>
  )
}
