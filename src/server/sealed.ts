import type { SealedColumn } from '../../lib/crypto/index.ts'
import { sealedAccess } from '../access/index.ts'
import { sealedWebhooks } from '../deliver/index.ts'
import { forgetSignIns, sealedAccounts } from '../ingest/index.ts'
import { sealedAnalysers } from '../interpret/index.ts'
import { sealedHooks, sealedServices } from '../relate/inbox/index.ts'
import { sealedModeration } from '../relate/moderation/index.ts'
import { sealedNotices } from '../relate/notice/index.ts'

/**
 * Every column of sealed values; a module that seals adds its own. Nearly the whole program comes with it: who needs it
 * asks for it then.
 */
export const SEALED: readonly SealedColumn[] = [
  ...sealedAccess,
  ...sealedAccounts,
  ...sealedWebhooks,
  ...sealedAnalysers,
  ...sealedNotices,
  ...sealedServices,
  ...sealedHooks,
  ...sealedModeration,
]

export { forgetSignIns }
