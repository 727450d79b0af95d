import { useTranslation } from 'react-i18next'
import type { WatchedSite } from '../../../server/api.ts'
import { IconAlertTriangle } from '../../kit/icons.ts'
import { Age, When } from '../../kit/when.tsx'

const TONES = { up: 'good', down: 'bad', doubt: 'warm', unknown: undefined } as const

export function StateTag({ site }: { site: WatchedSite }) {
  const { t } = useTranslation('sites')
  if (site.paused) return <span className="tag">{t('state.paused')}</span>
  if (site.cutOff) {
    return (
      <span className="tag" data-tone="warm">
        {t('state.cut_off')}
      </span>
    )
  }
  return (
    <span className="tag" data-tone={TONES[site.state]}>
      {t(`state.${site.state}`)}
    </span>
  )
}

/** What is wrong, in words: of a site that is down, that is in doubt, or of us. */
export function Wrong({ site }: { site: WatchedSite }) {
  const { t } = useTranslation('sites')
  const { state, fault, since, cutOff, certificate } = site
  return (
    <>
      {cutOff && <p className="notice">{t('cut_off')}</p>}
      {!cutOff && fault && (state === 'down' || state === 'doubt') && (
        <div className="notice" data-tone={state === 'down' ? 'bad' : 'warm'}>
          <IconAlertTriangle size={20} aria-hidden />
          <div>
            <strong>{t(`fault.${fault.kind}`, { detail: fault.detail })}</strong>
            <p>
              {t(state === 'down' ? 'down_since' : 'doubt_since')}{' '}
              {since && (state === 'down' ? <Age since={since} /> : <When at={since} />)}
            </p>
          </div>
        </div>
      )}
      {certificate?.warn && (
        <div className="notice" data-tone={certificate.daysLeft < 3 ? 'bad' : 'warm'}>
          <IconAlertTriangle size={20} aria-hidden />
          <p>
            {t(certificate.daysLeft < 0 ? 'certificate.over' : 'certificate.soon', {
              count: Math.max(0, certificate.daysLeft),
            })}
          </p>
        </div>
      )}
    </>
  )
}
