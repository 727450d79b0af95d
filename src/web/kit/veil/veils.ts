import { useCallback, useEffect, useRef, useState } from 'react'
import { useMe } from '../../app/session.ts'
import { isHarsh, meant } from './harsh.ts'

/** What is blurred on the page, each with what shows it. */
const veils = new Map<Element, () => void>()

function placeOf(node: Element) {
  const around = node.closest('article.post, li, blockquote') ?? node
  const { top, bottom } = node.getBoundingClientRect()
  return {
    node,
    focused: around.matches(':focus-within'),
    near: around.matches(':hover, [data-current]'),
    inView: bottom > 80 && top < window.innerHeight - 40,
  }
}

/** Shows the words that the key means, in the order of the page. */
export function liftOne(): void {
  const all = [...document.querySelectorAll('[data-veiled]')].filter((node) => veils.has(node))
  const one = meant(all.map(placeOf))
  if (one) veils.get(one.node)?.()
}

/**
 * Whether words that offend so likely are to be blurred, and how they are shown. Kept for one reading only: who comes
 * back, or whom other words are shown to in their place, asks again.
 */
export function useVeil(toxicity: number | null, words: unknown) {
  const { veil } = useMe().user
  const [liftedFor, setLiftedFor] = useState<unknown>(NOTHING)
  const lifted = Object.is(liftedFor, words)
  const lift = useCallback(() => setLiftedFor(words), [words])
  const forget = useRef<() => void>(undefined)
  const ref = useCallback(
    (node: Element | null) => {
      forget.current?.()
      forget.current = undefined
      if (!node) return
      veils.set(node, lift)
      forget.current = () => veils.delete(node)
    },
    [lift],
  )
  useEffect(() => () => forget.current?.(), [])
  return { veiled: isHarsh(toxicity, veil) && !lifted, lifted, lift, ref }
}

const NOTHING = Symbol('nothing was asked for')
