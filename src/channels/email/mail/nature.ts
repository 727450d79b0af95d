import type { Parsed } from './parse.ts'

/** What sort of machine wrote it, where one did: an absence notice, a newsletter, a list, another program. */
export type Auto = 'reply' | 'generated' | 'bulk'

/** Subjects of absence notices, for programs that tell it nowhere else. */
const ABSENT =
  /^(?:auto(?:matic)?[ -]?(?:reply|response)|r[ée]ponse automatique|out of (?:the )?office|absen(?:ce|t) (?:du bureau|de)|message d['’]absence|je suis absente?\b|abwesenheits?notiz|automatische antwort|respuesta automática|risposta automatica)/i

/** Whether a machine wrote it on its own; such mail is never answered by a machine of ours. */
export function autoOf({ header, headers, mail }: Parsed): Auto | undefined {
  const submitted = header('auto-submitted').toLowerCase()
  if (/^auto-replied/.test(submitted)) return 'reply'
  if (header('x-autoreply') || header('x-autorespond') || header('x-autoresponder')) return 'reply'
  const precedence = header('precedence').toLowerCase()
  if (/^auto[_-]?reply/.test(precedence)) return 'reply'
  if (/^(?:x-)?auto/.test(header('x-auto-response-suppress')) && ABSENT.test(mail.subject ?? ''))
    return 'reply'
  if (ABSENT.test((mail.subject ?? '').trim())) return 'reply'
  if (submitted && submitted !== 'no') return 'generated'
  if (/^(?:bulk|junk|list)/.test(precedence)) return 'bulk'
  if (headers('list-unsubscribe').length > 0 || header('list-id')) return 'bulk'
  if (header('feedback-id') && /^<?(?:no-?reply|ne-?pas-?repondre)/i.test(header('from'))) return 'bulk'
  return undefined
}

/** The mailing list it came by. */
export function listOf({ header }: Parsed): string | undefined {
  const said = header('list-id')
  return (/<([^<>]{1,200})>/.exec(said)?.[1] ?? said.slice(0, 200)) || undefined
}

/**
 * Whether the server that received it says that the sender's name was forged. Only the topmost verdict counts: those
 * below may have been written by the sender.
 */
export function isForged({ headers }: Parsed): boolean {
  const verdict = headers('authentication-results')[0] ?? ''
  if (/\bdmarc=(?:fail|permerror)\b/i.test(verdict)) return true
  if (/\b(?:dmarc|dkim)=pass\b/i.test(verdict)) return false
  return /\bspf=(?:fail|softfail)\b/i.test(verdict)
}
