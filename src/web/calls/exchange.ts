/** What a call or a letter is before it is sent. */
export interface ExchangeDraft {
  kind: 'phone' | 'letter'
  direction: 'in' | 'out'
  name: string
  personId?: string | undefined
  contact: string
  /** As the fields show it: `YYYY-MM-DDTHH:MM`, by the reader's clocks. */
  at: string
  minutes: string
  outcome: string
  note: string
  sentiment: '' | 'positive' | 'neutral' | 'negative'
  next: string
}

/** A moment as a field of date and time shows it. */
export function fieldOf(at: Date): string {
  const two = (count: number) => String(count).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}

/** What the server is told; an empty field says nothing. */
export function bodyOf(draft: ExchangeDraft): Record<string, unknown> {
  const { kind, direction, name, personId, contact, at, minutes, outcome, note, sentiment, next } = draft
  const instant = (field: string) => (field ? new Date(field).toISOString() : undefined)
  return {
    ...{
      kind,
      direction,
      name: name.trim(),
      contact: contact.trim(),
      outcome: outcome.trim(),
      note: note.trim(),
    },
    ...(personId && { personId }),
    ...(at && { at: instant(at) }),
    ...(minutes !== '' && { minutes: Number(minutes) }),
    ...(sentiment && { sentiment }),
    ...(next && { next: instant(next) }),
  }
}
