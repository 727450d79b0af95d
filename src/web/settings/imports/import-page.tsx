import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../server/api.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { ImportProgress } from './import-progress.tsx'
import { StateTag } from './imports-page.tsx'
import { MappingEditor } from './mapping-editor.tsx'
import { PreviewTable } from './preview-table.tsx'
import { importQuery } from './queries.ts'

function OneImport({ one }: { one: Import }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  return (
    <>
      <PageHeader
        title={one.fileName}
        lead={
          <>
            {one.format.toUpperCase()} · {format.bytes(one.bytes)} · <StateTag state={one.state} />
          </>
        }
      />
      <div className="stack-l">
        <ImportProgress one={one} />
        {one.state === 'ready' && !one.phase && <MappingEditor key={one.id} one={one} />}
        {one.state === 'ready' && (
          <section className="stack" aria-labelledby="preview">
            <h2 id="preview">{t('imports.preview')}</h2>
            <PreviewTable preview={one.preview} fields={one.fields} />
          </section>
        )}
      </div>
    </>
  )
}

export function ImportPage() {
  const { importId = '' } = useParams({ strict: false })
  const query = useQuery(importQuery(importId))
  return (
    <div className="page">
      <Loaded query={query}>{(one) => <OneImport one={one} />}</Loaded>
    </div>
  )
}
