import { Button, NativeSelect, NumberInput, Textarea } from '@mantine/core'
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
import { waysOf } from './queries.ts'
import { Way } from './way.tsx'

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

interface LineProps {
  way: PrivateWay
  drafts: string[]
  text: string
  onChange(text: string): void
}

/** What is said in public: one that is prepared, or their own words. */
function Line({ way, drafts, text, onChange }: LineProps) {
  const { t } = useTranslation('private')
  return (
    <>
      {drafts.length > 1 && (
        <NativeSelect
          label={t('ask.variant')}
          data={drafts.map((one, n) => ({ value: one, label: `${n + 1}. ${one.slice(0, 80)}` }))}
          value={drafts.includes(text) ? text : ''}
          onChange={(event) => onChange(event.currentTarget.value)}
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
            i18nKey={way === 'direct' ? 'ask.line_help' : `ask.line_${way}`}
            components={{ v: <code>{linkIn(text)}</code> }}
          />
        }
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </>
  )
}

/** One act: the line that everybody reads, and the way; both are said beside the button. */
export function AskPrivate({ talk, known, onClose }: Props) {
  const { t } = useTranslation('private')
  const client = useQueryClient()
  const { ways, drafts } = known
  const [way, setWay] = useState<PrivateWay>(waysOf(ways)[0] ?? 'direct')
  const [texts, setTexts] = useState({
    direct: drafts.direct[0] ?? '',
    link: drafts.link[0] ?? '',
    mail: drafts.mail[0] ?? '',
  })
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
      <Way ways={ways} value={way} onChange={setWay} />
      <Line
        way={way}
        drafts={drafts[way]}
        text={texts[way]}
        onChange={(text) => setTexts({ ...texts, [way]: text })}
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
        <p className="hush small">
          {way === 'link'
            ? t('ask.page', { site: ways.link?.name ?? '' })
            : t('ask.mailbox', { address: ways.mail?.address ?? '' })}
        </p>
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
