import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notice } from '../../server/api.ts'
import { PageHeader } from '../kit/page-header.tsx'
import { When } from '../kit/when.tsx'
import { OpenCalls } from './calls.tsx'
import { headlineOf } from './headline.ts'
import classes from './notice.module.css'
import { NoticeLine } from './notice-line.tsx'
import { useMarkRead } from './queries.ts'

export function Told({ notice }: { notice: Notice }) {
  const { t } = useTranslation('notice')
  const { mutate } = useMarkRead()
  const { id, read } = notice
  // Once: who marks it as unread here means to come back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    if (!read) mutate({ ids: [id], read: true })
    document.getElementById(location.hash.slice(1))?.scrollIntoView()
  }, [id])
  const left = notice.subjects - notice.items.length
  const head = headlineOf(notice)
  const title =
    head.kind === 'matter'
      ? head.title
      : head.kind === 'story'
        ? head.alerts
        : t(`many.${notice.pace}`, { count: notice.subjects })
  return (
    <>
      <PageHeader title={title} lead={<When at={notice.at} />} />
      <OpenCalls />
      {notice.items.length === 0 && <p className="notice">{t('gone')}</p>}
      <ul className={classes.items}>
        {notice.items.map((item) => (
          <NoticeLine key={item.id} item={item} />
        ))}
      </ul>
      {left > 0 && notice.items.length > 0 && <p className="hush">{t('taken_away', { count: left })}</p>}
      {notice.more > 0 && <p className="notice">{t('counted', { count: notice.more })}</p>}
      {notice.capped && <p className="notice">{t('capped')}</p>}
    </>
  )
}
