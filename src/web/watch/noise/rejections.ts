import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sayProblem } from '../../app/say.ts'
import { api } from '../../lib/api.ts'
import { rejectionsQuery } from '../queries.ts'

export interface Rejections {
  ids: ReadonlySet<string>
  /** Says that a post is beside the point, or takes it back. */
  toggle(id: string): void
}

/** Those of a query that is not kept yet: they last as long as its form. */
export function useDraftRejections(): Rejections {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  return { ids, toggle: (id) => setIds(toggled(ids, id)) }
}

/** Those of an alert: they are kept, and shown at once. */
export function useRejections(alertId: string | undefined): Rejections {
  const client = useQueryClient()
  const options = rejectionsQuery(alertId ?? '')
  const stored = useQuery({ ...options, enabled: alertId !== undefined })
  const ids = new Set(stored.data)
  const send = useMutation({
    mutationFn: (id: string) =>
      api.post(`/alerts/${alertId}/rejections`, ids.has(id) ? { take_back: [id] } : { reject: [id] }),
    async onMutate(id) {
      await client.cancelQueries({ queryKey: options.queryKey })
      client.setQueryData(options.queryKey, [...toggled(ids, id)])
    },
    onError(error) {
      sayProblem(error)
      void client.invalidateQueries({ queryKey: options.queryKey })
    },
  })
  return { ids, toggle: (id) => send.mutate(id) }
}

export function toggled<T>(ids: ReadonlySet<T>, id: T): Set<T> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}
