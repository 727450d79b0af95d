import type { Handle } from '../../../../lib/db/index.ts'
import { memberNames } from '../../../access/index.ts'
import { getActivities, harmIn, type StoredActivity } from '../../../activity/index.ts'
import { listAlarms } from '../../../match/index.ts'
import { messagesOf } from '../answer/answering.ts'
import { knownOf, languageOf, offerOf } from '../saved/offer.ts'
import { isOffered } from '../saved/saved.ts'
import { listSaved, type SavedAnswer } from '../saved/store.ts'
import { filledFor, type Known } from '../saved/variables.ts'
import { type Conversation, getConversation } from '../store.ts'
import { saidIn } from './pair.ts'
import { alike, type Corpus } from './rank.ts'
import { reusable } from './reuse.ts'
import { type Like, likesOf } from './store.ts'
import { termsOf } from './terms.ts'

export interface SuggestDeps {
  /** All names that are known of whoever wrote a post. */
  namesOf(workspaceId: string, row: StoredActivity): Promise<string[]>
}

/** Less alike than this has a word or two in common, and answers another question. */
export const ALIKE_ENOUGH = 0.16
/** A saved answer is not a question: it has less in common with one, and more to go by. */
const FITS = 0.1
const MOST = 3
/** Looked at beyond those shown: some are gone, or say the same. */
const LOOKED_AT = 12
const MOST_SAVED = 500

export interface Suggestion {
  kind: 'past' | 'saved'
  /** Of the activity that answered, or of the saved answer. */
  id: string
  /** What was asked then, with nothing of whoever asked; the name of a saved answer. */
  about: string
  /** How likely what was asked offends, 0 to 1. */
  toxicity: number | null
  at: Date | null
  channel: string | null
  thanked: boolean
  lang: string
  text: string
  blanks: ReturnType<typeof filledFor>['blanks']
  alike: number
}

export interface Asking {
  conversationId: string
  memberId: string
  locale: string
}

/** What the team answered to the likes of what is asked now, and saved answers that fit it. Nothing is sent by it. */
export async function suggestionsFor(
  db: Handle,
  deps: SuggestDeps,
  workspaceId: string,
  { conversationId, memberId, locale }: Asking,
): Promise<Suggestion[]> {
  const talk = await getConversation(db, workspaceId, conversationId)
  const messages = await messagesOf(db, workspaceId, talk.id)
  const asked = askedIn(messages)
  const terms = termsOf(asked.map(saidIn).join('\n'))
  if (terms.length === 0) return []
  const question = {
    terms,
    lang: asked[0]?.lang ?? talk.lang,
    visibility: talk.visibility,
    except: messages.map(({ id }) => id),
  }
  const known = await knownOf(db, workspaceId, talk, memberId)
  const likes = await likesOf(db, workspaceId, question, LOOKED_AT)
  const close = likes.filter((like) => like.alike >= ALIKE_ENOUGH)
  const past = await told(db, deps, workspaceId, close, known)
  const saved = await savedFor(db, workspaceId, talk, terms, { known, locale })
  return [...saved, ...past].slice(0, MOST + saved.length)
}

/** What waits for an answer: the last messages of theirs, up to the last of ours; newest first. */
function askedIn(messages: readonly StoredActivity[]): StoredActivity[] {
  const answered = messages.findIndex((one) => one.ours)
  const waiting = messages.slice(0, answered < 0 ? undefined : answered).filter((one) => !one.ours)
  const last = messages.find((one) => !one.ours)
  return waiting.length > 0 ? waiting.slice(0, 3) : last ? [last] : []
}

async function told(
  db: Handle,
  deps: SuggestDeps,
  workspaceId: string,
  likes: readonly Like[],
  known: Known,
): Promise<Suggestion[]> {
  if (likes.length === 0) return []
  const ids = likes.flatMap(({ answerId, questionId }) => [answerId, questionId])
  const there = new Map((await getActivities(db, workspaceId, ids)).map((one) => [one.id, one]))
  const members = [...(await memberNames(db, workspaceId)).values()]
  const shown: Suggestion[] = []
  const texts = new Set<string>()
  for (const like of likes) {
    const [answer, question] = [there.get(like.answerId), there.get(like.questionId)]
    if (!answer || !question || answer.deleted || question.deleted || shown.length === MOST) continue
    const names = { customer: await deps.namesOf(workspaceId, question), members }
    const { text, blanks } = filledFor(reusable(answer.text ?? '', answer.lang, names), known)
    const same = text.replace(/\W+/g, ' ').toLowerCase()
    if (texts.has(same)) continue
    texts.add(same)
    shown.push({
      ...{ kind: 'past', id: like.answerId, at: like.at, channel: like.channel },
      ...{ thanked: like.thanked, lang: answer.lang, text, blanks, alike: like.alike },
      about: reusable(saidIn(question), question.lang, names).slice(0, 300),
      toxicity: harmIn(question),
    })
  }
  return shown
}

/** The one saved answer whose words have most in common with what is asked. */
async function savedFor(
  db: Handle,
  workspaceId: string,
  talk: Conversation,
  terms: readonly number[],
  { known, locale }: { known: Known; locale: string },
): Promise<Suggestion[]> {
  const [rows, alarms] = await Promise.all([
    listSaved(db, workspaceId, { archived: false }, MOST_SAVED),
    listAlarms(db, workspaceId, { open: true }, 1),
  ])
  const lang = languageOf(talk.lang)
  const fit = rows.filter((row) => isOffered(row, talk.channel) && (!row.content.crisis || alarms.length > 0))
  const best = bestOf(fit, terms, lang)
  if (!best) return []
  const { row, text, blanks, lang: spoken } = offerOf(best.row, [lang, locale], known)
  return [
    {
      ...{ kind: 'saved', id: row.id, about: row.name, toxicity: null, at: null, channel: null },
      ...{ thanked: false, lang: spoken, text, blanks, alike: best.alike },
    },
  ]
}

/** Pure: which saved answer has most in common with a question; undefined where none has enough. */
export function bestOf(
  rows: readonly SavedAnswer[],
  terms: readonly number[],
  lang: string,
): { row: SavedAnswer; alike: number } | undefined {
  const docs = rows.map(({ content }) => {
    const { name, folder, tags, texts } = content
    return termsOf([name, name, folder, ...tags, texts[lang] ?? Object.values(texts)[0] ?? ''].join('\n'))
  })
  const having = new Map<number, number>()
  for (const doc of docs) for (const term of doc) having.set(term, (having.get(term) ?? 0) + 1)
  const corpus: Corpus = {
    count: docs.length,
    length: docs.reduce((sum, doc) => sum + doc.length, 0),
    having,
  }
  // What no saved answer has says nothing for one or another.
  const shared = terms.filter((term) => having.has(term))
  const ranked = rows
    .map((row, i) => ({
      row,
      alike: (alike(shared, docs[i] ?? [], corpus) * shared.length) / Math.max(1, terms.length),
    }))
    .sort((a, b) => b.alike - a.alike || b.row.uses - a.row.uses)
  const [best] = ranked
  return best && best.alike >= FITS ? best : undefined
}
