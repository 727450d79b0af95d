import type { ReactNode } from 'react'
import { LanternMark } from './lantern-mark.tsx'

/** Says what will be here, and has the one button that starts it. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="empty-state">
      <LanternMark size={44} />
      <h2>{title}</h2>
      {children && <p className="hush">{children}</p>}
      {action}
    </div>
  )
}
