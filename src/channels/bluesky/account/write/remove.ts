import type { Account, Errand, Host, Sent } from '../../../channel.ts'
import { authorityOf } from '../../sift/address.ts'
import { KIND_OF } from '../../sift/collections.ts'
import type { AccountConfig } from '../config.ts'
import { type Agent, agentFor } from '../reach/agent.ts'
import { refuse } from '../reach/failure.ts'
import { deletionOf } from '../read/activity.ts'
import { authorOf } from './record.ts'

/** Takes back a post, a like, a repost or a follow of ours; what is gone already is what was asked for. */
export async function remove(account: Account<AccountConfig>, errand: Errand, host: Host): Promise<Sent> {
  return removeAt(errand.to?.id ?? '', await agentFor(account, host), account, host)
}

/** Deletes a record of ours by its address. */
export async function removeAt(
  uri: string,
  agent: Agent,
  account: Account<AccountConfig>,
  host: Host,
): Promise<Sent> {
  if (authorityOf(uri) !== agent.did) throw refuse('not-ours')
  const [, , repo, collection = '', rkey] = uri.split('/')
  const kind = KIND_OF.get(collection)
  if (!kind || !rkey) throw refuse('not-a-post')
  const json = { repo, collection, rkey }
  await agent.exchange({ method: 'POST', nsid: 'com.atproto.repo.deleteRecord', json, writes: true })
  const gone = deletionOf(uri, host.now(), true)
  const { handle, displayName: name, avatar } = authorOf(account, agent)
  const actor = { ...gone.actor, ...(handle && { handle }), ...(name && { name }), ...(avatar && { avatar }) }
  if (kind === 'post') return { activity: { ...gone, actor } }
  const type = kind === 'follow' ? 'Person' : 'Note'
  return { activity: { ...gone, actor, verb: 'Undo', object: { type, id: uri } } }
}
