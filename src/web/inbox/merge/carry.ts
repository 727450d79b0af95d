import type { QueryClient } from '@tanstack/react-query'
import { isEmpty, keepDraft, readDraft } from '../answer/draft.ts'
import { entriesIn, entriesQuery } from '../entries.ts'

const PREFIX = 'veillee.draft-begun.'

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * A draft is in hand: what it answers is what the server would have answered as it began; once its conversation is joined
 * to another it can no longer be told. Kept beside the draft, for as long as the draft is.
 */
export function draftBegins(id: string, to: string, storage: Kept = localStorage): void {
  if (begunFor(id, storage) !== undefined) return
  try {
    storage.setItem(PREFIX + id, to)
  } catch {
    // A browser that keeps nothing answers what it shows last.
  }
}

export function draftEnds(id: string, storage: Kept = localStorage): void {
  try {
    storage.removeItem(PREFIX + id)
  } catch {
    // Nothing was kept either.
  }
}

function begunFor(id: string, storage: Kept): string | undefined {
  try {
    return storage.getItem(PREFIX + id) ?? undefined
  } catch {
    return undefined
  }
}

/**
 * Takes what was being written in a conversation along to the one that shows it now, where a colleague has joined them
 * meanwhile: nothing that was typed is lost, and it still answers the message that it was written for.
 */
export function carryDraft(
  client: QueryClient,
  from: string,
  to: string,
  storage: Kept = localStorage,
): void {
  const draft = readDraft(from, storage)
  if (isEmpty(draft)) return
  const other = readDraft(to, storage)
  const text = [other.text, draft.text].filter((one) => one.trim() !== '').join('\n\n')
  const answered = draft.to ?? begunFor(from, storage) ?? lastOfTheirs(client, from)
  keepDraft(
    to,
    {
      ...other,
      ...draft,
      text,
      media: [...other.media, ...draft.media],
      ...(answered ? { to: answered } : {}),
    },
    storage,
  )
  keepDraft(from, { text: '', media: [] }, storage)
  draftEnds(from, storage)
}

function lastOfTheirs(client: QueryClient, id: string): string | undefined {
  const entries = entriesIn(client.getQueryData(entriesQuery(id).queryKey))
  return entries.findLast((entry) => entry.kind === 'message' && !entry.ours)?.id
}
