import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './courtesy.module.css'
import { withAdvice } from './draft.ts'
import type { PartProps } from './manners-form.tsx'

/** Which advice is given: what is turned off costs nothing in the score either. */
export function AdviceChoice({ value, set, readOnly, advice }: PartProps & { advice: string[] }) {
  const { t } = useTranslation('courtesy-settings')
  return (
    <fieldset disabled={readOnly} className="sheet stack">
      <legend className="hidden-visually">{t('advice.title')}</legend>
      <h2>{t('advice.title')}</h2>
      <p className="hush">{t('advice.help')}</p>
      <div className={classes.pairs}>
        {advice.map((id) => (
          <Checkbox
            key={id}
            label={t(`advice.${id}`)}
            checked={!value.off.includes(id)}
            onChange={(event) => set(withAdvice(value, id, event.currentTarget.checked))}
          />
        ))}
      </div>
    </fieldset>
  )
}
