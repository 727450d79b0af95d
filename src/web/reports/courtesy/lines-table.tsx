import { useTranslation } from 'react-i18next'
import type { CourtesyLine } from '../../../server/api.ts'
import { ScrollRegion } from '../../kit/scroll-region.tsx'
import { useFormat } from '../../lib/use-format.ts'
import reports from '../reports.module.css'
import { MEASURES, useCourtesyWords } from './lines.ts'

export interface Part {
  key: string
  title: string
  lines: CourtesyLine[]
  nameOf(line: CourtesyLine): string
  onPick?: ((line: CourtesyLine) => void) | undefined
}

/** Figures by what they are of, each with its bounds. */
export function LinesTable({ title, parts }: { title: string; parts: Part[] }) {
  const { t } = useTranslation('courtesy-report')
  const format = useFormat()
  const { cell } = useCourtesyWords()
  const shown = parts.filter(({ lines }) => lines.length > 0)
  if (shown.length === 0) return null
  return (
    <ScrollRegion className={reports.scroll ?? ''} label={t('common:table_of', { title })}>
      <table className={reports.table}>
        <thead>
          <tr>
            <th scope="col">{t('col.what')}</th>
            <th scope="col">{t('col.answers')}</th>
            {MEASURES.map((measure) => (
              <th key={measure} scope="col">
                {t(`measure.${measure}`)}
              </th>
            ))}
          </tr>
        </thead>
        {shown.map(({ key, title: head, lines, nameOf, onPick }) => (
          <tbody key={key}>
            <tr>
              <th colSpan={2 + MEASURES.length} scope="rowgroup" className={reports.group}>
                {head}
              </th>
            </tr>
            {lines.map((line) => (
              <tr key={line.key}>
                <th scope="row">
                  {onPick ? (
                    <button type="button" className="link-button" onClick={() => onPick(line)}>
                      {nameOf(line)}
                    </button>
                  ) : (
                    nameOf(line)
                  )}
                </th>
                <td>{format.number(line.answers)}</td>
                {MEASURES.map((measure) => (
                  <td key={measure}>{cell(line, measure)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </ScrollRegion>
  )
}
