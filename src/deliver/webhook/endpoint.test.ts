import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { GIVE_UP_AFTER, OVERLAP, secretPurpose, waitAfter, wants } from './endpoint.ts'
import { newSecret, signatureOf } from './signature.ts'
import { secretsOf } from './store.ts'

const HOUR = 3_600_000

describe('a signature', () => {
  it('is what the specification’s own example says', () => {
    // From the vectors of github.com/standard-webhooks (and Svix, where they come from).
    const message = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1_614_265_330,
      body: '{"test": 2432232314}',
    }
    assert.equal(
      signatureOf(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], message),
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    )
  })

  it('is one for each secret, in their order, and hangs on id, moment and body', () => {
    const [a, b] = [newSecret(), newSecret()]
    const message = { id: 'msg_1', timestamp: 1_700_000_000, body: '{"é":"’"}' }
    const sign = (secrets: string[], more: object = {}) => signatureOf(secrets, { ...message, ...more })
    assert.equal(sign([a, b]), `${sign([a])} ${sign([b])}`)
    const others = [{ id: 'msg_2' }, { timestamp: 1_700_000_001 }, { body: '{"e":"’"}' }]
    for (const more of others) assert.notEqual(sign([a], more), sign([a]))
    assert.notEqual(sign([a]), sign([b]))
  })

  it('is made with 256 bits that nobody had before', () => {
    const made = Array.from({ length: 50 }, newSecret)
    assert.equal(new Set(made).size, 50)
    for (const secret of made)
      assert.equal(Buffer.from(secret.slice('whsec_'.length), 'base64').byteLength, 32)
  })
})

describe('the wait before another try', () => {
  it('is 5 s, 15 s, 45 s … at most three hours, a fifth more or less', () => {
    const middle = (failures: number) => waitAfter(failures, 0, () => 0.5)
    assert.deepEqual([1, 2, 3, 4].map(middle), [5000, 15_000, 45_000, 135_000])
    assert.equal(middle(50), 3 * HOUR)
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (failures, chance) => {
          const wait = waitAfter(failures, 0, () => chance)
          assert.ok(wait >= 0.8 * middle(failures) && wait <= 1.2 * middle(failures), `${wait}`)
          assert.ok(middle(failures + 1) >= middle(failures))
        },
      ),
    )
  })

  it('is no shorter than what was asked for, and nobody can ask for days', () => {
    assert.equal(waitAfter(1, HOUR), HOUR)
    assert.equal(
      waitAfter(1, 30 * 24 * HOUR, () => 0.5),
      3 * HOUR,
    )
    assert.ok(waitAfter(20, 1000) >= 0.8 * 3 * HOUR, 'nor can they ask for more haste')
  })

  it('leaves room for many tries before three days have passed', () => {
    let tries = 0
    for (let spent = 0; spent < GIVE_UP_AFTER; spent += waitAfter(++tries, 0, () => 0.5));
    assert.ok(tries > 25 && tries < 60, `${tries}`)
  })
})

describe('what an endpoint wants', () => {
  const activity = { verb: 'Create', channel: 'mastodon', alerts: ['a', 'b'] }
  const CASES: [string, Parameters<typeof wants>[0], boolean][] = [
    ['its verb, of all channels and alerts', { verbs: ['Create'], channels: [], alerts: [] }, true],
    ['no verb: nothing of the stream', { verbs: [], channels: [], alerts: [] }, false],
    ['another verb', { verbs: ['Delete', 'Like'], channels: [], alerts: [] }, false],
    ['its channel', { verbs: ['Create'], channels: ['rss', 'mastodon'], alerts: [] }, true],
    ['another channel', { verbs: ['Create'], channels: ['rss'], alerts: [] }, false],
    ['one of its alerts', { verbs: ['Create'], channels: [], alerts: ['b', 'z'] }, true],
    ['other alerts', { verbs: ['Create'], channels: [], alerts: ['z'] }, false],
    ['its alert on another channel', { verbs: ['Create'], channels: ['rss'], alerts: ['a'] }, false],
  ]
  for (const [name, endpoint, wanted] of CASES) {
    it(`${name}: ${wanted ? 'told' : 'not told'}`, () => assert.equal(wants(endpoint, activity), wanted))
  }

  it('nothing that no alert concerns, where it named some', () => {
    const endpoint = { verbs: ['Create'], channels: [], alerts: ['a'] }
    assert.equal(wants(endpoint, { ...activity, alerts: [] }), false)
  })
})

describe('the secrets of an endpoint', () => {
  const now = new Date('2026-11-22T12:00:00Z')
  const purpose = secretPurpose({ workspace_id: 'w', id: 'e' })
  const sealing = {
    seal: (text: string, of: string) => `${of}|${text}`,
    open(sealed: string, of: string) {
      assert.ok(sealed.startsWith(`${of}|`), 'sealed for another')
      return sealed.slice(of.length + 1)
    },
  }
  const row = (until: number | undefined) =>
    ({
      workspace_id: 'w',
      id: 'e',
      sealed_secret: sealing.seal('new', purpose),
      sealed_secret_before: until === undefined ? null : sealing.seal('old', purpose),
      secret_before_until: until === undefined ? null : new Date(now.getTime() + until),
    }) as Parameters<typeof secretsOf>[1]

  it('are the new one, and for a day the one before', () => {
    assert.equal(OVERLAP, 24 * HOUR)
    assert.deepEqual(secretsOf(sealing, row(1), now), ['new', 'old'])
    assert.deepEqual(secretsOf(sealing, row(0), now), ['new'])
    assert.deepEqual(secretsOf(sealing, row(undefined), now), ['new'])
  })

  it('are sealed for that endpoint alone', () => {
    const stolen = { ...row(undefined), id: 'other' }
    assert.throws(() => secretsOf(sealing, stolen, now), /sealed for another/)
  })
})
