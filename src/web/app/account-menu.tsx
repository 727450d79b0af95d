import { lazy, Suspense, startTransition, useState } from 'react'
import { AccountButton } from './account-button.tsx'

export interface AccountMenuProps {
  small: boolean
  compact?: boolean
  /** On the bar of a narrow window, which has room for few doors: what the menu opens besides the others. */
  onOpen?(overlay: 'palette' | 'exchange'): void
}

const load = () => import('./account-menu-open.tsx')
const OpenAccountMenu = lazy(() => load().then((module) => ({ default: module.OpenAccountMenu })))

/** The button at once, its menu when it is needed: menus weigh more than the rest of the shell. */
export function AccountMenu({ onOpen, ...props }: AccountMenuProps) {
  const [asked, setAsked] = useState(false)
  const button = (
    <AccountButton
      {...props}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={load}
      onFocus={load}
      onClick={() => startTransition(() => setAsked(true))}
    />
  )
  return (
    <Suspense fallback={button}>{asked ? <OpenAccountMenu {...props} onOpen={onOpen} /> : button}</Suspense>
  )
}
