import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../server/api.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { ScrollRegion } from '../../kit/scroll-region.tsx'
import { ZoneSelect } from '../../kit/zone-select.tsx'
import { api } from '../../lib/api.ts'
import classes from '../settings.module.css'
import { useImportAction } from './import-progress.tsx'
import { importQuery } from './queries.ts'

const FIELDS = [
  'externalId',
  'published',
  'author',
  'authorHandle',
  'text',
  'title',
  'url',
  'channel',
  'verb',
  'rating',
  'inReplyTo',
  'lang',
  'amount',
  'currency',
] as const
const ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le']
const DELIMITERS = [',', ';', '\t', '|']

type Draft = Pick<Import, 'mapping' | 'options'>

function Options({
  one,
  options,
  onChange,
}: {
  one: Import
  options: Import['options']
  onChange(options: Import['options']): void
}) {
  const { t } = useTranslation('settings')
  const set = (change: Partial<Import['options']>) => onChange({ ...options, ...change })
  return (
    <div className={classes.fields}>
      {one.format === 'csv' && (
        <>
          <NativeSelect
            label={t('imports.encoding')}
            value={options.encoding}
            data={[...new Set([options.encoding, ...ENCODINGS])]}
            onChange={(event) => set({ encoding: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('imports.delimiter')}
            value={options.delimiter}
            data={DELIMITERS.map((value) => ({ value, label: value === '\t' ? t('imports.tab') : value }))}
            onChange={(event) => set({ delimiter: event.currentTarget.value })}
          />
        </>
      )}
      {one.format === 'xlsx' && (
        <TextInput
          label={t('imports.sheet')}
          value={options.sheet ?? ''}
          onChange={(event) => set({ sheet: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        label={t('imports.date_order')}
        value={options.dateOrder}
        data={(['dmy', 'mdy', 'ymd'] as const).map((value) => ({
          value,
          label: t(`imports.order.${value}`),
        }))}
        onChange={(event) => set({ dateOrder: event.currentTarget.value as Import['options']['dateOrder'] })}
      />
      <ZoneSelect
        label={t('imports.zone')}
        value={options.timeZone}
        onChange={(timeZone) => set({ timeZone })}
      />
    </div>
  )
}

function MappingTable({
  one,
  mapping,
  onChange,
}: {
  one: Import
  mapping: Draft['mapping']
  onChange(mapping: Draft['mapping']): void
}) {
  const { t } = useTranslation('settings')
  const data = [
    { value: '', label: t('imports.ignored') },
    ...FIELDS.map((value) => ({ value, label: t(`imports.field.${value}`) })),
  ]
  function set(column: string, field: string) {
    const others = Object.fromEntries(
      Object.entries(mapping).filter(([name, other]) => name !== column && other !== field),
    )
    onChange(field ? { ...others, [column]: field } : others)
  }
  return (
    <ScrollRegion className="table-scroll" label={t('imports.mapping')}>
      <table className={`table ${classes.mapping}`}>
        <thead>
          <tr>
            <th scope="col">{t('imports.column')}</th>
            <th scope="col">{t('imports.samples')}</th>
            <th scope="col">{t('imports.becomes')}</th>
          </tr>
        </thead>
        <tbody>
          {one.columns.map((column) => (
            <tr key={column.name}>
              <th scope="row">{column.name}</th>
              <td>
                <div className={classes.samples}>{column.samples.slice(0, 3).join(' · ')}</div>
              </td>
              <td>
                <NativeSelect
                  aria-label={t('imports.becomes_what', { column: column.name })}
                  data={data}
                  value={mapping[column.name] ?? ''}
                  onChange={(event) => set(column.name, event.currentTarget.value)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** What each column becomes: proposed, and changed at will, with the preview following. */
export function MappingEditor({ one }: { one: Import }) {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  const [draft, setDraft] = useState<Draft>({ mapping: one.mapping, options: one.options })
  const save = useMutation({
    mutationFn: (next: Draft) => api.patch<Import>(`/imports/${one.id}`, next),
    onSuccess: (saved) => client.setQueryData(importQuery(one.id).queryKey, saved),
  })
  const later = useDebouncedCallback((next: Draft) => save.mutate(next), 400)
  const act = useImportAction(one)
  function change(part: Partial<Draft>) {
    const next = { ...draft, ...part }
    setDraft(next)
    later(next)
  }
  async function start() {
    await save.mutateAsync(draft)
    act.mutate('start')
  }
  return (
    <section className="sheet stack" aria-labelledby="mapping">
      <h2 id="mapping">{t('imports.mapping')}</h2>
      <MappingTable one={one} mapping={draft.mapping} onChange={(mapping) => change({ mapping })} />
      <Options one={one} options={draft.options} onChange={(options) => change({ options })} />
      <ProblemNotice error={save.error ?? act.error} />
      <div className="buttons">
        <Button loading={act.isPending || save.isPending} onClick={() => start().catch(() => undefined)}>
          {t('imports.start')}
        </Button>
      </div>
    </section>
  )
}
