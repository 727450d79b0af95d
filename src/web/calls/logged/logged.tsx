import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Exchange } from '../../../server/api.ts'
import { useCan } from '../../app/session.ts'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import classes from '../calls.module.css'
import { EditLogged } from './edit.tsx'
import { History } from './history.tsx'

/** What a call or a letter came to, beside its words: the way, the length, the outcome, who wrote it, and what it said before. */
export function Logged({ activityId }: { activityId: string }) {
  const { data } = useQuery({
    queryKey: ['exchanges', activityId],
    queryFn: ({ signal }) => api.get<Exchange[]>('/exchanges', { activityId }, signal),
    enabled: useCan('inbox:read'),
    staleTime: 30_000,
  })
  const [one] = data ?? []
  return one ? <Facts one={one} /> : null
}

function Facts({ one }: { one: Exchange }) {
  const { t } = useTranslation('exchange')
  const canWrite = useCan('inbox:write')
  const [open, setOpen] = useState<'edit' | 'history' | null>(null)
  const turn = (what: 'edit' | 'history') => setOpen(open === what ? null : what)
  return (
    <div className={classes.logged}>
      <p className="small">
        {one.outcome && <span className="tag">{one.outcome}</span>} {t(`logged.${one.kind}_${one.direction}`)}
        {one.minutes !== null && <> · {t('logged.minutes', { count: one.minutes })}</>}
        {one.contact && <> · {one.contact}</>} · {t('logged.by', { name: one.author.name })}
        {one.next && (
          <>
            {' '}
            · {t('logged.next')} <When at={one.next} />
          </>
        )}
      </p>
      <div className="buttons-start">
        {canWrite && one.mine && (
          <Button
            size="compact-sm"
            variant="subtle"
            aria-expanded={open === 'edit'}
            onClick={() => turn('edit')}
          >
            {t('logged.edit')}
          </Button>
        )}
        {one.version > 1 && (
          <Button
            size="compact-sm"
            variant="subtle"
            aria-expanded={open === 'history'}
            onClick={() => turn('history')}
          >
            {t('logged.history', { count: one.version - 1 })}
          </Button>
        )}
      </div>
      {open === 'edit' && <EditLogged one={one} onClose={() => setOpen(null)} />}
      {open === 'history' && <History one={one} />}
    </div>
  )
}
