import { useTranslation } from 'react-i18next'
import { SENTIMENTS } from '../../app/search.ts'
import { ScrollRegion } from '../../kit/scroll-region.tsx'
import { useFormat } from '../../lib/use-format.ts'
import type { Point } from './finding.ts'

interface Props {
  points: Point[]
  when(point: Point): string
  onPick(point: Point): void
}

/** The chart's figures, newest first, each row leading to its posts. */
export function VolumeTable({ points, when, onPick }: Props) {
  const { t } = useTranslation('watch')
  const { number } = useFormat()
  return (
    <ScrollRegion className="table-scroll chart-table" label={t('chart.table')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('chart.when')}</th>
            {SENTIMENTS.map((key) => (
              <th key={key} scope="col" className="number">
                {t(`sentiment.${key}`)}
              </th>
            ))}
            <th scope="col" className="number">
              {t('chart.all')}
            </th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <tr key={point.at}>
              <th scope="row">
                <button type="button" className="link-button" onClick={() => onPick(point)}>
                  {when(point)}
                </button>
              </th>
              {SENTIMENTS.map((key) => (
                <td key={key} className="number">
                  {number(point[key])}
                </td>
              ))}
              <td className="number">{number(point.total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
