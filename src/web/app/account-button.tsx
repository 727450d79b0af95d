import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '../kit/avatar.tsx'
import { DoorDot } from './door-count.tsx'
import { useMe } from './session.ts'
import classes from './shell.module.css'

export interface AccountButtonProps extends ComponentProps<'button'> {
  small: boolean
  compact?: boolean
}

/** Who one is (in the bar) and where (in the rail). */
export function AccountButton({ small, compact, className = '', ...rest }: AccountButtonProps) {
  const { t } = useTranslation()
  const { user, workspace } = useMe()
  const whose = <span className="hidden-visually"> {t('shell.account', { name: user.name })}</span>
  // A menu that it opens gives it a class besides.
  return (
    <button type="button" {...rest} className={`${compact ? classes.tab : classes.door} ${className}`}>
      <Avatar name={user.name} size={compact ? 22 : 24} />
      {compact ? (
        <span>
          {t('shell.menu')}
          {whose}
          <DoorDot behind />
        </span>
      ) : (
        <>
          {!small && <span className={classes.workspaceName}>{workspace.name}</span>}
          {whose}
        </>
      )}
    </button>
  )
}
