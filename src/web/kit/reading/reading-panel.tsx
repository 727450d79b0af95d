import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivityItem, PostReading } from '../../../server/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { Loaded } from '../loaded.tsx'
import { Segmented } from '../segmented.tsx'
import { When } from '../when.tsx'
import { showMarks } from './marks.ts'
import { SecondOpinion } from './opinion.tsx'
import { readingQuery } from './queries.ts'
import { type Asked, wordsFor } from './words-of.ts'

function Said({ reading }: { reading: PostReading }) {
  const { t } = useTranslation('reading')
  const format = useFormat()
  const sure = (p: number) => t('sure', { share: format.percent(p) })
  const { sentiment, toxicity, intent, urgency, topics } = reading
  const kinds = Object.entries(toxicity?.kinds ?? {}).filter(([, p]) => p >= 0.3)
  const rows: [string, string][] = [
    [t('mark.sentiment'), `${t(`sentiment.${sentiment.label}`)} ${sure(sentiment.p[sentiment.label] ?? 0)}`],
    [
      t('mark.toxicity'),
      toxicity ? [sure(toxicity.p), ...kinds.map(([kind]) => t(`kind.${kind}`))].join(' ') : t('not_read'),
    ],
    [
      t('mark.intent'),
      intent ? `${t(`intents.${intent.label}`)} ${sure(intent.p[intent.label] ?? 0)}` : t('not_read'),
    ],
    [t('mark.urgency'), urgency ? t(`urgencies.${urgency.level}`) : t('not_read')],
    [t('mark.topics'), topics.map(({ id }) => t(`topic.${id}`)).join(', ') || t('no_topic')],
  ]
  return (
    <dl className="reading-said">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function useValueWords() {
  const { t } = useTranslation('reading')
  return (mark: string, value: unknown): string => {
    if (value === null || value === undefined) return t('nothing')
    if (mark === 'toxicity') return t(Number(value) >= 500 ? 'offends' : 'calm')
    if (mark === 'urgency') return t(`urgencies.${value}`)
    if (mark === 'intent') return t(`intents.${value}`)
    if (mark === 'topics')
      return (value as string[]).map((id) => t(`topic.${id}`)).join(', ') || t('no_topic')
    return t(`sentiment.${value}`)
  }
}

function History({ reading }: { reading: PostReading }) {
  const { t } = useTranslation('reading')
  const words = useValueWords()
  if (reading.corrections.length === 0) return null
  return (
    <ul className="reading-history small">
      {reading.corrections.map((line) => (
        <li key={`${line.at}${line.mark}`}>
          {t(line.now === null ? 'line_back' : 'line', {
            mark: t(`mark.${line.mark}`),
            was: words(line.mark, line.was),
            now: words(line.mark, line.now),
            who: line.by ?? t('somebody'),
          })}{' '}
          · <When at={line.at} />
        </li>
      ))}
    </ul>
  )
}

function Panel({ item, reading }: { item: ActivityItem; reading: PostReading }) {
  const { t } = useTranslation('reading')
  const [asked, setAsked] = useState<Asked>('sentiment')
  const words = wordsFor(reading, asked)
  useEffect(() => {
    showMarks(item.id, wordsFor(reading, asked))
    return () => showMarks(item.id, undefined)
  }, [item.id, reading, asked])
  const options = (['sentiment', 'toxicity', 'intent', 'topics'] as const).map((value) => ({
    value,
    label: t(`mark.${value}`),
  }))
  const differs = reading.differs.filter((mark) => !item.corrected?.includes(mark))
  return (
    <section className="reading-panel" aria-label={t('panel')}>
      <Segmented<Asked> label={t('words_of')} value={asked} options={options} onChange={setAsked} />
      {words.length === 0 && <p className="small hush">{t('no_words')}</p>}
      <Said reading={reading} />
      {differs.length > 0 && (
        <p className="small">
          {t('differs', { marks: differs.map((mark) => t(`mark.${mark}`).toLowerCase()).join(', ') })}
        </p>
      )}
      <History reading={reading} />
      <p className="small hush">{t('read_by', { name: reading.by })}</p>
      <SecondOpinion item={item} />
    </section>
  )
}

/** All that is understood of a post, read anew, with the words of the verdict that is asked about shown in its text. */
export function ReadingPanel({ item }: { item: ActivityItem }) {
  const query = useQuery(readingQuery(item.id))
  return <Loaded query={query}>{(reading) => <Panel item={item} reading={reading} />}</Loaded>
}
