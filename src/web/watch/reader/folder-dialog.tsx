import { Autocomplete, Button, Modal } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReaderFeed } from '../../../server/api.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { feedsQuery } from './queries.ts'
import { folderOf, folderText } from './tree.ts'

export type Filed = { feed: ReaderFeed } | { folder: string[] }

/** Folders within one another, as the server takes them. */
const DEEPEST = 5

interface Props {
  filed: Filed
  folders: string[][]
  onClose(): void
  onMoved(path: string[]): void
}

/** Puts a feed into a folder, or gives a folder another name or place. */
export function FolderDialog({ filed, folders, onClose, onMoved }: Props) {
  const { t } = useTranslation('reader')
  const client = useQueryClient()
  const before = 'feed' in filed ? filed.feed.folder : filed.folder
  const [text, setText] = useState(folderText(before))
  const path = folderOf(text)
  const save = useMutation({
    mutationFn: async () => {
      if ('feed' in filed) await api.patch(`/reader/feeds/${filed.feed.id}`, { folder: path })
      else await api.post('/reader/folders/rename', { from: filed.folder, to: path })
    },
    async onSuccess() {
      await client.invalidateQueries({ queryKey: feedsQuery.queryKey })
      onMoved(path)
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  const title = 'feed' in filed ? t('folder.of', { name: filed.feed.name }) : t('folder.rename')
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={submit} className="stack">
        <Autocomplete
          data-autofocus
          label={t('folder.label')}
          description={t('folder.help')}
          value={text}
          data={folders.map(folderText)}
          onChange={setText}
          error={path.length > DEEPEST && t('folder.deep', { max: DEEPEST })}
        />
        <ProblemNotice error={save.error} />
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={path.length > DEEPEST}>
            {t('folder.save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
