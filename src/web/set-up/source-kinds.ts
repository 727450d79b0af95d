import type { ChannelKind } from '../../server/api.ts'

/** What a team connects first comes first: where customers write, then where one only listens. */
const ORDER = [
  'email',
  'site',
  'mastodon',
  'bluesky-account',
  'feed',
  'bluesky',
  'mastodon-watch',
  'webhook',
  'irc',
]

type Kind = Pick<ChannelKind, 'id' | 'can'>

/** The kinds of sources that one can connect, in the order in which they are proposed. */
export function sourceKinds<K extends Kind>(kinds: readonly K[]): K[] {
  const place = ({ id }: Kind) => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length)
  return kinds
    .filter(({ id, can }) => can.pull || can.listen || can.receive || id === 'site')
    .sort((one, other) => place(one) - place(other))
}
