import type { Advice, Situation } from '../draft.ts'

/** What must not leave as it is: blanks left to fill, private facts in public, more than the network takes. */
export function leaksOf(text: string, situation: Situation, lang: 'fr' | 'en'): Advice[] {
  return [
    ...placeholders(text),
    ...(situation.visibility === 'public' ? secrets(text, situation.own ?? [], lang) : []),
    ...tooLong(text, situation.limit),
  ]
}

const MOST = 5
const PLACEHOLDERS = [
  /\{\{?\s*[\p{L}_][\p{L}\p{N}_. -]{0,40}\}?\}/gu,
  /\[(?![^\]]*\]\()[\p{Lu}\p{Ll}][\p{L}\p{N}_ '’/-]{1,40}\](?!\()/gu,
  /<(?!https?:)[\p{L}_][\p{L}\p{N}_ '’-]{1,30}>/gu,
  /%[a-z_]{2,30}%|\$\{?[a-z_]{3,30}\}?|#[A-Z_]{4,30}#/gu,
  /(?<![\p{L}\p{N}])(?:X{3,}|_{3,}|\.{6,}|TODO|TBD|lorem ipsum)(?![\p{L}\p{N}])/gu,
  /(?<=^(?:bonjour|bonsoir|cher|chère|hello|hi|dear)) +(?=,)/giu,
]

function placeholders(text: string): Advice[] {
  return PLACEHOLDERS.flatMap((pattern) => [...text.matchAll(pattern)])
    .slice(0, MOST)
    .map(({ 0: blank, index }) => ({
      id: 'placeholder',
      start: index,
      end: index + blank.length,
      values: { blank: blank.trim() || '…' },
    }))
}

type Kind = 'mail' | 'phone' | 'iban' | 'card' | 'social' | 'address' | 'order'
const SECRETS: [Kind, RegExp, ((found: string) => boolean)?][] = [
  ['mail', /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu],
  ['iban', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/gu, isIban],
  ['card', /\b\d(?:[ -]?\d){12,18}\b/gu, isCard],
  ['social', /\b[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3}(?: ?\d{2})?\b/gu],
  [
    'phone',
    /(?<![\p{L}\p{N}])(?:(?:\+|00)\d{1,3}[ .-]?(?:\(0\)[ .-]?)?\d(?:[ .-]?\d){6,11}|0[1-9](?:[ .-]?\d{2}){4})(?!\d)/gu,
  ],
  [
    'address',
    /(?<![\p{L}\p{N}])\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|av\.|boulevard|bd|bvd|place|chemin|impasse|allée|quai|cours|route|square) (?:de |du |des |de la |d['’]|la |le |les |l['’])?\p{Lu}[\p{L}'’-]+/gu,
  ],
  [
    'address',
    /(?<![\p{L}\p{N}])\d{1,5}[A-Za-z]? (?:\p{Lu}[\p{L}'’-]+ ){1,3}(?:Street|Road|Avenue|Lane|Drive|Close|Way|Court|Square|Crescent|Gardens|Terrace|Boulevard)(?!\p{L})/gu,
  ],
  [
    'order',
    /(?:commande|dossier|client|contrat|facture|suivi|colis|order|invoice|account|tracking|customer|case|booking|reference)s? ?(?:number|no\.?|n[°ºo]\.?|numéro|#|:|id)+ ?:? ?#?[A-Z0-9][A-Z0-9-]{4,}/giu,
  ],
]

/** The kinds of facts about somebody that do not belong in public, the brand's own aside. */
function secrets(text: string, own: string[], lang: 'fr' | 'en'): Advice[] {
  const found: (Advice & { kind: Kind })[] = []
  for (const [kind, pattern, holds] of SECRETS) {
    for (const { 0: secret, index } of text.matchAll(pattern)) {
      const start = index
      const end = index + secret.length
      if (holds && !holds(secret)) continue
      if (isOwn(secret, own) || found.some((other) => start < other.end && other.start < end)) continue
      found.push({
        id: 'private_data',
        start,
        end,
        kind,
        values: { kind },
        mend: { start, end, text: ELSEWHERE[lang] },
      })
    }
  }
  return found
    .sort((a, b) => a.start - b.start)
    .slice(0, MOST)
    .map(({ kind: _, ...advice }) => advice)
}

const ELSEWHERE = { fr: '(en message privé)', en: '(in private message)' }

function isOwn(secret: string, own: string[]): boolean {
  const plain = bare(secret)
  return own.some((ours) => plain === bare(ours) || (secret.includes('@') && plain.endsWith(bare(ours))))
}

function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s().-]/g, '')
    .replace(/^(?:\+|00)33/, '0')
}

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

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

function tooLong(text: string, limit: number | undefined): Advice[] {
  if (limit === undefined || text.length <= limit) return []
  let count = 0
  let start = text.length
  for (const { index } of graphemes.segment(text)) if (++count === limit + 1) start = index
  return count > limit ? [{ id: 'too_long', start, end: text.length, values: { count, limit } }] : []
}
