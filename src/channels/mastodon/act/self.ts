import type { Actor } from '../../../activity/index.ts'
import { type Account, ChannelFailure, type Limits, type Profile } from '../../channel.ts'
import { type Client, type Instance, instanceOf } from '../api/index.ts'
import type { Place } from '../config.ts'
import { actorOf } from '../sift/index.ts'
import { type WireAccount, account as wireAccount } from '../wire/wire.ts'

/** Who the token acts for. */
export async function whoAmI(client: Client): Promise<WireAccount> {
  const { json } = await client.call('/api/v1/accounts/verify_credentials')
  const read = wireAccount.safeParse(json)
  if (read.success) return read.data
  throw new ChannelFailure({ kind: 'bad-response', detail: 'mastodon.malformed' })
}

export function profileOf(
  me: WireAccount,
  { domain, limits }: Instance,
): Profile & { limits: Partial<Limits> } {
  const { id, handle, name, url, avatar } = actorOf(me, { domain })
  return {
    id,
    limits,
    ...(handle ? { handle } : {}),
    ...(name ? { name } : {}),
    ...(url ? { url } : {}),
    ...(avatar ? { avatar } : {}),
  }
}

/** As kept from the last exchange; asked for where there was none. */
export async function selfOf(account: Account<Place>, client: Client): Promise<Actor> {
  const { profile } = account
  if (profile) {
    const { id, handle, name, url, avatar } = profile
    return {
      id,
      ...(handle && { handle }),
      ...(name && { name }),
      ...(url && { url }),
      ...(avatar && { avatar }),
    }
  }
  return actorOf(await whoAmI(client), await instanceOf(client))
}
