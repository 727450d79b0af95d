import type { z } from 'zod'
import type { Handle } from '../../../../../lib/db/index.ts'
import { memberNames } from '../../../../access/index.ts'
import { type conversationReply, presentConversation } from '../../present.ts'
import { getConversations, withDues } from '../../store.ts'

/** What a webhook is told of a conversation in which something comes due; undefined where it is gone. */
export async function dueMatter(
  db: Handle,
  workspaceId: string,
  id: string,
): Promise<z.input<typeof conversationReply> | undefined> {
  const [row] = await withDues(db, workspaceId, await getConversations(db, workspaceId, [id]))
  return row && presentConversation(row, await memberNames(db, workspaceId))
}
