const HUES = ['#26376f', '#7a3410', '#1c5a4a', '#5a3170', '#6b4a00', '#7a2740']

/** Two letters that stand for a name, one where it is a single word; a handle goes without its mark. */
export function initials(name: string): string {
  const words = name
    .replace(/^@/, '')
    .split(/[\s._-]+/)
    .filter(Boolean)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => [...(word ?? '?')][0]?.toUpperCase()).join('')
}

/** The same name has the same colour everywhere. */
export function hue(name: string): string {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997
  return HUES[sum % HUES.length] ?? '#26376f'
}
