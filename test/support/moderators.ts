import type { Handle } from '../../lib/db/index.ts'
import { type Activity, append, type Entry } from '../../src/activity/index.ts'
import { readyCharter } from '../../src/relate/moderation/charter/ready.ts'
import { keepDraft, publish } from '../../src/relate/moderation/charter/store.ts'
import type { ModerationDeps } from '../../src/relate/moderation/index.ts'
import { entry, note } from './entries.ts'
import { testMember, testWorkspace } from './workspace.ts'

export interface Moderators {
  workspaceId: string
  /** Two who may act, and one who may only read. */
  ana: string
  ben: string
  reader: string
  now: Date
  deps: ModerationDeps
  /** Appends posts; answers their ids, in order, of those that are new things. */
  put(said: (Activity | Read)[]): Promise<string[]>
}

interface Read {
  activity: Activity
  toxicity: number
  intent?: 'question' | 'complaint' | 'praise' | 'other'
}

/** A post that a reader took for an offence, so likely in thousandths; or another activity read so. */
export function offence(
  id: string,
  text: string,
  more: Parameters<typeof note>[2] = {},
  toxicity = 950,
  activity: Activity = note(id, text, more),
): Read {
  return { activity, toxicity }
}

/** A house with a published charter, and who keeps it. */
export async function moderators(db: Handle, { alone = false } = {}): Promise<Moderators> {
  const workspaceId = await testWorkspace(db)
  const now = new Date('2026-11-10T12:00:00Z')
  const ana = await testMember(db, workspaceId, 'agent')
  const ben = await testMember(db, workspaceId, alone ? 'analyst' : 'agent')
  const reader = await testMember(db, workspaceId, 'analyst')
  const by = { memberId: ana, now }
  const revision = await keepDraft(db, workspaceId, { charter: readyCharter(), revision: 0 }, by)
  await publish(db, workspaceId, revision, by)
  const deps: ModerationDeps = {
    sealing: { seal: (plain) => plain, open: (sealed) => sealed },
    publicUrl: 'https://veillee.example',
    conversationsOf: async () => new Map(),
  }
  async function put(said: (Activity | Read)[]): Promise<string[]> {
    const entries = said.map((one): Entry => {
      const read: Read = 'activity' in one ? one : { activity: one, toxicity: 0 }
      const { activity, ...reading } = read
      const plain = entry(activity)
      return { ...plain, reading: { ...plain.reading, lang: 'fr', ...reading } }
    })
    const { stored } = await append(db, {
      workspaceId,
      channel: 'net',
      accountId: null,
      entries,
      received: now,
    })
    return stored.map(({ id }) => id)
  }
  return { workspaceId, ana, ben, reader, now, deps, put }
}
