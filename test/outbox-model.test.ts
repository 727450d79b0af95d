import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../lib/db/index.ts'
import { Problem } from '../lib/errors/index.ts'
import { silentLog } from '../lib/log/index.ts'
import { type Channel, ChannelFailure, type Errand, type Failure, type Sent } from '../src/channels/index.ts'
import { type DeliverDeps, resumeSending, stopSending } from '../src/deliver/index.ts'
import { drop, retry, rewrite, sayIsSent } from '../src/deliver/outbox/change.ts'
import { repairLanes } from '../src/deliver/outbox/lane.ts'
import { attempt } from '../src/deliver/sender/attempt.ts'
import { begin, type Claimed, claim } from '../src/deliver/sender/claim.ts'
import { decide } from '../src/deliver/sender/decide.ts'
import { settle } from '../src/deliver/sender/settle.ts'
import { abandoned, recheckBlocked } from '../src/deliver/sender/takeover.ts'
import { type TestDatabase, testDatabase } from './support/database.ts'
import {
  DECISIONS,
  type Decision,
  ENDS,
  type End,
  type Held,
  OutboxModel,
  PROMISES,
} from './support/outbox-model.ts'
import { say } from './support/sending.ts'
import { testWorkspace } from './support/workspace.ts'

/** The outbox beside its model: whatever is done in whatever order, both say the same, and nothing stands twice. */
const PER_ACCOUNT = 2
const LONG = 3_600_000
const NEVER = new AbortController().signal
let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

interface Real {
  workspaceId: string
  accounts: string[]
  deps: DeliverDeps
  /** What the network does with the next request. */
  end: End
  copies: Map<string, number>
  rows: Map<Held, Claimed>
  seats: number[]
}

type Command = fc.AsyncCommand<OutboxModel, Real>

const FAILURES: Record<Exclude<End, 'heard'>, () => Failure> = {
  'lost-after': () => ({ kind: 'uncertain', detail: 'http.cut' }),
  'lost-before': () => ({ kind: 'uncertain', detail: 'http.timeout' }),
  unreached: () => ({ kind: 'unreachable', detail: 'http.unreachable' }),
  refused: () => ({ kind: 'refused', detail: 'no' }),
  limited: () => ({ kind: 'rate-limited', until: new Date(Date.now() + LONG) }),
  'token-dead': () => ({ kind: 'token-dead', detail: '401' }),
}

const sentOf = ({ key }: Errand): Sent => ({
  activity: { externalId: key, object: { id: key } } as Sent['activity'],
})

/** A network in memory, that accepts, loses and refuses as it is told. */
function channelOf(real: Pick<Real, 'copies' | 'end'>, promise: (typeof PROMISES)[number]): Channel {
  return {
    id: 'echo',
    again: () => (promise === 'find' ? { kind: 'find', after: LONG / 1000 } : { kind: promise }),
    async publish(_account: unknown, errand: Errand) {
      const { end, copies } = real
      const before = copies.get(errand.key) ?? 0
      if (end === 'heard' || end === 'lost-after')
        copies.set(errand.key, promise === 'harmless' ? 1 : before + 1)
      if (end !== 'heard') throw new ChannelFailure(FAILURES[end]())
      return sentOf(errand)
    },
    find: async (_account: unknown, errand: Errand) =>
      real.copies.get(errand.key) ? sentOf(errand) : undefined,
  } as unknown as Channel
}

async function setUp(): Promise<{ model: OutboxModel; real: Real }> {
  const { db } = database
  await sql`truncate delivery, delivery_log, outbox_account, outbox_stop`.execute(db)
  const accounts = PROMISES.map(() => uuidv7())
  const real = {
    accounts,
    end: 'heard',
    copies: new Map(),
    rows: new Map(),
    seats: [1, 2],
  } as unknown as Real
  real.workspaceId = await testWorkspace(db)
  const host = { now: () => new Date() }
  real.deps = {
    db,
    log: silentLog(),
    open: async (_workspace: string, id: string) => {
      const promise = PROMISES[accounts.indexOf(id)]
      const account = { id, workspaceId: real.workspaceId }
      return promise && { channel: channelOf(real, promise), account, host }
    },
    record: async (_tx: unknown, _stream: unknown, items: unknown[]) => items.map(() => null),
  } as unknown as DeliverDeps
  return { model: new OutboxModel(), real }
}

/** Each command ends by comparing all that is kept with all that should be. */
async function same(model: OutboxModel, real: Real): Promise<void> {
  const { rows } = await sql<Record<string, unknown>>`
    select id, state, in_doubt as doubt, tries, claim as holder, begun, state = 'waiting' and next_try is null as behind,
      coalesce(state = 'waiting' and next_try <= now(), false) as ready
    from delivery where workspace_id = ${real.workspaceId} order by id`.execute(database.db)
  const expected = model.wanted
    .map(({ id, state, doubt, tries, holder, begun, behind, ready }) => {
      const waits = state === 'waiting'
      return {
        id,
        state,
        doubt,
        tries,
        holder: holder ?? null,
        begun,
        behind: waits && behind,
        ready: waits && ready,
      }
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  assert.deepEqual(rows, expected)
  for (const one of model.wanted) {
    const copies = real.copies.get(one.id) ?? 0
    assert.equal(copies, one.copies)
    if (one.insisted) continue
    assert.ok(copies <= 1, 'it stands there twice, and nobody asked for that')
    if (one.state === 'refused') assert.equal(copies, 0, 'it was said to be refused, and stands there')
  }
}

function command(
  name: string,
  run: (model: OutboxModel, real: Real) => Promise<void>,
  may = (_: OutboxModel) => true,
) {
  const it: Command = {
    check: may,
    async run(model, real) {
      await run(model, real)
      await same(model, real)
    },
    toString: () => name,
  }
  return it
}

const pick = <T>(all: readonly T[], n: number): T | undefined => all[n % all.length]

const enqueued = (account: number, lane: string | undefined) =>
  command(`enqueue ${PROMISES[account]} ${lane ?? ''}`, async (model, { workspaceId, accounts }) => {
    const id = await say(database.db, workspaceId, accounts[account] ?? '', 'bonjour', lane ? { lane } : {})
    model.enqueue(id, account, lane)
  })

async function takes(worker: number, model: OutboxModel, real: Real): Promise<void> {
  const seat = real.seats[worker] ?? 0
  const rows = await claim(database.db, { seat, most: 100, perAccount: PER_ACCOUNT, lease: LONG })
  for (const [n, account] of real.accounts.entries()) {
    const mine = rows.filter((row) => row.account_id === account)
    const { ids, count } = model.takeable(n, PER_ACCOUNT)
    assert.equal(mine.length, count, `of ${PROMISES[n]}`)
    for (const row of mine) assert.ok(ids.has(row.id), 'it was not its turn')
  }
  for (const row of rows) real.rows.set(model.take(seat, row.id), row)
}

const claimed = (worker: number) => command(`claim ${worker}`, (model, real) => takes(worker, model, real))

async function finish(
  real: Real,
  row: Claimed,
  attempted: Awaited<ReturnType<typeof attempt>>,
  takenOver: boolean,
) {
  const { outcome, again, opened } = attempted
  const { tries, since, in_doubt: inDoubt } = row
  const patience = 100 * LONG
  const circumstances = {
    tries,
    since,
    inDoubt,
    again,
    patience,
    pause: LONG,
    now: new Date(),
    random: () => 0.5,
  }
  const verdict = decide(outcome, circumstances)
  await settle(real.deps, [{ row, outcome, again, verdict, takenOver, ...(opened ? { opened } : {}) }])
}

const turned = (n: number, end: End) =>
  command(
    `turn ${n}: ${end}`,
    async (model, real) => {
      if (model.hands.length === 0) await takes(0, model, real)
      if (model.hands.length === 0) return
      const held = pick(model.hands, n)
      const row = held && real.rows.get(held)
      assert.ok(held && row)
      real.end = end
      const it = { deps: real.deps, row, signal: NEVER, deadline: LONG, fresh: LONG }
      const attempted = await attempt({
        ...it,
        begin: async (one) => (await begin(database.db, held.seat, [one], LONG)).has(one.id),
      })
      await finish(real, row, attempted, false)
      model.hands = model.hands.filter((other) => other !== held)
      model.turn(held, end)
    },
    (model) => model.wanted.length > 0,
  )

/** Stands still past its lease and loses its seat: what it has in hand it may still believe to have. */
const frozen = (worker: number, dies: boolean) =>
  command(`${dies ? 'kill' : 'freeze'} ${worker}`, async (model, real) => {
    const seat = real.seats[worker] ?? 0
    await sql`update delivery set lease = now() - interval '1 second' where state = 'sending' and claim = ${seat}`.execute(
      database.db,
    )
    model.expire(seat)
    real.seats[worker] = seat + 10
    if (dies) model.hands = model.hands.filter((held) => held.seat !== seat)
  })

/** Dies on the wire: it had begun, and its request was accepted or not. */
const cut = (n: number, accepted: boolean) =>
  command(
    `cut ${n}${accepted ? ' after acceptance' : ''}`,
    async (model, real) => {
      const held = pick(model.hands, n)
      assert.ok(held)
      const one = model.of(held.id)
      const { promise } = model.accountOf(one)
      const row = real.rows.get(held)
      const may =
        promise === 'harmless' || (row && (await begin(database.db, held.seat, [row], LONG)).has(row.id))
      assert.equal(may, model.begin(held))
      if (may && accepted) {
        model.accept(one)
        real.copies.set(one.id, one.copies)
      }
      await sql`update delivery set lease = now() - interval '1 second' where id = ${held.id} and claim = ${held.seat}`.execute(
        database.db,
      )
      if (one.holder === held.seat) one.expired = true
      model.hands = model.hands.filter((other) => other !== held)
    },
    // What is looked for first is not sent before it is known: that is for the whole turn.
    (model) => pick(model.hands, n)?.doubt === false,
  )

const takenOver = command('take over', async (model, real) => {
  for (const { row, again } of await abandoned(real.deps, NEVER)) {
    const failure: Failure = { kind: 'uncertain', detail: 'failure.cut-off' }
    await finish(
      real,
      row,
      again
        ? { outcome: { kind: 'failed', failure }, again }
        : { outcome: { kind: 'given-back' }, again: { kind: 'harmless' } },
      true,
    )
  }
  model.takeOver()
})

const later = command('later', async (model) => {
  await sql`update delivery set last_try = last_try - interval '2 hours'`.execute(database.db)
  await sql`update delivery set next_try = now() where next_try is not null`.execute(database.db)
  await sql`update outbox_account set wait_until = null`.execute(database.db)
  model.later()
})

const mended = command('mend', async (model, real) => {
  const blocked = model.accounts.filter((account) => account.blocked)
  assert.equal(await recheckBlocked(real.deps, NEVER), blocked.length)
  for (const account of blocked) Object.assign(account, { blocked: false, failing: false })
})

const stopped = command(
  'stop',
  async (model, { workspaceId }) => {
    const { leaving } = await stopSending(database.db, workspaceId, { reason: '' })
    assert.equal(leaving, model.wanted.filter(({ state }) => state === 'sending').length)
    model.stopped = true
  },
  (model) => !model.stopped,
)

const resumed = command(
  'resume',
  async (model, { workspaceId }) => {
    await inTransaction(database.db, (tx) => resumeSending(tx, workspaceId))
    model.stopped = false
  },
  (model) => model.stopped,
)

const BY: Record<Decision, (workspaceId: string, id: string) => Promise<void>> = {
  retry: (workspaceId, id) => retry(database.db, { workspaceId, id, by: id }),
  drop: (workspaceId, id) => drop(database.db, { workspaceId, id, by: id }),
  'say-sent': (workspaceId, id) => sayIsSent(database.db, { workspaceId, id, by: id }),
  rewrite: (workspaceId, id) =>
    rewrite(database.db, { workspaceId, id, by: id, draft: { text: 'autre', media: [] } }),
}

const decided = (n: number, decision: Decision) =>
  command(
    `${decision} ${n}`,
    async (model, { workspaceId }) => {
      const one = pick(model.wanted, n)
      assert.ok(one)
      const deciding = BY[decision](workspaceId, one.id)
      if (model.may(decision, one)) {
        await deciding
        model.decide(decision, one)
      } else await assert.rejects(deciding, (error) => error instanceof Problem && error.status === 409)
    },
    (model) => model.wanted.length > 0,
  )

const small = fc.noBias(fc.nat(11))
const enqueuing = fc
  .tuple(fc.nat(2), fc.constantFrom('a', 'a', undefined))
  .map(([account, lane]) => enqueued(account, lane))
const claiming = fc.nat(1).map(claimed)
const turning = fc.tuple(small, fc.constantFrom(...ENDS)).map(([n, end]) => turned(n, end))
const deciding = fc.tuple(small, fc.constantFrom(...DECISIONS)).map(([n, decision]) => decided(n, decision))
const waiting = fc.constant(later)
/** As often as it takes for much to happen: most of what is decided needs something that was tried. */
const COMMANDS = [
  ...[
    enqueuing,
    enqueuing,
    enqueuing,
    enqueuing,
    claiming,
    claiming,
    claiming,
    turning,
    turning,
    turning,
    turning,
    turning,
  ],
  ...[waiting, waiting, fc.constant(takenOver), fc.constant(mended), fc.constant(resumed)],
  fc.constantFrom(stopped, mended),
  fc.tuple(fc.nat(1), fc.boolean()).map(([worker, dies]) => frozen(worker, dies)),
  fc.tuple(small, fc.boolean()).map(([n, accepted]) => cut(n, accepted)),
  ...[deciding, deciding, deciding, deciding],
]

it('says what its model says after whatever happens in whatever order, and nothing stands twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(COMMANDS, { maxCommands: 120, size: 'max' }), async (commands) => {
      const { model, real } = await setUp()
      await fc.asyncModelRun(() => ({ model, real }), commands)
      assert.equal(await repairLanes(database.db), 0, 'something waits behind nothing')
    }),
    { numRuns: 50 },
  )
})
