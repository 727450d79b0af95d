import type { Handle } from '../../../../../lib/db/index.ts'
import { listAccounts } from '../../../../ingest/index.ts'
import { type Find, type Voice, voicesFor } from '../../answer/answering.ts'
import type { Conversation } from '../../store.ts'
import type { Setting } from '../lines/lines.ts'

/** How somebody who wrote in public can be met in private. */
export interface Ways {
  /** Who can send them a private message on the network itself. */
  direct: Voice | undefined
  /** The site of ours whose chat a link leads to, and who can answer them in public. */
  link: { voice: Voice; site: { id: string; name: string } } | undefined
}

export async function waysFor(
  db: Handle,
  talk: Conversation & { workspace_id: string },
  setting: Setting,
  find?: Find,
): Promise<Ways> {
  const voices = await voicesFor(db, talk, find)
  const [first] = voices
  const site = await siteFor(db, talk.workspace_id, setting.siteId)
  return { direct: voices.find(speaksInPrivate), link: first && site && { voice: first, site } }
}

/** A network on which one can write to somebody alone. */
export function speaksInPrivate({ can, channel }: Voice): boolean {
  return can.includes('publish') && (channel.limits.audiences?.includes('direct') ?? false)
}

/** The one that was chosen, else the first that is open. */
export async function siteFor(db: Handle, workspaceId: string, wanted: string | null) {
  const open = (await listAccounts(db, workspaceId)).filter(
    ({ channel, connected, paused, config }) =>
      channel === 'site' && connected && !paused && config.chat !== false,
  )
  const site = open.find(({ id }) => id === wanted) ?? open[0]
  return site && { id: site.id, name: site.name }
}
