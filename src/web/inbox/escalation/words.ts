import type { BothWords, Escalation } from '../../../server/api.ts'

/** In the reader's language; where it has none, in the other. */
export function wordsIn(words: BothWords, locale: string): string {
  const own = locale.startsWith('fr') ? words.fr : words.en
  return own || words.fr || words.en
}

/** What a choice offers, each word once: two that read the same are one. */
export function choicesOf(choices: readonly BothWords[], locale: string): string[] {
  return [...new Set(choices.map((words) => wordsIn(words, locale)))]
}

/** How it stands, at a glance. */
export function toneOf({
  state,
  late,
}: Pick<Escalation, 'state' | 'late'>): 'good' | 'bad' | 'warm' | 'info' {
  if (state === 'solved' || state === 'answered') return 'good'
  if (state === 'refused' || state === 'expired') return 'bad'
  return late || state === 'asked_back' ? 'warm' : 'info'
}

/** What a customer may be told, to begin with: a person says the rest in their own words. */
export function draftFor(
  { state, entries }: Pick<Escalation, 'state' | 'entries'>,
  answer: string,
  none: string,
): string {
  const said = entries.findLast(
    ({ kind, text, via }) => (kind === 'answer' || kind === 'solved') && via !== 'tool' && text,
  )
  return state === 'refused' ? none : answer.replace('{{answer}}', () => said?.text?.trim() || '…')
}
