import { maskAll } from '../../../../lib/mask/index.ts'

/** How a blank of each kind is called, in a text of that language. */
const BLANKS = {
  fr: {
    first: 'prénom',
    agent: 'agent',
    order: 'commande',
    name: 'nom',
    mail: 'adresse e-mail',
    phone: 'téléphone',
    address: 'adresse',
    other: 'à vérifier',
  },
  en: {
    first: 'first_name',
    agent: 'agent',
    order: 'order',
    name: 'name',
    mail: 'e-mail address',
    phone: 'phone number',
    address: 'address',
    other: 'to check',
  },
} as const

/** Names of nobody else: what a team signs with. */
export interface Names {
  /** All that the other customer is known by. */
  customer: readonly string[]
  members: readonly string[]
}

/**
 * An answer that was given to somebody else, as a template: what named or reached them is a variable where the one who writes now has the
 * same, and a blank to fill where nothing says what should stand there. Hidden in vain costs a look; what would pass from one customer to another could not be taken back.
 */
export function reusable(text: string, lang: string, { customer, members }: Names): string {
  const words = BLANKS[lang === 'fr' ? 'fr' : 'en']
  // A bare brace of theirs opens no variable.
  const plain = text.replace(/\{\{|\}\}/g, ' ')
  const { texts, originals } = maskAll([plain], [...customer, ...members])
  const ours = partsOf(members)
  const theirs = partsOf(customer)
  return (texts[0] ?? '').replace(/\[([A-Z]+)_\d+\]/g, (mark: string, kind: string) => {
    const original = originals.get(mark)
    if (original === undefined) return mark
    return `{{${blankOf(kind, original)}}}`
  })

  function blankOf(kind: string, original: string): string {
    if (kind === 'NAME') {
      const parts = [...partsOf([original])]
      if (parts.some((part) => theirs.has(part))) return words.first
      return parts.length > 0 && parts.every((part) => ours.has(part)) ? words.agent : words.other
    }
    if (kind === 'ORDER') return words.order
    if (kind === 'MAIL') return words.mail
    if (kind === 'PHONE') return words.phone
    if (kind === 'ADDRESS') return words.address
    return words.other
  }
}

function partsOf(names: readonly string[]): Set<string> {
  const parts = names.flatMap((name) =>
    name
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u),
  )
  return new Set(parts.filter((part) => part.length > 1))
}
