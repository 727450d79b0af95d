import { Button, Checkbox, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Analyser, AnalyserState } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { ApiProblem, api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'

const PATH = '/understanding/analyser'
const queryKey = ['analyser']
const NONE: Analyser = {
  ...{ enabled: false, drafts: false, url: '', model: '', key: false, currency: 'EUR', private: false },
  ...{ priceIn: 0, priceOut: 0, capMoney: 5, capTokens: 500_000 },
}
const AMOUNTS = ['priceIn', 'priceOut', 'capMoney', 'capTokens'] as const

interface InputsProps {
  draft: Analyser
  typed: string
  errors: Record<string, string>
  onType(key: string): void
  onChange(change: Partial<Analyser>): void
}

function Inputs({ draft, typed, errors, onType, onChange }: InputsProps) {
  const { t } = useTranslation('reading')
  return (
    <>
      <Checkbox
        label={t('analyser.enabled')}
        checked={draft.enabled}
        onChange={(event) => onChange({ enabled: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('analyser.drafts')}
        checked={draft.drafts}
        onChange={(event) => onChange({ drafts: event.currentTarget.checked })}
      />
      <TextInput
        type="url"
        required
        label={t('analyser.url')}
        description={t('analyser.url_help')}
        placeholder="https://"
        error={errors.url}
        value={draft.url}
        onChange={(event) => onChange({ url: event.currentTarget.value })}
      />
      <TextInput
        required
        label={t('analyser.model')}
        value={draft.model}
        onChange={(event) => onChange({ model: event.currentTarget.value })}
      />
      <PasswordInput
        autoComplete="off"
        label={t('analyser.key')}
        description={t(draft.key ? 'analyser.key_kept' : 'analyser.key_help')}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      <div className="reading-row">
        <NativeSelect
          label={t('analyser.currency')}
          value={draft.currency}
          data={['EUR', 'USD', 'GBP', 'CHF', 'CAD']}
          onChange={(event) => onChange({ currency: event.currentTarget.value })}
        />
        {AMOUNTS.map((name) => (
          <TextInput
            key={name}
            type="number"
            min={0}
            step={name === 'capTokens' ? 1 : 'any'}
            required
            label={t(`analyser.${name}`)}
            value={draft[name]}
            onChange={(event) => onChange({ [name]: Number(event.currentTarget.value) })}
          />
        ))}
      </div>
      <Checkbox
        label={t('analyser.private')}
        checked={draft.private}
        onChange={(event) => onChange({ private: event.currentTarget.checked })}
      />
    </>
  )
}

function Fields({ state: { analyser, spent } }: { state: AnalyserState }) {
  const { t } = useTranslation('reading')
  const { number } = useFormat()
  const client = useQueryClient()
  const [draft, setDraft] = useState(analyser ?? NONE)
  const [key, setKey] = useState('')
  const change = (part: Partial<Analyser>) => setDraft((old) => ({ ...old, ...part }))
  const done = () => {
    setKey('')
    sayDone(t('common:saved'))
    return client.invalidateQueries({ queryKey })
  }
  const { key: hasKey, ...rest } = draft
  const save = useMutation({
    mutationFn: () => api.put(PATH, { ...rest, ...(key ? { key } : hasKey ? {} : { key: null }) }),
    onSuccess: () => {
      change({ key: key !== '' || hasKey })
      return done()
    },
  })
  const forget = useMutation({
    mutationFn: () => api.delete(PATH),
    onSuccess: () => {
      setDraft(NONE)
      return done()
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  const errors = save.error instanceof ApiProblem ? save.error.fields : {}
  const price = number(spent.money, { style: 'currency', currency: draft.currency, maximumFractionDigits: 4 })
  return (
    <form className="sheet stack" onSubmit={submit} aria-labelledby="analyser">
      <h2 id="analyser">{t('analyser.title')}</h2>
      <p>{t('analyser.lead')}</p>
      <Inputs draft={draft} typed={key} errors={errors} onType={setKey} onChange={change} />
      <p className="small hush">
        {t('analyser.spent', { price, tokens: number(spent.tokens), count: spent.calls })}
      </p>
      <ProblemNotice error={save.error ?? forget.error} />
      <div className="buttons">
        <Button type="submit" loading={save.isPending}>
          {t('common:save')}
        </Button>
        {analyser && (
          <Button variant="default" loading={forget.isPending} onClick={() => forget.mutate()}>
            {t('analyser.forget')}
          </Button>
        )}
      </div>
    </form>
  )
}

/** The outside model that may be asked for a second opinion: an owner's to set. */
export function AnalyserForm() {
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<AnalyserState>(PATH, undefined, signal),
  })
  return <Loaded query={query}>{(state) => <Fields state={state} />}</Loaded>
}
