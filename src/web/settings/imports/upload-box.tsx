import { Button, FileButton, Progress } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../server/api.ts'
import { IconUpload } from '../../kit/icons.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { upload } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from '../settings.module.css'

interface Sending {
  file: File
  share: number
  stop: AbortController
}

function useUpload() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [sending, setSending] = useState<Sending>()
  const [error, setError] = useState<unknown>(null)
  const current = useRef<AbortController>(undefined)
  useEffect(() => () => current.current?.abort(), [])
  async function send(file: File | null | undefined) {
    if (!file) return
    const stop = new AbortController()
    current.current = stop
    setError(null)
    setSending({ file, share: 0, stop })
    try {
      const made = await upload<Import>(
        '/imports',
        { name: file.name },
        file,
        (share) => setSending({ file, share, stop }),
        stop.signal,
      )
      await client.invalidateQueries({ queryKey: ['imports'] })
      navigate({ to: '/settings/imports/$importId', params: { importId: made.id } })
    } catch (cause) {
      if (!stop.signal.aborted) setError(cause)
    }
    setSending(undefined)
  }
  return { sending, error, send }
}

function SendingView({ sending }: { sending: Sending }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  return (
    <div className={classes.drop}>
      <p>
        {t('imports.sending', { name: sending.file.name })} {format.bytes(sending.file.size)}
      </p>
      <Progress
        value={sending.share * 100}
        w="100%"
        aria-label={t('imports.sending', { name: sending.file.name })}
      />
      <Button variant="default" onClick={() => sending.stop.abort()}>
        {t('cancel')}
      </Button>
    </div>
  )
}

/** A file, dropped or chosen. Nothing comes in before the columns have been looked at. */
export function UploadBox() {
  const { t } = useTranslation('settings')
  const { sending, error, send } = useUpload()
  const [over, setOver] = useState(false)
  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    send(event.dataTransfer.files[0])
  }
  if (sending) return <SendingView sending={sending} />
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same for the keyboard. */}
      <div
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconUpload size={30} stroke={1.5} aria-hidden />
        <p>{t('imports.drop')}</p>
        <p className="hush small">{t('imports.formats')}</p>
        <FileButton onChange={send} accept=".csv,.tsv,.txt,.xlsx,.jsonl,.ndjson,.json">
          {(props) => <Button {...props}>{t('imports.choose')}</Button>}
        </FileButton>
      </div>
      <ProblemNotice error={error} />
    </>
  )
}
