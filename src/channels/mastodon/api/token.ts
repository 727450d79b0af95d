import { type Account, ChannelFailure, type Credential, type Host } from '../../channel.ts'
import type { Place } from '../config.ts'
import { renewToken } from './oauth.ts'
import { type KeptSecret, kept } from './secret.ts'

/** So long before its end a token is renewed. */
const AHEAD = 5 * 60_000

/** @throws ChannelFailure `token-dead` where there is none. */
export async function tokenOf({ config }: Account<Place>, host: Host): Promise<string> {
  const credential = await host.credential?.get()
  const secret = kept.safeParse(credential?.secret).data
  if (!secret) {
    if (config.accessToken) return config.accessToken
    throw new ChannelFailure({ kind: 'token-dead', detail: 'mastodon.no-token' })
  }
  if (!isEnding(credential, secret, host) || !host.credential) return secret.accessToken
  const renewed = await host.credential.renew(async (now) => {
    const current = kept.safeParse(now?.secret).data
    if (!now || !current) throw new ChannelFailure({ kind: 'token-dead', detail: 'mastodon.no-token' })
    // Another process was first.
    if (!isEnding(now, current, host)) return now
    return renewToken(now, current, host)
  })
  return kept.parse(renewed.secret).accessToken
}

/** Another for one that the server has refused; undefined where there is nothing to get it by. */
export async function nextToken(used: string, host: Host): Promise<string | undefined> {
  const { credential } = host
  const before = kept.safeParse((await credential?.get())?.secret).data
  if (!credential || !before) return undefined
  // Another process was first.
  if (before.accessToken !== used) return before.accessToken
  if (!before.refreshToken) return undefined
  const renewed = await credential.renew(async (now) => {
    const current = kept.safeParse(now?.secret).data
    if (!now || !current) throw new ChannelFailure({ kind: 'token-dead', detail: 'mastodon.no-token' })
    return current.accessToken === used ? renewToken(now, current, host) : now
  })
  return kept.parse(renewed.secret).accessToken
}

function isEnding(credential: Credential | undefined, secret: KeptSecret, host: Host): boolean {
  const { expires } = credential ?? {}
  return Boolean(secret.refreshToken && expires && expires.getTime() - host.now().getTime() < AHEAD)
}
