import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail, PrivateInvitation } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { ApiProblem, api } from '../../lib/api.ts'
import { CourtesyLine } from '../answer/courtesy.tsx'
import { useCourtesy } from '../answer/use-courtesy.ts'

interface Props {
  one: PrivateInvitation
  /** The conversation in public. */
  there: string
  talk: ConversationDetail
  drafts: string[]
  onClose(): void
}

/** Back to public: a line that everybody reads; what belongs to private is held until it is meant. */
export function CloseInPublic({ one, there, talk, drafts, onClose }: Props) {
  const { t } = useTranslation('private')
  const client = useQueryClient()
  const [text, setText] = useState(drafts[0] ?? '')
  const send = useMutation({
    mutationFn: (sure: boolean) =>
      api.post<PrivateInvitation>(`/private-invitations/${one.id}/closing`, { text, sure }),
    onSuccess: () => {
      for (const key of ['private', 'entries']) client.invalidateQueries({ queryKey: [key, talk.id] })
      sayDone(t('said.closed'))
      onClose()
    },
  })
  const { courtesy, text: judged } = useCourtesy({ id: there, visibility: 'public' }, { text })
  const held = send.error instanceof ApiProblem && send.error.more.places !== undefined
  function submit(event: FormEvent) {
    event.preventDefault()
    send.mutate(false)
  }
  return (
    <form onSubmit={submit} className="stack">
      <Textarea
        required
        autosize
        minRows={2}
        maxRows={8}
        maxLength={20_000}
        label={t('close.line')}
        description={t('close.help')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          send.reset()
        }}
      />
      {courtesy && (
        <CourtesyLine
          courtesy={courtesy}
          text={judged}
          onMend={({ start, end, text: mended }) =>
            judged === text && setText(text.slice(0, start) + mended + text.slice(end))
          }
        />
      )}
      <ProblemNotice error={send.error} />
      <div className="buttons">
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        {held && (
          <Button variant="default" onClick={() => send.mutate(true)}>
            {t('close.sure')}
          </Button>
        )}
        <Button type="submit" loading={send.isPending}>
          {t('close.send')}
        </Button>
      </div>
      <p className="hush small">{t('close.audience')}</p>
    </form>
  )
}
