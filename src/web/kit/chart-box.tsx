import { Button } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Cell, download, toCsv } from '../lib/csv.ts'
import { IconChartBar, IconDownload, IconTable } from './icons.ts'
import { ScrollRegion } from './scroll-region.tsx'

export interface TableRow {
  key: string
  /** Head, then figures, as they are read. */
  shown: string[]
  /** The same as figures, for a file. */
  raw: Cell[]
  /** Where its posts are. */
  onPick?: (() => void) | undefined
}

export interface ChartProps {
  /** What is to be seen, in a sentence. */
  title: string
  lead?: ReactNode
  columns: string[]
  rows: TableRow[]
  /** Heads of the file, where they are others. */
  fileColumns?: string[]
  /** Name of the file, without its ending. */
  file: string
  /** On a sheet of its own. */
  framed?: boolean
  children: ReactNode
}

function Rows({ columns, rows }: Pick<ChartProps, 'columns' | 'rows'>) {
  const { t } = useTranslation()
  return (
    <ScrollRegion className="table-scroll chart-table" label={t('chart.table')}>
      <table className="table">
        <thead>
          <tr>
            {columns.map((column, i) => (
              <th key={column} scope="col" className={i === 0 ? undefined : 'number'}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, shown, onPick }) => (
            <tr key={key}>
              <th scope="row">
                {onPick ? (
                  <button type="button" className="link-button" onClick={onPick}>
                    {shown[0]}
                  </button>
                ) : (
                  shown[0]
                )}
              </th>
              {shown.slice(1).map((cell, i) => (
                <td key={columns[i + 1]} className="number">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** The other way to read a chart, and its figures as a file. */
export function ChartButtons({
  asTable,
  onTable,
  onSave,
}: {
  asTable: boolean
  onTable(): void
  onSave(): void
}) {
  const { t } = useTranslation()
  const Glyph = asTable ? IconChartBar : IconTable
  return (
    <span className="chart-buttons">
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<Glyph size={16} aria-hidden />}
        onClick={onTable}
      >
        {t(asTable ? 'chart.as_chart' : 'chart.as_table')}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={onSave}
      >
        CSV
      </Button>
    </span>
  )
}

/** What a chart finds, drawn or as a table, and as a file. */
export function ChartBox({ title, lead, columns, rows, fileColumns, file, framed, children }: ChartProps) {
  const [asTable, setAsTable] = useState(false)
  const heading = useId()
  return (
    <figure className={framed ? 'chart sheet' : 'chart'} aria-labelledby={heading}>
      <figcaption className="chart-head">
        <div>
          <h2 id={heading}>{title}</h2>
          {lead && <p className="hush small">{lead}</p>}
        </div>
        <ChartButtons
          asTable={asTable}
          onTable={() => setAsTable(!asTable)}
          onSave={() =>
            download(`${file}.csv`, toCsv([fileColumns ?? columns, ...rows.map((row) => row.raw)]))
          }
        />
      </figcaption>
      {asTable ? <Rows columns={columns} rows={rows} /> : children}
    </figure>
  )
}
