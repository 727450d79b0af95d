import type { ReactNode } from 'react'
import { useEffect } from 'react'

/** The page's title, also in the window's title; actions at the end of the line. */
export function PageHeader({
  title,
  lead,
  children,
}: {
  title: string
  lead?: ReactNode
  children?: ReactNode
}) {
  useTitle(title)
  return (
    <header className="page-header">
      <div>
        <h1>{title}</h1>
        {lead && <p className="hush">{lead}</p>}
      </div>
      {children && <div className="page-actions">{children}</div>}
    </header>
  )
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · Veillée` : 'Veillée'
  }, [title])
}
