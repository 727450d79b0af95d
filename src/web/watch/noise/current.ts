import { useState } from 'react'
import { useKeys } from '../../app/keyboard.ts'

/** The post that keys act on: the one under the pointer or with the focus, or that `j` and `k` went to. */
export function useCurrent(
  ids: readonly string[],
  { onReject, onShow }: { onReject?: ((id: string) => void) | undefined; onShow(index: number): void },
) {
  const [current, setCurrent] = useState<string>()
  const at = current === undefined ? -1 : ids.indexOf(current)
  function go(step: 1 | -1) {
    const next = at < 0 ? 0 : Math.max(0, Math.min(ids.length - 1, at + step))
    if (ids[next] === undefined) return
    setCurrent(ids[next])
    onShow(next)
  }
  useKeys(
    'watch:noise.keys',
    onReject && ids.length > 0
      ? [
          { keys: 'j', label: 'watch:noise.next', run: () => go(1) },
          { keys: 'k', label: 'watch:noise.previous', run: () => go(-1) },
          { keys: 'x', label: 'watch:noise.reject', run: () => at >= 0 && onReject(ids[at] ?? '') },
        ]
      : [],
  )
  return {
    current,
    /** For the row of a post. */
    row: (id: string) => ({
      'data-current': current === id || undefined,
      onPointerEnter: () => setCurrent(id),
      onFocusCapture: () => setCurrent(id),
    }),
  }
}
