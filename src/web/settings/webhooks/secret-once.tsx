import { useTranslation } from 'react-i18next'
import { CopyField } from '../../kit/copy-field.tsx'

/** A secret is shown when it is made, and never again. */
export function SecretOnce({ secret }: { secret: string | undefined }) {
  const { t } = useTranslation('webhooks')
  return (
    <div role="status">
      {secret && (
        <div className="notice" data-tone="warm">
          <div style={{ flex: 1, minWidth: 0 }}>
            <p>{t('secret_once')}</p>
            <CopyField label={t('secret')} value={secret} />
          </div>
        </div>
      )}
    </div>
  )
}
