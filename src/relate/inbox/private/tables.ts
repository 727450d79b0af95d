import type { Generated, JSONColumnType } from 'kysely'
import type { Lines, Setting } from './lines/lines.ts'
import type { Stage } from './state.ts'

/** By the network's own private message, by a link to a page of ours, or by a mail to us that names a reference. */
export const WAYS = ['direct', 'link', 'mail'] as const
export type Way = (typeof WAYS)[number]

export interface PrivateTables {
  private_setting: { workspace_id: string; setting: JSONColumnType<Setting> }
  private_move: {
    workspace_id: string
    id: string
    name: string
    /** `best`: by a private message of the network where there is one, else by a link. */
    way: Way | 'best'
    lines: JSONColumnType<Lines>
    /** How long each can come. */
    hours: number
    /** How many stood in the list at the start. */
    total: number
    member_id: string
    created: Date
    /** Nothing leaves before. */
    approved: Date | null
    approved_by: string | null
    cancelled: Date | null
  }
  private_invitation: {
    workspace_id: string
    id: string
    /** Null: one person’s own act, and no list. */
    move_id: string | null
    /** In the list. */
    place: number
    /** In public; it may be gone. */
    conversation_id: string
    channel: string
    /** Who invited. */
    member_id: string
    created: Date
    stage: Stage
    /** Also where a colleague has answered meanwhile. */
    anyway: Generated<boolean>
    way: Way | null
    /** Why it could not be decided: the id of a Problem. */
    reason: string | null
    /** What the line said, hashed, so that the next says something else. */
    words: string | null
    /** The line in public, and the private message. */
    delivery_id: string | null
    direct_id: string | null
    /** When the line left, or was known not to. */
    settled: Date | null
    /** The site whose chat the link leads to. */
    site_id: string | null
    /** Of the link, or of the reference that a mail names. */
    token_hash: string | null
    expires: Date | null
    revoked: Date | null
    /** When who invited was told that nobody came. */
    told: Date | null
    /** The line that closed it in public. */
    closing_id: string | null
  }
  private_arrival: {
    workspace_id: string
    invitation_id: string
    activity_id: string
    /** Where it stands, once it is filed. */
    conversation_id: string | null
    at: Date
    way: Way
    /** When both conversations were told. */
    followed: Date | null
    /** Somebody found that it is not who was invited. */
    refused: Date | null
  }
}
