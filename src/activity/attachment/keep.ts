import type { Handle } from '../../../lib/db/index.ts'
import { addressOf, examine } from './attachment.ts'
import { storeAttachment } from './store.ts'

/**
 * Keeps a file that came with an activity, whatever it is: nothing of it is ever decoded here. It goes after a day
 * unless an activity that names its address has come into the stream.
 */
export async function keepFile(
  db: Handle,
  workspaceId: string,
  file: { name: string; bytes: Uint8Array },
): Promise<{ url: string; mediaType: string }> {
  const examined = examine(file)
  const id = await storeAttachment(db, workspaceId, examined, file.bytes)
  return { url: addressOf(id), mediaType: examined.mediaType }
}
