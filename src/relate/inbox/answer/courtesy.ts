import { z } from 'zod'
import { wallOf } from '../../../../lib/clock/civil.ts'
import type { Handle } from '../../../../lib/db/index.ts'
import { type Locale, translate } from '../../../../lib/i18n/index.ts'
import { findWorkspace } from '../../../access/index.ts'
import type { StoredActivity } from '../../../activity/index.ts'
import { listAccounts } from '../../../ingest/index.ts'
import {
  ADVICE,
  type Advice,
  type Courtesy,
  courtesyOf,
  ELEMENTS,
  houseOn,
  mannersOf,
  type Situation,
} from '../../../interpret/index.ts'
import { getConversation } from '../store.ts'
import { messagesOf } from './answering.ts'

/** A greeting holds for this long: who comes back the day after is greeted again. */
const GREETED_HOURS = 12
const HOUR = 3_600_000

export interface DraftText {
  text: string
  /** The message answered; default: the last of theirs. */
  to?: string | undefined
  /** Who will read it; as the conversation is, unless said. */
  visibility?: 'public' | 'private' | undefined
  lang?: string | undefined
}

/** The courtesy of a draft in its conversation: to whom, after what, how we spoke before, who reads it. */
export async function courtesyIn(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  { text, to, visibility, lang }: DraftText,
  now: Date,
): Promise<Courtesy> {
  const talk = await getConversation(db, workspaceId, conversationId)
  const messages = await messagesOf(db, workspaceId, conversationId)
  const theirs = messages.filter((one) => !one.ours)
  const answered = theirs.find((one) => one.id === to) ?? theirs[0]
  const workspace = await findWorkspace(db, workspaceId)
  const { manners } = await mannersOf(db, workspaceId)
  return courtesyOf({
    text,
    ...about(answered),
    ...spokenBefore(
      messages.filter((one) => one.ours),
      now,
    ),
    visibility: visibility ?? answered?.visibility ?? talk.visibility,
    own: [...manners.own, ...(await ownAddresses(db, workspaceId))],
    house: houseOn(manners, answered?.channel ?? talk.channel),
    hour: Math.floor(wallOf(now, workspace?.timeZone ?? 'UTC').minutes / 60),
    lang: lang ?? answered?.lang ?? talk.lang,
  })
}

function about(message: StoredActivity | undefined): Situation {
  if (!message) return {}
  const { title, text, actor_name: name, rating } = message
  return {
    message: [title, text].filter(Boolean).join('\n'),
    ...(name ? { name } : {}),
    ...(rating === null ? {} : { rating }),
  }
}

/** Ours come newest first. */
function spokenBefore(ours: StoredActivity[], now: Date): Situation {
  const recent = ours.filter(({ published }) => now.getTime() - published.getTime() < GREETED_HOURS * HOUR)
  return {
    before: ours.flatMap(({ text }) => text ?? []).toReversed(),
    greeted: recent.some(({ text }) => courtesyOf({ text: text ?? '' }).present.greeting),
  }
}

/** Mail addresses that we write from, which may stand in public. */
export async function ownAddresses(db: Handle, workspaceId: string): Promise<string[]> {
  const accounts = await listAccounts(db, workspaceId)
  return accounts.flatMap(({ profile }) => (profile?.handle?.includes('@') ? profile.handle : []))
}

const place = { start: z.number(), end: z.number() }

/** A judgement as the API shows it (`DraftCourtesy`). */
export const courtesyReply = z.object({
  lang: z.enum(['fr', 'en', 'und']),
  score: z.number().nullable(),
  manner: z.enum(['warm', 'sober']),
  elements: z.array(z.object({ element: z.enum(ELEMENTS), present: z.boolean(), asked: z.boolean() })),
  advice: z.array(
    z.object({
      id: z.enum(ADVICE),
      ...place,
      message: z.string(),
      mend: z.object({ ...place, text: z.string() }).nullable(),
    }),
  ),
})

export function presentCourtesy(courtesy: Courtesy, locale: Locale): z.input<typeof courtesyReply> {
  const { lang, score, manner, present, asked, advice } = courtesy
  return {
    lang,
    score,
    manner,
    elements: ELEMENTS.map((element) => ({
      element,
      present: present[element],
      asked: asked.includes(element),
    })),
    advice: advice.map((one) => presentAdvice(one, locale)),
  }
}

function presentAdvice({ id, start, end, mend, values }: Advice, locale: Locale) {
  return { id, start, end, message: translate(locale, `courtesy:${id}`, values), mend: mend ?? null }
}
