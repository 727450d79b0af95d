import { Button, FileButton } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attachment } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { IconX } from '../../kit/icons.ts'
import { upload } from '../../lib/api.ts'
import classes from './escalation.module.css'

export interface Picked {
  id: string
  name: string
}

/** Files on their way up, and those that are there. */
export function useFiles() {
  const [files, setFiles] = useState<Picked[]>([])
  const sending = useMutation({
    mutationFn: async (chosen: File[]) => {
      for (const file of chosen) {
        const signal = new AbortController().signal
        const { id, name } = await upload<Attachment>(
          '/attachments',
          { name: file.name },
          file,
          () => {},
          signal,
        )
        setFiles((old) => (old.some((one) => one.id === id) ? old : [...old, { id, name }]))
      }
    },
    onError: sayProblem,
  })
  return {
    files,
    busy: sending.isPending,
    add: (chosen: File[]) => sending.mutate(chosen),
    remove: (id: string) => setFiles((old) => old.filter((one) => one.id !== id)),
  }
}

interface Props {
  files: readonly Picked[]
  busy: boolean
  onAdd(files: File[]): void
  onRemove(id: string): void
}

export function FilePicker({ files, busy, onAdd, onRemove }: Props) {
  const { t } = useTranslation('service')
  return (
    <div>
      <FileButton multiple onChange={(chosen) => chosen.length > 0 && onAdd(chosen)}>
        {(props) => (
          <Button {...props} variant="default" size="compact-sm" loading={busy}>
            {t('attach')}
          </Button>
        )}
      </FileButton>
      {files.length > 0 && (
        <ul className={classes.files} aria-label={t('files')}>
          {files.map(({ id, name }) => (
            <li key={id}>
              {name}{' '}
              <button
                type="button"
                className="link"
                aria-label={t('detach', { name })}
                onClick={() => onRemove(id)}
              >
                <IconX size={14} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
