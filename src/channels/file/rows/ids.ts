import { type Actor, NOBODY, type Verb } from '../../../activity/index.ts'
import type { FileOptions } from '../options.ts'
import type { Facts } from './facts.ts'
import { contentId, isRuined, namespaced, OWN, withDate } from './identity.ts'
import { parseNumber } from './numbers.ts'
import type { Values } from './values.ts'
import type { When } from './when.ts'

/** Verbs about a thing that stands elsewhere. */
const ABOUT = new Set<Verb>(['Like', 'Dislike', 'Announce', 'Flag', 'View'])

/**
 * Who wrote. A mail address is the same person everywhere; a handle or a name is so on its network, or among the files of
 * one source, and nowhere else: two exports that both know a Marie do not make her one.
 */
export function actorOf(values: Values, { source }: FileOptions, network: string | undefined): Actor {
  const written = values.line('author', 300)
  const name = written?.startsWith('@') ? undefined : written
  const handle = (values.line('authorHandle', 300) ?? (name ? undefined : written))?.replace(/^@/, '')
  const id = values.line('authorId', 500)
  const known = id ?? handle ?? name
  const followers = parseNumber(values.raw('followers'), '.')
  const isMail = known !== undefined && /^\S+@\S+\.\S+$/.test(known)
  const scope = isMail || source === OWN ? '' : `${network ?? source}:`
  return {
    id: known ? `${scope}${known.toLowerCase()}` : NOBODY,
    ...(name ? { name } : {}),
    ...(handle ? { handle } : {}),
    ...(id && /^https?:\/\/\S+$/i.test(id) ? { url: id } : {}),
    ...(followers !== undefined && followers >= 0 && followers < 2 ** 31
      ? { followers: Math.round(followers) }
      : {}),
  }
}

interface Ids {
  externalId: string
  objectId: string
  links: { inReplyTo?: string; thread?: string }
}

/** Ids of the event, of the thing, and of what it answers; see decision 0025. */
export function idsOf(values: Values, options: FileOptions, when: When, facts: Facts, actor: Actor): Ids {
  const { source } = options
  const id = values.line('externalId', 1000)
  const parent = values.line('inReplyTo', 1000)
  const root = values.line('thread', 1000)
  const linked = values.has('inReplyTo') || values.has('thread')
  let externalId = contentId(when.at, facts.verb, bareId(actor), contentOf(facts, parent))
  if (id && !isRuined(id)) {
    externalId = namespaced(source, id)
    // Replies name their parent by its id alone: then it must stay as it is.
    if (!linked) externalId = withDate(externalId, id, when.at)
  }
  const inReplyTo = parent && !isRuined(parent) ? namespaced(source, parent) : undefined
  const thread =
    root && !isRuined(root) ? namespaced(source, root) : (inReplyTo ?? (linked ? externalId : undefined))
  const about = ABOUT.has(facts.verb) ? (inReplyTo ?? facts.object.url) : undefined
  return {
    externalId,
    objectId: about ?? externalId,
    links: { ...(inReplyTo ? { inReplyTo } : {}), ...(thread ? { thread } : {}) },
  }
}

/** The author whatever file they stand in, so that the same line of two files is one. */
function bareId({ id }: Actor): string {
  return id.slice(id.indexOf(':') + 1)
}

/** What tells two events of one person at one moment apart. */
function contentOf({ object }: Facts, parent: string | undefined): string {
  const said = object.text ?? object.title
  return said ?? JSON.stringify([object.url, parent, object.rating, object.amount, object.currency])
}
