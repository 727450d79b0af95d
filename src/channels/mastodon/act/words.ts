import type { Audience, Draft, Reference } from '../../channel.ts'
import { acctOf } from '../sift/index.ts'
import type { Target } from './target.ts'

/** From the most open to the most private; whatever else a server calls an audience is taken for the last. */
const VISIBILITIES = ['public', 'unlisted', 'private', 'direct'] as const
type Visibility = (typeof VISIBILITIES)[number]

const AUDIENCE: Record<Audience, Visibility> = {
  public: 'public',
  unlisted: 'unlisted',
  followers: 'private',
  direct: 'direct',
}

/** An answer is as public as what it answers, or less where that was chosen; never more. */
export function visibilityOf(audience: Audience | undefined, target?: Target): Visibility | undefined {
  const chosen = audience && AUDIENCE[audience]
  if (!target) return chosen
  const answered = VISIBILITIES.find((one) => one === target.visibility) ?? 'direct'
  const rank = (one: Visibility) => VISIBILITIES.indexOf(one)
  return chosen && rank(chosen) > rank(answered) ? chosen : answered
}

/** A mention as servers read one out of words: domains are written in the letters of their languages. */
const NAMED = /(?<![\p{L}\p{M}\p{N}_/=])@([\w.-]*\w(?:@[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}_])?)/gu

/** The answer mentions whom it answers and those already in it, before the words and once each; never ourselves. */
export function withMentions(
  draft: Draft,
  to: Reference,
  target: Pick<Target, 'mentions'>,
  me: string,
  domain: string,
): string {
  const written = new Set([...draft.text.matchAll(NAMED)].map(([, acct = '']) => acctOf(acct, domain)))
  const people = [to.actor.id, ...target.mentions].map((acct) => acctOf(acct, domain))
  const missing = [...new Set(people)].filter((acct) => isAcct(acct) && acct !== me && !written.has(acct))
  const called = missing.map(
    (acct) => `@${acct.endsWith(`@${domain}`) ? acct.slice(0, -domain.length - 1) : acct}`,
  )
  return [...called, draft.text].filter(Boolean).join(' ')
}

/** Activities that came from elsewhere may have authors who are called otherwise. */
function isAcct(text: string): boolean {
  return /^[\w.-]+@[^@\s/]+$/.test(text)
}

/** Mentions in front may differ by how a server spells them, and by who has left the thread since. */
export function spaced(text: string): string {
  return text
    .normalize('NFC')
    .replace(/^(?:\s*@[\p{L}\p{M}\p{N}_.@-]+)+/u, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** What is left of a text once a server has made its own of it. */
export function letters(text: string): string {
  return spaced(text)
    .replace(/@([\w.-]+)@[\p{L}\p{M}\p{N}_.-]+/gu, '@$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{Emoji_Presentation}]/gu, '')
}
