import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { z } from 'zod'
import { open, parseKey, seal } from '../../../../lib/crypto/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { type Channel, ChannelFailure, type Credential } from '../../../channels/index.ts'
import { healthOf } from '../health.ts'
import { createAccount, getAccount } from '../store.ts'
import { diesAt, readBack, renewed, written } from './credential.ts'
import { giveCredential, keeperOf } from './keeper.ts'

/** The life of a credential (F2): whatever happens to it, what stands is the last whole one that anybody gave. */
const key = parseKey('66'.repeat(32))
const vault = {
  seal: (text: string, purpose: string) => seal(key, purpose, text),
  open: (sealed: string, purpose: string) => open(key, purpose, sealed),
}
const channel: Channel = {
  id: 'held',
  name: 'Held',
  config: z.object({}) as z.ZodType<unknown>,
  limits: { text: 0, media: 0 },
  inbox: false,
  pull: async function* () {},
}
const NOW = new Date('2026-11-10T12:00:00Z')
const DAY = 86_400_000
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY)
let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

async function account(credential?: Credential) {
  const workspaceId = await testWorkspace(database.db)
  const signedIn = credential && { credential, profile: { id: 'did:1' } }
  const made = { workspaceId, name: 'Held', config: {}, ...(signedIn ? { signedIn } : {}) }
  const id = await createAccount(database.db, vault, channel, made)
  const row = await getAccount(database.db, workspaceId, id)
  const again = () => getAccount(database.db, workspaceId, id)
  return { row, again, keeper: keeperOf({ db: database.db, vault }, row) }
}

type Event =
  | { does: 'renew'; answer: 'whole' | 'access only' | 'empty' | 'blank refresh' | 'no date' | 'same' }
  | { does: 'renew'; answer: 'fails'; with: 'token-dead' | 'unreachable' | 'rate-limited' }
  | { does: 'sign in' }
  | { does: 'two at once' }
  | { does: 'person meanwhile' }
  | { does: 'crash after the answer' }

const events: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    does: fc.constant('renew' as const),
    answer: fc.constantFrom(
      'whole' as const,
      'access only' as const,
      'empty' as const,
      'blank refresh' as const,
      'no date' as const,
      'same' as const,
    ),
  }),
  fc.record({
    does: fc.constant('renew' as const),
    answer: fc.constant('fails' as const),
    with: fc.constantFrom('token-dead' as const, 'unreachable' as const, 'rate-limited' as const),
  }),
  fc.constantFrom(
    { does: 'sign in' as const },
    { does: 'two at once' as const },
    { does: 'person meanwhile' as const },
    { does: 'crash after the answer' as const },
  ),
)

/** What must stand after each event: the model. */
interface Stands {
  access: string
  refresh: string
}

it('is what the last whole answer made it, through any run of answers, failures, sign-ins and crashes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(events, { minLength: 1, maxLength: 8 }), async (all) => {
      const one = await account({ secret: { access: 'a0', refresh: 'r0' } })
      let stands: Stands = { access: 'a0', refresh: 'r0' }
      for (const [n, event] of all.entries()) {
        stands = await live(one, event, stands, n + 1)
        assert.deepEqual((await one.keeper.get())?.secret, stands, JSON.stringify(event))
      }
    }),
    { numRuns: 25 },
  )
})

type Held = Awaited<ReturnType<typeof account>>

async function live({ keeper, row }: Held, event: Event, was: Stands, n: number): Promise<Stands> {
  const next = { access: `a${n}`, refresh: `r${n}` }
  if (event.does === 'sign in') {
    await given(row, next)
    return next
  }
  if (event.does === 'person meanwhile') {
    // Theirs waits for the renewal, and comes after it.
    let signing: Promise<void> = Promise.resolve()
    await keeper.renew(async () => {
      signing = given(row, next)
      return { secret: { access: 'machine', refresh: 'machine' } }
    })
    await signing
    return next
  }
  if (event.does === 'two at once') {
    let asked = 0
    const make = async (before: Credential | undefined): Promise<Credential> => {
      if (before?.secret.access !== was.access) return before as Credential
      asked++
      return { secret: next }
    }
    const both = await Promise.all([keeper.renew(make), keeper.renew(make)])
    assert.deepEqual(
      [asked, both.map(({ secret }) => secret)],
      [1, [next, next]],
      'a refresh token works once',
    )
    return next
  }
  if (event.does === 'crash after the answer') {
    await assert.rejects(
      keeper.renew(async () => {
        throw new Error('killed')
      }),
      /killed/,
    )
    return was
  }
  return renew(keeper, event, was, next)
}

const failedAs = (kind: string) => (error: unknown) =>
  error instanceof ChannelFailure && error.failure.kind === kind

async function renew(
  keeper: Held['keeper'],
  event: Extract<Event, { does: 'renew' }>,
  was: Stands,
  next: Stands,
): Promise<Stands> {
  if (event.answer === 'fails') {
    const failure =
      event.with === 'rate-limited' ? { kind: event.with, until: NOW } : { kind: event.with, detail: 'x' }
    const refuse = async () => {
      throw new ChannelFailure(failure as ConstructorParameters<typeof ChannelFailure>[0])
    }
    await assert.rejects(keeper.renew(refuse), failedAs(event.with))
    return was
  }
  const answers: Record<typeof event.answer, [Credential, Stands | 'refused']> = {
    whole: [{ secret: { ...next } }, next],
    'access only': [{ secret: { access: next.access } }, { ...was, access: next.access }],
    empty: [{ secret: {} }, 'refused'],
    'blank refresh': [{ secret: { access: next.access, refresh: ' ' } }, 'refused'],
    'no date': [{ secret: { ...next }, expires: new Date(Number.NaN) }, 'refused'],
    same: [{ secret: { ...was } }, was],
  }
  const [answer, expected] = answers[event.answer]
  if (expected !== 'refused') {
    assert.deepEqual((await keeper.renew(async () => answer)).secret, expected)
    return expected
  }
  await assert.rejects(
    keeper.renew(async () => answer),
    { failure: { kind: 'bad-response', detail: 'failure.empty-credential' } },
  )
  return was
}

function given(row: Held['row'], secret: Stands): Promise<void> {
  const given = { credential: { secret: { ...secret } }, profile: { id: 'did:1' }, pulls: true, now: NOW }
  return giveCredential({ db: database.db, vault }, row, given)
}

it('renews for one account while another’s network does not answer', async () => {
  const [slow, quick] = [await account({ secret: { a: '1' } }), await account({ secret: { a: '1' } })]
  const { promise, resolve } = Promise.withResolvers<void>()
  const hanging = slow.keeper.renew(async () => {
    await promise
    return { secret: { a: '2' } }
  })
  await quick.keeper.renew(async () => ({ secret: { a: '2' } }))
  assert.deepEqual((await slow.keeper.get())?.secret, { a: '1' }, 'who only reads does not wait')
  resolve()
  await hanging
  assert.deepEqual((await slow.keeper.get())?.secret, { a: '2' })
})

it('of an account that is disconnected while it is renewed, goes with it', async () => {
  const one = await account({ secret: { a: '1' } })
  const renewing = one.keeper.renew(async () => {
    await sql`delete from channel_account where id = ${one.row.id}`.execute(database.db)
    return { secret: { a: '2' } }
  })
  await assert.rejects(renewing, failedAs('gone'))
  assert.equal(await one.keeper.get(), undefined)
})

it('is asked for by nobody who has none, and given whole the first time', async () => {
  const one = await account()
  assert.equal(await one.keeper.get(), undefined)
  const made = await one.keeper.renew(async (before) => {
    assert.equal(before, undefined)
    return { secret: { token: 't' }, expires: inDays(90), scopes: ['read', 'write'] }
  })
  assert.deepEqual(await one.keeper.get(), made)
  assert.deepEqual((await one.again()).credential_expires, inDays(90))
})

it('is a person’s to renew only where no machine can: the date follows each renewal', async () => {
  const one = await account({ secret: { a: '1' }, expires: inDays(3) })
  const now = async () => {
    const row = { ...(await one.again()), last_exchange: NOW, next_pull: inDays(0) }
    return [row.credential_expires, healthOf(row, channel, NOW)]
  }
  assert.deepEqual(await now(), [inDays(3), 'expiring'])
  await one.keeper.renew(async () => ({ secret: { a: '2' }, expires: inDays(60) }))
  assert.deepEqual(await now(), [inDays(60), 'ok'])
  await one.keeper.renew(async () => ({ secret: { a: '3' }, expires: inDays(0.04), renewable: true }))
  assert.deepEqual(await now(), [null, 'ok'], 'what renews itself every hour asks nobody')
  await one.keeper.renew(async () => ({ secret: { a: '4' }, expires: inDays(6.99) }))
  assert.deepEqual(await now(), [inDays(6.99), 'expiring'])
})

it('comes back as it was written, of any shape', () => {
  const secret = fc.dictionary(
    fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'),
    fc.oneof(fc.string(), fc.integer(), fc.boolean()),
  )
  const credential = fc.record(
    {
      secret,
      expires: fc.date({ noInvalidDate: true, min: new Date('1990-01-01'), max: new Date('2200-01-01') }),
      renewable: fc.boolean(),
      scopes: fc.array(fc.string()),
    },
    { requiredKeys: ['secret'] },
  )
  fc.assert(
    fc.property(credential, (one) => {
      const again = readBack(written(one as Credential))
      assert.deepEqual(JSON.parse(written(again)), JSON.parse(written(one as Credential)))
      assert.deepEqual(diesAt(again), one.renewable || !one.expires ? null : one.expires)
    }),
  )
  for (const spoilt of ['', '{', 'null', '[]', '{"secret":"text"}', '{"secret":{},"expires":"tomorrow"}'])
    assert.throws(() => readBack(spoilt), spoilt)
})

it('keeps what an answer does not name, and nothing of what it says is blank', () => {
  const before: Credential = { secret: { access: 'a', refresh: 'r', instance: 'i' }, scopes: ['read'] }
  const whole = renewed(before, { secret: { access: 'b', refresh: undefined, uses: 0 }, expires: inDays(1) })
  assert.deepEqual(whole, {
    secret: { access: 'b', refresh: 'r', instance: 'i', uses: 0 },
    expires: inDays(1),
    scopes: ['read'],
  })
  for (const blank of [null, '', '  ', '\u00a0', '\r\n'])
    assert.throws(() => renewed(before, { secret: { access: 'b', refresh: blank } }), ChannelFailure)
  assert.throws(() => renewed(before, {} as Credential), ChannelFailure)
  assert.deepEqual(
    before.secret,
    { access: 'a', refresh: 'r', instance: 'i' },
    'the one before is not touched',
  )
})
