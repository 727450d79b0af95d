import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notice, NoticeItem } from '../../server/api.ts'
import { LevelTag } from '../alarm/level.tsx'
import { MissingPage } from '../app/error-page.tsx'
import { IconChevronLeft } from '../kit/icons.ts'
import { Loaded, Rows } from '../kit/loaded.tsx'
import { PageHeader } from '../kit/page-header.tsx'
import { PostCard } from '../kit/post-card.tsx'
import { When } from '../kit/when.tsx'
import { ApiProblem } from '../lib/api.ts'
import { OpenCalls } from './calls.tsx'
import { headlineOf, hitsOf } from './headline.ts'
import { MatterCard } from './matter-card.tsx'
import classes from './notice.module.css'
import { noticeQuery, useMarkRead } from './queries.ts'

const route = getRouteApi('/app/notices/$noticeId')

function Facts({ item }: { item: NoticeItem }) {
  const { t } = useTranslation('notice')
  const hits = hitsOf(item)
  return (
    <p className={`${classes.facts} small hush`}>
      {item.alerts.length > 0 && (
        <span>
          {t('found_by')}{' '}
          {item.alerts.map((alert, i) => (
            <span key={alert.id}>
              {i > 0 && ', '}
              <Link to="/watch/$alertId" params={{ alertId: alert.id }}>
                {alert.name}
              </Link>
            </span>
          ))}
        </span>
      )}
      {hits.length > 0 && <span>{t('words', { words: hits.join(', ') })}</span>}
      {item.posts > 1 && <span>{t('reposts', { count: item.posts - 1 })}</span>}
    </p>
  )
}

function Item({ item }: { item: NoticeItem }) {
  const { alarm, post, matter } = item
  return (
    <li id={item.id} className={classes.item}>
      {matter && <MatterCard matter={matter} />}
      {alarm ? (
        <div className={`sheet ${classes.alarm}`}>
          <p>
            <LevelTag alarm={alarm} /> <strong>{alarm.verdict[0]}</strong>
          </p>
          <p>{alarm.verdict.slice(1).join(' ')}</p>
        </div>
      ) : (
        post && <PostCard item={post} />
      )}
      <Facts item={item} />
    </li>
  )
}

function Told({ notice }: { notice: Notice }) {
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
          <Item key={item.id} item={item} />
        ))}
      </ul>
      {left > 0 && notice.items.length > 0 && <p className="hush">{t('taken_away', { count: left })}</p>}
      {notice.more > 0 && <p className="notice">{t('counted', { count: notice.more })}</p>}
      {notice.capped && <p className="notice">{t('capped')}</p>}
    </>
  )
}

/** One notice with all that it tells: where links of mails and of telephones lead. */
export function NoticePage() {
  const { t } = useTranslation('notice')
  const { noticeId } = route.useParams()
  const query = useQuery({ ...noticeQuery(noticeId), retry: false })
  const missing = query.error instanceof ApiProblem && query.error.status < 500 && query.error.status > 0
  return (
    <div className="page page-narrow">
      <p>
        <Link to="/notices" className="with-icon">
          <IconChevronLeft size={16} aria-hidden /> {t('title')}
        </Link>
      </p>
      {missing ? (
        <MissingPage />
      ) : (
        <Loaded query={query} skeleton={<Rows count={3} height={120} />}>
          {(notice) => <Told key={notice.id} notice={notice} />}
        </Loaded>
      )}
    </div>
  )
}
