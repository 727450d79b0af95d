import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { openDoor, Refused } from './door.ts'
import { daysOf } from './slots.ts'

describe('the door of the chat', () => {
  const failure = (answer: Response | Error) =>
    openDoor('https://veille.example', 'site', async () => {
      if (answer instanceof Error) throw answer
      return answer
    })('/wait', {}).then(
      () => 'through',
      (error) => (error instanceof Refused ? error : assert.fail(String(error))),
    )

  it('tells a refusal of ours from a network that is away, whatever stands between', async () => {
    const body = fc.oneof(fc.json(), fc.string(), fc.constant('<h1>Bad gateway</h1>'))
    const status = fc.constantFrom(200, 201, 400, 403, 404, 409, 413, 422, 429, 500, 502, 503)
    await fc.assert(
      fc.asyncProperty(status, body, async (code, text) => {
        const told = await failure(new Response(text, { status: code }))
        let json: { problem?: unknown } | undefined
        try {
          json = JSON.parse(text)
        } catch {
          json = undefined
        }
        if (code < 300 && json !== undefined) return assert.equal(told, 'through')
        assert.ok(told instanceof Refused)
        const ours = code < 500 && json?.problem !== undefined
        if (!ours) assert.deepEqual([told.problem, told.after], ['network', 2])
      }),
      { numRuns: 200 },
    )
    const flood = await failure(
      new Response('{"problem":"rate_limited","message":"Plus tard","fields":{}}', { status: 429 }),
    )
    assert.ok(flood instanceof Refused)
    assert.deepEqual([flood.problem, flood.message, flood.after], ['rate_limited', 'Plus tard', 10])
    const away = await failure(new TypeError('network'))
    assert.ok(away instanceof Refused && away.problem === 'network')
  })

  it('carries no cookie, and a body in plain text, for which the browser asks no leave before', async () => {
    const asked: [string, RequestInit][] = []
    const door = openDoor('https://veille.example', 'abc', async (url, init) => {
      asked.push([url, init])
      return new Response('{}')
    })
    await door('')
    await door('/say', { text: 'x' })
    await door('/file', new FormData())
    for (const [url, init] of asked) {
      assert.match(url, /^https:\/\/veille\.example\/api\/v1\/site\/abc/)
      assert.deepEqual([init.credentials, init.headers], ['omit', undefined])
    }
    assert.deepEqual(
      asked.map(([, { method }]) => method),
      [undefined, 'POST', 'POST'],
    )
  })
})

describe('times to be called back', () => {
  it('stand under the day of whoever reads them, each once and in order, in any zone', () => {
    const zone = fc.constantFrom(
      'Asia/Tokyo',
      'Europe/Paris',
      'America/Montreal',
      'Pacific/Kiritimati',
      'Asia/Kathmandu',
    )
    fc.assert(
      fc.property(
        zone,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 365 }),
        (timeZone, count, day) => {
          const format = new Intl.DateTimeFormat('fr', { day: 'numeric', month: 'long', timeZone })
          const from = Date.UTC(2026, 0, 1 + day, 8)
          const slots = Array.from({ length: count }, (_, n) => ({
            start: new Date(from + n * 3_600_000).toISOString(),
          }))
          const days = daysOf(slots, (start) => format.format(new Date(start)))
          assert.deepEqual(
            days.flatMap((one) => one.slots),
            slots,
          )
          assert.equal(new Set(days.map(({ label }) => label)).size, days.length)
          for (const { label, slots: own } of days)
            for (const { start } of own) assert.equal(format.format(new Date(start)), label)
        },
      ),
    )
  })
})
