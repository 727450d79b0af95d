import {
  type Account,
  ChannelFailure,
  type Draft,
  type Errand,
  type Host,
  type Sent,
} from '../../../channel.ts'
import { COLLECTIONS } from '../../sift/collections.ts'
import type { AccountConfig } from '../config.ts'
import { type Agent, agentFor } from '../reach/agent.ts'
import { refuse } from '../reach/failure.ts'
import { didFor } from '../reach/identity.ts'
import { checkMedia, embedOf } from './media.ts'
import { authorOf, left, sentOf, writeOnce } from './record.ts'
import { type Target, targetOf } from './target.ts'
import { facetsOf, fits, stretchesOf } from './text.ts'

export async function publish(account: Account<AccountConfig>, errand: Errand, host: Host): Promise<Sent> {
  return write(account, errand, host)
}

export async function reply(account: Account<AccountConfig>, errand: Errand, host: Host): Promise<Sent> {
  return write(account, errand, host, (agent) => targetOf(agent, errand.to?.id))
}

async function write(
  account: Account<AccountConfig>,
  errand: Errand,
  host: Host,
  findTarget?: (agent: Agent) => Promise<Target>,
): Promise<Sent> {
  const draft = checked(errand.draft)
  const agent = await agentFor(account, host)
  const author = authorOf(account, agent)
  const there = errand.tries > 0 ? await left(agent, COLLECTIONS.post, errand) : undefined
  if (there) return sentOf(agent, there, author, host)
  const target = await findTarget?.(agent)
  if (target?.viewer.replyDisabled) throw refuse('replies-closed')
  const { text } = draft
  const stretches = stretchesOf(text)
  const facets = facetsOf(text, stretches, await didsOf(stretches, agent, host))
  const embed = await embedOf(agent, draft)
  const record = {
    text,
    createdAt: errand.at.toISOString(),
    ...(facets.length > 0 && { facets }),
    ...(draft.lang && { langs: [draft.lang] }),
    ...(target && { reply: { root: target.root, parent: target.ref } }),
    ...(embed && { embed }),
  }
  return sentOf(agent, await writeOnce(agent, COLLECTIONS.post, record, errand), author, host)
}

/** What the network would refuse, or would do otherwise than was meant, is refused before anything leaves. */
function checked(draft: Draft | undefined): Draft {
  if (!draft) throw new Error('an errand to write has a draft')
  const text = draft.text.toWellFormed().replace(/\r\n?/g, '\n').trim()
  if (!text && draft.media.length === 0) throw refuse('nothing-to-say')
  if (!fits(text)) throw refuse('too-long')
  if (draft.warning) throw refuse('no-warning')
  if (draft.audience && draft.audience !== 'public') throw refuse('public-only')
  checkMedia(draft.media, draft.card)
  return { ...draft, text }
}

const MOST_MENTIONS = 20

/** The DIDs of those who are named; who is not found stays plain text. */
async function didsOf(
  stretches: ReturnType<typeof stretchesOf>,
  agent: Agent,
  host: Host,
): Promise<Map<string, string>> {
  const handles = new Set(stretches.flatMap(({ is }) => ('mention' in is ? [is.mention] : [])))
  const dids = new Map<string, string>()
  for (const handle of [...handles].slice(0, MOST_MENTIONS)) {
    const did = await didFor(handle, agent.pds, host).catch(unlessRefused)
    if (did) dids.set(handle, did)
  }
  return dids
}

function unlessRefused(error: unknown): undefined {
  if (error instanceof ChannelFailure && error.failure.kind === 'refused') return undefined
  throw error
}
