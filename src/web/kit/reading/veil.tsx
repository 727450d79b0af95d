import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivityItem } from '../../../server/api.ts'
import { isHarsh } from './harsh.ts'

/** Words that offend are there for who asks for them; who only passes by is spared. */
export function Veil({ item, children }: { item: ActivityItem; children: ReactNode }) {
  const { t } = useTranslation()
  const [lifted, setLifted] = useState(false)
  if (lifted || !isHarsh(item)) return children
  return (
    <div className="veil">
      <div className="veil-hidden" aria-hidden inert>
        {children}
      </div>
      <p className="veil-note small">
        {t('veil.text')}{' '}
        <Button size="compact-xs" variant="default" onClick={() => setLifted(true)}>
          {t('veil.show')}
        </Button>
      </p>
    </div>
  )
}
