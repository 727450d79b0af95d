const DIGITS = '234567abcdefghijklmnopqrstuvwxyz'
const PER_MILLISECOND = 1_024_000n

/**
 * The record key (TID) of an errand: the same at each try, so that the second finds what the first left. The errand's
 * key is a UUIDv7, whose counter makes keys of one millisecond different: its lowest bits go where a TID has
 * microseconds and the number of its clock.
 */
export function recordKey(key: string): string {
  const hex = key.replaceAll('-', '')
  const milliseconds = BigInt(`0x${hex.slice(0, 12)}`)
  // Of the 62 bits after the variant the upper 30 end the counter; what follows is chance.
  const counter = (BigInt(`0x${hex.slice(16)}`) & ((1n << 62n) - 1n)) >> 32n
  const within = counter % PER_MILLISECOND
  const tid = ((milliseconds * 1000n + within / 1024n) << 10n) | (within % 1024n)
  return Array.from({ length: 13 }, (_, i) => DIGITS[Number((tid >> BigInt(5 * (12 - i))) & 31n)]).join('')
}
