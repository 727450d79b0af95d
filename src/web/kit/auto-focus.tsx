import { type ReactNode, useEffect, useRef } from 'react'

/**
 * Puts the keyboard on what bears `data-autofocus` in a dialog, also where that is loaded after the dialog has opened:
 * a dialog looks for it once, and otherwise leaves the keyboard on the button that closes it.
 */
export function AutoFocus({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const node = box.current
    if (!node) return
    const find = () => {
      const field = node.querySelector<HTMLElement>('[data-autofocus]')
      if (field && !node.contains(document.activeElement)) field.focus()
      return field !== null
    }
    if (find()) return
    const loaded = new MutationObserver(() => find() && loaded.disconnect())
    loaded.observe(node, { childList: true, subtree: true })
    return () => loaded.disconnect()
  }, [])
  return <div ref={box}>{children}</div>
}
