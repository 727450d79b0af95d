import { useTranslation } from 'react-i18next'

export const ROLES = ['owner', 'manager', 'agent', 'approver', 'analyst', 'guest'] as const

/** What each role may do, in words. */
export function Roles() {
  const { t } = useTranslation('settings')
  return (
    <section className="sheet stack" aria-labelledby="roles">
      <h2 id="roles">{t('team.roles')}</h2>
      <dl className="stack">
        {ROLES.map((role) => (
          <div key={role}>
            <dt>
              <strong>{t(`roles.${role}`)}</strong>
            </dt>
            <dd className="hush">{t(`team.role.${role}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
