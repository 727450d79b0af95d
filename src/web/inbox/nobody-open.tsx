import { Kbd } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LanternMark } from '../kit/lantern-mark.tsx'
import classes from './inbox.module.css'

export function NobodyOpen() {
  const { t } = useTranslation('inbox')
  return (
    <div className={classes.nobody}>
      <LanternMark size={48} />
      <p>{t('nobody.choose')}</p>
      <p className="hush small">
        <Kbd>j</Kbd> <Kbd>k</Kbd> {t('nobody.keys')} <Kbd>?</Kbd>
      </p>
    </div>
  )
}
