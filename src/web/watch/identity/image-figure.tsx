import { ActionIcon } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Heard, Image } from '../../../server/api.ts'
import { IconArrowDown, IconArrowUp } from '../../kit/icons.ts'
import { FigureBox, type TableRow } from '../figure/figure-box.tsx'
import { ShareBar, ToneBar } from '../figure/interval-bar.tsx'
import { topOf } from '../figure/scale.ts'
import { useFigures } from '../figure/use-figures.ts'
import { type Finding, mainFinding } from './finding.ts'
import classes from './identity.module.css'
import { useFinding } from './use-finding.ts'

interface Props {
  image: Image
  findings: Finding[]
  ranks: ReadonlyMap<string, number>
  onPick(traitId: string, at?: number): void
  onMove?: ((traitId: string, by: 1 | -1) => void) | undefined
}

const RAW = ['count', 'positive', 'negative', 'contrary'] as const

function rawOf(heard: Heard) {
  const bounds = (figure: Heard['share']) => [
    figure?.value ?? null,
    figure?.low ?? null,
    figure?.high ?? null,
  ]
  return [
    ...RAW.map((key) => heard[key]),
    ...bounds(heard.share),
    ...bounds(heard.tone),
    ...bounds(heard.denied),
  ]
}

/** Everything drawn, line by line: each trait over the period, then each of its points. */
function useRows({ image, onPick }: Pick<Props, 'image' | 'onPick'>): TableRow[] {
  const { t } = useTranslation('identity')
  const figures = useFigures()
  const row = (key: string, head: string, when: string, heard: Heard, pick: () => void): TableRow => ({
    key,
    shown: [
      head,
      figures.number(heard.count),
      figures.share(heard.share),
      figures.tone(heard.tone),
      figures.share(heard.denied),
    ],
    raw: [head, when, ...rawOf(heard)],
    onPick: pick,
  })
  return image.traits
    .filter((trait) => !trait.archived)
    .flatMap((trait) => [
      row(trait.id, trait.word, t('whole'), trait.all, () => onPick(trait.id)),
      ...trait.points.flatMap((point, at) => {
        const bucket = image.buckets[at]
        if (!point || !bucket) return []
        const when = figures.bucket(bucket.from, image.step)
        return [
          row(`${trait.id}${at}`, `${trait.word}, ${when}`, bucket.from, point, () => onPick(trait.id, at)),
        ]
      }),
    ])
}

function Moves({ word, i, of, onMove }: { word: string; i: number; of: number; onMove(by: 1 | -1): void }) {
  const { t } = useTranslation('identity')
  return (
    <span className={classes.moves}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('move.up', { word })}
        disabled={i === 0}
        onClick={() => onMove(-1)}
      >
        <IconArrowUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('move.down', { word })}
        disabled={i === of - 1}
        onClick={() => onMove(1)}
      >
        <IconArrowDown size={16} aria-hidden />
      </ActionIcon>
    </span>
  )
}

/** What is declared, in its order, against how much and how it is spoken of over the whole period. */
export function ImageFigure({ image, findings, ranks, onPick, onMove }: Props) {
  const { t } = useTranslation('identity')
  const figures = useFigures()
  const say = useFinding()
  const rows = useRows({ image, onPick })
  const main = mainFinding(findings)
  const traits = image.traits.filter((trait) => !trait.archived)
  const top = topOf(traits.map((trait) => trait.all.share))
  const columns = ['word', 'count', 'share', 'tone', 'denied'].map((key) => t(`column.${key}`))
  return (
    <FigureBox
      title={main ? say(main) : t('title')}
      lead={t('figure.lead', { total: image.total })}
      columns={columns}
      fileColumns={[
        'trait',
        'from',
        ...RAW,
        ...['share', 'tone', 'denied'].flatMap((name) => [name, `${name}_low`, `${name}_high`]),
      ]}
      rows={rows}
      file="identity"
    >
      <ol className={classes.image}>
        {traits.map((trait, i) => (
          <li key={trait.id}>
            <button type="button" className={`link-button ${classes.word}`} onClick={() => onPick(trait.id)}>
              {trait.word}
            </button>
            <span className="hush small">
              {t('ranks', {
                declared: t('rank', { n: i + 1 }),
                heard: ranks.has(trait.id) ? t('rank', { n: ranks.get(trait.id) }) : t('rank_none'),
              })}
            </span>
            <span className={classes.measure}>
              <ShareBar figure={trait.all.share} top={top} />
              <span className="small">
                <span className="hush">{t('column.share')}</span> {figures.share(trait.all.share)}
              </span>
            </span>
            <span className={classes.measure}>
              <ToneBar figure={trait.all.tone} />
              <span className="small">
                <span className="hush">{t('column.tone')}</span> {figures.tone(trait.all.tone)}{' '}
                {trait.all.tone && figures.leaning(trait.all.tone)}
              </span>
            </span>
            {onMove && (
              <Moves word={trait.word} i={i} of={traits.length} onMove={(by) => onMove(trait.id, by)} />
            )}
          </li>
        ))}
      </ol>
    </FigureBox>
  )
}
