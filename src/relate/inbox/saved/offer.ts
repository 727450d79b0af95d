import type { Handle } from '../../../../lib/db/index.ts'
import { findWorkspace, memberNames, readReadiness } from '../../../access/index.ts'
import { channelOf, networkOf } from '../../../channels/index.ts'
import { listAlarms } from '../../../match/index.ts'
import { messagesOf } from '../answer/answering.ts'
import { type Conversation, getConversation } from '../store.ts'
import { inOrder, isOffered, textIn } from './saved.ts'
import { listSaved, type SavedAnswer } from './store.ts'
import { filledFor, type Known } from './variables.ts'

/** Looked through for what fits; more than any team keeps for one network. */
const LOOKED_AT = 500

export interface Asked {
  conversationId: string
  /** What was typed after the slash. */
  q: string
  lang: string | undefined
  memberId: string
  locale: string
}

export interface Offer {
  row: SavedAnswer
  lang: string
  /** As it would stand in the answer, with what is left to fill. */
  text: string
  blanks: ReturnType<typeof filledFor>['blanks']
  crisis: boolean
}

/** Saved answers for a conversation, the likeliest first, filled as they would be put in. */
export async function offersFor(
  db: Handle,
  workspaceId: string,
  asked: Asked,
  most: number,
): Promise<{ offers: Offer[]; alarm: boolean }> {
  const talk = await getConversation(db, workspaceId, asked.conversationId)
  const [answers, alarms] = await Promise.all([
    listSaved(db, workspaceId, { archived: false, q: asked.q }, LOOKED_AT),
    listAlarms(db, workspaceId, { open: true }, 1),
  ])
  const alarm = alarms.length > 0
  const lang = languageOf(asked.lang ?? talk.lang)
  const fit = answers.filter((answer) => isOffered(answer, talk.channel))
  const first = inOrder(fit, asked.q, lang, alarm).slice(0, most)
  const known = first.length > 0 ? await knownOf(db, workspaceId, talk, asked.memberId) : undefined
  const offers = first.flatMap((row) => (known ? offerOf(row, [lang, asked.locale], known) : []))
  return { offers, alarm }
}

/** One saved answer as it would stand in this conversation. */
export function offerOf(row: SavedAnswer, wanted: readonly string[], known: Known): Offer {
  const { lang, text } = textIn(row.content, wanted)
  return { row, lang, ...filledFor(text, known), crisis: row.content.crisis }
}

/** The part of a language that texts are kept by: `fr-CA` is answered in `fr`. */
export function languageOf(code: string): string {
  return code.toLowerCase().split('-')[0] ?? code
}

/** What the variables of an answer to this conversation stand for. */
export async function knownOf(
  db: Handle,
  workspaceId: string,
  talk: Conversation,
  memberId: string,
): Promise<Known> {
  const [messages, names, readiness, workspace] = await Promise.all([
    messagesOf(db, workspaceId, talk.id),
    memberNames(db, workspaceId),
    readReadiness(db, workspaceId),
    findWorkspace(db, workspaceId),
  ])
  const channel = channelOf(talk.channel)
  const network = channel ? networkOf(channel) : talk.channel
  return {
    name: talk.author_name,
    agent: names.get(memberId) ?? '',
    brand: readiness?.brand.names[0] ?? workspace.name,
    channel: networkName(network),
    said: messages
      .filter((one) => !one.ours)
      .map(({ title, text }) => [title, text].filter(Boolean).join('\n')),
  }
}

/** As people call it in a sentence. */
function networkName(network: string): string {
  return network === 'email' ? 'e-mail' : network.charAt(0).toUpperCase() + network.slice(1)
}
