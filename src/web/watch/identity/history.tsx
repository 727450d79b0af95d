import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Image } from '../../../server/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from './identity.module.css'

/** How the image was declared, newest first, and the traits that are declared no more. */
export function History({ image, onAgain }: { image: Image; onAgain?: ((id: string) => void) | undefined }) {
  const { t } = useTranslation('identity')
  const format = useFormat()
  const retired = image.traits.filter((trait) => trait.archived)
  return (
    <details className={`sheet ${classes.section}`}>
      <summary>{t('history.title')}</summary>
      {retired.length > 0 && (
        <ul className={classes.retired}>
          {retired.map((trait) => (
            <li key={trait.id}>
              <span>
                <strong>{trait.word}</strong>{' '}
                <span className="hush small">
                  {t('history.retired', {
                    when: format.date(trait.archived ?? '', { dateStyle: 'medium' }),
                  })}
                </span>
              </span>
              {onAgain && (
                <Button size="compact-sm" variant="subtle" onClick={() => onAgain(trait.id)}>
                  {t('history.again')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <ul className={classes.history}>
        {image.history.toReversed().map((one) => (
          <li key={`${one.traitId}${one.at}${one.what}`} className="small">
            <time dateTime={one.at} className="hush">
              {format.date(one.at, { dateStyle: 'medium' })}
            </time>{' '}
            <strong>{one.word}</strong> {t(`history.what.${one.what}`)}
            {one.fields.length > 0 &&
              ` (${format.list(one.fields.map((field) => t(`field.${field}`).toLocaleLowerCase(format.locale)))})`}
            {one.what === 'moved' && ` (${t('rank', { n: one.position })})`}
          </li>
        ))}
      </ul>
    </details>
  )
}
