import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Figure, Voice } from '../../../server/api.ts'
import { busiest, channelsOf, findingOf, toneFinding } from './finding.ts'

const figure = (low: number, high: number): Figure => ({ value: (low + high) / 2, low, high })

function voice(
  name: string,
  kind: Voice['kind'],
  count: number,
  share: Figure | null,
  tone: Figure | null,
): Voice {
  return {
    kind,
    alertId: name,
    name,
    countedId: name,
    accounts: [],
    ownId: null,
    state: 'counted',
    all: { count, positive: 0, negative: 0, share, tone },
    points: [],
    channels: [
      { channel: 'bluesky', count },
      { channel: 'feed', count: 3 },
    ],
    published: 0,
  }
}

it('who is spoken of most is told only where the intervals are apart', () => {
  const us = (share: Figure | null) => voice('Lumo', 'brand', 40, share, null)
  const them = voice('Sélombre', 'competitor', 20, figure(0.3, 0.4), null)
  assert.equal(findingOf([us(figure(0.6, 0.7)), them]).kind, 'ahead')
  assert.equal(findingOf([us(figure(0.35, 0.5)), them]).kind, 'level')
  const behind = findingOf([us(figure(0.1, 0.2)), them])
  assert.ok('first' in behind && behind.kind === 'behind' && behind.first.name === 'Sélombre')
  assert.equal(findingOf([us(null), them]).kind, 'little')
  assert.equal(findingOf([them]).kind, 'none')
})

it('tones are told apart only beyond chance', () => {
  const [good, bad] = [figure(0.2, 0.5), figure(-0.3, 0.1)]
  const voices = [voice('a', 'brand', 9, null, bad), voice('b', 'competitor', 9, null, good)]
  assert.equal(toneFinding(voices)?.best.name, 'b')
  assert.equal(toneFinding([voice('a', 'brand', 9, null, figure(0, 0.4)), ...voices.slice(1)]), undefined)
  assert.equal(toneFinding(voices.slice(1)), undefined)
})

it('the busiest hour, and channels by how much is said on them', () => {
  const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  assert.equal(busiest(week), null)
  week[2]?.splice(18, 1, 3)
  assert.equal(busiest(week), null, 'three posts are no habit')
  week[2]?.splice(18, 1, 4)
  assert.deepEqual(busiest(week), { day: 2, hour: 18 })
  assert.deepEqual(
    channelsOf([voice('a', 'brand', 2, null, null), voice('b', 'competitor', 1, null, null)]),
    ['feed', 'bluesky'],
  )
})
