import { type Channel, networkOf } from '../../channels/index.ts'
import type { AccountRow } from '../../ingest/index.ts'

/** Somewhere to look: one site of one network, by whichever of our accounts there. */
export interface Place {
  id: string
  network: string
  /** Of the site where it has one, else of the account. */
  name: string
  /** That could ask, the healthy first; none where the network cannot be searched by what is connected. */
  accounts: AccountRow[]
  /** Why nobody can. */
  why?: 'paused' | 'needs-account' | 'no-search'
}

type Kinds = (id: string) => Channel | undefined

/**
 * The places that a workspace is connected to. Two accounts of one site see the same: one of them is asked, and the
 * other where it cannot answer.
 */
export function placesOf(rows: AccountRow[], kinds: Kinds, all: readonly Channel[]): Place[] {
  const places = new Map<string, Place>()
  const dumb = new Map<string, AccountRow>()
  for (const row of rows) {
    const channel = kinds(row.channel)
    if (!channel || !row.connected) continue
    const network = networkOf(channel)
    if (!channel.search) {
      dumb.set(network, row)
      continue
    }
    const site = siteOf(row)
    const id = `${network}:${site ?? row.id}`
    const place = places.get(id) ?? { id, network, name: site ?? row.name, accounts: [] }
    places.set(id, { ...place, accounts: [...place.accounts, row] })
  }
  const asked = [...places.values()].map(awake)
  const heard = new Set(asked.map(({ network }) => network))
  const mute = [...dumb].filter(([network]) => !heard.has(network)).map(([network]) => deaf(network, all))
  return [...asked, ...mute]
}

const TROUBLED = { 'token-dead': 2, gone: 2 } as Record<string, number>

function awake(place: Place): Place {
  const running = place.accounts.filter(({ paused }) => !paused)
  if (running.length === 0) return { ...place, accounts: [], why: 'paused' }
  const trouble = ({ failure }: AccountRow) => (failure ? (TROUBLED[failure.kind] ?? 1) : 0)
  return { ...place, accounts: running.toSorted((a, b) => trouble(a) - trouble(b)) }
}

function deaf(network: string, all: readonly Channel[]): Place {
  const could = all.some((channel) => networkOf(channel) === network && channel.search)
  return { id: network, network, name: '', accounts: [], why: could ? 'needs-account' : 'no-search' }
}

/** Where its profile stands is where it sees from. */
function siteOf({ profile, config }: AccountRow): string | undefined {
  const address = profile?.url ?? (typeof config.server === 'string' ? config.server : undefined)
  return URL.parse(address ?? '')?.host
}
