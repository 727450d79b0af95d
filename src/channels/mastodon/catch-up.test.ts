import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { entry } from '../../../test/support/entries.ts'
import { randomOf } from '../../../test/support/jetstream-events.ts'
import { loopbackHttp } from '../../../test/support/listening.ts'
import {
  type Character,
  type MastodonServer,
  type Status,
  startMastodon,
} from '../../../test/support/mastodon-server.ts'
import { type Activity, append } from '../../activity/index.ts'
import type { Batch, Host } from '../channel.ts'
import { createMastodon } from './index.ts'
import { PACE, type Pace } from './line/index.ts'

const HOUR = 3_600_000
const START = Date.parse('2026-11-10T08:00:00Z')
const OUTAGE = 72 * HOUR
const MESSAGES = 5_000
const http = loopbackHttp()
let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(async () => {
  await database.close()
  await http.close()
})

const FAST: Pace = { ...PACE, backoff: 5, backoffMost: 20, poll: 30, subscribing: 40, reserve: 0 }

/** One account, from one connection to the next, as ingest keeps it. */
class Reading {
  readonly workspaceId = uuidv7()
  readonly id = uuidv7()
  readonly server: MastodonServer
  cursor: string | undefined
  now = new Date(START)
  /** Creates in the order in which they were given. */
  readonly given: Activity[] = []
  constructor(server: MastodonServer) {
    this.server = server
    server.world.now = () => this.now
  }

  /** Reads until `enough` says so; `fate` decides what of a batch is kept before the connection is killed. */
  async read(
    enough: (batch: Batch) => Promise<boolean> | boolean,
    fate: () => 'kept' | 'lost' | 'half' = () => 'kept',
  ) {
    const control = new AbortController()
    const channel = createMastodon(FAST)
    const config = channel.config.parse({ server: this.server.url, accessToken: 'token-of-tournesol' })
    const account = { id: this.id, workspaceId: this.workspaceId, channel: 'mastodon', name: 'test', config }
    const host: Host = { http, now: () => this.now, signal: control.signal, status: () => undefined }
    try {
      for await (const batch of channel.listen?.(account, host, this.cursor) ?? []) {
        const end = fate()
        if (end === 'lost') return
        await this.#keep(batch)
        // The activities are in the stream, and the place is not: they come again.
        if (end === 'half') return
        this.cursor = batch.cursor ?? this.cursor
        if (await enough(batch)) return
      }
    } finally {
      control.abort()
    }
  }

  async #keep({ activities }: Batch) {
    this.given.push(...activities.filter(({ verb }) => verb === 'Create'))
    await append(database.db, {
      workspaceId: this.workspaceId,
      channel: 'mastodon',
      accountId: null,
      entries: activities.map((activity) => entry(activity)),
      received: this.now,
    })
  }

  async standing(): Promise<Map<string, string | null>> {
    const { rows } = await sql<{ external_id: string; text: string | null }>`
      select external_id, text from activity where workspace_id = ${this.workspaceId} and verb = 'Create'`.execute(
      database.db,
    )
    assert.equal(new Set(rows.map((row) => row.external_id)).size, rows.length, 'doubled')
    return new Map(rows.map((row) => [row.external_id, row.text]))
  }
}

/** What ought to stand: of those that were never seen and deleted, nothing at all. */
function expected(said: Status[], seenBefore: ReadonlySet<Status>): Map<string, string | null> {
  const standing = said.filter((one) => !one.deleted || seenBefore.has(one))
  return new Map(standing.map((one) => [one.uri, one.deleted ? null : one.text]))
}

/** 72 hours of messages to us, of edits and of deletions, of what is new and of what we had. */
function outage(reading: Reading, random: () => number): Status[] {
  const { world } = reading.server
  const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)] as T
  const before = world.statuses.filter(({ deleted }) => !deleted)
  const said: Status[] = []
  const people = world.people.filter(({ domain }) => domain)
  for (let n = 0; n < MESSAGES; n++) {
    reading.now = new Date(START + 600_000 + Math.floor((n * OUTAGE) / MESSAGES))
    const to = random() < 0.2 ? pick(random() < 0.3 ? before : [...said.slice(-50), pick(before)]) : null
    const visibility = random() < 0.3 ? 'direct' : 'public'
    said.push(world.say(pick(people), `@tournesol message ${n}`, { to, visibility }))
    const dice = random()
    const one = pick(random() < 0.5 ? before : said)
    if (one.deleted || dice > 0.1) continue
    if (dice < 0.05) world.edit(one, `${one.text} (corrigé ${n})`)
    else world.remove(one)
  }
  reading.now = new Date(START + OUTAGE + HOUR)
  return said
}

describe('catches up after 72 hours and 5,000 messages', () => {
  for (const character of ['full', 'poor'] satisfies Character[]) {
    it(`on a ${character} server: nothing lost, doubled or brought back`, { timeout: 180_000 }, async (t) => {
      const server = await startMastodon({ character })
      t.after(() => server.close())
      server.faults.lateVisibility = 0
      server.faults.copies = 2
      const { world } = server
      const reading = new Reading(server)
      const me = world.person('tournesol')
      for (let n = 0; n < 30; n++) world.person(`p${n}`, 'ailleurs.example')
      const first = Array.from({ length: 30 }, (_, n) => {
        const own = world.say(me, `Nouvelle ${n}`)
        return [
          own,
          world.say(world.person(`p${n}`, 'ailleurs.example'), `@tournesol bonjour ${n}`, { to: own }),
        ]
      }).flat()
      reading.now = new Date(START + HOUR / 2)
      await reading.read(async () => (await reading.standing()).size === first.length)

      const random = randomOf(6)
      const said = outage(reading, random)
      const live: Status[] = []
      let kills = 0
      let done = false
      let liveGivenAfter = Number.POSITIVE_INFINITY
      const goal = expected([...first, ...said], new Set(first))
      while (!done) {
        await reading.read(
          async ({ activities }) => {
            const found = live.find(({ uri }) => activities.some(({ externalId }) => externalId === uri))
            if (found) liveGivenAfter = Math.min(liveGivenAfter, reading.given.length)
            if (live.length === 0 && server.streams() > 0 && reading.given.length > 500) {
              live.push(world.say(world.person('p1', 'ailleurs.example'), '@tournesol en direct !'))
              goal.set(live[0]?.uri ?? '', '@tournesol en direct !')
            }
            if (reading.given.length < goal.size * 0.98) return false
            done = same(await reading.standing(), goal)
            return done
          },
          () => {
            const dice = kills < 20 ? random() : 1
            if (dice < 0.04) return 'lost'
            return dice < 0.08 ? 'half' : 'kept'
          },
        )
        kills++
      }
      assert.ok(kills > 5, `killed ${kills} times only`)
      assert.deepEqual(Object.fromEntries(await reading.standing()), Object.fromEntries(goal))
      assert.ok(
        [...goal.values()].filter((text) => text === null).length > 10,
        'few deletions of what was known',
      )
      if (character === 'full')
        assert.ok(liveGivenAfter < MESSAGES, 'what is live waited for all that is old')
      inOrder(reading)
    })
  }
})

function same(a: Map<string, string | null>, b: Map<string, string | null>): boolean {
  return a.size === b.size && [...b].every(([uri, text]) => a.get(uri) === text)
}

/** What was caught up came oldest first; only what was live went before it. */
function inOrder(reading: Reading): void {
  const seen = new Set<string>()
  const firsts = reading.given.filter(({ externalId }) => !seen.has(externalId) && seen.add(externalId))
  const late = firsts.filter(
    ({ published, object }, i) =>
      !object.text?.includes('en direct') && i > 0 && published < (firsts[i - 1]?.published ?? published),
  )
  assert.ok(late.length <= 1, `${late.length} of ${firsts.length} out of order`)
}
