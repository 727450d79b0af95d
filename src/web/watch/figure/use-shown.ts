import { useEffect, useRef } from 'react'

/** Brings what was picked far above into view, once for each pick; what an address brings stays where the page begins. */
export function useShown<T extends HTMLElement>(pick: string) {
  const node = useRef<T>(null)
  const before = useRef<string>(undefined)
  useEffect(() => {
    const first = before.current === undefined
    if (before.current === pick) return
    before.current = pick
    if (first || pick === '') return
    // After the router has put the page back where it was.
    const frame = requestAnimationFrame(() => {
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches
      node.current?.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' })
    })
    return () => cancelAnimationFrame(frame)
  }, [pick])
  return node
}
