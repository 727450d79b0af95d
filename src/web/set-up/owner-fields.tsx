import { PasswordInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SetupRequest } from '../../server/api.ts'
import { ZoneSelect } from '../kit/zone-select.tsx'
import classes from '../sign-in/front.module.css'

interface Props {
  draft: SetupRequest
  set(change: Partial<SetupRequest>): void
}

/** Who keeps the house, and how it is called. */
export function OwnerFields({ draft, set }: Props) {
  const { t } = useTranslation('set-up')
  const { owner, workspace } = draft
  const own = (change: Partial<SetupRequest['owner']>) => set({ owner: { ...owner, ...change } })
  const name = (change: Partial<SetupRequest['workspace']>) => set({ workspace: { ...workspace, ...change } })
  return (
    <>
      {!location.hash && (
        <TextInput
          label={t('token')}
          description={t('token_help')}
          required
          value={draft.token}
          onChange={(event) => set({ token: event.currentTarget.value.trim() })}
        />
      )}
      <div className={classes.pair}>
        <TextInput
          label={t('owner.name')}
          required
          autoComplete="name"
          value={owner.name}
          onChange={(event) => own({ name: event.currentTarget.value })}
        />
        <TextInput
          type="email"
          label={t('owner.email')}
          required
          autoComplete="username"
          value={owner.email}
          onChange={(event) => own({ email: event.currentTarget.value })}
        />
      </div>
      <PasswordInput
        label={t('owner.password')}
        description={t('owner.password_help')}
        required
        minLength={8}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('owner.show_password') }}
        value={owner.password}
        onChange={(event) => own({ password: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <TextInput
          label={t('workspace.name')}
          description={t('workspace.name_help')}
          required
          value={workspace.name}
          onChange={(event) => name({ name: event.currentTarget.value })}
        />
        <ZoneSelect
          label={t('workspace.zone')}
          description={t('workspace.zone_help')}
          value={workspace.timeZone}
          onChange={(timeZone) => name({ timeZone })}
        />
      </div>
    </>
  )
}
