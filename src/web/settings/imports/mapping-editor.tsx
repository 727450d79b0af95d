import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../server/api.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { useImportAction } from './import-progress.tsx'
import { ImportSummary } from './import-summary.tsx'
import { MappingTable } from './mapping-table.tsx'
import { OptionFields } from './option-fields.tsx'
import { importQuery } from './queries.ts'

export interface ImportChange {
  mapping?: Import['mapping']
  options?: Partial<Import['options']>
}

/** What a change looks like before the server has read the file again. */
function shown(one: Import, change: ImportChange): Import {
  return {
    ...one,
    ...(change.mapping ? { mapping: change.mapping } : {}),
    options: { ...one.options, ...change.options },
  }
}

/** What each column becomes and how the file is read: proposed, and changed at will, with the preview following. */
export function MappingEditor({ one }: { one: Import }) {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  const { queryKey } = importQuery(one.id)
  const save = useMutation({
    mutationFn: (change: ImportChange) => api.patch<Import>(`/imports/${one.id}`, change),
    onMutate: (change) => client.setQueryData(queryKey, (old) => old && shown(old, change)),
    onSuccess: (saved) => client.setQueryData(queryKey, saved),
    onError: () => client.invalidateQueries({ queryKey }),
  })
  const act = useImportAction(one)
  return (
    <>
      {one.doubts.length > 0 && (
        <ul className="notice doubts" data-tone="warm">
          {one.doubts.map((doubt) => (
            <li key={doubt}>{doubt}</li>
          ))}
        </ul>
      )}
      {one.checked && <ImportSummary one={one} />}
      <section className="sheet stack" aria-labelledby="mapping">
        <h2 id="mapping">{t('imports.mapping')}</h2>
        <MappingTable one={one} onChange={(mapping) => save.mutate({ mapping })} />
        <OptionFields one={one} onChange={(options) => save.mutate({ options })} />
        <ProblemNotice error={save.error ?? act.error} />
        <div className="buttons">
          <Button loading={act.isPending} disabled={save.isPending} onClick={() => act.mutate('start')}>
            {t(one.checked && one.errors > 0 ? 'imports.start_valid' : 'imports.start', {
              count: one.summary?.valid ?? 0,
            })}
          </Button>
        </div>
      </section>
    </>
  )
}
