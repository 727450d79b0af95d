import type { Address } from 'postal-mime'

export interface Mailbox {
  address: string
  name: string
}

/** The mailboxes of a header, groups taken apart; what has no @ is none. */
export function mailboxes(...lists: (Address | Address[] | undefined)[]): Mailbox[] {
  return lists
    .flat()
    .flatMap((one) => (one ? (one.group ?? [one]) : []))
    .map(({ address, name }) => ({ address: bare(address ?? ''), name: nameOf(name, address) }))
    .filter(({ address }) => /^[^\s@]+@[^\s@]+$/.test(address))
}

function bare(address: string): string {
  return address.trim().replace(/^<|>$/g, '').toLowerCase()
}

/** Many programs put the address, or a quoted name, where the name should be. */
function nameOf(name: string | undefined, address = ''): string {
  const plain = (name ?? '')
    .replace(/\s+/g, ' ')
    .replace(/^["']+|["']+$/g, '')
    .trim()
  return plain.toLowerCase() === address.toLowerCase() ? '' : plain.slice(0, 200)
}

export function isAddress(text: string): boolean {
  return /^[^\s@<>",;]{1,200}@[^\s@<>",;]{1,253}$/.test(text)
}
