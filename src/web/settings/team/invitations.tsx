import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import classes from '../settings.module.css'
import { INVITATIONS, InviteForm } from './invite-form.tsx'

function Pending() {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  const query = useQuery({ queryKey: INVITATIONS, queryFn: () => api.get<Invitation[]>('/invitations') })
  const cancel = useMutation({
    mutationFn: (id: string) => api.delete(`/invitations/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: INVITATIONS }),
    onError: sayProblem,
  })
  if (!query.data?.length) return null
  return (
    <ul>
      {query.data.map((invitation) => (
        <li key={invitation.id} className={classes.line}>
          <div>
            <strong>{invitation.email}</strong>
            <p className="hush small">
              {t(`roles.${invitation.role}`)} · {t('team.expires')} <When at={invitation.expires} />
            </p>
          </div>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={() => cancel.mutate(invitation.id)}
          >
            {t('team.cancel_invitation')}
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** A link to hand over oneself: the program writes to nobody. */
export function Invitations() {
  const { t } = useTranslation('settings')
  return (
    <section className="sheet stack" aria-labelledby="invite">
      <h2 id="invite">{t('team.invite_title')}</h2>
      <InviteForm />
      <Pending />
    </section>
  )
}
