import type { Draft } from './draft.ts'
import type { Voice } from './use-answer.ts'

/**
 * The draft as it stands before the person's eyes: in the language that is shown, and a mail quoted unless they said
 * otherwise. What the network does not know is left out.
 */
export function spokenBy(voice: Voice | undefined, draft: Draft, lang: string): Draft {
  const { quote: _quote, lang: _lang, title, warning, audience, ...rest } = draft
  const limits = voice?.limits
  return {
    ...rest,
    ...(limits?.title && title !== undefined ? { title } : {}),
    ...(limits?.warning && warning !== undefined ? { warning } : {}),
    ...(audience && limits?.audiences?.includes(audience) ? { audience } : {}),
    ...(limits?.quote ? { quote: draft.quote ?? true } : {}),
    ...(limits?.lang ? { lang } : {}),
    accountId: voice?.id ?? '',
  }
}
