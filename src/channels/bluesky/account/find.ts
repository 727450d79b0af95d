import type { Account, Host, Proposal } from '../../channel.ts'
import { ChannelFailure } from '../../channel.ts'
import { type AccountConfig, config } from './config.ts'
import { agentFor } from './reach/agent.ts'
import { identityOf } from './reach/identity.ts'
import { profileOf } from './read/profile.ts'

/**
 * From a handle, a DID or a profile's address: the account, its password or sign-in still to be given. `network`: its
 * places where it is not the public one.
 */
export async function discover(
  input: string,
  host: Host,
  network: Partial<AccountConfig> = {},
): Promise<Proposal<AccountConfig>[]> {
  const asked = config.safeParse({ ...network, identifier: input })
  if (!asked.success) return []
  try {
    const { did, handle } = await identityOf(asked.data, host)
    return [{ title: handle ? `@${handle}` : did, config: { ...asked.data, identifier: handle ?? did } }]
  } catch (error) {
    if (error instanceof ChannelFailure && error.failure.kind === 'refused') return []
    throw error
  }
}

/** Signs in and asks who it is. */
export async function test(account: Account<AccountConfig>, host: Host): Promise<void> {
  const profile = await profileOf(await agentFor(account, host))
  host.profile?.(profile)
}
