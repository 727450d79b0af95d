import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconX } from './icons.ts'

interface Props {
  label: string
  /** Shows the label as a title, with a button to close. */
  titled?: boolean
  onClose(): void
  children: ReactNode
}

/** The browser's own dialog: it holds the focus, closes with Escape and gives the focus back, and weighs nothing. */
export function QuickDialog({ label, titled, onClose, children }: Props) {
  const { t } = useTranslation()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const node = dialog.current
    if (!node?.open) node?.showModal()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it too; the click is on what lies around it.
    <dialog
      ref={dialog}
      aria-label={label}
      className="quick-dialog"
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
    >
      <div className="quick-dialog-body">
        {titled && (
          <header className="quick-dialog-head">
            <h2>{label}</h2>
            <button
              type="button"
              className="quick-dialog-close"
              aria-label={t('close')}
              onClick={() => dialog.current?.close()}
            >
              <IconX size={20} aria-hidden />
            </button>
          </header>
        )}
        {children}
      </div>
    </dialog>
  )
}
