import type { JSONColumnType } from 'kysely'

/** What is being written, as the one who writes sees it; what else an editor keeps with it stays with it. */
export interface DraftBody {
  text: string
  media: { attachmentId: string }[]
  [more: string]: unknown
}

export interface DraftTables {
  answer_draft: {
    workspace_id: string
    conversation_id: string
    member_id: string
    /** Of this draft wherever it goes: its files are held under it. */
    id: string
    version: number
    body: JSONColumnType<DraftBody>
    shared: boolean
    /** The colleague who had begun it. */
    taken_from: string | null
    updated: Date
  }
}
