import type { Draft } from './draft.ts'
import type { Voice } from './use-answer.ts'

/** The draft as it stands before the person's eyes: a mail is quoted unless they said otherwise. */
export function spokenBy(voice: Voice | undefined, draft: Draft): Draft {
  const quote = voice?.limits.quote ? { quote: draft.quote ?? true } : {}
  return { ...draft, ...quote, accountId: voice?.id ?? '' }
}
