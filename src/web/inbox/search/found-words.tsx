import type { ConversationFound } from '../../../server/api.ts'
import { piecesOf } from './pieces.ts'

/** What a search found, with the words that made it so. */
export function FoundWords({ found }: { found: ConversationFound['found'] }) {
  return piecesOf(found.text, found.marks).map(({ text, at, marked }) =>
    marked ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
  )
}
