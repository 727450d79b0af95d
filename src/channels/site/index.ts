import type { Activity } from '../../activity/index.ts'
import { type Account, ChannelFailure, defineChannel, type Errand, type Host, type Sent } from '../channel.ts'
import { config, type SiteConfig } from './config.ts'

export { contrast, inkOn } from './colour.ts'
export type { SiteConfig } from './config.ts'
export { dayName, openNow } from './hours.ts'

const MEGABYTE = 1024 * 1024

/**
 * What visitors of our own sites write: chat, forms, requests to be called back. There is no network between: an answer is
 * with the visitor once it is in the stream, where their page reads it (see src/relate/site).
 */
export const site = defineChannel<SiteConfig>({
  id: 'site',
  name: 'channel.site.name',
  config,
  limits: { text: 4_000, media: 5, mediaBytes: 10 * MEGABYTE },
  inbox: true,
  visited: true,
  reply: answer,
  // The key is the id in the stream: a second try finds the first.
  again: () => ({ kind: 'harmless' }),
})

async function answer(account: Account<SiteConfig>, errand: Errand, host: Host): Promise<Sent> {
  const { draft, to, key, at } = errand
  if (!draft || !to?.thread) throw new ChannelFailure({ kind: 'refused', detail: 'site.no-visitor' })
  const media: NonNullable<Activity['object']['media']> = []
  for (const file of draft.media) {
    if (!host.keep) throw new ChannelFailure({ kind: 'refused', detail: 'site.no-file' })
    const { url, mediaType } = await host.keep({ name: file.name, bytes: await file.bytes() })
    const type = mediaType.startsWith('image/') ? ('image' as const) : ('file' as const)
    media.push({ type, url, mediaType, name: file.name, ...(file.alt ? { alt: file.alt } : {}) })
  }
  return {
    activity: {
      verb: 'Create',
      externalId: key,
      published: at,
      actor: { id: `account:${account.id}`, name: account.name },
      object: {
        type: 'Message',
        id: key,
        text: draft.text,
        ...(draft.lang ? { lang: draft.lang } : {}),
        ...(media.length > 0 ? { media } : {}),
        inReplyTo: to.id,
        thread: to.thread,
      },
      visibility: 'private',
      ours: true,
    },
  }
}
