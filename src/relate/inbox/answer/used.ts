import { z } from 'zod'
import type { Handle } from '../../../../lib/db/index.ts'
import { invalid } from '../../../../lib/errors/index.ts'
import { blanksIn } from '../../../../lib/template/index.ts'
import { countUses } from '../saved/store.ts'
import { noteDraftUsed } from '../writer/store.ts'

/** What an answer was made of. */
export const usedSchema = z.strictObject({
  /** Saved answers whose words were put in. */
  saved: z.array(z.uuid()).max(10).default([]),
  /** A draft that an outside model wrote. */
  model: z.uuid().optional(),
})
export type Used = z.output<typeof usedSchema>

/** What a variable left open is not for the customer to read. @throws Problem `answer_unfilled` */
export function requireFilled(text: string): void {
  const [blank] = blanksIn(text)
  if (blank) throw invalid('answer_unfilled', { blank: blank.name || '{{}}' }, { text: 'answer_unfilled' })
}

/** Counts what an answer was made of, in the transaction that decides it. */
export async function noteUsed(
  tx: Handle,
  used: Used | undefined,
  by: { workspaceId: string; conversationId: string; memberId: string; now: Date },
): Promise<void> {
  if (!used) return
  await countUses(tx, by.workspaceId, used.saved, by.now)
  if (used.model) await noteDraftUsed(tx, by, used.model)
}
