import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Service } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { servicesQuery } from '../../inbox/escalation/queries.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { ApiProblem, api } from '../../lib/api.ts'
import { Fields } from './fields.tsx'
import { Reasons } from './reasons.tsx'
import { TimingFields } from './timing-fields.tsx'
import { ToolFields } from './tool-fields.tsx'
import { addressesIn, bodyOf, type Value } from './value.ts'

interface Props {
  begun: Value
  /** Undefined: it is being added. */
  service?: Service
  onDone?(): void
}

export type Part = (change: Partial<Value>) => void

function useSave({ service, onDone }: Props, value: Value) {
  const { t } = useTranslation('service')
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () =>
      service
        ? api.put<Service>(`/services/${service.id}`, { ...bodyOf(value), archived: service.archived })
        : api.post<Service>('/services', bodyOf(value)),
    onSuccess: async (saved) => {
      await client.invalidateQueries(servicesQuery)
      sayDone(t('set.saved'))
      onDone?.()
      if (!service) navigate({ to: '/settings/services/$serviceId', params: { serviceId: saved.id } })
    },
  })
}

/** All that a service is, on one page: what is under way keeps the plan that it began with. */
export function ServiceForm(props: Props) {
  const { t: common } = useTranslation()
  const [value, setValue] = useState(props.begun)
  const set: Part = (change) => setValue((old) => ({ ...old, ...change }))
  const save = useSave(props, value)
  const errors = save.error instanceof ApiProblem ? save.error.fields : {}
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="stack-l">
      <Identity value={value} errors={errors} onSet={set} />
      <Reasons reasons={value.reasons} onChange={(reasons) => set({ reasons })} />
      <Fields fields={value.fields} onChange={(fields) => set({ fields })} />
      <TimingFields timing={value.timing} onChange={(timing) => set({ timing })} />
      <ToolFields value={value} kept={props.service?.hasToken ?? false} errors={errors} onSet={set} />
      <ProblemNotice error={save.error} />
      <div className="buttons">
        {props.onDone && (
          <Button variant="default" onClick={props.onDone}>
            {common('cancel')}
          </Button>
        )}
        <Button
          type="submit"
          loading={save.isPending}
          disabled={!value.name.trim() || value.emails.length === 0}
        >
          {common('save')}
        </Button>
      </div>
    </form>
  )
}

function Identity({ value, errors, onSet }: { value: Value; errors: Record<string, string>; onSet: Part }) {
  const { t } = useTranslation('service')
  const [emails, setEmails] = useState(value.emails.join('\n'))
  const wrong = Object.entries(errors).find(([path]) => path.startsWith('emails'))?.[1]
  return (
    <section className="sheet stack" aria-labelledby="identity">
      <h2 id="identity">{t('set.identity')}</h2>
      <TextInput
        required
        label={t('set.name')}
        maxLength={100}
        error={errors.name}
        value={value.name}
        onChange={(event) => onSet({ name: event.currentTarget.value })}
      />
      <Textarea
        required
        autosize
        minRows={2}
        label={t('set.emails')}
        description={t('set.emails_help')}
        error={wrong}
        value={emails}
        onChange={(event) => {
          setEmails(event.currentTarget.value)
          onSet({ emails: addressesIn(event.currentTarget.value) })
        }}
      />
      <TextInput
        type="email"
        label={t('set.manager')}
        description={t('set.manager_help')}
        error={errors.manager}
        value={value.manager ?? ''}
        onChange={(event) => onSet({ manager: event.currentTarget.value })}
      />
      <Select
        label={t('set.locale')}
        allowDeselect={false}
        data={(['fr', 'en'] as const).map((one) => ({ value: one, label: t(`set.${one}`) }))}
        value={value.locale}
        onChange={(one) => onSet({ locale: one === 'en' ? 'en' : 'fr' })}
      />
    </section>
  )
}
