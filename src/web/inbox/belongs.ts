import type { Conversation } from '../../server/api.ts'
import type { View } from '../app/search.ts'

/** Whether a conversation still has its place in a view after a change of ours. */
export function belongs(talk: Conversation, view: View, myId: string | undefined): boolean {
  if (view === 'snoozed' || view === 'done') return talk.status === view
  if (view === 'mentions') return true
  if (view === 'late' || view === 'soon') return talk.status !== 'done' && talk.due !== null
  if (talk.status !== 'open') return false
  if (view === 'mine') return talk.assignee !== null && talk.assignee.id === myId
  if (view === 'unassigned') return talk.assignee === null
  if (view === 'private') return talk.visibility === 'private'
  if (view === 'reviews') return talk.review
  if (view === 'waiting') return talk.waitingSince !== null
  return true
}
