import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../server/api.ts'
import { ScrollRegion } from '../../kit/scroll-region.tsx'
import classes from '../settings.module.css'
import { mapped } from './mapping.ts'

interface Props {
  one: Import
  onChange(mapping: Import['mapping']): void
}

export function MappingTable({ one, onChange }: Props) {
  const { t } = useTranslation('settings')
  const data = [
    { value: '', label: t('imports.ignored') },
    ...one.fields.map(({ name, words }) => ({ value: name, label: words })),
  ]
  return (
    <ScrollRegion className="table-scroll" label={t('imports.mapping')}>
      <table className={`table ${classes.mapping}`}>
        <thead>
          <tr>
            <th scope="col">{t('imports.column')}</th>
            <th scope="col">{t('imports.samples')}</th>
            <th scope="col">{t('imports.becomes')}</th>
          </tr>
        </thead>
        <tbody>
          {one.columns.map((column) => (
            <tr key={column.name}>
              <th scope="row">{column.name}</th>
              <td>
                <div className={classes.samples}>{column.samples.slice(0, 3).join(' · ')}</div>
              </td>
              <td>
                <NativeSelect
                  aria-label={t('imports.becomes_what', { column: column.name })}
                  data={data}
                  value={one.mapping[column.name] ?? ''}
                  onChange={(event) => onChange(mapped(one.mapping, column.name, event.currentTarget.value))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
