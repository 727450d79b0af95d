import { useCallback, useState } from 'react'
import type { ConversationChange } from '../../../server/api.ts'
import { ApiProblem } from '../../lib/api.ts'

/** Conversations that could not be closed, as a service has still something in hand. */
export function useClosing() {
  const [ids, setIds] = useState<string[] | null>(null)
  const refused = useCallback((error: unknown, which: string[], { status }: ConversationChange) => {
    const open = error instanceof ApiProblem && error.more.escalations !== undefined
    if (open && status === 'done') setIds(which)
    return open
  }, [])
  return { ids, refused, close: () => setIds(null) }
}

export type Closing = ReturnType<typeof useClosing>
