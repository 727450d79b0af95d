import type { Conversation, ConversationChange, Member } from '../../server/api.ts'

/** What a change will make of a conversation, before the server has said so. */
export function changed(talk: Conversation, change: ConversationChange, members: Member[]): Conversation {
  const { assigneeId, ...rest } = change
  const member = members.find((one) => one.id === assigneeId)
  return {
    ...talk,
    ...rest,
    ...(change.snoozedUntil ? { status: 'snoozed' as const } : {}),
    ...(change.status && change.status !== 'snoozed' ? { snoozedUntil: null } : {}),
    ...(change.status === 'done' ? { waitingSince: null } : {}),
    ...(assigneeId === undefined
      ? {}
      : { assignee: assigneeId && member ? { id: member.id, name: member.name } : null }),
  }
}
