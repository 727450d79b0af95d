import type { Handle } from '../../../../../lib/db/index.ts'
import { channelOf, networkOf } from '../../../../channels/index.ts'
import { answersSentBy, type Delivery } from '../../../../deliver/index.ts'
import { listAlarms } from '../../../../match/index.ts'
import { getConversations } from '../../store.ts'
import { draftedIn } from '../../writer/store.ts'
import type { Facts } from '../rule/rule.ts'

/** Beyond so many of a member's answers nobody is new: counting stops. */
export const MOST_FIRST = 200

/** What rules look at, of something in the outbox: read from what is there, and not from what the sender says of it. */
export async function factsOf(db: Handle, row: Delivery): Promise<Facts> {
  const { workspace_id: workspaceId, conversation_id: talkId, by_member: by, draft } = row
  const sent =
    by === null ? 0 : await answersSentBy(db, workspaceId, by, { most: MOST_FIRST, before: row.at })
  const now = await listAlarms(db, workspaceId, { open: true }, 20)
  const over = await listAlarms(db, workspaceId, { open: false }, 100)
  const talks = talkId === null ? [] : await getConversations(db, workspaceId, [talkId])
  const model = talkId !== null && (await draftedIn(db, workspaceId, talkId, row.at))
  const [talk] = talks
  return {
    ...{ by, sent, model },
    text: [draft?.title, draft?.warning, draft?.text].filter(Boolean).join('\n'),
    key: row.by_key !== null,
    alarm: [...now, ...over].some(
      ({ opened, ended }) => opened <= row.at && (ended === null || ended > row.at),
    ),
    channel: networkNamed(row.channel),
    labels: talk?.labels ?? [],
    alerts: talk?.alerts ?? [],
  }
}

/** A rule names networks, as people do; what is of no kind that there is goes by its own name. */
function networkNamed(kind: string): string {
  const channel = channelOf(kind)
  return channel ? networkOf(channel) : kind
}
