import type { ActivityObject } from '../../../../activity/index.ts'
import type { Account, Errand, Sent } from '../../../channel.ts'
import { profileUrl } from '../../sift/address.ts'
import type { AccountConfig } from '../config.ts'
import type { Agent } from '../reach/agent.ts'
import { authorOf } from './record.ts'

/** What was done about somebody, or to what they wrote: a fact of ours, of which the network keeps no record to show. */
export function done(
  account: Account<AccountConfig>,
  agent: Agent,
  errand: Errand,
  object: ActivityObject,
): Sent {
  const { handle, displayName: name, avatar } = authorOf(account, agent)
  const { act } = errand
  return {
    activity: {
      verb: act.startsWith('un') ? 'Undo' : 'Flag',
      externalId: `${object.id}#${act}:${errand.key}`,
      published: errand.at,
      actor: {
        id: agent.did,
        url: profileUrl(agent.did),
        ...(handle && { handle }),
        ...(name && { name }),
        ...(avatar && { avatar }),
      },
      object,
      visibility: 'private',
      ours: true,
      extra: { act },
    },
  }
}
