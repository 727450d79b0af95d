import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCan } from '../app/session.ts'
import { ScrollRegion } from '../kit/scroll-region.tsx'
import { useFormat } from '../lib/use-format.ts'
import classes from './approval.module.css'
import { figuresQuery } from './queries.ts'

const COLUMNS = ['approved', 'changed', 'refused', 'expired', 'withdrawn'] as const

/** How long approvals take and what they come to, month by month; of nobody in particular. */
export function Figures() {
  const { t, i18n } = useTranslation(['approval', 'common'])
  const { number } = useFormat()
  const can = useCan('reports:read')
  const { data } = useQuery({ ...figuresQuery, enabled: can })
  if (!data || data.months.length === 0) return null
  const name = new Intl.DateTimeFormat(i18n.language, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return (
    <section className="sheet stack" aria-labelledby="approval-figures">
      <h2 id="approval-figures">{t('figures.title')}</h2>
      <p className="hush small">{t('figures.lead')}</p>
      <ScrollRegion label={t('common:table_of', { title: t('figures.table') })} className="table-scroll">
        <table className={classes.table} aria-label={t('figures.table')}>
          <thead>
            <tr>
              <th scope="col">{t('figures.month')}</th>
              {COLUMNS.map((one) => (
                <th key={one} scope="col">
                  {t(`figures.${one}`)}
                </th>
              ))}
              <th scope="col">{t('figures.minutes')}</th>
            </tr>
          </thead>
          <tbody>
            {data.months.map((month) => (
              <tr key={month.month}>
                <th scope="row">{name.format(new Date(`${month.month}-01T00:00:00Z`))}</th>
                {COLUMNS.map((one) => (
                  <td key={one}>{number(month[one])}</td>
                ))}
                <td>{month.minutes === null ? '–' : number(Math.round(month.minutes))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}
