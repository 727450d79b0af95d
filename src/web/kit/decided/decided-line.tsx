import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Standing } from '../../../server/api.ts'

interface Props {
  decided: Standing[]
  covered: boolean
  sealed: boolean
  children: ReactNode
}

/** Within a row or a link: what was decided is named, and words that are put away stay so; the thread shows who asks more. */
export function DecidedLine({ decided, covered, sealed, children }: Props) {
  const { t } = useTranslation('moderation')
  return (
    <>
      {decided.map((one) => (
        <span key={one.id} className="tag" data-tone={one.state === 'proposed' ? 'warm' : undefined}>
          {t(`thread.${one.state}.${one.kind}`)}
        </span>
      ))}{' '}
      {sealed ? t('unseen') : covered ? t('covered') : children}
    </>
  )
}
