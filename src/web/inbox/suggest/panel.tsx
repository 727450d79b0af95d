import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerSuggestion, ConversationDetail } from '../../../server/api.ts'
import { Rows } from '../../kit/loaded.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { VeiledWords } from '../../kit/veil/veiled-words.tsx'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import type { Field } from '../help/use-field.ts'
import { noteSaved } from '../saved/used.ts'
import classes from './suggest.module.css'

interface Props {
  talk: ConversationDetail
  field: Field
}

/** Where it comes from, said before what it says. */
function Source({ one }: { one: AnswerSuggestion }) {
  const { t } = useTranslation('answers')
  const { date } = useFormat()
  if (one.kind === 'saved') return <strong>{t('suggest.saved', { name: one.about })}</strong>
  return (
    <>
      <strong>{t('suggest.past', { day: one.at ? date(one.at, { dateStyle: 'long' }) : '' })}</strong>
      {one.thanked && (
        <span className="tag" data-tone="good">
          {t('suggest.thanked')}
        </span>
      )}
      <span className={`${classes.about} hush small`}>
        <VeiledWords toxicity={one.toxicity}>{t('suggest.asked', { words: one.about })}</VeiledWords>
      </span>
    </>
  )
}

/** Alt and a figure put one in, also while one writes; by the place of the key, for with Alt it may write another sign. */
function useFigures(put: (index: number) => void): void {
  const latest = useRef(put)
  latest.current = put
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const figure = /^Digit([1-9])$/.exec(event.code)?.[1]
      if (!event.altKey || event.ctrlKey || event.metaKey || !figure) return
      event.preventDefault()
      latest.current(Number(figure) - 1)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

function One({ one, figure, onPut }: { one: AnswerSuggestion; figure: number; onPut(): void }) {
  const { t } = useTranslation('answers')
  return (
    <li className={classes.one}>
      <p className={classes.source}>
        <Source one={one} />
      </p>
      <p className={classes.text} lang={one.lang}>
        {one.text}
      </p>
      <Button size="compact-sm" variant="default" aria-keyshortcuts={`Alt+${figure}`} onClick={onPut}>
        {t('suggest.put')} <kbd className={classes.key}>Alt {figure}</kbd>
      </Button>
    </li>
  )
}

/** What was answered to the likes of it, to be put in and read again; never sent from here. */
export function SuggestPanel({ talk, field }: Props) {
  const { t } = useTranslation('answers')
  const query = useQuery({
    queryKey: ['suggestions', talk.id, talk.lastAt],
    queryFn: ({ signal }) => api.get<AnswerSuggestion[]>(`/conversations/${talk.id}/suggestions`, {}, signal),
    staleTime: 60_000,
  })
  function put(one: AnswerSuggestion) {
    const [blank] = one.blanks
    const at = field.text.trim() === '' ? 0 : field.caret
    const end = field.text.trim() === '' ? field.text.length : field.caret
    field.put(at, end, one.text, blank && { start: at + blank.start, end: at + blank.end })
    if (one.kind === 'saved') noteSaved(talk.id, one.id)
  }
  useFigures((index) => {
    const one = query.data?.[index]
    if (one) put(one)
  })
  if (query.isPending) return <Rows count={1} height={60} />
  if (query.error) return <ProblemNotice error={query.error} onRetry={() => query.refetch()} />
  return (
    <section className={classes.panel} aria-label={t('suggest.label')}>
      {query.data.length === 0 ? (
        <p className="hush small" role="status">
          {t('suggest.none')}
        </p>
      ) : (
        <ul>
          {query.data.map((one, index) => (
            <One key={one.id} one={one} figure={index + 1} onPut={() => put(one)} />
          ))}
        </ul>
      )}
    </section>
  )
}
