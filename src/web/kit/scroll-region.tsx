import type { ReactNode, Ref } from 'react'

interface Props {
  label: string
  id?: string
  className?: string | undefined
  ref?: Ref<HTMLElement>
  /** An empty region has nothing to scroll to, and no stop for the keyboard. */
  idle?: boolean
  children: ReactNode
}

/** A part that scrolls by itself: named, and reachable by the keyboard so that it can be scrolled with it. */
export function ScrollRegion({ label, id, className, ref, idle, children }: Props) {
  return (
    <section id={id} ref={ref} tabIndex={idle ? undefined : 0} aria-label={label} className={className}>
      {children}
    </section>
  )
}
