import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CourtesyReportSearch } from '../../app/search.ts'
import { useChannelName } from '../../kit/channel-name.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { useFormat } from '../../lib/use-format.ts'
import classes from './courtesy.module.css'
import { courtesyAnswersQuery } from './queries.ts'

/** The answers that a figure is made of, newest first, without the name of who wrote them. */
export function Behind({ search, onClose }: { search: CourtesyReportSearch; onClose(): void }) {
  const { t } = useTranslation('courtesy-report')
  const { t: words } = useTranslation('courtesy-settings')
  const format = useFormat()
  const channel = useChannelName()
  const query = useQuery(courtesyAnswersQuery(search))
  const { week, advice } = search
  const of = [
    week && t('behind.week', { day: format.day(week, { day: 'numeric', month: 'long', year: 'numeric' }) }),
    search.channel && channel(search.channel),
    advice && words(`advice.${advice}`),
  ].filter((one) => one !== undefined && one !== '')
  return (
    <section className="sheet stack" aria-labelledby="behind">
      <h2 id="behind">{t('behind.title', { of: format.list(of.map(String)) })}</h2>
      <Loaded query={query}>
        {({ answers }) =>
          answers.length === 0 ? (
            <p>{t('behind.none')}</p>
          ) : (
            <ul className={classes.behind}>
              {answers.map((one) => (
                <li key={one.id}>
                  <p>{one.text}</p>
                  <p className="small hush">
                    {channel(one.channel)} · {format.exact(one.at)}
                    {one.score !== null && ` · ${t('behind.score', { score: format.number(one.score) })}`}
                    {one.advice.length > 0 &&
                      ` · ${format.list(one.advice.map((id) => words(`advice.${id}`)))}`}
                  </p>
                  {one.conversation && (
                    <Link
                      to="/inbox/$conversationId"
                      params={{ conversationId: one.conversation }}
                      className="small"
                    >
                      {t('behind.open', { at: format.exact(one.at) })}
                    </Link>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <div className="buttons">
        <button type="button" className="link-button" onClick={onClose}>
          {t('behind.close')}
        </button>
      </div>
    </section>
  )
}
