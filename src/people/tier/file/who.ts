/** One way of finding somebody; `network` is the stream’s name of a channel. */
export type Lookup =
  | { by: 'id'; key: string }
  | { by: 'mail'; key: string }
  | { by: 'phone'; key: string }
  | { by: 'handle'; key: string; network?: string }

/** What a column says of somebody; `who`: whatever names them. */
export type WhoKind = 'who' | 'mail' | 'handle' | 'phone'

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const PHONE = /^\+?[\d\s().\-/\u00A0\u202F]+$/
const FEWEST_DIGITS = 6

/**
 * A number as it is compared: digits alone, French ones without their country, and with the zero that spreadsheets take
 * away; undefined where it is no number. Numbers of elsewhere are the same where their digits are.
 */
export function phoneKey(said: string): string | undefined {
  const plain = said.trim().replace(/^tel:/i, '').replace('(0)', '')
  const digits = plain.replace(/\D/g, '').replace(/^00/, '')
  if (!PHONE.test(plain) || digits.length < FEWEST_DIGITS || digits.length > 15) return undefined
  if (/^33[1-9]\d{8}$/.test(digits)) return `0${digits.slice(2)}`
  return /^[1-9]\d{8}$/.test(digits) && !plain.startsWith('+') ? `0${digits}` : digits
}

/** The ways to find whom a cell names, none where it names nobody for sure: two may bear one name. */
export function lookupsOf(kind: WhoKind, cell: string, network?: string): Lookup[] {
  const said = cell.trim().replace(/^mailto:/i, '')
  if (said === '') return []
  if (kind === 'phone') return phoneOf(said)
  if (kind === 'handle') return handleOf(said, network)
  const plain = said.replace(/^@/, '')
  if (MAIL.test(plain)) {
    // An account of Mastodon is written like a mail address, and some are.
    const mail = said === plain && !network ? [{ by: 'mail', key: plain.toLowerCase() } as const] : []
    return kind === 'mail' ? mail : [...mail, ...handleOf(said, network)]
  }
  if (kind === 'mail') return []
  if (UUID.test(said)) return [{ by: 'id', key: said.toLowerCase() }]
  const phone = network ? [] : phoneOf(said)
  return phone.length > 0 ? phone : handleOf(said, network)
}

function phoneOf(said: string): Lookup[] {
  const key = phoneKey(said)
  return key ? [{ by: 'phone', key }] : []
}

/** `ines`, `@ines`, `ines@network`; a network that a column says goes before. */
function handleOf(said: string, network?: string): Lookup[] {
  const plain = said.replace(/^@/, '').toLowerCase()
  if (plain === '' || /\s/.test(plain)) return []
  if (network) return [{ by: 'handle', key: plain, network }]
  const [, handle, where] = /^(.+)@([\w-]+)$/.exec(plain) ?? []
  return handle && where ? [{ by: 'handle', key: handle, network: where }] : [{ by: 'handle', key: plain }]
}

/** Names one lookup among others. */
export function lookupKey(lookup: Lookup): string {
  return `${lookup.by} ${lookup.by === 'handle' ? (lookup.network ?? '') : ''} ${lookup.key}`
}
