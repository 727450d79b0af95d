export type FactKind = 'mail' | 'phone' | 'iban' | 'card' | 'social' | 'address' | 'order'

export interface Fact<K extends string = FactKind> {
  kind: K
  /** Global; every repetition in it is bounded. */
  pattern: RegExp
  /** What the pattern alone does not tell: a sum. */
  holds?: (found: string) => boolean
}

/** What is surely a fact about somebody, the surest first. */
export const FACTS: readonly Fact[] = [
  { kind: 'mail', pattern: /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu },
  { kind: 'iban', pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/gu, holds: isIban },
  { kind: 'card', pattern: /\b\d(?:[ -]?\d){12,18}\b/gu, holds: isCard },
  {
    kind: 'social',
    pattern: /\b[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3}(?: ?\d{2})?\b/gu,
  },
  {
    kind: 'phone',
    pattern:
      /(?<![\p{L}\p{N}])(?:(?:\+|00)\d{1,3}[ .-]?(?:\(0\)[ .-]?)?\d(?:[ .-]?\d){6,11}|0[1-9](?:[ .-]?\d{2}){4})(?!\d)/gu,
  },
  {
    kind: 'address',
    pattern:
      /(?<![\p{L}\p{N}])\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|av\.|boulevard|bd|bvd|place|chemin|impasse|allée|quai|cours|route|square) (?:de |du |des |de la |d['’]|la |le |les |l['’])?\p{Lu}[\p{L}'’-]+/gu,
  },
  {
    kind: 'address',
    pattern:
      /(?<![\p{L}\p{N}])\d{1,5}[A-Za-z]? (?:\p{Lu}[\p{L}'’-]+ ){1,3}(?:Street|Road|Avenue|Lane|Drive|Close|Way|Court|Square|Crescent|Gardens|Terrace|Boulevard)(?!\p{L})/gu,
  },
  {
    kind: 'order',
    pattern:
      /(?:commande|dossier|client|contrat|facture|suivi|colis|order|invoice|account|tracking|customer|case|booking|reference)s? ?(?:number|no\.?|n[°ºo]\.?|numéro|#|:|id)+ ?:? ?#?[A-Z0-9][A-Z0-9-]{4,}/giu,
  },
]

/** ISO 13616: moved and spelled in figures, it leaves 1 by 97. */
function isIban(found: string): boolean {
  const plain = found.replace(/ /g, '')
  if (plain.length < 15 || plain.length > 34) return false
  const moved = plain.slice(4) + plain.slice(0, 4)
  let rest = 0
  for (const sign of moved)
    for (const digit of String(Number.parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}

/** Luhn's sum (ISO/IEC 7812-1). */
function isCard(found: string): boolean {
  const digits = [...found.replace(/\D/g, '')].reverse().map(Number)
  const sum = digits.reduce(
    (all, digit, n) => all + (n % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)),
    0,
  )
  return sum % 10 === 0 && new Set(digits).size > 1
}
