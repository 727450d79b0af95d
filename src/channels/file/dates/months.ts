const NAMES = [
  ['janvier', 'january', 'janv', 'jan'],
  ['fevrier', 'february', 'fevr', 'fev', 'feb'],
  ['mars', 'march', 'mar'],
  ['avril', 'april', 'avr', 'apr'],
  ['mai', 'may'],
  ['juin', 'june', 'jun'],
  ['juillet', 'july', 'juil', 'jul'],
  ['aout', 'august', 'aou', 'aug'],
  ['septembre', 'september', 'sept', 'sep'],
  ['octobre', 'october', 'oct'],
  ['novembre', 'november', 'nov'],
  ['decembre', 'december', 'dec'],
]

const BY_NAME = new Map(NAMES.flatMap((names, i) => names.map((name) => [name, i + 1] as const)))

/** Number of a month by its French or English name, whole or short, accents or not; undefined for other words. */
export function monthNumber(word: string): number | undefined {
  const plain = word
    .normalize('NFD')
    .replace(/\p{M}|\./gu, '')
    .toLowerCase()
  return BY_NAME.get(plain)
}
