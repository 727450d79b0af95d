import { Checkbox, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { NoticePace, NoticeRule } from '../../../server/api.ts'
import { PACES, WAYS, withWay } from './choice.ts'
import classes from './notices.module.css'

interface Props {
  /** What is told of. */
  label: string
  help?: string | undefined
  rule: NoticeRule
  onChange(rule: NoticeRule): void
}

/** By which ways, and how soon, one is told of something. */
export function RuleFields({ label, help, rule, onChange }: Props) {
  const { t } = useTranslation('notice')
  return (
    <fieldset className={classes.rule}>
      <legend>{label}</legend>
      {help && <p className="hush small">{help}</p>}
      <div className={classes.ways}>
        {WAYS.map((way) => (
          <Checkbox
            key={way}
            label={t(`way.${way}`)}
            checked={rule.ways.includes(way)}
            onChange={(event) => onChange(withWay(rule, way, event.currentTarget.checked))}
          />
        ))}
        <NativeSelect
          className={classes.pace ?? ''}
          aria-label={t('pace_of', { what: label })}
          data={PACES.map((pace) => ({ value: pace, label: t(`pace.${pace}`) }))}
          value={rule.pace}
          disabled={rule.ways.length === 0}
          onChange={(event) => onChange({ ...rule, pace: event.currentTarget.value as NoticePace })}
        />
      </div>
    </fieldset>
  )
}
