import { ActionIcon, FileButton, TextInput, VisuallyHidden } from '@mantine/core'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageLimits } from '../../../server/api.ts'
import { IconArrowDown, IconArrowUp, IconFile, IconPaperclip, IconX } from '../../kit/icons.ts'
import { apiUrl } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from '../answer/answer.module.css'
import type { Attached } from '../answer/draft.ts'
import type { Answer } from '../answer/use-answer.ts'
import { canMove, moved } from './order.ts'
import { roomIn } from './room.ts'

/** Where files are put in order: by two buttons, and by hand where there is a pointer. */
interface Order {
  place: number
  count: number
  move(from: number, to: number): void
}

const DRAGGED = 'application/x-veillee-file'

/** Moves it by the keyboard or the thumb; the place is said, and focus stays where it was. */
function Places({ name, place, count, move }: Order & { name: string }) {
  const { t } = useTranslation('outbox')
  if (count < 2) return null
  const button = (to: number, key: 'earlier' | 'later') => (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t(`join.${key}`, { name, place: place + 1, count })}
      aria-disabled={!canMove(count, place, to)}
      onClick={() => move(place, to)}
    >
      {key === 'earlier' ? <IconArrowUp size={16} aria-hidden /> : <IconArrowDown size={16} aria-hidden />}
    </ActionIcon>
  )
  return (
    <>
      {button(place - 1, 'earlier')}
      {button(place + 1, 'later')}
    </>
  )
}

function dragging({ place, count, move }: Order) {
  if (count < 2) return {}
  return {
    draggable: true,
    onDragStart: (event: DragEvent) => event.dataTransfer.setData(DRAGGED, String(place)),
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer.types.includes(DRAGGED)) event.preventDefault()
    },
    onDrop: (event: DragEvent) => {
      const from = event.dataTransfer.getData(DRAGGED)
      if (from === '') return
      event.preventDefault()
      move(Number(from), place)
    },
  }
}

function One({ file, answer, order }: { file: Attached; answer: Answer; order: Order }) {
  const { t } = useTranslation('outbox')
  const { change } = answer
  const isImage = file.mediaType.startsWith('image/')
  const edit = (alt: string) =>
    change(({ media }) => ({
      media: media.map((one) => (one.attachmentId === file.attachmentId ? { ...one, alt } : one)),
    }))
  const remove = () =>
    change(({ media }) => ({ media: media.filter((one) => one.attachmentId !== file.attachmentId) }))
  return (
    <li className={classes.file} {...dragging(order)}>
      {isImage ? (
        <img src={apiUrl(`/attachments/${file.attachmentId}`)} alt="" className={classes.picture} />
      ) : (
        <IconFile size={22} aria-hidden />
      )}
      {isImage ? (
        <TextInput
          className={classes.alt ?? ''}
          size="xs"
          label={t('alt', { name: file.name })}
          placeholder={t('alt_placeholder')}
          description={file.alt.trim() ? undefined : t('alt_missing')}
          maxLength={answer.voice?.limits.alt ?? 2000}
          value={file.alt}
          onChange={(event) => edit(event.currentTarget.value)}
        />
      ) : (
        <span className={classes.alt}>{file.name}</span>
      )}
      <Places name={file.name} {...order} />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('remove', { name: file.name })}
        onClick={remove}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </li>
  )
}

/** Files of an answer, in the order in which they will be seen, each picture with the words for those who do not see it. */
export function MediaList({ answer }: { answer: Answer }) {
  const { t } = useTranslation('outbox')
  const { list } = useFormat()
  const [said, setSaid] = useState('')
  const { media } = answer.draft
  const { misfit } = answer
  if (media.length === 0) return null
  function move(from: number, to: number) {
    const one = media[from]
    if (!one || !canMove(media.length, from, to)) return
    answer.change((old) => ({ media: moved(old.media, from, to) }))
    setSaid(t('join.moved', { name: one.name, place: to + 1, count: media.length }))
  }
  return (
    <>
      <ul className={classes.files} aria-label={t('files_label')}>
        {media.map((file, place) => (
          <One
            key={file.attachmentId}
            file={file}
            answer={answer}
            order={{ place, count: media.length, move }}
          />
        ))}
      </ul>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {misfit.map(({ why, names }) => (
        <p key={why} className={classes.misfit} role="alert">
          {t(`join.misfit.${why}`, { names: list(names) })}
        </p>
      ))}
    </>
  )
}

/** What may be joined, said before anything is. */
export function RoomWords({ limits }: { limits: MessageLimits }) {
  const { t } = useTranslation('outbox')
  const { bytes, list, number } = useFormat()
  const room = roomIn(limits)
  if (!room) return null
  const parts = [
    t(room.pictures ? 'join.pictures' : 'join.files', { count: room.most }),
    room.formats.length > 0 && list(room.formats),
    room.bytes !== undefined && t('join.size', { size: bytes(room.bytes) }),
    room.playedBytes !== undefined && t('join.played', { size: bytes(room.playedBytes) }),
    room.playedAlone && t('join.alone'),
    room.alt !== undefined && t('join.alt', { count: room.alt, most: number(room.alt) }),
    room.bytes !== undefined && t('join.shrunk'),
  ]
  return <p className={classes.room}>{parts.filter(Boolean).join(' · ')}</p>
}

export function AttachButton({ answer }: { answer: Answer }) {
  const { t } = useTranslation('outbox')
  const { voice, draft, attach } = answer
  const most = voice?.limits.media ?? 0
  if (most === 0) return null
  const accept = voice?.limits.mediaTypes?.join(',')
  return (
    <FileButton
      multiple
      onChange={(files) => attach.mutate(files)}
      disabled={draft.media.length >= most || attach.isPending}
      {...(accept ? { accept } : {})}
    >
      {(props) => (
        <ActionIcon
          {...props}
          variant="default"
          size={30}
          loading={attach.isPending}
          aria-label={t(accept?.startsWith('image') ? 'attach_image' : 'attach')}
          title={t(accept?.startsWith('image') ? 'attach_image' : 'attach')}
        >
          <IconPaperclip size={17} aria-hidden />
        </ActionIcon>
      )}
    </FileButton>
  )
}
