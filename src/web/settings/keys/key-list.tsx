import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '../../../server/api.ts'
import { ConfirmName } from '../../kit/confirm-name.tsx'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from '../settings.module.css'

export function KeyList({ keys }: { keys: ApiKey[] }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const client = useQueryClient()
  const [removing, setRemoving] = useState<ApiKey>()
  if (keys.length === 0) return <p className="hush">{t('keys.none')}</p>
  return (
    <section className="sheet" aria-label={t('section.keys')}>
      <ul>
        {keys.map((key) => (
          <li key={key.id} className={classes.line}>
            <div>
              <strong>{key.name}</strong> <code className="small">{key.prefix}…</code>
              <p className="hush small">
                {format.list(
                  key.permissions.map((permission) => t(`permission.${permission.replace(':', '_')}`)),
                )}
              </p>
              <p className="hush small">
                {t('keys.made')} <When at={key.created} /> ·{' '}
                {key.lastUsed ? (
                  <>
                    {t('keys.used')} <When at={key.lastUsed} />
                  </>
                ) : (
                  t('keys.never_used')
                )}
              </p>
            </div>
            <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setRemoving(key)}>
              {t('keys.revoke')}
            </Button>
          </li>
        ))}
      </ul>
      {removing && (
        <ConfirmName
          title={t('keys.revoke_title', { name: removing.name })}
          consequence={t('keys.revoke_text')}
          name={removing.name}
          action={t('keys.revoke')}
          onConfirm={async () => {
            await api.delete(`/keys/${removing.id}`)
            await client.invalidateQueries({ queryKey: ['keys'] })
          }}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </section>
  )
}
