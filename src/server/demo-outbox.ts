import type { Handle } from '../../lib/db/index.ts'
import { recordShown } from '../deliver/index.ts'
import { listConversations } from '../relate/inbox/index.ts'

type Ending = Omit<
  Parameters<typeof recordShown>[1],
  'workspaceId' | 'accountId' | 'conversationId' | 'by' | 'at'
>

const MINUTE = 60_000
/** One of each ending that a person meets, oldest first. */
const ENDINGS: (Ending & { ago: number })[] = [
  {
    channel: 'email',
    ago: 95,
    state: 'sent',
    text: 'Bonjour, votre colis est reparti ce matin par Colissimo ; vous le recevrez jeudi. Toute l’équipe vous souhaite une belle journée.',
  },
  {
    channel: 'mastodon',
    ago: 40,
    state: 'refused',
    failure: { kind: 'refused', detail: 'mastodon.target-gone' },
    text: 'Merci pour cette photo, la Scribe est superbe sur ce bureau !',
  },
  {
    channel: 'email',
    ago: 12,
    state: 'unknown',
    failure: { kind: 'uncertain', detail: 'http.cut' },
    text: 'Bonjour, nous vous envoyons une ampoule neuve dès aujourd’hui, sans frais.',
  },
]

/** Answers of the story as the outbox shows them, each in a conversation of its own that is still open. */
export async function fillOutbox(tx: Handle, workspaceId: string, by: string, now: Date): Promise<void> {
  const taken = new Set<string>()
  for (const { ago, ...ending } of ENDINGS) {
    const filter = { status: 'open', channel: ending.channel, sort: 'recent' } as const
    const talks = await listConversations(tx, workspaceId, filter, 20)
    const talk = talks.find((one) => one.account_id && !taken.has(one.id))
    if (!talk?.account_id) continue
    taken.add(talk.id)
    const at = new Date(now.getTime() - ago * MINUTE)
    const place = { workspaceId, accountId: talk.account_id, conversationId: talk.id, by, at }
    await recordShown(tx, { ...ending, ...place })
  }
}
