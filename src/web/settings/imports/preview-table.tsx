import { useTranslation } from 'react-i18next'
import type { Import } from '../../../server/api.ts'
import { ScrollRegion } from '../../kit/scroll-region.tsx'
import { useFormat } from '../../lib/use-format.ts'

/** A date is shown as it was understood, in the reader's zone: that is what there is to check. */
function shown(field: string, value: string, exact: (iso: string) => string): string {
  return field === 'published' && !Number.isNaN(Date.parse(value)) ? exact(value) : value
}

/** The first lines as they will come in, and what is wrong with those that will not. */
export function PreviewTable({ preview, fields: known }: Pick<Import, 'preview' | 'fields'>) {
  const { t } = useTranslation('settings')
  const { exact } = useFormat()
  const words = new Map(known.map((field) => [field.name, field.words]))
  const fields = [...new Set(preview.flatMap((row) => Object.keys(row.fields)))]
  if (preview.length === 0) return <p className="hush">{t('imports.no_preview')}</p>
  return (
    <ScrollRegion className="sheet sheet-flush table-scroll" label={t('imports.preview')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('imports.line')}</th>
            {fields.map((field) => (
              <th key={field} scope="col">
                {words.get(field)}
              </th>
            ))}
            <th scope="col">{t('imports.problem')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.map((row) => (
            <tr key={row.line}>
              <th scope="row" className="number">
                {row.line}
              </th>
              {fields.map((field) => (
                <td key={field}>{shown(field, row.fields[field] ?? '', exact)}</td>
              ))}
              <td>
                {row.error && (
                  <span className="tag" data-tone="bad" style={{ whiteSpace: 'normal' }}>
                    {row.error}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
