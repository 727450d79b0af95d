import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Charter, CharterState } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { CopyField } from '../../kit/copy-field.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import classes from './charter.module.css'
import { CharterFields } from './charter-fields.tsx'
import { Difference, Versions } from './difference.tsx'
import { charterQuery } from './queries.ts'

/** The rules of the house: what is published, what is being written, and what differs. */
export function CharterPage() {
  const { t } = useTranslation('moderation')
  const query = useQuery(charterQuery)
  return (
    <div className="page">
      <PageHeader title={t('charter.title')} lead={t('charter.lead')} />
      <Loaded query={query}>{(state) => <Whole key={state.revision} state={state} />}</Loaded>
    </div>
  )
}

function Whole({ state }: { state: CharterState }) {
  const { t } = useTranslation('moderation')
  const { published, address } = state
  const can = useCan('moderation:charter')
  return (
    <>
      <section className="sheet stack" aria-labelledby="published">
        <h2 id="published">{t('charter.published')}</h2>
        {published ? (
          <>
            <p>
              {t('charter.version', { version: published.version, name: published.by.name })} ·{' '}
              <When at={published.published} />
            </p>
            <CopyField label={t('charter.address')} value={address} />
            <p>
              <a href={address} target="_blank" rel="noreferrer">
                {t('charter.see')}
              </a>
            </p>
            <Versions />
          </>
        ) : (
          <p>{t('charter.none')}</p>
        )}
      </section>
      {can ? <Editor state={state} /> : <p className="hush">{t('charter.others')}</p>}
    </>
  )
}

function useCharter() {
  const client = useQueryClient()
  const done = (state: CharterState) => {
    client.setQueryData(charterQuery.queryKey, state)
    return client.invalidateQueries({ queryKey: ['moderation'] })
  }
  const keep = useMutation({
    mutationFn: (body: { charter: Charter; revision: number }) => api.put<CharterState>('/charter', body),
    onSuccess: done,
  })
  const publish = useMutation({
    mutationFn: async ({
      charter,
      revision,
      kept,
    }: {
      charter: Charter
      revision: number
      kept: boolean
    }) => {
      const state = kept ? { revision } : await api.put<CharterState>('/charter', { charter, revision })
      return api.post<CharterState>('/charter/publication', { revision: state.revision })
    },
    onSuccess: done,
  })
  return { keep, publish }
}

function Editor({ state }: { state: CharterState }) {
  const { t } = useTranslation('moderation')
  const [charter, setCharter] = useState(state.draft)
  const { keep, publish } = useCharter()
  const { revision, difference } = state
  const kept = revision > 0 && JSON.stringify(charter) === JSON.stringify(state.draft)
  return (
    <form
      className={`stack ${classes.editor}`}
      onSubmit={(event) => {
        event.preventDefault()
        keep.mutate({ charter, revision }, { onSuccess: () => sayDone(t('charter.kept')) })
      }}
    >
      <h2>{t('charter.draft')}</h2>
      <p className="hush">{t(revision === 0 ? 'charter.ready_made' : 'charter.draft_help')}</p>
      <CharterFields state={state} charter={charter} onChange={setCharter} />
      {difference && kept && <Difference difference={difference} charter={state.draft} />}
      <ProblemNotice error={keep.error ?? publish.error} />
      <div className="buttons">
        <Button type="submit" variant="default" loading={keep.isPending}>
          {t('charter.keep')}
        </Button>
        <Button
          loading={publish.isPending}
          onClick={() =>
            publish.mutate(
              { charter, revision, kept },
              { onSuccess: () => sayDone(t('charter.said_published')) },
            )
          }
        >
          {t('charter.publish')}
        </Button>
      </div>
    </form>
  )
}
