const LEAST = 3
/** Parts of names that are words of every text: alone they name nobody. */
const COMMON = new Set(
  'les des une the and pour avec dans sur est pas san von van der del dos ben bin mme mlle monsieur madame service client clients support officiel official france'.split(
    ' ',
  ),
)

/** Folds case and accents sign by sign, so that places stay what they are. */
export function fold(text: string): string {
  let folded = ''
  for (const sign of text) {
    const plain = sign.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    folded += plain.length === sign.length ? plain : sign
  }
  return folded
}

/** A pattern over folded text of the names given and of their parts, the longest first; undefined where there are none. */
export function namesPattern(names: readonly string[]): RegExp | undefined {
  const wanted = new Set<string>()
  for (const name of names) {
    const whole = fold(name.normalize('NFC').replace(/[\p{Cf}]/gu, ''))
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 200)
    if (/[\p{L}\p{N}]/u.test(whole) && whole.length > 1) wanted.add(whole)
    for (const part of whole.split(/[^\p{L}\p{N}]+/u))
      if (part.length >= LEAST && !COMMON.has(part)) wanted.add(part)
  }
  if (wanted.size === 0) return undefined
  const each = [...wanted]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  return new RegExp(`(?<![\\p{L}\\p{N}])@?(?:${each.join('|')})(?![\\p{L}\\p{N}])`, 'gu')
}
