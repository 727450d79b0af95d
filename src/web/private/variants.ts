/** Variants as they are written in one field: a blank line between two. */
export function joined(variants: readonly string[]): string {
  return variants.map((one) => one.replace(/\n\s*\n/g, '\n')).join('\n\n')
}

export function parted(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((one) => one.trim())
    .filter(Boolean)
}
