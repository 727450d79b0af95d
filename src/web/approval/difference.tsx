import { useTranslation } from 'react-i18next'
import type { Approval } from '../../server/api.ts'
import classes from './approval.module.css'

/** What has become of the author’s words: what was taken out and put in, by sign and not by colour alone. */
export function Difference({ pieces }: { pieces: NonNullable<Approval['difference']> }) {
  const { t } = useTranslation('approval')
  return (
    <div className={classes.difference}>
      <p className="hush small">{t('difference')}</p>
      <p className="post-text">
        {pieces.map(({ text, kind }, n) => {
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text, in its order.
          if (kind === 'added') return <ins key={n}>{text}</ins>
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text, in its order.
          return kind === 'removed' ? <del key={n}>{text}</del> : <span key={n}>{text}</span>
        })}
      </p>
    </div>
  )
}
