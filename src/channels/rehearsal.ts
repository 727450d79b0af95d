import { z } from 'zod'
import type { Activity, ActivityObject, Media } from '../activity/index.ts'
import {
  type Account,
  type Channel,
  ChannelFailure,
  type Doing,
  type Draft,
  type Errand,
  type Host,
  type Limits,
  networkOf,
} from './channel.ts'

/** Of networks that no channel of ours knows yet: what nearly all of them take. */
const USUAL: Limits = { text: 2000, media: 0 }

/**
 * How a network would be written to, without it: answers and posts within its limits come back at once as if it had
 * taken them, and nothing leaves. Undefined where a network is known and takes no answers.
 * @param network as its items are named in the stream
 * @param channels those that there are
 */
export function rehearse(network: string, channels: readonly Channel[]): Channel | undefined {
  const known = channels.filter((one) => networkOf(one) === network)
  const real = known.find((one) => one.reply)
  if (known.length > 0 && !real) return undefined
  return {
    id: network,
    network,
    name: real?.name ?? network,
    config: z.looseObject({}),
    limits: real?.limits ?? USUAL,
    inbox: true,
    reply: said,
    ...(real?.publish ? { publish: said } : {}),
    again: () => ({ kind: 'harmless' }),
  }
}

const said: Doing<unknown> = async (account, errand, host) => {
  const { draft } = errand
  if (!draft) throw new ChannelFailure({ kind: 'refused', detail: 'failure.cannot-act' })
  return { activity: written(account, errand, { ...draft, media: await kept(draft, host) }) }
}

function written(
  account: Account,
  { act, key, at, to }: Errand,
  { text, title, lang, audience, media }: Omit<Draft, 'media'> & { media: Media[] },
): Activity {
  const id = `rehearsal:${key}`
  const self = account.profile ?? { id: `account:${account.id}` }
  const { handle, name = account.name, url, avatar } = self
  const answer = act === 'reply' && to
  const object: ActivityObject = {
    ...{ type: 'Note', id, text, thread: answer ? (to.thread ?? to.id) : id },
    ...(title && { title }),
    ...(lang && { lang }),
    ...(media.length > 0 && { media }),
    ...(answer && { inReplyTo: to.id }),
  }
  return {
    ...{ verb: 'Create', externalId: id, published: at, object, ours: true },
    actor: { id: self.id, name, ...(handle && { handle }), ...(url && { url }), ...(avatar && { avatar }) },
    visibility: answer ? to.visibility : audience === 'direct' ? 'private' : 'public',
  }
}

/** The files of a draft as what the network would show of them. */
async function kept({ media }: Draft, host: Host): Promise<Media[]> {
  const all = await Promise.all(
    media.map(async ({ name, alt, bytes }): Promise<Media[]> => {
      const file = await host.keep?.({ name, bytes: await bytes() })
      if (!file) return []
      const kind = file.mediaType.split('/')[0]
      const type = kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'file'
      return [{ type, ...file, name, ...(alt && { alt }) }]
    }),
  )
  return all.flat()
}
