import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Activity } from '../../../activity/index.ts'
import { Merge, type Offer } from './merge.ts'

function said(id: string): Activity {
  return {
    verb: 'Create',
    externalId: id,
    published: new Date('2026-11-20T12:00:00Z'),
    actor: { id: 'lea@x.example' },
    object: { type: 'Note', id },
    visibility: 'public',
  }
}

const offer = (ids: string, more: Partial<Offer> = {}): Offer => ({
  activities: ids.split(' ').filter(Boolean).map(said),
  ...more,
})

async function next(batches: ReturnType<Merge['batches']>) {
  const { value } = await batches.next()
  return value ?? assert.fail('ended')
}

const idsOf = ({ activities }: { activities: Activity[] }) => activities.map(({ externalId }) => externalId)

describe('two hands at once', () => {
  it('what is live goes first, and together; what is caught up with waits its turn', async () => {
    const merge = new Merge()
    const slow = merge.offer(offer('old', { kept: () => 'place' }))
    await merge.live(offer('a'))
    await merge.live(offer('b c'))
    const batches = merge.batches()
    assert.deepEqual(idsOf(await next(batches)), ['a', 'b', 'c'])
    const last = await next(batches)
    assert.deepEqual([idsOf(last), last.cursor], [['old'], 'place'])
    await slow
  })

  it('what both give is given once; again only where it is certain now and was not before', async () => {
    const merge = new Merge()
    const batches = merge.batches()
    await merge.live(offer('a b', { certain: ['b'] }))
    const first = await next(batches)
    assert.deepEqual([idsOf(first), [...(first.certain ?? [])]], [['a', 'b'], ['b']])
    await merge.live(offer('a b c'))
    assert.deepEqual(idsOf(await next(batches)), ['c'])
    await merge.live(offer('a b', { certain: ['a', 'b'] }))
    assert.deepEqual(idsOf(await next(batches)), ['a'])
  })

  it('a place moves only once what it stands for is taken, also where nothing of it is new', async () => {
    const merge = new Merge()
    let kept = 0
    const taken = merge.offer(offer('a', { kept: () => `place ${++kept}` }))
    assert.equal(kept, 0)
    const batches = merge.batches()
    assert.equal((await next(batches)).cursor, 'place 1')
    await taken
    merge.offer(offer('a', { kept: () => `place ${++kept}` }))
    const again = await next(batches)
    assert.deepEqual([again.activities, again.cursor], [[], 'place 2'])
  })

  it('what could not be read is counted, and nothing at all is no batch', async () => {
    const merge = new Merge()
    const batches = merge.batches()
    await merge.live(offer('', { rejected: 2 }))
    assert.deepEqual((await next(batches)).rejected, [
      { reason: 'mastodon.malformed' },
      { reason: 'mastodon.malformed' },
    ])
    await merge.live(offer(''))
    await merge.live(offer('a'))
    assert.deepEqual(idsOf(await next(batches)), ['a'])
  })

  it('a failure is thrown after what was there before it; the first one', async () => {
    const merge = new Merge()
    await merge.live(offer('a'))
    merge.fail(new Error('first'))
    merge.fail(new Error('second'))
    const batches = merge.batches()
    assert.deepEqual(idsOf(await next(batches)), ['a'])
    await assert.rejects(batches.next(), /first/)
  })

  it('once ended nobody waits: neither who reads nor who offers', async () => {
    const merge = new Merge()
    const offered = merge.offer(offer('a'))
    merge.end()
    await offered
    await merge.offer(offer('b'))
    const rest: string[] = []
    for await (const batch of merge.batches()) rest.push(...idsOf(batch))
    assert.deepEqual(rest, ['a'])
  })

  it('a quick source is held back while two thousand wait', async () => {
    const merge = new Merge()
    for (let n = 1; n < 2_000; n++) await merge.live(offer(`${n}`))
    let through = false
    const held = merge.live(offer('2000')).then(() => {
      through = true
    })
    await Promise.resolve()
    assert.equal(through, false)
    const batches = merge.batches()
    assert.equal((await next(batches)).activities.length, 100)
    await held
    assert.equal(through, true)
  })
})
