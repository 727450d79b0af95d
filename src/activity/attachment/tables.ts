import type { Generated } from 'kysely'

export interface AttachmentTables {
  attachment: {
    workspace_id: string
    id: string
    name: string
    /** By its content. */
    media_type: string
    size: number
    /** Of an image whose header could be read. */
    width: number | null
    height: number | null
    sha256: Uint8Array
    bytes: Uint8Array
    /** When it was last brought; unused for a day after, it goes. */
    touched: Generated<Date>
  }
  /** By which activities and messages: an attachment goes with the last of them. */
  attachment_use: { workspace_id: string; attachment_id: string; used_by: string }
}
