import type { Activity } from '../../../activity/index.ts'
import {
  type Account,
  ChannelFailure,
  type Doing,
  type Draft,
  type Errand,
  type Host,
  type Sent,
} from '../../channel.ts'
import { type Client, clientOf, type Instance, instanceOf } from '../api/index.ts'
import type { Place } from '../config.ts'
import { activitiesOf, Memory } from '../sift/index.ts'
import { status, type WireStatus } from '../wire/wire.ts'
import { upload } from './media.ts'
import { selfOf } from './self.ts'
import { type Target, targetOf } from './target.ts'
import { visibilityOf, withMentions } from './words.ts'

/** What is asked of the server: the same at each try. */
export interface Wording {
  text: string
  spoiler: string | undefined
  visibility: string | undefined
  inReplyTo: string | undefined
}

/** Publishes, or answers where the errand is about something; the server's Idempotency-Key is the errand's. */
export const publish: Doing<Place> = async (
  account: Account<Place>,
  errand: Errand,
  host: Host,
): Promise<Sent> => {
  const client = await clientOf(account, host)
  const instance = await instanceOf(client)
  const draft = draftOf(errand)
  const wording = await wordingOf(account, errand, client, instance)
  checkMedia(draft, instance)
  const media = await upload(client, draft.media)
  const { json } = await client.call('/api/v1/statuses', {
    method: 'POST',
    effect: true,
    headers: { 'idempotency-key': errand.key },
    json: {
      status: wording.text,
      ...(media.length > 0 ? { media_ids: media } : {}),
      ...(wording.inReplyTo ? { in_reply_to_id: wording.inReplyTo } : {}),
      ...(wording.spoiler ? { spoiler_text: wording.spoiler, sensitive: true } : {}),
      ...(wording.visibility ? { visibility: wording.visibility } : {}),
      ...(draft.lang ? { language: draft.lang.split('-')[0] } : {}),
    },
  })
  const read = status.safeParse(json)
  // It was taken, and we cannot read what it became.
  if (!read.success) throw new ChannelFailure({ kind: 'uncertain', detail: 'mastodon.malformed' })
  return sentOf(read.data, errand, instance, client)
}

export function draftOf({ draft }: Errand): Draft {
  if (!draft) throw new ChannelFailure({ kind: 'refused', detail: 'mastodon.nothing-to-say' })
  return draft
}

/** Before anything is uploaded: what the server would refuse anyway. */
function checkMedia({ media }: Draft, { limits }: Instance): void {
  const { media: most, mediaBytes, playedBytes, mediaTypes } = limits
  if (most !== undefined && media.length > most) refuse('mastodon.too-many-media')
  for (const { size, mediaType } of media) {
    const largest = mediaType.startsWith('image/') ? mediaBytes : playedBytes
    if (largest && size > largest) refuse('mastodon.media-too-large')
    if (mediaTypes && !mediaTypes.includes(mediaType)) refuse('mastodon.media-type')
  }
}

function refuse(detail: string): never {
  throw new ChannelFailure({ kind: 'refused', detail })
}

const NOBODY_ELSE = { mentions: [] }

export async function wordingOf(
  account: Account<Place>,
  errand: Errand,
  client: Client,
  { domain }: Instance,
): Promise<Wording> {
  const draft = draftOf(errand)
  const { to } = errand
  const spoiler = draft.warning?.trim() || undefined
  if (errand.act === 'publish' && to) {
    // To somebody alone: a thread of its own, which nobody finds who reads the one in public.
    const text = withMentions(draft, to, NOBODY_ELSE, (await selfOf(account, client)).id, domain)
    return { text, spoiler, visibility: 'direct', inReplyTo: undefined }
  }
  if (!to) {
    return { text: draft.text, spoiler, visibility: visibilityOf(draft.audience), inReplyTo: undefined }
  }
  const target: Target = await targetOf(client, to)
  const me = await selfOf(account, client)
  return {
    text: withMentions(draft, to, target, me.id, domain),
    spoiler,
    visibility: visibilityOf(draft.audience, target),
    inReplyTo: target.id,
  }
}

/** The activity as listening gives it, with the thread that only the errand knows. */
export function sentOf(
  said: WireStatus,
  { act, to }: Errand,
  { domain }: Instance,
  { origin }: Client,
): Sent {
  const me = { id: said.account.id, acct: said.account.acct }
  const [activity] = activitiesOf(said, { server: origin, domain, me, memory: new Memory() })
  if (!activity) throw new Error('a status makes an activity')
  return { activity: to && act !== 'publish' ? threaded(activity, to) : activity, url: said.url ?? said.uri }
}

function threaded(activity: Activity, to: NonNullable<Errand['to']>): Activity {
  const thread = to.thread ?? to.inReplyTo ?? to.id
  return { ...activity, object: { ...activity.object, inReplyTo: to.id, thread } }
}
