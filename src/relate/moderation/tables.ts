import type { JSONColumnType } from 'kysely'
import type { ActState, Critical, NoticeState, Scope } from './act/act.ts'
import type { Charter, Sanction } from './charter/charter.ts'

export interface ModerationTables {
  charter: {
    workspace_id: string
    /** As it is being written; nobody is held to it. */
    draft: JSONColumnType<Charter>
    /** Rises with each change, so that nobody overwrites what they have not read. */
    revision: number
    changed: Date
    changed_by: string
  }
  charter_version: {
    workspace_id: string
    version: number
    content: JSONColumnType<Charter>
    published: Date
    published_by: string
  }
  moderation_act: {
    workspace_id: string
    id: string
    activity_id: string
    conversation_id: string | null
    channel: string
    /** Of the author, on their network; null once they are erased. */
    actor_id: string | null
    kind: Sanction
    state: ActState
    scope: Scope
    /** Of the account that the network is asked with. */
    account_id: string | null
    charter_version: number
    rule_id: string
    /** The words at stake, in UTF-16 offsets of the post's text or title. */
    mark_in: 'text' | 'title'
    mark_start: number
    mark_end: number
    /** Why it could not be done by one person alone; null: it could. */
    critical: Critical | null
    proposed_by: string
    proposed: Date
    /** When the post had been edited last, as the first person read it. */
    edited: Date | null
    decided_by: string | null
    decided: Date | null
    done: Date | null
    restored_by: string | null
    restored: Date | null
    restored_why: 'appeal' | 'team' | null
    /** Of who refused or restored it, for the team. */
    note: string | null
    act_delivery: string | null
    undo_delivery: string | null
    notice_delivery: string | null
    notice_state: NoticeState
    notice_lang: 'fr' | 'en'
    /** As it is to leave, `{link}` standing for the appeal's; null where nobody can be told. */
    notice_text: string | null
  }
  moderation_archive: {
    workspace_id: string
    act_id: string
    /** What was taken away, with its proof; null once its time is over or its author erased. */
    sealed: string | null
    kept: Date
    until: Date
    gone: Date | null
    gone_why: 'retention' | 'erasure' | null
  }
  moderation_appeal: {
    workspace_id: string
    act_id: string
    token_hash: string
    expires: Date
    /** What the author says, each time they say something: sealed. */
    sealed: string | null
    statements: number
    filed: Date | null
    state: 'open' | 'filed' | 'granted' | 'dismissed'
    decided_by: string | null
    decided: Date | null
    /** Shown to the author. */
    answer: string | null
  }
}
