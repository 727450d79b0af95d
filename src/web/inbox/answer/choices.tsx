import { ActionIcon, Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivityItem, Audience, ConversationDetail } from '../../../server/api.ts'
import { IconAdjustments } from '../../kit/icons.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { RoomWords } from '../files/media.tsx'
import { accountWords } from './account-words.ts'
import classes from './answer.module.css'
import { languageChoices, languageOf } from './language.ts'
import type { Answer, Voice } from './use-answer.ts'

interface Props {
  answer: Answer
  talk: ConversationDetail
  voice: Voice
}

/** Who speaks, where several may; and what the network knows besides a text. */
export function Extras({ answer, talk, voice }: Props) {
  const { t } = useTranslation('outbox')
  const { draft, change, voices } = answer
  const { limits } = voice
  return (
    <>
      {voices.length > 1 && (
        <NativeSelect
          size="xs"
          label={t('from')}
          data={voices.map((one) => ({
            value: one.id,
            label: accountWords(one),
          }))}
          value={voice.id}
          onChange={(event) => change({ accountId: event.currentTarget.value })}
        />
      )}
      {limits.title && (
        <TextInput
          size="xs"
          label={t('subject')}
          placeholder={talk.title ?? ''}
          value={draft.title ?? ''}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
      )}
      {limits.warning && draft.warning !== undefined && (
        <TextInput
          size="xs"
          label={t('warning')}
          description={t('warning_help')}
          value={draft.warning}
          onChange={(event) => change({ warning: event.currentTarget.value })}
        />
      )}
    </>
  )
}

/** In which language it is: networks show it to those who read that one, and a mail introduces its quote in it. */
function Language({ answer, talk }: Pick<Props, 'answer' | 'talk'>) {
  const { t } = useTranslation('outbox')
  const { locale } = useFormat()
  const { lang: value, change } = answer
  const choices = useMemo(
    () => languageChoices(locale, [value, talk.lang, locale]),
    [locale, value, talk.lang],
  )
  return (
    <NativeSelect
      size="xs"
      className={classes.language ?? ''}
      aria-label={t('language')}
      title={t('language')}
      data={choices}
      value={value}
      onChange={(event) => change({ lang: event.currentTarget.value })}
    />
  )
}

/** Whether the choices are asked for, or one of them is made or heard: what is not as usual is never out of sight. */
export function useOptions({ answer: { draft, lang }, talk, voice: { limits } }: Props) {
  const [asked, setAsked] = useState(false)
  const { locale } = useFormat()
  const { warning, quote = true, audience } = draft
  const isElse = draft.lang !== undefined || lang !== languageOf(undefined, talk.lang, locale)
  const made = warning !== undefined || (limits.lang && isElse) || audience !== undefined || !quote
  const heard = (limits.audiences ?? []).length > 1
  const some = Boolean(limits.warning || limits.lang || limits.quote || heard || limits.media > 0)
  return { some, open: some && (asked || made), toggle: () => setAsked(!asked) }
}

export function OptionsButton({ some, open, toggle }: ReturnType<typeof useOptions>) {
  const { t } = useTranslation('outbox')
  if (!some) return null
  return (
    <ActionIcon
      variant="default"
      size={30}
      aria-label={t('options')}
      title={t('options')}
      aria-expanded={open}
      onClick={toggle}
    >
      <IconAdjustments size={17} aria-hidden />
    </ActionIcon>
  )
}

/** Choices below the text: what the network offers, and nothing else. */
export function Options({ answer, talk, voice }: Props) {
  const { t } = useTranslation('outbox')
  const { draft, change } = answer
  const { limits } = voice
  const audiences = limits.audiences ?? []
  return (
    <div className={classes.line}>
      {limits.warning && (
        <Button
          size="compact-sm"
          variant="default"
          aria-pressed={draft.warning !== undefined}
          onClick={() => change((old) => ({ warning: old.warning === undefined ? '' : undefined }) as object)}
        >
          {t('warning')}
        </Button>
      )}
      {audiences.length > 1 && (
        <NativeSelect
          size="xs"
          className={classes.choice ?? ''}
          aria-label={t('audience.label')}
          data={[
            { value: '', label: t('audience.same') },
            ...audiences.map((value) => ({ value, label: t(`audience.${value}`) })),
          ]}
          value={draft.audience ?? ''}
          onChange={(event) => {
            const value = event.currentTarget.value as Audience | ''
            change({ audience: value || undefined } as object)
          }}
        />
      )}
      {limits.lang && <Language answer={answer} talk={talk} />}
      {limits.quote && (
        <Checkbox
          size="xs"
          label={t('quote')}
          checked={draft.quote ?? true}
          onChange={(event) => change({ quote: event.currentTarget.checked })}
        />
      )}
      <RoomWords limits={limits} />
    </div>
  )
}

/** The words that go along under a mail, folded until somebody wants to see them. */
export function Quoted({ answer, voice }: Pick<Props, 'answer' | 'voice'>) {
  const { t } = useTranslation('outbox')
  const [open, setOpen] = useState(false)
  const to = answer.answering.data?.to
  const quoted = useQuery({
    queryKey: ['activity', to],
    queryFn: ({ signal }) => api.get<ActivityItem>(`/activities/${to}`, {}, signal),
    enabled: open && Boolean(to),
  })
  if (!voice.limits.quote || !to || answer.draft.quote === false) return null
  const text = quoted.data?.text ?? ''
  return (
    <details className={classes.past} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('quoted')}</summary>
      <ProblemNotice error={quoted.error} onRetry={() => quoted.refetch()} />
      {quoted.data && (
        <blockquote className={classes.quoted} lang={quoted.data.lang}>
          {text || t('quoted_nothing')}
        </blockquote>
      )}
    </details>
  )
}
