import type { QueryClient } from '@tanstack/react-query'
import { isEmpty, keepDraft, readDraft } from '../answer/draft.ts'
import { entriesIn, entriesQuery } from '../entries.ts'

/** The message that each draft in hand was begun for, by conversation: once they are joined it can no longer be told. */
const begun = new Map<string, string>()

/** A draft is in hand: what it answers is what the server would have answered as it began. */
export function draftBegins(id: string, to: string): void {
  if (!begun.has(id)) begun.set(id, to)
}

export function draftEnds(id: string): void {
  begun.delete(id)
}

/**
 * Takes what was being written in a conversation along to the one that shows it now, where a colleague has joined them
 * meanwhile: nothing that was typed is lost, and it still answers the message that it was written for.
 */
export function carryDraft(
  client: QueryClient,
  from: string,
  to: string,
  storage: Storage = localStorage,
): void {
  const draft = readDraft(from, storage)
  if (isEmpty(draft)) return
  const other = readDraft(to, storage)
  const text = [other.text, draft.text].filter((one) => one.trim() !== '').join('\n\n')
  const answered = draft.to ?? begun.get(from) ?? lastOfTheirs(client, from)
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
  draftEnds(from)
}

function lastOfTheirs(client: QueryClient, id: string): string | undefined {
  const entries = entriesIn(client.getQueryData(entriesQuery(id).queryKey))
  return entries.findLast((entry) => entry.kind === 'message' && !entry.ours)?.id
}
