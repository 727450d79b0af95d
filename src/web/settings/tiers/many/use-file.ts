import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TierFile, TierFileTaken } from '../../../../server/api.ts'
import { sayDone } from '../../../app/say.ts'
import { tiersQuery } from '../../../kit/tier/queries.ts'
import { ApiProblem, api, upload } from '../../../lib/api.ts'
import { useFormat } from '../../../lib/use-format.ts'
import { type Brought, bodyOf, NOTHING, queryOf } from './file.ts'

/** A file or a list of tiers: brought, checked, taken, taken back. */
export function useTierFile() {
  const { t } = useTranslation('tiers')
  const format = useFormat()
  const client = useQueryClient()
  const [brought, setBrought] = useState<Brought>(NOTHING)
  const [aside, setAside] = useState(false)
  const renew = () => client.invalidateQueries({ queryKey: tiersQuery.queryKey })
  const send = <T>(path: string, more: Record<string, string> = {}) =>
    upload<T>(path, { ...queryOf(brought), ...more }, bodyOf(brought), () => {}, new AbortController().signal)
  const check = useMutation({
    mutationFn: () => send<TierFile>('/tiers/file/check'),
    onMutate: () => take.reset(),
  })
  const take = useMutation({
    mutationFn: ({ seal }: TierFile) =>
      send<TierFileTaken>('/tiers/file', {
        seal,
        name: brought.file?.name ?? '',
        partial: aside ? 'yes' : '',
      }),
    onSuccess: () => {
      check.reset()
      setBrought({ ...NOTHING, way: brought.way })
      setAside(false)
      renew()
    },
    onError(error) {
      if (error instanceof ApiProblem && error.code === 'tier_file_moved') check.reset()
    },
  })
  const undo = useMutation({
    mutationFn: (change: string) =>
      api.post<{ undone: number; moved: number }>(`/people/tiers/${change}/undo`, {}),
    onSuccess({ undone, moved }) {
      take.reset()
      const back = t('many.undone', { count: undone, number: format.number(undone) })
      const left = moved > 0 ? ` ${t('many.left', { count: moved, number: format.number(moved) })}` : ''
      sayDone(back + left)
      renew()
    },
  })
  function change(to: Partial<Brought>) {
    setBrought({ ...brought, ...to })
    setAside(false)
    check.reset()
  }
  return { brought, change, aside, setAside, check, take, undo }
}

export type TierFileState = ReturnType<typeof useTierFile>
