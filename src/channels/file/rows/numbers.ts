/** How decimals are written. */
export type Decimal = ',' | '.'

/** A number as people write it ("1 234,56", "1,234.56", "4.5", "12k"); undefined when it is none. */
export function parseNumber(text: string, decimal: Decimal): number | undefined {
  const found = /^([-+]?)(\d[\d.,'’ \u00A0\u202F]*)\s*([kKmM]?)$/.exec(text.trim())
  if (!found) return undefined
  const [, sign, body = '', scale = ''] = found
  const digits = body.replace(/['’ \u00A0\u202F]/g, '')
  const value = Number(plainDigits(digits, decimal))
  if (!Number.isFinite(value)) return undefined
  const times = scale ? (scale.toLowerCase() === 'k' ? 1000 : 1_000_000) : 1
  return (sign === '-' ? -value : value) * times
}

/** With both marks the last is the decimal one; a mark that comes twice groups thousands; one alone may do either. */
function plainDigits(digits: string, decimal: Decimal): string {
  const comma = digits.lastIndexOf(',')
  const dot = digits.lastIndexOf('.')
  if (comma >= 0 && dot >= 0) {
    const [mark, group] = comma > dot ? [',', /\./g] : ['.', /,/g]
    return digits.replace(group, '').replace(mark, '.')
  }
  const mark = comma >= 0 ? ',' : '.'
  const parts = digits.split(mark)
  const grouped = parts.length > 2 || (parts.length === 2 && parts[1]?.length === 3 && mark !== decimal)
  return grouped ? parts.join('') : digits.replace(',', '.')
}

const WORDS: Record<string, number> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  un: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
}

/**
 * A rating brought to 1 to 5: "4", "4/5", "8/10", "80 %", "★★★★☆", "FOUR", "4,5 étoiles". `scale` is the best mark
 * where the value does not say it. Undefined when it is no rating or goes past its scale.
 */
export function parseRating(text: string, scale: number, decimal: Decimal): number | undefined {
  const clean = text.trim().replace(/\uFE0F/g, '')
  const stars = /^([★⭐]+)([☆✩]*)$/u.exec(clean)
  if (stars) return clampFive([...(stars[1] ?? '')].length, Math.max(5, [...clean].length))
  const word = /^(?:star_?)?(\p{L}+)(?:_?stars?)?$/iu.exec(clean)?.[1]?.toLowerCase()
  if (word) return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined
  const found =
    /^(\d+(?:[.,]\d+)?)\s*(?:(?:\/|sur|out of|of)\s*(\d+)|(%))?\s*(?:[★⭐]|étoiles?|etoiles?|stars?|pts?|points?)?$/iu.exec(
      clean,
    )
  if (!found) return undefined
  const value = parseNumber(found[1] ?? '', decimal)
  if (value === undefined) return undefined
  return clampFive(value, found[3] ? 100 : Number(found[2] ?? scale))
}

/** Out of 5, a rating is itself; out of more, its part of 5. None goes under 1. */
function clampFive(value: number, scale: number): number | undefined {
  if (!(scale > 0) || value > scale) return undefined
  const five = scale === 5 ? value : (value / scale) * 5
  return Math.max(1, Math.round(five * 10) / 10)
}

/** The scale that makes sense of a column of bare ratings. */
export function guessScale(samples: readonly string[], decimal: Decimal): number {
  const values = samples.map((text) => parseNumber(text, decimal) ?? 0)
  const best = Math.max(0, ...values)
  return [5, 10, 20, 100].find((scale) => best <= scale) ?? 5
}

/** The decimal mark of a column: what stands before one, two or four digits and more, and not before three. */
export function guessDecimal(samples: readonly string[], fallback: Decimal): Decimal {
  const commas = samples.filter((text) => /\d,(\d{1,2}|\d{4,})(?!\d)/.test(text)).length
  const dots = samples.filter((text) => /\d\.(\d{1,2}|\d{4,})(?!\d)/.test(text)).length
  if (commas === dots) return fallback
  return commas > dots ? ',' : '.'
}

const SIGNS: Record<string, string> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  '¥': 'JPY',
  CHF: 'CHF',
  FR: 'CHF',
  EURO: 'EUR',
  EUROS: 'EUR',
}
const digitsOf = new Map<string, number>()

export interface Amount {
  /** In minor units of the currency. */
  amount: number
  currency: string
}

/** An amount of money, its currency beside the number ("12,50 €", "USD 12.50") or told by the file. */
export function parseAmount(text: string, currency: string, decimal: Decimal): Amount | undefined {
  const sign = /[\p{Sc}\p{L}]+/u.exec(text)?.[0].toUpperCase()
  const code = currencyCode(sign ?? currency)
  const value = parseNumber(text.replace(/[\p{Sc}\p{L}]+/gu, ''), decimal)
  if (code === undefined || value === undefined) return undefined
  const amount = Math.round(value * 10 ** minorDigits(code))
  return Number.isSafeInteger(amount) ? { amount, currency: code } : undefined
}

/** ISO 4217 code of a sign or a code; undefined for other words. */
export function currencyCode(text: string): string | undefined {
  const upper = text.trim().toUpperCase()
  return SIGNS[upper] ?? (/^[A-Z]{3}$/.test(upper) ? upper : undefined)
}

function minorDigits(code: string): number {
  const known = digitsOf.get(code)
  if (known !== undefined) return known
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: code })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  digitsOf.set(code, digits)
  return digits
}
