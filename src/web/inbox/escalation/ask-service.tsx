import { Button, Checkbox, Select, Textarea } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationEntry, Escalation, Service } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { ApiProblem, api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { entriesIn, entriesQuery } from '../entries.ts'
import { FieldInput } from './field-input.tsx'
import { FilePicker, useFiles } from './file-picker.tsx'
import { atService, begun, filled, lacking, type Order } from './order.ts'
import { usePreview } from './preview.ts'
import { servicesQuery } from './queries.ts'
import { Shared } from './shared.tsx'
import { wordsIn } from './words.ts'

interface Props {
  talkId: string
  onClose(): void
}

/** Which service, why, what exactly is asked, and what it will see: all of it before anything leaves. */
export function AskService({ talkId, onClose }: Props) {
  const services = useQuery(servicesQuery)
  const entries = useInfiniteQuery(entriesQuery(talkId))
  return (
    <Loaded query={services}>
      {(all) => {
        const offered = all.filter(({ archived }) => !archived)
        if (offered.length === 0) return <NoService />
        const known = entriesIn(entries.data)
        return entries.data ? (
          <Form talkId={talkId} services={offered} entries={known} onClose={onClose} />
        ) : null
      }}
    </Loaded>
  )
}

function NoService() {
  const { t } = useTranslation('service')
  const can = useCan('channels:manage')
  return (
    <EmptyState title={t('none.title')}>
      {t(can ? 'none.manager' : 'none.agent')}{' '}
      {can && <Link to="/settings/services">{t('none.set_up')}</Link>}
    </EmptyState>
  )
}

function useRaise(talkId: string, onClose: () => void) {
  const { t } = useTranslation('service')
  const client = useQueryClient()
  return useMutation({
    mutationFn: (order: Order) => api.post<Escalation>(`/conversations/${talkId}/escalations`, order),
    onSuccess: (one) => {
      for (const key of ['escalations', 'conversation', 'entries'])
        client.invalidateQueries({ queryKey: [key, talkId] })
      sayDone(t('said.raised', { service: one.service.name }))
      onClose()
    },
  })
}

function Form({
  talkId,
  services,
  entries,
  onClose,
}: Props & { services: Service[]; entries: ConversationEntry[] }) {
  const { t } = useTranslation('service')
  const { t: common } = useTranslation()
  const [order, setOrder] = useState<Order>(() => {
    const first = begun(entries)
    return services[0] && services.length === 1 ? atService(first, services[0]) : first
  })
  const service = services.find(({ id }) => id === order.serviceId)
  const set = (change: Partial<Order>) => setOrder((old) => ({ ...old, ...change }))
  const preview = usePreview(talkId, order)
  const found = preview.data?.values
  useEffect(() => {
    if (found) setOrder((old) => filled(old, found))
  }, [found])
  const { files, add, remove, busy } = useFiles()
  const raise = useRaise(talkId, onClose)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!lacking(order, service) && !busy) raise.mutate({ ...order, files: files.map(({ id }) => id) })
  }
  const wrong = raise.error instanceof ApiProblem ? raise.error.fields : {}
  return (
    <form onSubmit={submit} className="stack">
      <Which
        services={services}
        order={order}
        onService={(one) => setOrder(atService(order, one))}
        onSet={set}
      />
      {service && (
        <>
          {service.fields.map((field) => (
            <FieldInput
              key={field.id}
              field={field}
              value={order.values[field.id] ?? ''}
              error={wrong[`values.${field.id}`]}
              onChange={(value) => set({ values: { ...order.values, [field.id]: value } })}
            />
          ))}
          <Textarea
            required
            label={t('ask.question')}
            description={t('ask.question_help')}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={10_000}
            value={order.question}
            onChange={(event) => set({ question: event.currentTarget.value })}
          />
          <FilePicker files={files} busy={busy} onAdd={add} onRemove={remove} />
          <Shared entries={entries} order={order} preview={preview.data} onSet={set} />
          <Checkbox
            label={t('ask.snoozes')}
            description={t('ask.snoozes_help')}
            checked={order.snoozes}
            onChange={(event) => set({ snoozes: event.currentTarget.checked })}
          />
        </>
      )}
      <ProblemNotice error={raise.error} />
      <div className="buttons">
        <Button variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
        <Button type="submit" loading={raise.isPending} disabled={lacking(order, service) || busy}>
          {t('ask.send')}
        </Button>
      </div>
      {service && <p className="hush small">{t('ask.audience', { emails: service.emails.join(', ') })}</p>}
    </form>
  )
}

function Which({
  services,
  order,
  onService,
  onSet,
}: {
  services: Service[]
  order: Order
  onService(service: Service): void
  onSet(change: Partial<Order>): void
}) {
  const { t } = useTranslation('service')
  const { locale } = useFormat()
  const service = services.find(({ id }) => id === order.serviceId)
  const pick = (id: string | null) => {
    const one = services.find((each) => each.id === id)
    if (one) onService(one)
  }
  return (
    <>
      <Select
        required
        data-autofocus
        label={t('ask.service')}
        data={services.map(({ id, name }) => ({ value: id, label: name }))}
        value={order.serviceId || null}
        allowDeselect={false}
        onChange={pick}
      />
      {service && (
        <Select
          required
          label={t('ask.reason')}
          data={service.reasons
            .filter(({ off }) => !off)
            .map(({ id, words }) => ({ value: id, label: wordsIn(words, locale) }))}
          value={order.reasonId || null}
          allowDeselect={false}
          onChange={(reasonId) => onSet({ reasonId: reasonId ?? '' })}
        />
      )}
    </>
  )
}
