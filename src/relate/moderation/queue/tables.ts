import type { Generated } from 'kysely'
import type { Fit } from '../charter/charter.ts'
import type { ItemState, Verdict } from './item.ts'

export interface QueueTables {
  moderation_item: {
    workspace_id: string
    activity_id: string
    kind: Fit
    /** See `SEVERITY`. */
    severity: number
    /** Thousandths: 0 where it is sure, 1000 where it is as likely as not. */
    doubt: number
    /** Posts of a wave of the like; see `wave/`. */
    wave: string | null
    /** Given to two, neither knowing of the other. */
    blind: boolean
    /** Rises when its author says something else. */
    revision: Generated<number>
    /** By which one knows whether they do. */
    words: string
    state: Generated<ItemState>
    came: Date
    settled: Date | null
    /** Who looks at it now: nobody else judges it meanwhile. */
    claimed_by: string | null
    claimed_until: Date | null
  }
  /** One a round: what somebody said of an item. */
  moderation_verdict: {
    workspace_id: string
    activity_id: string
    revision: number
    round: number
    member_id: string
    at: Date
    verdict: Verdict
    rule_id: string | null
    blind: boolean
    /** How the item stood before. */
    was: ItemState
    /** What it had done. */
    act_id: string | null
    /** Who gave it lets the other see their name, should they not agree. */
    named: Generated<boolean>
  }
  moderation_setting: {
    workspace_id: string
    /** Of a hundred items, those that are given to two. */
    blind_share: number
  }
}
