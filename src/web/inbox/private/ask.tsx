import { Button, NativeSelect, NumberInput, Radio, Textarea } from '@mantine/core'
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type {
  ConversationDetail,
  ConversationPrivate,
  PrivateInvitation,
  PrivateWay,
} from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { linkIn } from './link-in.ts'

interface Props {
  talk: ConversationDetail
  known: ConversationPrivate
  onClose(): void
}

function renew(client: QueryClient, id: string): void {
  for (const key of ['private', 'conversation', 'entries']) client.invalidateQueries({ queryKey: [key, id] })
  client.invalidateQueries({ queryKey: ['conversations'] })
}

/** How long they can come. */
export function Hours({ value, onChange }: { value: number; onChange(hours: number): void }) {
  const { t } = useTranslation('private')
  return (
    <NumberInput
      label={t('ask.hours')}
      description={t('ask.hours_help')}
      min={1}
      max={720}
      value={value}
      onChange={(given) => onChange(Number(given) || value)}
    />
  )
}

/** One act: the line that everybody reads, and the way; both are said beside the button. */
export function AskPrivate({ talk, known, onClose }: Props) {
  const { t } = useTranslation('private')
  const client = useQueryClient()
  const { ways, drafts } = known
  const [way, setWay] = useState<PrivateWay>(ways.direct ? 'direct' : 'link')
  const [texts, setTexts] = useState({ direct: drafts.direct[0] ?? '', link: drafts.link[0] ?? '' })
  const [opening, setOpening] = useState(drafts.opening[0] ?? '')
  const [hours, setHours] = useState(known.hours)
  const ask = useMutation({
    mutationFn: () =>
      api.post<PrivateInvitation>(`/conversations/${talk.id}/private`, {
        ...{ way, text: texts[way], hours },
        ...(way === 'direct' ? { opening } : {}),
      }),
    onSuccess: () => {
      renew(client, talk.id)
      sayDone(t('said.invited'))
      onClose()
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    ask.mutate()
  }
  return (
    <form onSubmit={submit} className="stack">
      {ways.direct && ways.link && (
        <Radio.Group label={t('ask.way')} value={way} onChange={(value) => setWay(value as PrivateWay)}>
          <div className="buttons-start">
            <Radio value="direct" label={t('way.direct')} />
            <Radio value="link" label={t('way.link')} />
          </div>
        </Radio.Group>
      )}
      {drafts[way].length > 1 && (
        <NativeSelect
          label={t('ask.variant')}
          data={drafts[way].map((text, n) => ({ value: text, label: `${n + 1}. ${text.slice(0, 80)}` }))}
          value={drafts[way].includes(texts[way]) ? texts[way] : ''}
          onChange={(event) => setTexts({ ...texts, [way]: event.currentTarget.value })}
        />
      )}
      <Textarea
        required
        autosize
        minRows={2}
        maxRows={8}
        maxLength={20_000}
        label={t('ask.line')}
        description={
          <Trans
            t={t}
            i18nKey={way === 'link' ? 'ask.line_link' : 'ask.line_help'}
            components={{ v: <code>{linkIn(texts.link)}</code> }}
          />
        }
        value={texts[way]}
        onChange={(event) => setTexts({ ...texts, [way]: event.currentTarget.value })}
      />
      {way === 'direct' ? (
        <Textarea
          required
          autosize
          minRows={2}
          maxRows={8}
          maxLength={20_000}
          label={t('ask.opening')}
          description={t('ask.opening_help')}
          value={opening}
          onChange={(event) => setOpening(event.currentTarget.value)}
        />
      ) : (
        <p className="hush small">{t('ask.page', { site: ways.link?.name ?? '' })}</p>
      )}
      <Hours value={hours} onChange={setHours} />
      <ProblemNotice error={ask.error} />
      <div className="buttons">
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" loading={ask.isPending}>
          {t('ask.send')}
        </Button>
      </div>
      <p className="hush small">{t('ask.audience')}</p>
    </form>
  )
}
