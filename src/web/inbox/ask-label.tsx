import { Button, TagsInput } from '@mantine/core'
import { type FormEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInbox } from './inbox-state.ts'

/** Labels of what is targeted; several conversations get the same ones. */
export function AskLabel({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('inbox')
  const { rows, targets, change } = useInbox()
  const ids = targets()
  const first = rows.find((row) => row.id === ids[0])
  const [labels, setLabels] = useState<string[]>(first?.labels ?? [])
  const known = useMemo(() => [...new Set(rows.flatMap((row) => row.labels))].sort(), [rows])
  function save(event: FormEvent) {
    event.preventDefault()
    change({ labels }, t('said.labelled', { count: ids.length }))
    onClose()
  }
  return (
    <form onSubmit={save} className="stack">
      <TagsInput
        data-autofocus
        label={t('ask.labels')}
        description={t('ask.labels_help')}
        data={known}
        value={labels}
        onChange={setLabels}
        maxTags={20}
        clearable={false}
      />
      <div className="buttons">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit">{t('save')}</Button>
      </div>
    </form>
  )
}
