import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { fixedClock } from '../../../lib/clock/index.ts'
import type { KeyHolder } from '../keys/holder.ts'
import type { Membership } from '../members/store.ts'
import { type Register, rememberingRegister } from './register.ts'

/** Never lets in who is out: decision 0038, over any run of changes, notices, cuts, waits and slow answers. */
type Step =
  | { does: 'change'; who: number; to: number; notice: 'heard' | 'lost' | 'told by us' }
  | { does: 'ask'; who: number; of: 'key' | 'person' | 'names' }
  | { does: 'ask slowly'; who: number; meanwhile: 'heard' | 'cut' | 'nothing' }
  | { does: 'wait'; ms: number }
  | { does: 'cut' | 'come back' }

const who = fc.nat(1)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('change' as const),
      who,
      to: fc.nat(3),
      notice: fc.constantFrom('heard' as const, 'lost' as const, 'lost' as const, 'told by us' as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('ask' as const),
      who,
      of: fc.constantFrom('key' as const, 'person' as const, 'names' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('ask slowly' as const),
      who,
      meanwhile: fc.constantFrom('heard' as const, 'cut' as const, 'nothing' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('wait' as const), ms: fc.constantFrom(1, 9999, 10_000) }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('cut' as const, 'come back' as const) }) },
)

const TOLERATED = 10_000

/** What the database says, and since when a memory may still say otherwise: only of a change that nobody told. */
function world() {
  const clock = fixedClock(new Date('2026-11-10T12:00:00Z'))
  // 0 is nobody: a key that is revoked, a person without a workspace.
  const truth = [1, 1, 1]
  /** What each one was before, until when that may still be answered. */
  const stale: { was: number; until: number }[][] = [[], [], []]
  let connected = true
  const heard: ((notice: { w: string; k: string }) => void)[] = []
  const listening: (() => void)[] = []
  let gate: Promise<void> = Promise.resolve()
  const at = (name: string) => truth[Number(name)] ?? 0
  const asked: Register = {
    holderOf: async (secret) => {
      const found = at(secret)
      await gate
      return found ? ({ keyId: String(found) } as KeyHolder) : null
    },
    membershipsOf: async (userId) => (at(userId) ? [{ memberId: String(at(userId)) } as Membership] : []),
    memberNames: async (workspaceId) => new Map([['name', String(at(workspaceId))]]),
  }
  const live = {
    connected: () => connected,
    onNotice: (listener: (notice: { w: string; k: string }) => void) => {
      heard.push(listener)
      return () => undefined
    },
    onListening: (listener: () => void) => {
      listening.push(listener)
      return () => undefined
    },
  }
  const register = rememberingRegister(asked, live, clock)
  const hear = () => {
    for (const listener of heard) listener({ w: 'any', k: 'access' })
  }
  const nothingStale = () => {
    for (const one of stale) one.length = 0
  }
  return {
    clock,
    register,
    truth,
    stale,
    hear,
    nothingStale,
    cut: () => {
      connected = false
    },
    comeBack: () => {
      connected = true
      for (const listener of listening) listener()
      nothingStale()
    },
    isConnected: () => connected,
    hold: (until: Promise<void>) => {
      gate = until
    },
  }
}

async function answer(register: Register, name: number, of: 'key' | 'person' | 'names'): Promise<number> {
  if (of === 'key') return Number((await register.holderOf(String(name)))?.keyId ?? 0)
  if (of === 'person') return Number((await register.membershipsOf(String(name)))[0]?.memberId ?? 0)
  return Number((await register.memberNames(String(name))).get('name'))
}

it('answers what is, or what was less than ten seconds ago where a change went untold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
      const it = world()
      for (const one of steps) {
        const now = it.clock.now().getTime()
        if (one.does === 'wait') it.clock.advance(one.ms)
        else if (one.does === 'cut') it.cut()
        else if (one.does === 'come back') it.comeBack()
        else if (one.does === 'change') {
          it.stale[one.who]?.push({ was: it.truth[one.who] ?? 0, until: now + TOLERATED })
          it.truth[one.who] = one.to
          if (one.notice === 'lost') continue
          if (one.notice === 'heard') it.hear()
          else it.register.forget()
          it.nothingStale()
        } else if (one.does === 'ask') {
          const known = [it.truth[one.who] ?? 0]
          if (it.isConnected())
            known.push(
              ...(it.stale[one.who] ?? [])
                .filter(({ was, until }) => (was || one.of === 'names') && until > now)
                .map(({ was }) => was),
            )
          const said = await answer(it.register, one.who, one.of)
          assert.ok(known.includes(said), `${said} is none of ${known}`)
        } else if (one.does === 'ask slowly') await askSlowly(it, one)
      }
    }),
    { numRuns: 2000 },
  )
})

/** The database is asked, and answers only after the change: that answer is worth nothing for whoever asks next. */
async function askSlowly(
  it: ReturnType<typeof world>,
  one: Extract<Step, { does: 'ask slowly' }>,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  it.hold(promise)
  const asked = answer(it.register, one.who, 'key')
  if (one.meanwhile === 'cut') it.cut()
  if (one.meanwhile === 'heard') {
    it.truth[one.who] = ((it.truth[one.who] ?? 0) + 1) % 4
    it.hear()
    it.nothingStale()
  }
  it.hold(Promise.resolve())
  resolve()
  await asked
  if (one.meanwhile === 'heard') assert.equal(await answer(it.register, one.who, 'key'), it.truth[one.who])
}

it('holds some thousands and no more, however many keys knock', async () => {
  let lookups = 0
  const asked: Register = {
    holderOf: async (secret) => {
      lookups++
      return { keyId: secret } as KeyHolder
    },
    membershipsOf: async () => [],
    memberNames: async () => new Map(),
  }
  const live = { connected: () => true, onNotice: () => () => undefined, onListening: () => () => undefined }
  const register = rememberingRegister(asked, live, fixedClock(new Date()))
  for (let n = 0; n < 6000; n++) await register.holderOf(`key ${n}`)
  await register.holderOf('key 5999')
  assert.equal(lookups, 6000, 'the last is remembered')
  await register.holderOf('key 0')
  assert.equal(lookups, 6001, 'the first has made place')
})
