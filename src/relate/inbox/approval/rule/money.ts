/** Longer texts are read so far. */
const MOST = 20_000

const CURRENCY = String.raw`(?:€|\$|£|(?<!\p{L})(?:euros?|eur|usd|gbp|chf|dollars?|pounds?|livres? sterling)\b)`
const AMOUNT = String.raw`\d(?:[\d.,'’\s\u00a0\u202f]{0,12}\d)?`

/** What stands before an amount: signs and codes, as in « CHF 50 »; no words. */
const BEFORE = String.raw`(?:€|\$|£|\b(?:eur|usd|gbp|chf))`

/** An amount, before or after its currency. */
const SUMS = new RegExp(`(?:${AMOUNT}\\s{0,2}${CURRENCY}|${BEFORE}\\s{0,2}${AMOUNT})`, 'giu')

/**
 * What promises money without a figure: refunds, goodwill gestures, vouchers, compensation. Said of folded text, whole words
 * or their beginnings; `avoir` alone is a verb far too often.
 */
const WORDS = [
  String.raw`rembours\p{L}*`,
  'gestes? commercia(?:l|ux)',
  String.raw`bons? d['’]?\s?(?:achat|reduction)`,
  'cheques?(?: |-)cadeaux?',
  'cartes?(?: |-)cadeaux?',
  String.raw`codes? (?:promo\p{L}*|de reduction)`,
  "(?:un|votre|cet|d['’]un) avoir (?:de|du|sur|valable|d['’])",
  'remises?',
  'reductions?',
  String.raw`dedommag\p{L}*`,
  String.raw`indemnis\p{L}*`,
  '(?:offert|offerte|offerts|offertes) (?:par|en|pour)',
  'frais (?:de port )?offerts',
  String.raw`refund\p{L}*`,
  String.raw`reimburs\p{L}*`,
  'money back',
  'goodwill gestures?',
  '(?:store|shop|account) credits?',
  'credit notes?',
  'vouchers?',
  'gift cards?',
  'discounts?',
  String.raw`compensat\p{L}*`,
  'free of charge',
]
/** Words that belong together may be parted by the end of a line. */
const SPACED = WORDS.join('|').replaceAll(' ', String.raw`\s{1,3}`)
const PROMISES = new RegExp(`(?<![\\p{L}\\p{N}])(?:${SPACED})(?![\\p{L}\\p{N}])`, 'giu')

/** Without accents and case, sign for sign as long as it was: what is found can be shown as it was written. */
function folded(text: string): string {
  return Array.from(text, (sign) => {
    const bare = sign
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
    return bare.length === sign.length ? bare : sign
  }).join('')
}

/** The words by which a text may promise money, as they stand in it, each once, in order. */
export function moneyIn(text: string): string[] {
  const read = text.slice(0, MOST).normalize('NFC')
  const plain = folded(read)
  const found = [...plain.matchAll(SUMS), ...plain.matchAll(PROMISES)]
    .toSorted((a, b) => a.index - b.index)
    .map((one) =>
      read
        .slice(one.index, one.index + one[0].length)
        .replace(/\s+/g, ' ')
        .trim(),
    )
  return [...new Set(found)]
}
