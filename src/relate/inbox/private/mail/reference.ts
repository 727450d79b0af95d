import { randomBytes } from 'node:crypto'
import { hashToken } from '../../../../../lib/crypto/index.ts'

/** Crockford’s 32 signs: none that is taken for another when it is read aloud or copied by hand. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const HALF = 5
/** Of one mail: whoever fills one with guesses tries no more than these. */
const MOST = 3
/** Signs of a mail that are read: what is quoted below is not said now. */
const READ = 4_000

/** What ties a mail to an invitation: fifty random bits, as `VE-7K2M9-QXT4R`. */
export function newReference(): string {
  const signs = Array.from(randomBytes(2 * HALF), (byte) => SIGNS[byte & 31]).join('')
  return `VE-${signs.slice(0, HALF)}-${signs.slice(HALF)}`
}

/** How a reference is kept: whoever reads the table cannot say it. */
export function hashOfReference(reference: string): string {
  return hashToken('private-mail', reference)
}

const GIVEN = /(?<![\p{L}\p{N}])VE[\s\p{Pd}]?([0-9A-Z]{5})[\s\p{Pd}]?([0-9A-Z]{5})(?![\p{L}\p{N}])/giu

/** The references in a mail, its subject first, as `newReference` writes them, however they were copied. */
export function referencesIn(subject: string | null, text: string | null): string[] {
  const said = `${subject ?? ''}\n${(text ?? '').slice(0, READ)}`
  const found = [...said.matchAll(GIVEN)].flatMap(([, head = '', tail = '']) => plain(head, tail) ?? [])
  return [...new Set(found)].slice(0, MOST)
}

function plain(head: string, tail: string): string | undefined {
  const signs = (head + tail).toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')
  const sound = [...signs].every((sign) => SIGNS.includes(sign))
  return sound ? `VE-${signs.slice(0, HALF)}-${signs.slice(HALF)}` : undefined
}

/** Where somebody writes to, as it stands in a public line: the address, and the reference to put in the subject. */
export function addressWith(address: string, reference: string): string {
  return `${address} (${reference})`
}
