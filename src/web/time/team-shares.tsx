import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../kit/loaded.tsx'
import { useFormat } from '../lib/use-format.ts'
import { teamTimeQuery } from './queries.ts'
import { Split } from './split.tsx'

/** The mean of those who agreed, where they are enough; who leads a team sees no more than that. */
export function TeamShares({ weeks }: { weeks: number }) {
  const { t } = useTranslation('time')
  const { day } = useFormat()
  const query = useQuery(teamTimeQuery(weeks))
  return (
    <section className="sheet stack" aria-labelledby="team-time">
      <h2 id="team-time">{t('team.title')}</h2>
      <Loaded query={query}>
        {(team) => {
          const week = team.weeks.findLast(({ shares }) => shares !== null)
          if (!week?.shares) return <p className="hush">{t('team.none', { count: team.fewest })}</p>
          return (
            <>
              <p className="hush small">
                {t('team.text', { day: day(week.from, { dateStyle: 'long' }), count: team.fewest })}
              </p>
              <Split minutes={null} shares={week.shares} reference={team.reference} />
            </>
          )
        }}
      </Loaded>
    </section>
  )
}
