import { Button, FileButton, Modal } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedImport } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { IconUpload } from '../../kit/icons.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { upload } from '../../lib/api.ts'
import { SAVED } from './queries.ts'

function send(file: File, dry: boolean): Promise<SavedImport> {
  const format = /\.json$/i.test(file.name) ? 'json' : 'csv'
  const query = { format, dry: dry ? 'yes' : 'no' }
  return upload<SavedImport>('/saved-answers/import', query, file, () => {}, new AbortController().signal)
}

function Plan({ plan }: { plan: SavedImport }) {
  const { t } = useTranslation('answers')
  const { faults } = plan
  return (
    <div className="stack">
      <ul>
        {(['created', 'changed', 'same'] as const).map((what) => (
          <li key={what}>{t(`import_${what}`, { count: plan[what] })}</li>
        ))}
      </ul>
      {faults.length > 0 && (
        <div className="notice" data-tone="bad">
          <div>
            <p>{t('import_faults')}</p>
            <ul>
              {faults.map(({ line, reason }) => (
                <li key={`${line}${reason}`}>
                  {t('line', { line })} : {t(`fault.${reason}`)}
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </div>
  )
}

/** A file is looked at first: what it would do is said before anything is done. */
export function BringFile() {
  const { t } = useTranslation('answers')
  const client = useQueryClient()
  const [file, setFile] = useState<File>()
  const look = useMutation({ mutationFn: (chosen: File) => send(chosen, true) })
  const bring = useMutation({
    mutationFn: (chosen: File) => send(chosen, false),
    onSuccess: async () => {
      setFile(undefined)
      sayDone(t('import_done'))
      await client.invalidateQueries({ queryKey: SAVED })
    },
  })
  function take(chosen: File | null) {
    if (!chosen) return
    bring.reset()
    setFile(chosen)
    look.mutate(chosen)
  }
  const plan = look.data
  return (
    <>
      <FileButton onChange={take} accept=".csv,.json,.txt,.tsv">
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
            {t('import')}
          </Button>
        )}
      </FileButton>
      {file && (
        <Modal
          opened
          onClose={() => setFile(undefined)}
          title={t('import_title', { name: file.name })}
          closeButtonProps={{ 'aria-label': t('close') }}
        >
          <div className="stack">
            {plan && <Plan plan={plan} />}
            <ProblemNotice error={look.error ?? bring.error} />
            <div className="buttons">
              <Button
                loading={look.isPending || bring.isPending}
                disabled={!plan || plan.faults.length > 0 || plan.created + plan.changed === 0}
                onClick={() => bring.mutate(file)}
              >
                {t('import_do')}
              </Button>
            </div>
          </div>
        </Modal>
      )}
    </>
  )
}
