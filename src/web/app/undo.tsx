import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { closes } from './say.ts'

const TEN_SECONDS = 10_000
const offers = new Map<string, () => void>()

function UndoMessage({ text, id }: { text: string; id: string }) {
  const { t } = useTranslation()
  return (
    <div className="undo-message">
      <span>{text}</span>
      <Button size="compact-sm" variant="light" onClick={() => takeBack(id)}>
        {t('undo.button')}
      </Button>
    </div>
  )
}

function takeBack(id: string): void {
  const run = offers.get(id)
  offers.delete(id)
  notifications.hide(id)
  run?.()
}

/**
 * Says what was done and offers for ten seconds to take it back, with the button or with `u`.
 * @returns what unsays it, for who says it before the server has answered and is then refused
 */
export function offerUndo(text: string, undo: () => void): () => void {
  const id = crypto.randomUUID()
  offers.set(id, undo)
  notifications.show({
    id,
    message: <UndoMessage text={text} id={id} />,
    autoClose: TEN_SECONDS,
    withCloseButton: true,
    closeButtonProps: closes(),
    color: 'gray',
    onClose: () => offers.delete(id),
  })
  return () => {
    offers.delete(id)
    notifications.hide(id)
  }
}

export function undoLast(): void {
  const last = [...offers.keys()].at(-1)
  if (last) takeBack(last)
}
