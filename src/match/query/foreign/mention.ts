/** The parts of Mention's form, as its interface labels them in both languages. */
const LABELS: [RegExp, 'any' | 'all' | 'none' | 'sites' | 'langs'][] = [
  [
    /^(?:at least one(?: of these)?(?: keywords?)?|any(?: of)?|included?(?: keywords?)?|au moins un[es]?(?: de ces mots)?|inclure)$/u,
    'any',
  ],
  [
    /^(?:all(?: of these)?(?: keywords?)?|required(?: keywords?)?|and also|tous(?: ces mots)?|obligatoires?)$/u,
    'all',
  ],
  [
    /^(?:none(?: of these)?(?: keywords?)?|excluded?(?: keywords?)?|but not|aucun(?: de ces mots)?|exclure|exclus)$/u,
    'none',
  ],
  [/^(?:blocked sites?|excluded sites?|sites? (?:bloqués?|exclus))$/u, 'sites'],
  [/^(?:languages?|langues?)$/u, 'langs'],
]

export interface BasicAlert {
  any: string[]
  all: string[]
  none: string[]
  sites: string[]
  langs: string[]
}

/** Mention's basic alerts are lists of words under labels; its advanced ones a query. Both come out as a query. */
export function mentionSource(source: string): string {
  const alert: BasicAlert = { any: [], all: [], none: [], sites: [], langs: [] }
  let labelled = 0
  for (const line of source.split(/\r?\n/u)) {
    if (line.trim() === '') continue
    const [, label = '', values = ''] = /^\s*[-•]?\s*([\p{L} ]{2,40}?)\s*[:：]\s*(.*)$/u.exec(line) ?? []
    const part = LABELS.find(([pattern]) => pattern.test(label.toLowerCase()))?.[1]
    if (!part) return source
    labelled++
    alert[part].push(
      ...values
        .split(/[,;\n]/u)
        .map((value) => value.trim())
        .filter((value) => value !== ''),
    )
  }
  return labelled === 0 ? source : basicQuery(alert)
}

/** The query that a basic alert of Mention stands for. */
export function basicQuery({ any, all, none, sites, langs }: BasicAlert): string {
  const quoted = (word: string) =>
    /^[@#]?[\p{L}\p{N}_]+$/u.test(word) ? word : `"${word.replaceAll('"', ' ').trim()}"`
  const either = (words: string[]) => (words.length > 1 ? `(${words.join(' OR ')})` : (words[0] ?? ''))
  return [
    either(any.map(quoted)),
    ...all.map(quoted),
    either(langs.map((lang) => `lang:${lang}`)),
    ...none.map((word) => `-${quoted(word)}`),
    ...sites.map((site) => `-site:${site}`),
  ]
    .filter((part) => part !== '')
    .join(' AND ')
    .replaceAll(' AND -', ' -')
}
