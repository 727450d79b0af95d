import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { NoticeItem } from '../../server/api.ts'
import { LevelTag } from '../alarm/level.tsx'
import { PostCard } from '../kit/post-card.tsx'
import { hitsOf } from './headline.ts'
import { MatterCard } from './matter-card.tsx'
import classes from './notice.module.css'

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

export function NoticeLine({ item }: { item: NoticeItem }) {
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
