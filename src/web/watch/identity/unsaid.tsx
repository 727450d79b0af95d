import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Unsaid } from '../../../server/api.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { FigureBox } from '../figure/figure-box.tsx'
import { ShareBar, ToneBar } from '../figure/interval-bar.tsx'
import { topOf } from '../figure/scale.ts'
import type { Span } from '../figure/span.ts'
import { useFigures } from '../figure/use-figures.ts'
import classes from './identity.module.css'
import { unsaidQuery } from './queries.ts'

interface Props {
  span: Span
  onPick(phrase: string): void
  onDeclare?: ((phrase: string) => void) | undefined
}

function Found({ unsaid, onPick, onDeclare }: { unsaid: Unsaid } & Omit<Props, 'span'>) {
  const { t } = useTranslation('identity')
  const figures = useFigures()
  const { phrases } = unsaid
  const top = topOf(phrases.map((one) => one.share))
  const [first] = phrases
  if (!first) return <p className="hush">{t(unsaid.read === 0 ? 'unsaid.nothing' : 'unsaid.none')}</p>
  return (
    <FigureBox
      title={t('unsaid.finding', { phrase: first.phrase, share: figures.share(first.share) })}
      lead={t(unsaid.partial ? 'unsaid.partial' : 'unsaid.read', { count: unsaid.read })}
      columns={['phrase', 'count', 'share', 'tone'].map((key) => t(`column.${key}`))}
      fileColumns={['phrase', 'count', 'positive', 'negative', 'distinct']}
      rows={phrases.map((one) => ({
        key: one.phrase,
        shown: [one.phrase, figures.number(one.count), figures.share(one.share), figures.tone(one.tone)],
        raw: [one.phrase, one.count, one.positive, one.negative, one.distinct],
        onPick: () => onPick(one.phrase),
      }))}
      file="unsaid"
    >
      <ul className={classes.unsaid}>
        {phrases.map((one) => (
          <li key={one.phrase}>
            <button
              type="button"
              className={`link-button ${classes.word}`}
              onClick={() => onPick(one.phrase)}
            >
              {one.phrase}
            </button>
            <span className={classes.measure}>
              <ShareBar figure={one.share} top={top} />
              <span className="small">{figures.share(one.share)}</span>
            </span>
            <span className={classes.measure}>
              <ToneBar figure={one.tone} />
              <span className="small">{figures.tone(one.tone)}</span>
            </span>
            {onDeclare && (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={t('unsaid.declare_label', { phrase: one.phrase })}
                onClick={() => onDeclare(one.phrase)}
              >
                {t('unsaid.declare')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </FigureBox>
  )
}

/** What stands out of the brand's talk and that it does not declare. */
export function UnsaidSection({ span, onPick, onDeclare }: Props) {
  const { t } = useTranslation('identity')
  const unsaid = useQuery(unsaidQuery(span))
  return (
    <section aria-labelledby="unsaid" className={classes.section}>
      <h2 id="unsaid">{t('unsaid.title')}</h2>
      <p className="hush small">{t('unsaid.lead')}</p>
      <Loaded query={unsaid} skeleton={<Skeleton height={240} radius="md" />}>
        {(data) => <Found unsaid={data} onPick={onPick} onDeclare={onDeclare} />}
      </Loaded>
    </section>
  )
}
