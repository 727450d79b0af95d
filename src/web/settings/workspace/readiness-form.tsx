import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Readiness } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import {
  BrandFields,
  EMPTY_READINESS,
  ObjectivesFields,
  PeopleFields,
} from '../../set-up/readiness-fields.tsx'

/** The same questions as at the first start; those who may not change them read them. */
export function ReadinessForm({ readiness }: { readiness: Readiness | null }) {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  const canManage = useCan('objectives:manage')
  const [draft, setDraft] = useState(readiness ?? EMPTY_READINESS)
  const save = useMutation({
    mutationFn: () => api.put('/readiness', draft),
    onSuccess: () => {
      sayDone(t('saved'))
      return Promise.all([
        client.invalidateQueries({ queryKey: ['readiness'] }),
        client.invalidateQueries({ queryKey: ['day'] }),
      ])
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit}>
      <fieldset disabled={!canManage} className="stack-l bare-fieldset">
        <legend className="hidden-visually">{t('workspace.readiness')}</legend>
        <section className="sheet stack" aria-labelledby="objectives">
          <h2 id="objectives">{t('workspace.objectives')}</h2>
          <ObjectivesFields
            value={draft.objectives}
            onChange={(objectives) => setDraft({ ...draft, objectives })}
          />
        </section>
        <section className="sheet stack" aria-labelledby="brand">
          <h2 id="brand">{t('workspace.brand')}</h2>
          <BrandFields value={draft.brand} onChange={(brand) => setDraft({ ...draft, brand })} />
        </section>
        <section className="sheet stack" aria-labelledby="people">
          <h2 id="people">{t('workspace.people')}</h2>
          <PeopleFields value={draft.people} onChange={(people) => setDraft({ ...draft, people })} />
        </section>
        <ProblemNotice error={save.error} />
        {canManage && (
          <div className="buttons">
            <Button type="submit" loading={save.isPending} disabled={draft.brand.names.length === 0}>
              {t('save')}
            </Button>
          </div>
        )}
      </fieldset>
    </form>
  )
}
