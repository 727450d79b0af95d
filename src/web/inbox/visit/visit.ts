import type { SiteVisitor } from '../../../server/api.ts'

/** What became of the last thing we wrote, as a key of the words; undefined where we wrote nothing. */
export function fateOf({ answers, email }: Pick<SiteVisitor, 'answers' | 'email'>): string | undefined {
  const last = answers.at(-1)
  if (!last) return undefined
  if (last.taken) return 'taken'
  if (last.mailed === 'sent') return 'mailed'
  if (last.mailed) return `mail_${last.mailed}`
  return email ? 'waiting_mail' : 'waiting'
}

/** What their clocks show; undefined where their zone is not known. */
export function timeThere(zone: string | null, now: Date, locale: string): string | undefined {
  if (!zone) return undefined
  try {
    return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: zone }).format(now)
  } catch {
    return undefined
  }
}
