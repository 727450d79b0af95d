import { blueskyNetwork } from './bluesky.ts'
import { emailNetwork } from './email.ts'
import { mastodonNetwork } from './mastodon.ts'
import { echoNetwork, type TortureNetwork } from './network.ts'

type Begin = () => Promise<TortureNetwork[]>

const echo: Begin = () =>
  Promise.all([echoNetwork('idempotent'), echoNetwork('findable'), echoNetwork('silent')])
const mastodon: Begin = () => Promise.all([mastodonNetwork('full'), mastodonNetwork('poor')])
const bluesky: Begin = () => Promise.all([blueskyNetwork('full'), blueskyNetwork('poor')])
const email: Begin = () => Promise.all([emailNetwork(true), emailNetwork(false)])
const all: Begin = async () => (await Promise.all([mastodon(), bluesky(), email()])).flat()

/** What a run goes over, by name; `all` is the three channels that answer. */
export const NETWORKS: { all: Begin; echo: Begin } & Record<string, Begin> = {
  all,
  bluesky,
  echo,
  email,
  mastodon,
}
