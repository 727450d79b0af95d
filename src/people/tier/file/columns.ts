import type { Tier } from '../tier.ts'
import { nameKey } from '../tier.ts'
import { lookupsOf, type WhoKind } from './who.ts'

/** Where a file says who bears what, by the number of the column from 0. */
export interface Columns {
  who: { at: number; kind: WhoKind }[]
  /** Undefined: none says it. */
  tier?: number
  network?: number
}

export interface Seen {
  name: string
  samples: readonly string[]
}

const NAMES: [kind: WhoKind | 'tier' | 'network', names: string][] = [
  [
    'mail',
    'email,e mail,mail,courriel,adresse mail,adresse email,adresse e mail,adresse electronique,email address',
  ],
  [
    'phone',
    'telephone,phone,tel,mobile,portable,phone number,telephone number,numero de telephone,numero,number',
  ],
  ['handle', 'handle,pseudo,pseudonyme,compte,account,username,user name,nom d utilisateur'],
  [
    'who',
    'personne,person,client,customer,contact,qui,who,membre,member,id,identifiant,id client,customer id,person id',
  ],
  [
    'tier',
    'niveau,tier,niveau de client,customer tier,statut,status,rang,rank,segment,level,categorie,category',
  ],
  ['network', 'reseau,network,canal,channel'],
]
const KINDS = new Map(NAMES.flatMap(([kind, names]) => names.split(',').map((name) => [name, kind] as const)))

/** Words that say that somebody has no tier, where no tier is called so. */
const NONE = new Set(['aucun', 'sans', 'sans niveau', 'none', 'no tier', '-', '–', '—'])

/** The tier that a cell names, null for none, undefined where there is no such tier. */
export function tierNamed(tiers: readonly Tier[], cell: string): string | null | undefined {
  const key = nameKey(cell)
  const named = tiers.find(({ name }) => nameKey(name) === key)
  if (named) return named.id
  return NONE.has(key) ? null : undefined
}

/** What the columns are by their names, in French or English; undefined where no name says who. */
export function columnsNamed(columns: readonly Seen[]): Columns | undefined {
  const found: Columns = { who: [] }
  for (const [at, { name }] of columns.entries()) {
    const kind = KINDS.get(plain(name))
    if (kind === 'tier' || kind === 'network') found[kind] ??= at
    else if (kind) found.who.push({ at, kind })
  }
  return found.who.length > 0 ? found : undefined
}

/** What the columns are by what stands in them: the one that names people, and the one that names tiers. */
export function columnsGuessed(columns: readonly Seen[], tiers: readonly Tier[]): Columns {
  const tier = best(columns, (cell) => tierNamed(tiers, cell) !== undefined)
  const rest = columns.map((column, at) => (at === tier ? { ...column, samples: [] } : column))
  const who = best(rest, (cell) => /[@\d]/.test(cell) && lookupsOf('who', cell).length > 0)
  const only = who ?? best(rest, (cell) => lookupsOf('who', cell).length > 0)
  return {
    who: only === undefined ? [] : [{ at: only, kind: 'who' }],
    ...(tier === undefined ? {} : { tier }),
  }
}

/** The column of which most fits, at least half of it; of two alike the first. */
function best(columns: readonly Seen[], fits: (cell: string) => boolean): number | undefined {
  const shares = columns.map(({ samples }) =>
    samples.length === 0 ? 0 : samples.filter(fits).length / samples.length,
  )
  const most = Math.max(0, ...shares)
  return most >= 0.5 ? shares.indexOf(most) : undefined
}

function plain(header: string): string {
  return header
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
