import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivityItem } from '../../../server/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { harmIn } from './harsh.ts'
import { useVeil } from './veils.ts'

/** Words and pictures that offend are there for who asks for them; who only passes by is spared. */
export function Veil({
  item,
  children,
}: {
  item: Pick<ActivityItem, 'id' | 'text' | 'toxicity' | 'ours' | 'deleted'>
  children: ReactNode
}) {
  const { t } = useTranslation()
  const { percent } = useFormat()
  const harm = harmIn(item)
  const { veiled, lifted, lift, ref } = useVeil(harm, `${item.id} ${item.text}`)
  const shown = useRef<HTMLDivElement>(null)
  // The button that was pressed is gone: reading goes on at the words.
  useEffect(() => {
    if (lifted) shown.current?.focus({ preventScroll: true })
  }, [lifted])
  if (!veiled)
    return lifted ? (
      <div ref={shown} tabIndex={-1} className="veil-lifted">
        {children}
      </div>
    ) : (
      children
    )
  return (
    <div className="veil" data-veiled ref={ref}>
      <div className="veil-hidden" aria-hidden inert>
        {children}
      </div>
      <p className="veil-note small">
        {t('veil.text', { share: percent(harm ?? 0) })}{' '}
        <Button size="compact-xs" variant="default" onClick={lift}>
          {t('veil.show')}
        </Button>
      </p>
    </div>
  )
}
