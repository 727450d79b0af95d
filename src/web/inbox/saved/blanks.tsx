import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Blank, blanksIn } from '../../../../lib/template/index.ts'
import classes from './saved.module.css'

/** What is still to be filled in an answer, each a step away; it leaves once nothing is. */
export function BlanksLine({ text, onGo }: { text: string; onGo(blank: Blank): void }) {
  const { t } = useTranslation('answers')
  const blanks = blanksIn(text)
  if (blanks.length === 0) return null
  return (
    <div className={classes.blanks} role="status">
      <span className="small">{t('blanks.label')}</span>
      {blanks.slice(0, 8).map((blank) => (
        <Button
          key={blank.start}
          size="compact-xs"
          variant="default"
          title={t('blanks.go', { name: blank.name })}
          onClick={() => onGo(blank)}
        >
          {blank.name || '{{}}'}
        </Button>
      ))}
      <span className="hush small">{t('blanks.refused')}</span>
    </div>
  )
}
