import { z } from 'zod'
import type { Profile } from '../../../channel.ts'
import { profileUrl } from '../../sift/address.ts'
import { type Agent, query } from '../reach/agent.ts'
import { nameOf } from '../reach/failure.ts'

/** Somebody as the network shows them. */
export const face = z.object({
  did: z.string().max(300),
  handle: z.string().max(253).optional().catch(undefined),
  displayName: z.string().max(640).optional().catch(undefined),
  avatar: z.url().max(2_000).optional().catch(undefined),
  followersCount: z.int().min(0).optional().catch(undefined),
})

export type Face = z.output<typeof face>

export function handleOf({ handle }: Face): string | undefined {
  return handle === 'handle.invalid' ? undefined : handle
}

/** Who the account is; a new one may not be known yet to those who show profiles. */
export async function profileOf(agent: Agent): Promise<Profile> {
  const found = await query(agent, 'app.bsky.actor.getProfile', { actor: agent.did }, face).catch(
    (error): Face => {
      if (nameOf(error) !== 'InvalidRequest') throw error
      return { did: agent.did }
    },
  )
  const { displayName: name, avatar } = found
  const handle = handleOf(found)
  return {
    id: agent.did,
    url: profileUrl(agent.did),
    ...(handle && { handle }),
    ...(name && { name }),
    ...(avatar && { avatar }),
  }
}
