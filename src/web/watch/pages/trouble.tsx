import { useTranslation } from 'react-i18next'
import type { WatchedPage } from '../../../server/api.ts'
import { IconAlertTriangle } from '../../kit/icons.ts'
import { When } from '../../kit/when.tsx'

/** What stands in the way of a page, since when, and what can be done. */
export function Trouble({
  trouble,
  brief,
}: {
  trouble: NonNullable<WatchedPage['trouble']>
  brief?: boolean
}) {
  const { t } = useTranslation('pages')
  const { kind, detail, since } = trouble
  if (brief) {
    return (
      <span className="tag" data-tone="warm">
        {t(`trouble.${kind}.brief`)}
      </span>
    )
  }
  return (
    <div className="notice" data-tone="warm">
      <IconAlertTriangle size={20} aria-hidden />
      <div>
        <strong>{t(`trouble.${kind}.what`, { detail })}</strong>
        <p>{t(`trouble.${kind}.do`)}</p>
        <p className="small hush">
          {t('trouble.since')} <When at={since} />
          {/^HTTP \d/.test(detail) && ` · ${detail}`}
        </p>
      </div>
    </div>
  )
}
