import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { words } from '../app/i18n.ts'
import { stopQuery } from './queries.ts'
import { ResumeDialog, StopDialog } from './stop-button.tsx'

/** From any page: what holds everything back, or lets it go again. */
export function StopOverlay({ onClose }: { onClose(): void }) {
  const state = useQuery(stopQuery).data
  const [ready, setReady] = useState(false)
  useEffect(() => {
    words('outbox').then(() => setReady(true))
  }, [])
  if (!ready || !state) return null
  return state.stopped ? <ResumeDialog onClose={onClose} /> : <StopDialog onClose={onClose} />
}
