import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { SiteDeps } from '../deps.ts'
import { createHub } from './hub.ts'

type Notice = Parameters<Parameters<SiteDeps['onNotice']>[0]>[0]

/** A hub with a clock that stands, and the notices of all processes in hand. */
function bench() {
  let now = 1_800_000_000_000
  let hear: (notice: Notice) => void = () => assert.fail()
  const hub = createHub({
    clock: { now: () => new Date(now) },
    onNotice: (listener) => {
      hear = listener as typeof hear
      return () => {}
    },
  } as Parameters<typeof createHub>[0])
  return {
    hub,
    tell: (k: string, id?: string) => hear({ w: 'w', k, ...(id && { id }) } as Notice),
    pass: (milliseconds: number) => {
      now += milliseconds
    },
  }
}

type Act =
  | { do: 'enter'; source: number; visitor: number }
  | { do: 'leave'; seat: number }
  | { do: 'notice'; kind: string; visitor: number }
  | { do: 'pass'; milliseconds: number }

const small = fc.nat({ max: 3 })
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('enter' as const), source: fc.nat({ max: 1 }), visitor: small }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('leave' as const), seat: fc.nat({ max: 60 }) }) },
  fc.record({
    do: fc.constant('notice' as const),
    kind: fc.constantFrom('visitor', 'writing', 'call-back'),
    visitor: small,
  }),
  fc.record({ do: fc.constant('pass' as const), milliseconds: fc.nat({ max: 9_000 }) }),
)
const woken = async (wake: Promise<void>) =>
  (await Promise.race([
    wake.then(() => true),
    Promise.resolve()
      .then(() => Promise.resolve())
      .then(() => false),
  ])) === true

describe('where pages wait', () => {
  it('thirty of one source wait at most, each is woken by what is theirs alone, and nobody is counted twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 160 }), async (acts) => {
        const { hub, tell, pass } = bench()
        const seats: { source: number; visitor: number; wake: Promise<void>; leave(): void; due: boolean }[] =
          []
        const written = new Map<number, number>()
        let now = 0
        for (const one of acts) {
          if (one.do === 'enter') {
            const seat = hub.enter(`source ${one.source}`)
            const here = seats.filter(({ source }) => source === one.source).length
            assert.equal(seat !== undefined, here < 30)
            seat?.at(`visitor ${one.visitor}`)
            if (seat) seats.push({ ...one, wake: seat.wake, leave: () => seat.leave(), due: false })
          } else if (one.do === 'leave' && seats.length > 0) {
            const [gone] = seats.splice(one.seat % seats.length, 1)
            assert.equal(await woken(gone?.wake ?? assert.fail()), gone?.due)
            gone?.leave()
          } else if (one.do === 'notice') {
            tell(one.kind, `visitor ${one.visitor}`)
            if (one.kind === 'writing') written.set(one.visitor, now)
            for (const seat of seats)
              if (one.kind !== 'call-back' && seat.visitor === one.visitor) seat.due = true
          } else if (one.do === 'pass') {
            pass(one.milliseconds)
            now += one.milliseconds
          }
          for (const visitor of [0, 1, 2, 3]) {
            const at = written.get(visitor)
            assert.equal(hub.isWriting(`visitor ${visitor}`), at !== undefined && now - at < 6_000)
          }
        }
        for (const seat of seats) assert.equal(await woken(seat.wake), seat.due)
      }),
      { numRuns: 60 },
    )
  })

  it('five thousand in all wait at most, and the room of who left is another’s', () => {
    const { hub } = bench()
    const seats = Array.from({ length: 5_000 }, (_, n) => hub.enter(`source ${n}`))
    assert.ok(seats.every(Boolean))
    assert.equal(hub.enter('one more'), undefined)
    seats[17]?.leave()
    assert.ok(hub.enter('one more'))
    assert.equal(hub.enter('and one more'), undefined)
  })

  it('remembers ten thousand who are written to, the latest, and is woken by nothing without a name', () => {
    const { hub, tell } = bench()
    for (let n = 0; n <= 10_000; n++) tell('writing', `visitor ${n}`)
    assert.equal(hub.isWriting('visitor 0'), false)
    assert.equal(hub.isWriting('visitor 1'), true)
    assert.equal(hub.isWriting('visitor 10000'), true)
    const seat = hub.enter('source')
    tell('visitor')
    seat?.leave()
  })
})
