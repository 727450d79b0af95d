import { lazy, Suspense, startTransition, useState } from 'react'
import { AccountButton } from './account-button.tsx'

const load = () => import('./account-menu-open.tsx')
const OpenAccountMenu = lazy(() => load().then((module) => ({ default: module.OpenAccountMenu })))

/** The button at once, its menu when it is needed: menus weigh more than the rest of the shell. */
export function AccountMenu(props: { small: boolean; compact?: boolean }) {
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
  return <Suspense fallback={button}>{asked ? <OpenAccountMenu {...props} /> : button}</Suspense>
}
