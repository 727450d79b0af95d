import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Handle } from '../lib/db/index.ts'
import { migrate } from '../lib/db/migrate.ts'
import { silentLog } from '../lib/log/index.ts'
import { startPostgres } from '../lib/postgres/index.ts'
import type { Activity } from '../src/activity/index.ts'

/** The embedded PostgreSQL as the product runs it (with fsync), in a folder of its own. */
export async function benchDatabase(): Promise<{ db: Handle; url: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'veillee-bench-'))
  const postgres = await startPostgres({ dataFolder: folder, log: silentLog() })
  const connection = connect(postgres.url)
  await migrate(connection.db)
  return {
    db: connection.db,
    url: postgres.url,
    close: async () => {
      await connection.close()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

/** One line of JSON a bench, for a person and for a file alike. */
export function report(name: string, figures: Record<string, string | number>): void {
  const rounded = Object.entries(figures).map(([key, value]) => [
    key,
    typeof value === 'number' ? Number(value.toPrecision(value >= 100 ? 6 : 3)) : value,
  ])
  console.log(JSON.stringify({ bench: name, ...Object.fromEntries(rounded) }))
}

/** mulberry32: small, seeded, good enough to draw words. */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const WORDS =
  'je suis vraiment très déçu par cette lampe commandée il y a trois semaines toujours pas reçue le service client ne répond plus merci pour votre aide rapide bravo livraison parfaite produit magnifique mais la notice manque encore quand pensez-vous expédier mon colis le vendeur a promis un remboursement honteux arnaque super qualité je recommande bonjour bonsoir est-ce que vous avez cette référence en stock the delivery was late again and nobody answers my emails great product love it would buy again thanks for the quick reply is this available in blue please help me with my order number'.split(
    ' ',
  )

/** Posts of 5 to 60 words in French and English over the last 30 days, by 5,000 authors who speak unequally often. */
export function posts(seed: number, count: number): Activity[] {
  const draw = random(seed)
  const now = Date.now()
  const pick = (n: number) => Math.floor(draw() * n)
  return Array.from({ length: count }, (_, i) => {
    const length = 5 + pick(55)
    const from = draw() < 0.7 ? 0 : 79
    const text = Array.from(
      { length },
      () => WORDS[from + pick(from ? WORDS.length - from : 79)] ?? 'lampe',
    ).join(' ')
    const author = Math.floor(5000 * draw() ** 2)
    const externalId = `bench:${seed}:${i}`
    return {
      verb: 'Create',
      externalId,
      published: new Date(now - pick(30 * 86_400_000)),
      visibility: 'public',
      actor: {
        id: `actor:${author}`,
        name: `Actor ${author}`,
        handle: `actor${author}`,
        followers: author * 3,
      },
      object: {
        type: 'Note',
        id: externalId,
        text: `${text} ${pick(1e6)}`,
        url: `https://example.org/${externalId}`,
      },
    }
  })
}
