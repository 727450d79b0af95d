import { Button, Progress } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../server/api.ts'
import { IconDownload, IconPlayerPlay } from '../../kit/icons.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api, apiUrl } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from '../settings.module.css'

export function useImportAction(one: Import) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (action: 'start' | 'cancel' | 'resume') => api.post(`/imports/${one.id}/${action}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['imports'] }),
  })
}

function Figures({ one }: { one: Import }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  return (
    <div className={classes.progress}>
      {one.phase && <strong>{t(`imports.phase.${one.phase}`)}</strong>}
      <span>{t('imports.done_rows', { count: one.imported })}</span>
      <span>{t('imports.duplicates', { count: one.duplicates })}</span>
      <span>{t('imports.error_rows', { count: one.errors })}</span>
      {one.phase && one.phase !== 'removing' && (
        <strong>
          {one.secondsLeft === null
            ? t('imports.time_unknown')
            : t('imports.time_left', { span: format.span(one.secondsLeft) })}
        </strong>
      )}
    </div>
  )
}

function Actions({ one }: { one: Import }) {
  const { t } = useTranslation('settings')
  const act = useImportAction(one)
  const stopped = (one.state === 'cancelled' || one.state === 'failed') && !one.phase
  return (
    <>
      <ProblemNotice error={act.error} />
      <div className="buttons">
        {one.errors > 0 && (
          <Button
            component="a"
            href={apiUrl(`/imports/${one.id}/errors.csv`)}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('imports.report')}
          </Button>
        )}
        {(one.state === 'running' || one.state === 'done') && (
          <Button variant="default" loading={act.isPending} onClick={() => act.mutate('cancel')}>
            {t(one.state === 'done' ? 'imports.take_back' : 'imports.stop')}
          </Button>
        )}
        {stopped && (
          <Button
            loading={act.isPending}
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            onClick={() => act.mutate('resume')}
          >
            {t('imports.resume')}
          </Button>
        )}
      </div>
    </>
  )
}

/** How far it is, how long it still takes, and what can be done about it. */
export function ImportProgress({ one }: { one: Import }) {
  const { t } = useTranslation('settings')
  if (one.state === 'ready' && !one.phase) return null
  const share = one.state === 'done' ? 1 : one.bytes > 0 ? one.bytesRead / one.bytes : 0
  return (
    <section className="sheet stack" aria-label={t('imports.progress')}>
      <Progress value={share * 100} size="lg" aria-label={t('imports.progress')} />
      <Figures one={one} />
      {one.failure && (
        <p className="notice" data-tone="bad">
          {one.failure}
        </p>
      )}
      <Actions one={one} />
    </section>
  )
}
