import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/use-format.ts'
import { useVeil } from './veils.ts'

interface Props {
  toxicity: number | null
  children: ReactNode
}

/** A line of somebody's words within a row or a link: a tap on it, or the key, shows it; the link is not followed then. */
export function VeiledWords({ toxicity, children }: Props) {
  const { t } = useTranslation()
  const { percent } = useFormat()
  const { veiled, lift, ref } = useVeil(toxicity, typeof children === 'string' ? children : toxicity)
  const line = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const node = line.current
    if (!veiled || !node) return
    // Before the link around it hears of it.
    function onTap(event: Event) {
      event.preventDefault()
      event.stopPropagation()
      lift()
    }
    node.addEventListener('click', onTap)
    return () => node.removeEventListener('click', onTap)
  }, [veiled, lift])
  if (!veiled) return children
  const why = t('veil.line', { share: percent(toxicity ?? 0) })
  return (
    <span className="veil-line" ref={line} title={why}>
      <span className="veil-hidden" aria-hidden data-veiled ref={ref}>
        {children}
      </span>
      <span className="hidden-visually">{why}</span>
    </span>
  )
}
