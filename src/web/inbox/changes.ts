import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Conversation, ConversationChange, Member } from '../../server/api.ts'
import { sayProblem } from '../app/say.ts'
import { offerUndo } from '../app/undo.tsx'
import { api } from '../lib/api.ts'
import { changed } from './changed.ts'
import { editRows, known } from './rows.ts'

/** One change and the conversations it goes to. */
export interface Step {
  ids: string[]
  change: ConversationChange
}

async function send({ ids, change }: Step): Promise<Step[]> {
  const [only] = ids
  if (ids.length === 1 && only) {
    const { undo } = await api.patch<{ undo: ConversationChange }>(`/conversations/${only}`, change)
    return Object.keys(undo).length > 0 ? [{ ids, change: undo }] : []
  }
  const { undo } = await api.post<{ undo: { id: string; change: ConversationChange }[] }>(
    '/conversations/bulk',
    { ids, change },
  )
  // What takes a bulk change back differs from row to row; those alike go back together.
  const alike = Map.groupBy(undo, (one) => JSON.stringify(one.change))
  return [...alike.values()].flatMap((group) =>
    group[0] ? [{ ids: group.map((one) => one.id), change: group[0].change }] : [],
  )
}

/** All of them or, where one is refused, none; what takes them back. */
async function sendAll(steps: Step[]): Promise<Step[]> {
  const undo: Step[] = []
  try {
    for (const step of steps) undo.push(...(await send(step)))
  } catch (error) {
    await Promise.allSettled(undo.map(send))
    throw error
  }
  return undo
}

/** Changes at once what is on screen, tells the server, and offers for ten seconds to take it back. */
export function useChange(
  members: Member[],
  /** Takes a refusal in hand, and says so; any other is shown. */
  refused: (error: unknown, ids: string[], change: ConversationChange) => boolean = () => false,
) {
  const client = useQueryClient()
  return useCallback(
    (steps: Step[], words: string) => {
      const ids = steps.flatMap((step) => step.ids)
      const before = known(client, ids)
      const restore = () => editRows(client, new Map(before.map((talk) => [talk.id, () => talk])))
      const refresh = () => {
        client.invalidateQueries({ queryKey: ['conversation-counts'] })
        for (const id of ids) client.invalidateQueries({ queryKey: ['entries', id] })
      }
      const edits = steps.flatMap((step) =>
        step.ids.map((id) => [id, (talk: Conversation) => changed(talk, step.change, members)] as const),
      )
      editRows(client, new Map(edits))
      const sent = sendAll(steps)
      const unsay = offerUndo(words, () => {
        restore()
        // What was refused has been told already, and there is nothing to take back.
        const back = (undo: Step[]) => Promise.all(undo.map(send)).then(refresh).catch(sayProblem)
        sent.then(back, () => undefined)
      })
      sent.then(refresh, (error) => {
        unsay()
        restore()
        const [only, ...others] = steps
        if (!only || others.length > 0 || !refused(error, only.ids, only.change)) sayProblem(error)
      })
    },
    [client, members, refused],
  )
}
