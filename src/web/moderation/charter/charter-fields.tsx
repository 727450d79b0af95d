import { Button, Checkbox, NumberInput, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BothWords, Charter, CharterRule, CharterState } from '../../../server/api.ts'
import { wordsIn } from '../../inbox/escalation/words.ts'
import { useFormat } from '../../lib/use-format.ts'
import { movedBy, newRule, replaced, toggled } from './change.ts'
import classes from './charter.module.css'

interface Props {
  state: CharterState
  charter: Charter
  onChange(charter: Charter): void
}

/** The same in both languages, side by side where there is room. */
function Both({
  label,
  value,
  most,
  long,
  onChange,
}: {
  label: string
  value: BothWords
  most: number
  long?: boolean
  onChange(value: BothWords): void
}) {
  const { t } = useTranslation('moderation')
  return (
    <div className={classes.both}>
      {(['fr', 'en'] as const).map((lang) => {
        const given = {
          label: `${label} (${t(`lang.${lang}`)})`,
          lang,
          maxLength: most,
          value: value[lang],
        }
        const change = (text: string) => onChange({ ...value, [lang]: text })
        return long ? (
          <Textarea
            key={lang}
            {...given}
            autosize
            minRows={2}
            onChange={(event) => change(event.currentTarget.value)}
          />
        ) : (
          <TextInput key={lang} {...given} onChange={(event) => change(event.currentTarget.value)} />
        )
      })}
    </div>
  )
}

export function CharterFields({ state, charter, onChange }: Props) {
  const { t } = useTranslation('moderation')
  const set = (change: Partial<Charter>) => onChange({ ...charter, ...change })
  const { rules } = charter
  return (
    <>
      <section className="sheet stack" aria-label={t('charter.around')}>
        <Both
          label={t('field.title')}
          value={charter.title}
          most={120}
          onChange={(title) => set({ title })}
        />
        <Both
          long
          label={t('field.intro')}
          value={charter.intro}
          most={3000}
          onChange={(intro) => set({ intro })}
        />
        <div className={classes.both}>
          <NumberInput
            label={t('field.appealDays')}
            min={7}
            max={365}
            clampBehavior="strict"
            value={charter.appealDays}
            onChange={(value) => set({ appealDays: Number(value) || 7 })}
          />
          <NumberInput
            label={t('field.archiveDays')}
            description={t('field.archiveDays_help')}
            min={30}
            max={1825}
            value={charter.archiveDays}
            onChange={(value) => set({ archiveDays: Number(value) || 30 })}
          />
        </div>
        <Checkbox
          label={t('field.summary')}
          checked={charter.summary}
          onChange={(event) => set({ summary: event.currentTarget.checked })}
        />
      </section>
      {rules.map((rule, i) => (
        <RuleFields
          key={rule.id}
          rule={rule}
          state={state}
          onChange={(next) => set({ rules: replaced(rules, i, next) })}
          onMove={(step) => set({ rules: movedBy(rules, i, step) })}
          onRemove={() => set({ rules: rules.filter((one) => one.id !== rule.id) })}
        />
      ))}
      <div>
        <Button variant="default" onClick={() => set({ rules: [...rules, newRule(rules)] })}>
          {t('rule.add')}
        </Button>
      </div>
    </>
  )
}

interface RuleProps {
  rule: CharterRule
  state: CharterState
  onChange(rule: CharterRule): void
  onMove(step: -1 | 1): void
  onRemove(): void
}

function RuleFields({ rule, state, onChange, onMove, onRemove }: RuleProps) {
  const { t } = useTranslation('moderation')
  const { locale } = useFormat()
  const set = (change: Partial<CharterRule>) => onChange({ ...rule, ...change })
  const name = wordsIn(rule.title, locale) || t('rule.unnamed')
  return (
    <fieldset className={`sheet stack ${classes.rule ?? ''}`}>
      <legend>{name}</legend>
      <Both label={t('field.title')} value={rule.title} most={120} onChange={(title) => set({ title })} />
      <Both
        long
        label={t('field.explanation')}
        value={rule.explanation}
        most={3000}
        onChange={(explanation) => set({ explanation })}
      />
      {rule.examples.map((example, i) => (
        <Both
          // biome-ignore lint/suspicious/noArrayIndexKey: examples have nothing but their place.
          key={i}
          label={t('field.example', { n: i + 1 })}
          value={example}
          most={400}
          onChange={(next) => set({ examples: replaced(rule.examples, i, next) })}
        />
      ))}
      <div className="buttons">
        <Button
          variant="subtle"
          size="compact-md"
          onClick={() => set({ examples: [...rule.examples, { fr: '', en: '' }] })}
        >
          {t('rule.example_add')}
        </Button>
      </div>
      <Ticks
        label={t('field.sanctions')}
        offered={state.sanctions}
        value={rule.sanctions}
        words={(one) => t(`kind.${one}`)}
        onChange={(sanctions) => sanctions.length > 0 && set({ sanctions })}
      />
      <Ticks
        label={t('field.fits')}
        offered={state.fits}
        value={rule.fits}
        words={(one) => t(`fit.${one}`)}
        onChange={(fits) => set({ fits })}
      />
      <div className="buttons">
        <Button variant="subtle" size="compact-md" onClick={() => onMove(-1)}>
          {t('rule.up', { name })}
        </Button>
        <Button variant="subtle" size="compact-md" onClick={() => onMove(1)}>
          {t('rule.down', { name })}
        </Button>
        <Button variant="subtle" size="compact-md" onClick={onRemove}>
          {t('rule.remove', { name })}
        </Button>
      </div>
    </fieldset>
  )
}

function Ticks<T extends string>({
  label,
  offered,
  value,
  words,
  onChange,
}: {
  label: string
  offered: T[]
  value: T[]
  words(one: T): string
  onChange(next: T[]): void
}) {
  return (
    <fieldset className={classes.ticks}>
      <legend>{label}</legend>
      {offered.map((one) => (
        <Checkbox
          key={one}
          label={words(one)}
          checked={value.includes(one)}
          onChange={() => onChange(toggled(value, offered, one))}
        />
      ))}
    </fieldset>
  )
}
