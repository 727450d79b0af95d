import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Delivery } from '../../server/api.ts'
import { sayProblem } from '../app/say.ts'
import { api } from '../lib/api.ts'

export type Decision = 'retry' | 'drop' | 'look' | 'sent'

/** What a person can decide of something that does not end by itself, the safest first. */
export function decisionsOf({ state }: Pick<Delivery, 'state'>): Decision[] {
  if (state === 'unknown') return ['look', 'sent', 'retry', 'drop']
  if (state === 'refused') return ['retry', 'drop']
  return state === 'waiting' ? ['drop'] : []
}

/** Its words can still be changed: nothing of it stands on the network. */
export function canRewrite({ state, act, failure }: Delivery): boolean {
  const written = act === 'publish' || act === 'reply'
  return written && (state === 'refused' || (state === 'waiting' && failure?.kind !== 'uncertain'))
}

/** Tells the server what was decided of what was shown, and shows what it answers. */
export function useDecide(delivery: Delivery) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (decision: Decision) =>
      api.post<Delivery>(
        `/deliveries/${delivery.id}/${decision}${decision === 'sent' ? '' : `?seen=${delivery.state}`}`,
      ),
    onError: sayProblem,
    onSettled: () => {
      client.invalidateQueries({ queryKey: ['deliveries'] })
      client.invalidateQueries({ queryKey: ['delivery-counts'] })
    },
  })
}
