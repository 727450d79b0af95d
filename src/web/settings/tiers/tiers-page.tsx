import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerTiers } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { tiersQuery } from '../../kit/tier/queries.ts'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { moved } from '../targets/draft.ts'
import { replaced } from '../targets/edit.ts'
import {
  type Edited,
  editedOf,
  isSound,
  MOST_TIERS,
  newTier,
  readyMade,
  sentOf,
  wouldFall,
} from './edited.ts'
import { Many } from './many/many.tsx'
import { TierLine } from './tier-line.tsx'

const freshId = () => crypto.randomUUID()

function Empty({ canChange, onReady }: { canChange: boolean; onReady(tiers: Edited[]): void }) {
  const { t } = useTranslation('tiers')
  const names = ['gold', 'silver', 'bronze'].map((one) => t(`ready.${one}`))
  return (
    <div className="stack">
      <p>{t(canChange ? 'empty' : 'empty_read')}</p>
      {canChange && (
        <div className="buttons">
          <Button variant="light" onClick={() => onReady(readyMade(names, freshId))}>
            {t('ready.take')}
          </Button>
        </div>
      )}
    </div>
  )
}

function Form({ kept }: { kept: CustomerTiers }) {
  const { t } = useTranslation('tiers')
  const format = useFormat()
  const client = useQueryClient()
  const canChange = useCan('team:manage')
  const [tiers, setTiers] = useState(() => editedOf(kept))
  const [base, setBase] = useState(kept)
  const save = useMutation({
    mutationFn: () => api.put<CustomerTiers>('/tiers', { version: base.version, tiers: sentOf(tiers) }),
    onSuccess(saved) {
      client.setQueryData(tiersQuery.queryKey, saved)
      setBase(saved)
      setTiers(editedOf(saved))
      sayDone(t('saved'))
    },
  })
  const fall = wouldFall(base, tiers)
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="stack">
      <section className="sheet stack" aria-labelledby="tiers">
        <h2 id="tiers">{t('list')}</h2>
        {tiers.length === 0 && <Empty canChange={canChange} onReady={setTiers} />}
        <ol>
          {tiers.map((tier, place) => (
            <TierLine
              key={tier.id}
              {...{ tier, place, canChange }}
              count={tiers.length}
              onChange={(change) => setTiers((all) => replaced(all, tier.id, change))}
              onMove={(by) => setTiers((all) => moved(all, tier.id, by))}
              onRemove={() => setTiers((all) => all.filter((one) => one.id !== tier.id))}
            />
          ))}
        </ol>
        {fall > 0 && (
          <p className="notice" role="status">
            {t('fall', { count: fall, number: format.number(fall) })}
          </p>
        )}
        <ProblemNotice error={save.error} />
        {canChange && (
          <div className="buttons">
            <Button
              variant="default"
              disabled={tiers.length >= MOST_TIERS}
              onClick={() => setTiers((all) => [...all, newTier(freshId(), all)])}
            >
              {t('add')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!isSound(tiers)}>
              {t('save')}
            </Button>
          </div>
        )}
      </section>
    </form>
  )
}

/** Tiers of customers: how they are called, in which order, and what each weighs. */
export function TiersPage() {
  const query = useQuery(tiersQuery)
  const { t } = useTranslation('tiers')
  const canGive = useCan('people:write')
  return (
    <div className="page page-narrow">
      <PageHeader title={t('title')} lead={t('lead')} />
      <Loaded query={query}>
        {(kept) => (
          <div className="stack-l">
            <Form kept={kept} />
            {canGive && kept.tiers.length > 0 && <Many tiers={kept.tiers} />}
          </div>
        )}
      </Loaded>
    </div>
  )
}
