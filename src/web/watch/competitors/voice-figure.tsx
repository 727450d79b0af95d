import { useTranslation } from 'react-i18next'
import type { Voice, Voiced, Voices } from '../../../server/api.ts'
import { FigureBox, type TableRow } from '../figure/figure-box.tsx'
import { ShareBar, ToneBar } from '../figure/interval-bar.tsx'
import { IntervalLine } from '../figure/interval-line.tsx'
import { topOf } from '../figure/scale.ts'
import { useFigures } from '../figure/use-figures.ts'
import classes from './competitors.module.css'
import { findingOf, toneFinding } from './finding.ts'

interface Props {
  voices: Voices
  picked: { voice: string; at: string } | undefined
  onPick(alertId: string, at?: number): void
}

function rawOf({ count, positive, negative, share, tone }: Voiced) {
  const bounds = [share, tone].flatMap((one) => [one?.value ?? null, one?.low ?? null, one?.high ?? null])
  return [count, positive, negative, ...bounds]
}

/** All that is drawn, line by line: each voice over the period, then each of its points. */
function useRows({ voices: { voices, buckets, step }, onPick }: Props): TableRow[] {
  const { t } = useTranslation('competitors')
  const figures = useFigures()
  const row = (key: string, head: string, raw: string[], said: Voiced, pick: () => void): TableRow => ({
    key,
    shown: [head, figures.number(said.count), figures.share(said.share), figures.tone(said.tone)],
    raw: [...raw, ...rawOf(said)],
    onPick: pick,
  })
  return voices.flatMap((voice) => [
    row(voice.alertId, voice.name, [voice.name, t('whole')], voice.all, () => onPick(voice.alertId)),
    ...voice.points.flatMap((point, at) => {
      const from = buckets[at]?.from
      if (!point || !from) return []
      const head = `${voice.name}, ${figures.bucket(from, step)}`
      return [row(`${voice.alertId}${at}`, head, [voice.name, from], point, () => onPick(voice.alertId, at))]
    }),
  ])
}

function useTitle(voices: Voice[]): { share: string; tone: string } {
  const { t } = useTranslation('competitors')
  const figures = useFigures()
  const finding = findingOf(voices)
  const tones = toneFinding(voices)
  return {
    share:
      'first' in finding
        ? t(`finding.${finding.kind}`, {
            first: finding.first.name,
            second: finding.second?.name,
            share: figures.share(finding.first.all.share),
            other: figures.share(finding.second?.all.share ?? null),
          })
        : t(`finding.${finding.kind}`),
    tone: tones
      ? t('tone.apart', {
          best: tones.best.name,
          worst: tones.worst.name,
          good: figures.tone(tones.best.all.tone),
          bad: figures.tone(tones.worst.all.tone),
        })
      : t('tone.alike'),
  }
}

/** Share of voice and tone, side by side: over the whole period, then over time in small multiples. */
export function VoiceFigure(props: Props) {
  const { voices: read, onPick } = props
  const { t } = useTranslation('competitors')
  const figures = useFigures()
  const rows = useRows(props)
  const { voices, total } = read
  const title = useTitle(voices)
  const top = topOf(voices.map((voice) => voice.all.share))
  return (
    <FigureBox
      title={title.share}
      lead={`${title.tone} ${t('figure_lead', { total })}`}
      columns={['name', 'count', 'share', 'tone'].map((key) => t(`column.${key}`))}
      fileColumns={[
        'name',
        'from',
        'count',
        'positive',
        'negative',
        ...['share', 'tone'].flatMap((name) => [name, `${name}_low`, `${name}_high`]),
      ]}
      rows={rows}
      file="share-of-voice"
    >
      <ul className={classes.voices}>
        {voices.map((voice) => (
          <li key={voice.alertId}>
            <span>
              <button
                type="button"
                className={`link-button ${classes.name}`}
                onClick={() => onPick(voice.alertId)}
              >
                {voice.name}
              </button>{' '}
              {voice.kind === 'brand' && <span className="tag">{t('brand')}</span>}
            </span>
            <span className={classes.measure}>
              <ShareBar figure={voice.all.share} top={top} />
              <span className="small">
                <span className="hush">{t('column.share')}</span> {figures.share(voice.all.share)}
              </span>
            </span>
            <span className={classes.measure}>
              <ToneBar figure={voice.all.tone} />
              <span className="small">
                <span className="hush">{t('column.tone')}</span> {figures.tone(voice.all.tone)}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </FigureBox>
  )
}

/** Each voice over time, competitors to one scale. */
export function VoiceLines({ voices: read, picked, onPick }: Props) {
  const { t } = useTranslation('competitors')
  const figures = useFigures()
  const { voices, buckets, step } = read
  // One scale for competitors among themselves: beside a brand that fills it they would all be flat.
  const topOfKind = (kind: Voice['kind']) =>
    topOf(voices.filter((one) => one.kind === kind).flatMap((one) => one.points.map((point) => point?.share)))
  const [first, last] = [buckets.at(0), buckets.at(-1)]
  return (
    <ul className={classes.lines}>
      {voices.map((voice) => {
        const top = topOfKind(voice.kind)
        const at = picked?.voice === voice.alertId ? buckets.findIndex((one) => one.from === picked.at) : -1
        const words = buckets.map((bucket, i) => {
          const point = voice.points[i]
          const when = figures.bucket(bucket.from, step)
          if (!point) return t('point.unknown', { when })
          const { count } = point
          return t('point.known', {
            when,
            count,
            share: figures.share(point.share),
            tone: figures.tone(point.tone),
          })
        })
        const line = {
          words,
          picked: at < 0 ? undefined : at,
          onPick: (point: number) => onPick(voice.alertId, point),
        }
        return (
          <li key={voice.alertId} className={`sheet ${classes.line}`}>
            <h3>{voice.name}</h3>
            <p className="hush small">{t('chart.share', { top: figures.percentOf(top) })}</p>
            <IntervalLine
              {...line}
              figures={voice.points.map((point) => point?.share ?? null)}
              low={0}
              high={top}
              label={t('chart.share_label', { name: voice.name, share: figures.share(voice.all.share) })}
            />
            <p className="hush small">{t('chart.tone')}</p>
            {voice.points.filter((point) => point?.tone).length < 3 ? (
              <p className="small">{t('chart.tone_few', { tone: figures.tone(voice.all.tone) })}</p>
            ) : (
              <IntervalLine
                {...line}
                figures={voice.points.map((point) => point?.tone ?? null)}
                low={-1}
                high={1}
                height={64}
                label={t('chart.tone_label', { name: voice.name, tone: figures.tone(voice.all.tone) })}
              />
            )}
            <p className={`hush small ${classes.ends}`} aria-hidden>
              <span>{first && figures.tick(first.from, step)}</span>
              <span>{last && figures.tick(last.from, step)}</span>
            </p>
          </li>
        )
      })}
    </ul>
  )
}
