import { Button, Checkbox, NativeSelect, NumberInput, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Locale, Objective, Readiness } from '../../server/api.ts'
import { IconPlus } from '../kit/icons.ts'
import classes from '../sign-in/front.module.css'
import { turned } from './objective.ts'

export const EMPTY_READINESS: Readiness = {
  brand: { names: [], site: '', competitors: [], languages: ['fr'], identity: [] },
  people: { who: '', answersWithinHours: 4, outOfHours: '', approves: '' },
  objectives: [],
}

interface Props<T> {
  value: T
  onChange(value: T): void
}

/** Who the brand is: its names become the first alert, its competitors the next ones. */
export function BrandFields({ value, onChange }: Props<Readiness['brand']>) {
  const { t } = useTranslation('set-up')
  const set = (change: Partial<Readiness['brand']>) => onChange({ ...value, ...change })
  return (
    <>
      <TagsInput
        label={t('brand.names')}
        description={t('brand.names_help')}
        required
        value={value.names}
        onChange={(names) => set({ names })}
        clearable={false}
      />
      <TextInput
        type="url"
        label={t('brand.site')}
        placeholder="https://"
        value={value.site}
        onChange={(event) => set({ site: event.currentTarget.value })}
      />
      <TagsInput
        label={t('brand.competitors')}
        description={t('brand.competitors_help')}
        value={value.competitors}
        onChange={(competitors) => set({ competitors })}
        clearable={false}
      />
      <Checkbox.Group
        label={t('brand.languages')}
        value={value.languages}
        onChange={(languages) => set({ languages: languages as Locale[] })}
      >
        <div className="buttons-start">
          <Checkbox value="fr" label={t('langs.fr')} />
          <Checkbox value="en" label={t('langs.en')} />
        </div>
      </Checkbox.Group>
      <TagsInput
        label={t('brand.identity')}
        description={t('brand.identity_help')}
        value={value.identity}
        onChange={(identity) => set({ identity })}
        clearable={false}
      />
    </>
  )
}

export function PeopleFields({ value, onChange }: Props<Readiness['people']>) {
  const { t } = useTranslation('set-up')
  const set = (change: Partial<Readiness['people']>) => onChange({ ...value, ...change })
  return (
    <>
      <Textarea
        autosize
        label={t('people.who')}
        description={t('people.who_help')}
        value={value.who}
        onChange={(event) => set({ who: event.currentTarget.value })}
      />
      <NumberInput
        label={t('people.within')}
        description={t('people.within_help')}
        min={1}
        max={720}
        value={value.answersWithinHours}
        onChange={(hours) => set({ answersWithinHours: Number(hours) || 1 })}
      />
      <Textarea
        autosize
        label={t('people.out')}
        description={t('people.out_help')}
        value={value.outOfHours}
        onChange={(event) => set({ outOfHours: event.currentTarget.value })}
      />
      <Textarea
        autosize
        label={t('people.approves')}
        description={t('people.approves_help')}
        value={value.approves}
        onChange={(event) => set({ approves: event.currentTarget.value })}
      />
    </>
  )
}

const INDICATORS = ['reply-time', 'answered-share', 'sentiment', 'mentions', 'custom'] as const
function ObjectiveFields({ value, onChange, onRemove }: Props<Objective> & { onRemove(): void }) {
  const { t } = useTranslation('set-up')
  const set = (change: Partial<Objective>) => onChange({ ...value, ...change })
  return (
    <fieldset className={`stack ${classes.objective}`}>
      <legend className="hidden-visually">{value.label || t('objectives.one')}</legend>
      <div className={classes.pair}>
        <NativeSelect
          label={t('objectives.indicator')}
          value={value.indicator}
          data={INDICATORS.map((id) => ({ value: id, label: t(`indicator.${id}`) }))}
          onChange={(event) => {
            const indicator = INDICATORS.find((id) => id === event.currentTarget.value) ?? 'custom'
            onChange(turned(value, indicator, (of) => t(`indicator.${of}`)))
          }}
        />
        <NumberInput
          label={t('objectives.target')}
          description={t(`target_unit.${value.indicator}`)}
          value={value.target}
          onChange={(target) => set({ target: Number(target) || 0 })}
        />
      </div>
      <TextInput
        label={t('objectives.label')}
        required
        maxLength={200}
        value={value.label}
        onChange={(event) => set({ label: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <TextInput
          type="date"
          label={t('objectives.by')}
          value={value.by}
          onChange={(event) => set({ by: event.currentTarget.value })}
        />
        <TextInput
          label={t('objectives.agreed')}
          description={t('objectives.agreed_help')}
          value={value.agreedWith}
          onChange={(event) => set({ agreedWith: event.currentTarget.value })}
        />
      </div>
      <div className="buttons">
        <Button variant="subtle" color="gray" size="compact-sm" onClick={onRemove}>
          {t('objectives.remove')}
        </Button>
      </div>
    </fieldset>
  )
}

export function ObjectivesFields({ value, onChange }: Props<Objective[]>) {
  const { t } = useTranslation('set-up')
  const fresh = (): Objective => ({
    indicator: 'reply-time',
    label: t('indicator.reply-time'),
    target: 4,
    by: '',
    agreedWith: '',
  })
  return (
    <div className="stack">
      {value.map((objective, index) => (
        <ObjectiveFields
          // biome-ignore lint/suspicious/noArrayIndexKey: objectives being written have no name of their own yet.
          key={index}
          value={objective}
          onChange={(next) => onChange(value.with(index, next))}
          onRemove={() => onChange(value.toSpliced(index, 1))}
        />
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => onChange([...value, fresh()])}
        disabled={value.length >= 30}
      >
        {t(value.length === 0 ? 'objectives.first' : 'objectives.add')}
      </Button>
    </div>
  )
}
