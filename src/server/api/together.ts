/** GET /conversations/presence: who else looks or writes where; POST /conversations/{id}/presence {tab, state}. */
export interface There {
  conversationId: string
  member: { id: string; name: string }
  writing: boolean
  /** They are gone then, unless they give another sign. */
  until: string
}

/**
 * GET /conversations/{id}/drafts; PUT /conversations/{id}/draft {version, shared, draft}: 409 with `more.draft` where it was
 * changed elsewhere; DELETE /conversations/{id}/draft; POST /conversations/{id}/drafts/{memberId}/take {version, replace}.
 */
export interface KeptDrafts {
  mine: KeptDraft | null
  shared: KeptDraft[]
}
export interface KeptDraft {
  by: { id: string; name: string }
  version: number
  shared: boolean
  /** The colleague who had begun it. */
  takenFrom: string | null
  updated: string
  draft: { text: string; media: { attachmentId: string }[]; [more: string]: unknown }
}

/** GET /mentions?unread&cursor; GET /mentions/unread {count}; POST /mentions/read {ids?, conversationId?, read}. */
export interface Mention {
  id: string
  at: string
  read: boolean
  by: { id: string; name: string }
  text: string
  conversation: { id: string; channel: string; author: string | null; status: string }
}
