import { Button, NativeSelect, NumberInput, Switch, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelAccount, OwnSiteConfig } from '../../../server/api.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { ZoneSelect } from '../../kit/zone-select.tsx'
import { ApiProblem, api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { contrast, readDays, usualWeek } from './hours.ts'
import { WeekFields } from './week-fields.tsx'

const BLANK: OwnSiteConfig = {
  origins: [],
  language: 'page',
  colour: '#a8431a',
  greeting: { fr: '', en: '' },
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  hours: [],
  closed: [],
  answerHours: 24,
  privacyUrl: '',
  retention: 365,
  files: true,
  chat: true,
  callBack: { enabled: false, windows: [], minutes: 15, atOnce: 1, notice: 60, days: 14 },
}

interface Fields {
  config: OwnSiteConfig
  set(change: Partial<OwnSiteConfig>): void
  errors: Record<string, string>
}

/** Everything a site of ours is set to; a new one begins with what suits most. */
export function SiteEditor({
  account,
  onDone,
}: {
  account?: ChannelAccount
  onDone(account: ChannelAccount): void
}) {
  const { t } = useTranslation('own-site')
  const client = useQueryClient()
  const [name, setName] = useState(account?.name ?? '')
  const [config, setConfig] = useState<OwnSiteConfig>({
    ...BLANK,
    ...(account?.config as Partial<OwnSiteConfig>),
  })
  const save = useMutation({
    mutationFn: () =>
      account
        ? api.patch<ChannelAccount>(`/accounts/${account.id}`, { name, config })
        : api.post<ChannelAccount>('/accounts', { channel: 'site', name, config, inbox: true }),
    async onSuccess(made) {
      await Promise.all(['accounts', 'own-sites'].map((key) => client.invalidateQueries({ queryKey: [key] })))
      onDone(made)
    },
  })
  const errors = save.error instanceof ApiProblem ? save.error.fields : {}
  const fields = {
    config,
    errors,
    set: (change: Partial<OwnSiteConfig>) => setConfig({ ...config, ...change }),
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="sheet stack">
      <TextInput
        label={t('name')}
        description={t('name_help')}
        required
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Places {...fields} />
      <Looks {...fields} />
      <Presence {...fields} />
      <CallBacks {...fields} />
      <ProblemNotice error={save.error} />
      <div className="buttons">
        <Button type="submit" loading={save.isPending}>
          {t(account ? 'save' : 'create')}
        </Button>
      </div>
    </form>
  )
}

function errorUnder(errors: Record<string, string>, field: string): string | undefined {
  return Object.entries(errors).find(
    ([key]) => key === `config.${field}` || key.startsWith(`config.${field}.`),
  )?.[1]
}

function Places({ config, set, errors }: Fields) {
  const { t } = useTranslation('own-site')
  const [text, setText] = useState(config.origins.join('\n'))
  return (
    <>
      <Textarea
        label={t('origins')}
        description={t('origins_help')}
        placeholder="https://www.example.org"
        autosize
        minRows={2}
        error={errorUnder(errors, 'origins')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          set({ origins: event.currentTarget.value.split(/\s+/).filter(Boolean) })
        }}
      />
      <TextInput
        label={t('privacy')}
        description={t('privacy_help')}
        error={errorUnder(errors, 'privacyUrl')}
        value={config.privacyUrl}
        onChange={(event) => set({ privacyUrl: event.currentTarget.value.trim() })}
      />
      <NumberInput
        label={t('retention')}
        description={t('retention_help')}
        min={7}
        max={1825}
        value={config.retention}
        onChange={(days) => set({ retention: Number(days) || 365 })}
      />
    </>
  )
}

function Looks({ config, set, errors }: Fields) {
  const { t } = useTranslation('own-site')
  const { number } = useFormat()
  const ratio = (value: number) => number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const { colour, greeting } = config
  const seen = /^#[0-9a-f]{6}$/i.test(colour)
  const ratios = seen ? [contrast(colour, '#ffffff'), contrast(colour, '#14161f')] : []
  const text = Math.max(ratios[0] ?? 0, seen ? contrast(colour, '#000000') : 0)
  return (
    <>
      <NativeSelect
        label={t('language')}
        value={config.language}
        data={(['page', 'fr', 'en'] as const).map((value) => ({ value, label: t(`languages.${value}`) }))}
        onChange={(event) => set({ language: event.currentTarget.value as OwnSiteConfig['language'] })}
      />
      <TextInput
        type="color"
        label={t('colour')}
        description={
          seen
            ? t('contrast', {
                text: ratio(text),
                light: ratio(ratios[0] ?? 0),
                dark: ratio(ratios[1] ?? 0),
              })
            : ''
        }
        error={errorUnder(errors, 'colour')}
        value={colour}
        onChange={(event) => set({ colour: event.currentTarget.value.toLowerCase() })}
      />
      {(['fr', 'en'] as const).map((lang) => (
        <TextInput
          key={lang}
          label={t(`greeting_${lang}`)}
          maxLength={300}
          value={greeting[lang]}
          onChange={(event) => set({ greeting: { ...greeting, [lang]: event.currentTarget.value } })}
        />
      ))}
      <Switch
        label={t('chat')}
        checked={config.chat}
        onChange={(event) => set({ chat: event.currentTarget.checked })}
      />
      <Switch
        label={t('files')}
        checked={config.files}
        onChange={(event) => set({ files: event.currentTarget.checked })}
      />
    </>
  )
}

function Presence({ config, set }: Fields) {
  const { t } = useTranslation('own-site')
  const [closed, setClosed] = useState(config.closed.join('\n'))
  const days = readDays(closed)
  return (
    <>
      <ZoneSelect label={t('zone')} value={config.zone} onChange={(zone) => set({ zone })} />
      <WeekFields
        legend={t('hours')}
        help={t('hours_help')}
        windows={config.hours}
        onChange={(hours) => set({ hours })}
      />
      <Textarea
        label={t('closed')}
        description={t('closed_help')}
        autosize
        minRows={2}
        error={days ? undefined : t('closed_wrong')}
        value={closed}
        onChange={(event) => {
          setClosed(event.currentTarget.value)
          const read = readDays(event.currentTarget.value)
          if (read) set({ closed: read })
        }}
      />
      <NumberInput
        label={t('answer_hours')}
        min={1}
        max={240}
        value={config.answerHours}
        onChange={(hours) => set({ answerHours: Number(hours) || 24 })}
      />
    </>
  )
}

function CallBacks({ config, set }: Fields) {
  const { t } = useTranslation('own-site')
  const plan = config.callBack
  const change = (to: Partial<typeof plan>) => set({ callBack: { ...plan, ...to } })
  const number = (key: 'minutes' | 'atOnce' | 'notice' | 'days', min: number, max: number) => (
    <NumberInput
      label={t(`call.${key}`)}
      min={min}
      max={max}
      value={plan[key]}
      onChange={(value) => change({ [key]: Number(value) })}
    />
  )
  return (
    <>
      <Switch
        label={t('call.enabled')}
        checked={plan.enabled}
        onChange={({ currentTarget: { checked } }) =>
          // Without hours nobody could book: one starts from those of an ordinary week.
          change({ enabled: checked, ...(checked && plan.windows.length === 0 && { windows: usualWeek() }) })
        }
      />
      {plan.enabled && (
        <>
          <WeekFields
            legend={t('call.windows')}
            help={t(plan.windows.length > 0 ? 'call.windows_help' : 'call.windows_none')}
            windows={plan.windows}
            onChange={(windows) => change({ windows })}
          />
          {number('minutes', 5, 120)}
          {number('atOnce', 1, 50)}
          {number('notice', 0, 10_080)}
          {number('days', 1, 60)}
        </>
      )}
    </>
  )
}
