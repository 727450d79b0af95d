import { Button } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../lib/use-format.ts'
import classes from './away.module.css'
import { awayQuery } from './queries.ts'
import { isWorthTelling } from './span.ts'

/** At return, above the inbox: in one line, what there is to catch up with. */
export function AwayBanner() {
  const { t } = useTranslation('together')
  const { date, list } = useFormat()
  const { data } = useQuery({ ...awayQuery(), staleTime: Number.POSITIVE_INFINITY })
  const [hidden, setHidden] = useLocalStorage<string | null>({
    key: 'veillee.away.hidden',
    defaultValue: null,
  })
  if (!data?.left || !isWorthTelling(data, hidden, new Date())) return null
  const counts = { came: data.came.count, assigned: data.assigned.count, mentions: data.mentions.length }
  const words = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => t(`away.banner_${what}`, { count }))
  return (
    <div className={classes.banner} role="status">
      <p>
        {t('away.banner', {
          when: date(data.left, { weekday: 'long', hour: 'numeric', minute: '2-digit' }),
          words: list(words),
        })}
      </p>
      <Link to="/away">{t('away.see')}</Link>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setHidden(data.left)}>
        {t('away.hide')}
      </Button>
    </div>
  )
}
