import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../server/api.ts'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ScrollRegion } from '../../kit/scroll-region.tsx'
import { When } from '../../kit/when.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { importsQuery } from './queries.ts'
import { UploadBox } from './upload-box.tsx'

const TONES: Record<Import['state'], string> = {
  ready: 'info',
  running: 'accent',
  cancelled: 'warm',
  failed: 'bad',
  done: 'good',
}

export function StateTag({ state }: Pick<Import, 'state'>) {
  const { t } = useTranslation('settings')
  return (
    <span className="tag" data-tone={TONES[state]}>
      {t(`imports.state.${state}`)}
    </span>
  )
}

function Table({ imports }: { imports: Import[] }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  return (
    <ScrollRegion className="sheet sheet-flush table-scroll" label={t('imports.list')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('imports.file')}</th>
            <th scope="col">{t('imports.state_title')}</th>
            <th scope="col" className="number">
              {t('imports.rows')}
            </th>
            <th scope="col" className="number">
              {t('imports.errors')}
            </th>
            <th scope="col">{t('imports.when')}</th>
          </tr>
        </thead>
        <tbody>
          {imports.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Link to="/settings/imports/$importId" params={{ importId: one.id }}>
                  {one.fileName}
                </Link>
              </th>
              <td>
                <StateTag state={one.state} />
              </td>
              <td className="number">{format.number(one.imported)}</td>
              <td className="number">{format.number(one.errors)}</td>
              <td>
                <When at={one.created} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** Files of the past: reviews, messages, orders. */
export function ImportsPage() {
  const { t } = useTranslation('settings')
  const query = useQuery(importsQuery)
  return (
    <div className="page">
      <PageHeader title={t('section.imports')} lead={t('section_lead.imports')} />
      <div className="stack-l">
        <UploadBox />
        <Loaded query={query} skeleton={<Rows count={2} />}>
          {(imports) => (imports.length > 0 ? <Table imports={imports} /> : null)}
        </Loaded>
      </div>
    </div>
  )
}
