import { ActionIcon, Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BothWords, ServiceReason } from '../../../server/api.ts'
import { IconArrowDown, IconArrowUp } from '../../kit/icons.ts'
import classes from './services.module.css'
import { shifted } from './value.ts'

export function WordsInputs({ words, onChange }: { words: BothWords; onChange(words: BothWords): void }) {
  const { t } = useTranslation('service')
  return (
    <>
      <TextInput
        className={classes.grow ?? ''}
        label={t('set.in_fr')}
        lang="fr"
        maxLength={200}
        value={words.fr}
        onChange={(event) => onChange({ ...words, fr: event.currentTarget.value })}
      />
      <TextInput
        className={classes.grow ?? ''}
        label={t('set.in_en')}
        lang="en"
        maxLength={200}
        value={words.en}
        onChange={(event) => onChange({ ...words, en: event.currentTarget.value })}
      />
    </>
  )
}

interface MoveProps {
  first: boolean
  last: boolean
  onMove(by: 1 | -1): void
}

export function MoveButtons({ first, last, onMove }: MoveProps) {
  const { t } = useTranslation('service')
  return (
    <>
      <ActionIcon
        variant="default"
        size={34}
        disabled={first}
        aria-label={t('set.up')}
        onClick={() => onMove(-1)}
      >
        <IconArrowUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={34}
        disabled={last}
        aria-label={t('set.down')}
        onClick={() => onMove(1)}
      >
        <IconArrowDown size={16} aria-hidden />
      </ActionIcon>
    </>
  )
}

interface Props {
  reasons: ServiceReason[]
  onChange(reasons: ServiceReason[]): void
}

/** Why it is asked: taken away, a reason keeps its name in past figures. */
export function Reasons({ reasons, onChange }: Props) {
  const { t } = useTranslation('service')
  const set = (index: number, change: Partial<ServiceReason>) =>
    onChange(reasons.map((one, n) => (n === index ? { ...one, ...change } : one)))
  return (
    <section className="sheet stack" aria-labelledby="reasons">
      <h2 id="reasons">{t('set.reasons')}</h2>
      <p className="hush small">{t('set.reasons_help')}</p>
      <ul className="stack">
        {reasons.map(({ id, words, off }, index) => (
          <li key={id} className={classes.row} data-off={off || undefined}>
            <WordsInputs words={words} onChange={(next) => set(index, { words: next })} />
            <MoveButtons
              first={index === 0}
              last={index === reasons.length - 1}
              onMove={(by) => onChange(shifted(reasons, index, by))}
            />
            <Button variant="subtle" size="compact-sm" onClick={() => set(index, { off: !off })}>
              {t(off ? 'set.on' : 'set.off')}
            </Button>
          </li>
        ))}
      </ul>
      <div className="buttons-start">
        <Button
          variant="default"
          onClick={() => onChange([...reasons, { id: crypto.randomUUID(), words: { fr: '', en: '' } }])}
        >
          {t('set.add_reason')}
        </Button>
      </div>
    </section>
  )
}
