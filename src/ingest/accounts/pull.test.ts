import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { note } from '../../../test/support/entries.ts'
import { PLAIN } from '../../../test/support/imports.ts'
import { loopbackHttp } from '../../../test/support/listening.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { type Batch, type Channel, ChannelFailure, type Failure, type Host } from '../../channels/index.ts'
import { healthOf, noteStatus, retryAt } from './health.ts'
import { pullAccount, type RunnerDeps } from './runner.ts'
import { askForPull, changeAccount, createAccount, deleteAccount, dueAccounts, getAccount } from './store.ts'

/** Turns of a channel that is read now and then, over networks that fail in every way there is. */
const EVERY = 600
const clock = { at: Date.parse('2026-11-10T12:00:00Z') }
const now = () => new Date(clock.at)
const inMs = (ms: number) => new Date(clock.at + ms)
const MINUTE = 60_000
const DAY = 1440 * MINUTE
const vault = { seal: (text: string) => text, open: (text: string) => text }
const http = loopbackHttp()
let database: TestDatabase
let deps: RunnerDeps
let told: Record<string, unknown>[] = []

before(async () => {
  database = await testDatabase()
  const log = { info: () => undefined, error: (values: object) => void told.push({ ...values }) }
  deps = { db: database.db, vault, pipeline: { ...PLAIN, now }, http, log }
})
after(async () => {
  await http.close()
  await database.close()
})

type Turn = (host: Host, cursor?: string) => AsyncIterable<Batch>

/** A network of numbered posts: each turn tells those past the cursor, two a batch, until it does as scripted. */
async function network(posts: number) {
  const script: ((place: number) => void)[] = []
  const cursors: (string | undefined)[] = []
  let whole: Turn | undefined
  const channel: Channel = {
    id: 'numbers',
    name: 'Numbers',
    config: z.object({}) as z.ZodType<unknown>,
    limits: { text: 0, media: 0 },
    inbox: false,
    every: EVERY,
    async *pull(_account, host, cursor) {
      cursors.push(cursor)
      if (whole) return yield* whole(host, cursor)
      const act = script.shift()
      for (let place = Number(cursor ?? 0); place < posts; place += 2) {
        act?.(place)
        const ids = [place, place + 1].filter((n) => n < posts)
        yield {
          activities: ids.map((n) => note(`post ${n}`, `text ${n}`)),
          cursor: String(place + ids.length),
        }
      }
      act?.(posts)
    },
  }
  const workspaceId = await testWorkspace(database.db)
  const id = await createAccount(database.db, vault, channel, { workspaceId, name: 'Numbers', config: {} })
  const row = () => getAccount(database.db, workspaceId, id)
  const turn = async (signal = new AbortController().signal) =>
    pullAccount(deps, channel, await row(), signal)
  const instead = (one: Turn) => {
    whole = one
  }
  const kept = async () => {
    const { rows } = await sql<{ id: string }>`
      select external_id as id from activity where workspace_id = ${workspaceId} order by position`.execute(
      database.db,
    )
    return rows.map((one) => one.id)
  }
  return { channel, workspaceId, id, row, turn, script, cursors, kept, instead }
}

const from = (place: number, failure: Failure) => (at: number) => {
  if (at >= place) throw new ChannelFailure(failure)
}
const all = (count: number) => Array.from({ length: count }, (_, n) => `post ${n}`)

const UNTIL = new Date('2026-11-10T15:00:00Z')
const FAILURES: { failure: Failure; next: 'never' | 'until' | 'soon' }[] = [
  { failure: { kind: 'rate-limited', until: UNTIL }, next: 'until' },
  { failure: { kind: 'quota-spent', until: UNTIL }, next: 'until' },
  { failure: { kind: 'quota-spent' }, next: 'soon' },
  { failure: { kind: 'token-dead', detail: '401' }, next: 'never' },
  { failure: { kind: 'gone', detail: '410' }, next: 'never' },
  { failure: { kind: 'refused', detail: '403' }, next: 'soon' },
  { failure: { kind: 'bad-response', detail: 'not json' }, next: 'soon' },
  { failure: { kind: 'unreachable', detail: 'http.timeout' }, next: 'soon' },
  { failure: { kind: 'uncertain', detail: '500' }, next: 'soon' },
]

describe('an account of before', () => {
  it('has by its default what its channel has learnt to ask for since', async () => {
    const one = await network(0)
    const config = z.object({ tags: z.array(z.string()).default(['all']) }) as z.ZodType<unknown>
    const seen: unknown[] = []
    const pull: Channel['pull'] = async function* (account) {
      seen.push(account.config)
      yield { activities: [] }
    }
    await pullAccount(deps, { ...one.channel, config, pull }, await one.row(), new AbortController().signal)
    assert.deepEqual(seen, [{ tags: ['all'] }])
  })

  it('tells nothing any more of what was changed', async () => {
    const one = await network(0)
    await noteStatus(database.db, await one.row(), 'search-off', { words: 'lampe' })
    await changeAccount(database.db, vault, one.channel, await one.row(), { name: 'Other' })
    assert.equal((await one.row()).status?.key, 'search-off')
    await changeAccount(database.db, vault, one.channel, await one.row(), { config: {} })
    assert.equal((await one.row()).status, null)
  })
})

describe('a turn that fails', () => {
  for (const { failure, next } of FAILURES) {
    const name = `${failure.kind}${'until' in failure ? ' until then' : ''}`
    it(`${name}: keeps what came before, is tried again ${next}, and goes on from there, doubling nothing`, async () => {
      const one = await network(7)
      one.script.push(from(4, failure), from(4, failure))
      for (const failures of [1, 2]) {
        await one.turn()
        const row = await one.row()
        assert.deepEqual([row.cursor, row.failure?.kind, row.failures], ['4', failure.kind, failures])
        assert.equal(healthOf(row, one.channel, now()), 'failing')
        const wait = row.next_pull && row.next_pull.getTime() - clock.at
        if (next === 'never') assert.equal(wait, null)
        else if (next === 'until') assert.deepEqual(row.next_pull, UNTIL)
        else assert.ok(wait && wait >= 15_000 * failures && wait <= 60_000 * failures, `${wait}`)
        const due = (await dueAccounts(database.db, inMs(DAY))).some(({ accountId }) => accountId === one.id)
        assert.equal(due, next !== 'never', 'what only a person can mend is not asked for again')
      }
      assert.deepEqual(await one.kept(), all(4))
      await one.turn()
      const row = await one.row()
      assert.deepEqual([row.cursor, row.failure, row.failures], ['7', null, 0])
      assert.deepEqual(row.next_pull, inMs(EVERY * 1000))
      assert.deepEqual(await one.kept(), all(7))
      assert.deepEqual(one.cursors, [undefined, '4', '4'])
    })
  }

  it('through a fault of ours says so without its words, which may be a person’s', async () => {
    const one = await network(4)
    one.script.push(() => {
      throw new TypeError('cannot read the letter of Ana')
    })
    told = []
    assert.equal(await one.turn(), 0)
    const { failure } = await one.row()
    assert.deepEqual(failure, { kind: 'bad-response', detail: 'TypeError' })
    assert.ok(told[0]?.err instanceof TypeError, 'the log has the stack')
  })

  it('when told to stop is no failure at all', async () => {
    const one = await network(6)
    const stop = new AbortController()
    one.script.push((place) => {
      if (place < 2) return
      stop.abort()
      throw new ChannelFailure({ kind: 'unreachable', detail: 'aborted' })
    })
    const before = await one.row()
    await one.turn(stop.signal)
    const { failure, failures, next_pull, cursor } = await one.row()
    assert.deepEqual([failure, failures, next_pull, cursor], [null, 0, before.next_pull, '2'])
  })

  it('because the account was disconnected meanwhile ends in silence, and brings nothing back', async () => {
    for (const then of ['fails', 'goes on'] as const) {
      const one = await network(4)
      one.instead(async function* () {
        yield { activities: [note('before', 'text')], cursor: '1' }
        await deleteAccount(database.db, one.workspaceId, one.id)
        if (then === 'fails') throw new ChannelFailure({ kind: 'token-dead', detail: '401' })
        yield { activities: [note('after', 'text')], cursor: '2' }
      })
      assert.equal(typeof (await one.turn()), 'number', then)
      await assert.rejects(one.row(), { id: 'not_found' })
    }
  })
})

describe('between turns', () => {
  it('a paused account is left alone, and resumes as though nothing had failed', async () => {
    const one = await network(3)
    one.script.push(from(0, { kind: 'token-dead', detail: '401' }))
    await one.turn()
    await changeAccount(database.db, vault, one.channel, await one.row(), { paused: true })
    const isDue = async () =>
      (await dueAccounts(database.db, inMs(DAY * 400))).some(({ accountId }) => accountId === one.id)
    await askForPull(database.db, one.workspaceId, one.id, now())
    assert.equal(await isDue(), false)
    assert.equal(await one.turn(), 0)
    assert.equal(one.cursors.length, 1, 'the network was not asked')
    await changeAccount(database.db, vault, one.channel, await one.row(), { paused: false })
    assert.ok(await isDue())
    assert.equal(await one.turn(), 3)
  })

  it('who asks for a pull during one gets one more', async () => {
    const one = await network(2)
    const wish = inMs(-1)
    one.instead(async function* () {
      await askForPull(database.db, one.workspaceId, one.id, wish)
      yield { activities: [note('a', 'text')], cursor: '2' }
    })
    await one.turn()
    assert.deepEqual((await one.row()).next_pull, wish)
  })

  it('the network’s own hour is kept where it has one, asked with the cursor that was reached', async () => {
    const one = await network(4)
    const asked: unknown[] = []
    one.channel.due = (_account, cursor, at) => {
      asked.push([cursor, at.getTime()])
      return inMs(7 * MINUTE)
    }
    await one.turn()
    assert.deepEqual(asked, [['4', clock.at]])
    assert.deepEqual((await one.row()).next_pull, inMs(7 * MINUTE))
  })

  it('two turns at once bring each post once', async () => {
    const one = await network(9)
    const counts = await Promise.all([one.turn(), one.turn(), one.turn()])
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      9,
    )
    assert.deepEqual((await one.kept()).sort(), all(9))
    assert.equal((await one.row()).cursor, '9')
  })

  it('whatever the clock of the network says, the next try is to come, and within a month', () => {
    const until = fc.oneof(
      fc.date({ noInvalidDate: false }),
      fc.integer({ min: -DAY, max: 90 * DAY }).map(inMs),
    )
    fc.assert(
      fc.property(
        until,
        fc.constantFrom('rate-limited', 'quota-spent'),
        fc.nat(40),
        (until, kind, failures) => {
          const next = retryAt({ kind, until } as Failure, failures, now(), () => 0.5)
          const wait = (next?.getTime() ?? Number.NaN) - clock.at
          assert.ok(wait >= 0 && wait <= 31 * DAY, `${wait}`)
          if (until.getTime() >= clock.at && until.getTime() <= clock.at + 31 * DAY)
            assert.deepEqual(next, until)
          if (until.getTime() < clock.at)
            assert.ok(wait >= 15_000, 'a time that is past is no leave to hammer')
        },
      ),
      { numRuns: 300 },
    )
  })
})
