import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../server/api.ts'
import { useMe } from '../../app/session.ts'
import { Avatar } from '../../kit/avatar.tsx'
import { When } from '../../kit/when.tsx'
import classes from '../settings.module.css'
import { RoleOf } from './role-of.tsx'

export function MemberLine({
  member,
  canManage,
  onRemove,
}: {
  member: Member
  canManage: boolean
  onRemove(): void
}) {
  const { t } = useTranslation('settings')
  const me = useMe()
  const mine = member.userId === me.user.id
  return (
    <li className={classes.line}>
      <div className="buttons-start">
        <Avatar name={member.name} size={36} />
        <div>
          <strong>{member.name}</strong> {mine && <span className="tag">{t('team.me')}</span>}
          <p className="hush small">
            {member.email} ·{' '}
            {member.lastSeen ? (
              <>
                {t('team.seen')} <When at={member.lastSeen} />
              </>
            ) : (
              t('team.never_seen')
            )}
          </p>
        </div>
      </div>
      <div className="buttons-start">
        {canManage && !mine ? <RoleOf member={member} /> : <span>{t(`roles.${member.role}`)}</span>}
        {canManage && !mine && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={onRemove}>
            {t('team.remove')}
          </Button>
        )}
      </div>
    </li>
  )
}
