import { Button, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FilePicker, useFiles } from './file-picker.tsx'

interface Props {
  onSend(text: string, files: string[]): void
  onClose(): void
}

/** What is answered to the service; the button says that the customer does not see it. */
export function ReplyForm({ onSend, onClose }: Props) {
  const { t } = useTranslation('service')
  const { t: common } = useTranslation()
  const [text, setText] = useState('')
  const { files, add, remove, busy } = useFiles()
  function submit(event: FormEvent) {
    event.preventDefault()
    if (text.trim() && !busy)
      onSend(
        text.trim(),
        files.map(({ id }) => id),
      )
  }
  return (
    <form onSubmit={submit} className="stack">
      <Textarea
        label={t('reply.label')}
        description={t('reply.audience')}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={20_000}
        data-autofocus
        autoFocus
        value={text}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <FilePicker files={files} busy={busy} onAdd={add} onRemove={remove} />
      <div className="buttons">
        <Button variant="default" size="compact-md" onClick={onClose}>
          {common('cancel')}
        </Button>
        <Button type="submit" size="compact-md" disabled={!text.trim() || busy}>
          {t('reply.send')}
        </Button>
      </div>
    </form>
  )
}
