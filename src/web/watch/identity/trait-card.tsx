import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { HeardTrait, Image } from '../../../server/api.ts'
import { IntervalLine } from '../figure/interval-line.tsx'
import { useFigures } from '../figure/use-figures.ts'
import { bucketAt, declaredAt, type Finding } from './finding.ts'
import classes from './identity.module.css'
import { useFinding } from './use-finding.ts'

interface Props {
  trait: HeardTrait
  image: Image
  finding: Finding
  /** Top of the shares of all traits. */
  top: number
  picked: number | undefined
  onPick(at: number): void
  onEdit?: (() => void) | undefined
}

function useWords({ trait, image }: Pick<Props, 'trait' | 'image'>) {
  const { t } = useTranslation('identity')
  const figures = useFigures()
  const words = image.buckets.map((bucket, i) => {
    const point = trait.points[i]
    const when = figures.bucket(bucket.from, image.step)
    if (!point) return t('point.unknown', { when })
    return t('point.known', {
      when,
      count: point.count,
      all: figures.number(bucket.count),
      share: figures.share(point.share),
      tone: figures.tone(point.tone),
    })
  })
  const marks = image.history
    .filter((one) => one.traitId === trait.id && one.what !== 'moved')
    .flatMap((one) => {
      const at = bucketAt(image.buckets, one.at)
      const when = figures.date(one.at, { day: 'numeric', month: 'long' })
      return at < 0 ? [] : [{ at, words: `${when} : ${t(`history.what.${one.what}`)}` }]
    })
  return { words, marks }
}

/** One trait over time: how much it is spoken of, and in what tone. */
export function TraitCard({ trait, image, finding, top, picked, onPick, onEdit }: Props) {
  const { t } = useTranslation('identity')
  const figures = useFigures()
  const say = useFinding()
  const { words, marks } = useWords({ trait, image })
  const faint = declaredAt(image.buckets, trait.declared).map((declared) => !declared)
  const [first, last] = [image.buckets.at(0), image.buckets.at(-1)]
  const line = { words, faint, marks, picked, onPick }
  return (
    <li className={`sheet ${classes.trait}`}>
      <div className={classes.traitHead}>
        <h3>{trait.word}</h3>
        {onEdit && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onEdit}>
            {t('edit')}
          </Button>
        )}
      </div>
      {trait.description && <p className="hush small">{trait.description}</p>}
      <p className="small">{say(finding)}</p>
      <p className={`hush small ${classes.axisName}`}>{t('chart.share', { top: figures.percentOf(top) })}</p>
      <IntervalLine
        {...line}
        figures={trait.points.map((point) => point?.share ?? null)}
        low={0}
        high={top}
        label={t('chart.share_label', { word: trait.word, share: figures.share(trait.all.share) })}
      />
      <p className={`hush small ${classes.axisName}`}>{t('chart.tone')}</p>
      {trait.points.filter((point) => point?.tone).length < 3 ? (
        <p className="small">{t('chart.tone_few', { tone: figures.tone(trait.all.tone) })}</p>
      ) : (
        <IntervalLine
          {...line}
          figures={trait.points.map((point) => point?.tone ?? null)}
          low={-1}
          high={1}
          height={64}
          label={t('chart.tone_label', { word: trait.word, tone: figures.tone(trait.all.tone) })}
        />
      )}
      <p className={`hush small ${classes.ends}`} aria-hidden>
        <span>{first && figures.tick(first.from, image.step)}</span>
        <span>{last && figures.tick(last.from, image.step)}</span>
      </p>
    </li>
  )
}
