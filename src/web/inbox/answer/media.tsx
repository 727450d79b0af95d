import { ActionIcon, FileButton, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { IconFile, IconPaperclip, IconX } from '../../kit/icons.ts'
import { apiUrl } from '../../lib/api.ts'
import classes from './answer.module.css'
import type { Attached } from './draft.ts'
import type { Answer } from './use-answer.ts'

function One({ file, answer }: { file: Attached; answer: Answer }) {
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
    <li className={classes.file}>
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

/** Files of an answer, each picture with the words for those who do not see it. */
export function MediaList({ answer }: { answer: Answer }) {
  const { t } = useTranslation('outbox')
  const { media } = answer.draft
  if (media.length === 0) return null
  return (
    <ul className={classes.files} aria-label={t('files_label')}>
      {media.map((file) => (
        <One key={file.attachmentId} file={file} answer={answer} />
      ))}
    </ul>
  )
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
