import type { JSONColumnType } from 'kysely'
import type { Hours } from './desk.ts'

export interface DeskTables {
  /** What a manager knows of a member whom conversations are given to. */
  assignee: {
    workspace_id: string
    member_id: string
    skills: string[]
    /** Two- or three-letter codes. */
    langs: string[]
    /** Open conversations beyond which rules give no more; null: no bound. */
    capacity: number | null
    hours: JSONColumnType<Hours[]>
    /** From when they are away, until when; without an end: until they say otherwise. */
    away_from: Date | null
    away_until: Date | null
  }
  assignee_group: { workspace_id: string; id: string; name: string; members: string[] }
  /** The member in charge of a customer. */
  customer_owner: { workspace_id: string; person_id: string; member_id: string }
}
