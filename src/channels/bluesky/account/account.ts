import { defineChannel } from '../../channel.ts'
import { type AccountConfig, config } from './config.ts'
import { discover, test } from './find.ts'
import { pull } from './read/pull.ts'
import { search } from './search/search.ts'
import { signIn } from './sign-in/sign-in.ts'
import { hide, unhide } from './write/hide.ts'
import { LONGEST_ALT, PICTURE_BYTES, PICTURE_TYPES, PICTURES } from './write/media.ts'
import { publish, reply } from './write/post.ts'
import { like, repost, unlike, unrepost } from './write/reaction.ts'
import { remove } from './write/remove.ts'
import { block, mute, unblock, unmute } from './write/silence.ts'
import { MOST_BYTES, MOST_GRAPHEMES } from './write/text.ts'

/** An account of Bluesky: what is addressed to it, and what it says; see README.md. */
export const blueskyAccount = defineChannel<AccountConfig>({
  id: 'bluesky-account',
  network: 'bluesky',
  name: 'channel.bluesky-account.name',
  config,
  limits: {
    text: MOST_GRAPHEMES,
    measure: { unit: 'grapheme', bytes: MOST_BYTES },
    media: PICTURES,
    mediaBytes: PICTURE_BYTES,
    mediaTypes: PICTURE_TYPES,
    alt: LONGEST_ALT,
    card: 'attached',
    lang: true,
    audiences: ['public'],
  },
  inbox: true,
  every: 30,
  pull,
  search,
  signIn,
  publish,
  reply,
  like,
  unlike,
  repost,
  unrepost,
  remove,
  hide,
  unhide,
  mute,
  unmute,
  block,
  unblock,
  // Records bear keys of our own: there is one place for each errand to leave something in.
  again: () => ({ kind: 'harmless' }),
  discover: (input, host) => discover(input, host),
  test,
})
