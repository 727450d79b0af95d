import { Button, NativeSelect, Radio, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PrivateLines, PrivateMove, PrivateSetting } from '../../server/api.ts'
import { sayDone } from '../app/say.ts'
import type { InboxSearch } from '../app/search.ts'
import { Hours } from '../inbox/private/ask.tsx'
import { privateSettingQuery } from '../inbox/private/queries.ts'
import { listQuery } from '../inbox/queries.ts'
import { Loaded } from '../kit/loaded.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { api } from '../lib/api.ts'
import { useFormat } from '../lib/use-format.ts'
import { LinesFields } from './lines-fields.tsx'

interface Props {
  /** What is selected. */
  ids: string[]
  /** The list in which it was. */
  search: InboxSearch
  onClose(): void
}

/** Many at once: whom, by which way, in which words; what leaves and who reads it is said beside the button. */
export function BeginMove(props: Props) {
  const setting = useQuery(privateSettingQuery)
  return <Loaded query={setting}>{(own) => <Form {...props} setting={own} />}</Loaded>
}

const KINDS = {
  best: ['direct', 'opening', 'link', 'mail'],
  direct: ['direct', 'opening'],
  link: ['link'],
  mail: ['mail'],
} as const
const WAYS = ['best', 'direct', 'link', 'mail'] as const

function Form({ ids, search, onClose, setting }: Props & { setting: PrivateSetting }) {
  const { t } = useTranslation('private')
  const { zone } = useFormat()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [whom, setWhom] = useState<'selected' | 'view'>('selected')
  const [way, setWay] = useState<PrivateMove['way']>('best')
  const [lines, setLines] = useState<PrivateLines>(setting.lines)
  const [hours, setHours] = useState(setting.hours)
  const begin = useMutation({
    mutationFn: () => {
      const among = whom === 'selected' ? { ids } : { view: viewOf(search, zone) }
      return api.post<PrivateMove>('/private-moves', { name, way, lines, hours, ...among })
    },
    onSuccess: (move) => {
      client.invalidateQueries({ queryKey: ['private-moves'] })
      sayDone(t(move.approved ? 'said.begun' : 'said.waits'))
      onClose()
      navigate({ to: '/private/$moveId', params: { moveId: move.id } })
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    begin.mutate()
  }
  return (
    <form onSubmit={submit} className="stack">
      <TextInput
        required
        data-autofocus
        maxLength={100}
        label={t('begin.name')}
        placeholder={t('begin.name_example')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Radio.Group
        label={t('begin.whom')}
        value={whom}
        onChange={(value) => setWhom(value === 'view' ? 'view' : 'selected')}
      >
        <div className="stack">
          <Radio value="selected" label={t('begin.selected', { count: ids.length })} />
          <Radio value="view" label={t('begin.view')} />
        </div>
      </Radio.Group>
      <NativeSelect
        label={t('ask.way')}
        data={WAYS.map((value) => ({ value, label: t(`way.${value}`) }))}
        value={way}
        onChange={(event) => setWay(event.currentTarget.value as PrivateMove['way'])}
      />
      <p className="hush small">{t('begin.variants')}</p>
      <LinesFields key={way} lines={lines} kinds={KINDS[way]} onChange={setLines} />
      <Hours value={hours} onChange={setHours} />
      <ProblemNotice error={begin.error} />
      <div className="buttons">
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" loading={begin.isPending}>
          {t('begin.send')}
        </Button>
      </div>
      <p className="hush small">{t('begin.audience')}</p>
    </form>
  )
}

function viewOf(search: InboxSearch, zone: string) {
  const { saved, sort = 'recent', before: _before, ...filter } = listQuery(search, zone)
  return { ...(saved ? { saved } : {}), filter, sort }
}
