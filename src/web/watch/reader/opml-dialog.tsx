import { Button, FileButton, Modal } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { OpmlPlan } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api, upload } from '../../lib/api.ts'
import { feedsQuery } from './queries.ts'
import classes from './reader.module.css'

const TONES = { new: 'good', here: undefined, twice: undefined } as const

/** What the list would bring, before it is taken; what is wrong in it by line. */
function Plan({ plan }: { plan: OpmlPlan }) {
  const { t } = useTranslation('reader')
  const added = plan.feeds.filter((feed) => feed.state === 'new').length
  return (
    <>
      <p role="status">{t('opml.found', { count: added, all: plan.feeds.length })}</p>
      {plan.faults.length > 0 && (
        <ul className="notice" data-tone="warm">
          {plan.faults.slice(0, 20).map((fault) => (
            <li key={`${fault.line} ${fault.why}`}>{t(`opml.fault.${fault.why}`, { line: fault.line })}</li>
          ))}
        </ul>
      )}
      <ul className={classes.plan}>
        {plan.feeds.map((feed) => (
          <li key={`${feed.line} ${feed.url}`}>
            <span>
              {feed.title} <span className="small hush">{feed.folder.join(' › ')}</span>
            </span>
            <span className="tag" data-tone={TONES[feed.state]}>
              {t(`opml.state.${feed.state}`)}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** A list of feeds from another reader: looked at first, then taken. */
export function OpmlDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('reader')
  const client = useQueryClient()
  const check = useMutation({
    mutationFn: (file: File) =>
      upload<OpmlPlan>('/reader/opml/check', {}, file, () => undefined, new AbortController().signal),
  })
  const take = useMutation({
    mutationFn: (plan: OpmlPlan) =>
      api.post<{ added: number; placed: number }>('/reader/opml', {
        feeds: plan.feeds
          .filter((feed) => feed.state !== 'twice')
          .map(({ title, url, folder }) => ({ title, url, folder })),
      }),
    async onSuccess({ added }) {
      await client.invalidateQueries({ queryKey: feedsQuery.queryKey })
      sayDone(t('opml.said', { count: added }))
      onClose()
    },
  })
  const plan = check.data
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('opml.bring')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <div className="stack">
        <p>{t('opml.help')}</p>
        <FileButton
          accept=".opml,.xml,text/x-opml,application/xml"
          onChange={(file) => file && check.mutate(file)}
        >
          {(props) => (
            <Button {...props} variant="default" loading={check.isPending}>
              {t('opml.file')}
            </Button>
          )}
        </FileButton>
        <ProblemNotice error={check.error ?? take.error} />
        {plan && <Plan plan={plan} />}
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            loading={take.isPending}
            disabled={!plan || plan.feeds.length === 0}
            onClick={() => plan && take.mutate(plan)}
          >
            {t('opml.take')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
