import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'

/**
 * Brings the part of a page that its address names (`#part`) into view.
 * @param ready everything above the part stands: what comes later would push it out of sight again
 */
export function useAnchor(ready: boolean): void {
  const part = useLocation({ select: ({ hash }) => hash })
  useEffect(() => {
    if (!ready || part === '') return
    // After the router has put the page back where it was.
    const frame = requestAnimationFrame(() => document.getElementById(part)?.scrollIntoView())
    return () => cancelAnimationFrame(frame)
  }, [ready, part])
}
