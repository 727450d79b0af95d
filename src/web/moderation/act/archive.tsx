import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OpenedArchive } from '../../../server/api.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import classes from './act.module.css'

/** What was taken away, for who may and says why; nothing of it is kept on the page. */
export function Archive({ id }: { id: string }) {
  const { t } = useTranslation('moderation')
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const opening = useMutation({
    mutationFn: () => api.post<OpenedArchive>(`/moderation/acts/${id}/archive`, { reason }),
    gcTime: 0,
  })
  if (opening.data) return <Opened archive={opening.data} />
  if (!asking)
    return (
      <div>
        <Button size="compact-sm" variant="subtle" onClick={() => setAsking(true)}>
          {t('archive.open')}
        </Button>
      </div>
    )
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        opening.mutate()
      }}
    >
      <TextInput
        label={t('archive.reason')}
        description={t('archive.reason_help')}
        required
        minLength={5}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ProblemNotice error={opening.error} />
      <div className="buttons">
        <Button type="submit" loading={opening.isPending}>
          {t('archive.open')}
        </Button>
      </div>
    </form>
  )
}

function Opened({ archive }: { archive: OpenedArchive }) {
  const { t } = useTranslation('moderation')
  const { taken, sha256, whole, until } = archive
  return (
    <div className="stack">
      <h3>{t('archive.title')}</h3>
      <p className={classes.said}>{[taken.title, taken.text].filter(Boolean).join('\n')}</p>
      <p className="hush small">
        {t(whole ? 'archive.whole' : 'archive.changed')} <code className={classes.said}>{sha256}</code>
      </p>
      <p className="hush small">
        {t('archive.until')} <When at={until} />
      </p>
    </div>
  )
}
