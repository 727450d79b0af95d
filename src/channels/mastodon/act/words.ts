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

/** The answer mentions whom it answers and those already in it, before the words and once each; never ourselves. */
export function withMentions(
  draft: Draft,
  to: Reference,
  target: Pick<Target, 'mentions'>,
  me: string,
  domain: string,
): string {
  const written = new Set(
    [...draft.text.matchAll(/(?<![\w/])@([\w.-]*\w(?:@[\w.-]*\w)?)/g)].map(([, acct = '']) =>
      acctOf(acct, domain),
    ),
  )
  const people = [to.actor.id, ...target.mentions].map((acct) => acctOf(acct, domain))
  const missing = [...new Set(people)].filter((acct) => isAcct(acct) && acct !== me && !written.has(acct))
  const called = missing.map(
    (acct) => `@${acct.endsWith(`@${domain}`) ? acct.slice(0, -domain.length - 1) : acct}`,
  )
  return [...called, draft.text].filter(Boolean).join(' ')
}

/** Activities that came from elsewhere may have authors who are called otherwise. */
function isAcct(text: string): boolean {
  return /^[^@\s]+@[^@\s]+$/.test(text)
}
