/** Amounts travel in the currency's minor units (cents; none for the yen). */
export function money(locale: string, minor: number, currency: string): string {
  try {
    const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
    const digits = format.resolvedOptions().maximumFractionDigits ?? 2
    return format.format(minor / 10 ** digits)
  } catch {
    return `${minor / 100} ${currency}`
  }
}
