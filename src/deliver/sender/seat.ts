import { randomInt } from 'node:crypto'
import pg from 'pg'

/** First of the two numbers of a worker's advisory lock; the second is its own. */
export const SEATS = 7_242_002

/**
 * A worker's sign of life: an advisory lock on a connection of its own. A frozen process keeps it, a dead one loses it.
 * Once `lost` aborts, somebody else may take what this worker had in hand.
 */
export interface Seat {
  number: number
  lost: AbortSignal
  leave(): Promise<void>
}

/** @param check milliseconds between two questions to the connection; unanswered for as long, it is lost */
export async function takeSeat(url: string, check: number): Promise<Seat> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'veillee outbox',
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  })
  const gone = new AbortController()
  // Given up, it is let go of too: a connection that only answered late would hold its number for ever.
  let ended: Promise<void> | undefined
  const lose = () => {
    gone.abort()
    ended ??= client.end().catch(() => undefined)
  }
  client.on('error', lose)
  client.on('end', lose)
  await client.connect()
  try {
    // A machine that vanished must not hold its seat for the two hours that the system would wait.
    await client.query(
      'set tcp_keepalives_idle = 20; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4',
    )
    const number = await freeSeat(client)
    const timer = setInterval(() => {
      answered(client, check).catch(lose)
    }, check)
    gone.signal.addEventListener('abort', () => clearInterval(timer), { once: true })
    return {
      number,
      lost: gone.signal,
      async leave() {
        lose()
        await ended
      },
    }
  } catch (error) {
    lose()
    await ended
    throw error
  }
}

async function freeSeat(client: pg.Client): Promise<number> {
  while (true) {
    const number = randomInt(1, 2 ** 31 - 1)
    const { rows } = await client.query('select pg_try_advisory_lock($1, $2) as mine', [SEATS, number])
    if (rows[0]?.mine) return number
  }
}

async function answered(client: pg.Client, within: number): Promise<void> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('the database does not answer')), within)
  try {
    await Promise.race([client.query('select 1'), late.promise])
  } finally {
    clearTimeout(timer)
  }
}
