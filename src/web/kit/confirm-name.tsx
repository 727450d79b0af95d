import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from './problem-notice.tsx'

interface Props {
  title: string
  /** What will be lost and what stays. */
  consequence: string
  name: string
  action: string
  onConfirm(): Promise<unknown>
  onClose(): void
  /** What is to be decided besides. */
  children?: ReactNode
}

/** For what cannot be taken back: the name has to be written. */
export function ConfirmName({ title, consequence, name, action, onConfirm, onClose, children }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  async function confirm(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    try {
      await onConfirm()
      onClose()
    } catch (cause) {
      setError(cause)
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={confirm} className="stack">
        <p>{consequence}</p>
        {children}
        <TextInput
          data-autofocus
          label={t('confirm.type_name', { name })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <ProblemNotice error={error} />
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" color="red.8" loading={busy} disabled={typed.trim() !== name.trim()}>
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
