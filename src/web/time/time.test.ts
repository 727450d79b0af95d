import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { TimeByArea } from '../../server/api.ts'
import { DOORS } from '../app/doors.ts'
import { AREAS, areaOf } from './area.ts'
import { findingOf } from './finding.ts'
import { IDLE, SeenMinutes } from './seen.ts'

const MINUTE = 60_000
const START = Date.parse('2026-11-22T09:00:00Z')
const REFERENCE: TimeByArea = { writing: 30, answering: 30, watching: 15, learning: 10, reporting: 15 }

describe('the kind of work of a page', () => {
  it('is told by its address', () => {
    const told: [string, string | null][] = [
      ['/', 'reporting'],
      ['/day', 'reporting'],
      ['/inbox/0199', 'answering'],
      ['/people/0199', 'answering'],
      ['/away', 'answering'],
      ['/approvals', 'answering'],
      ['/calls', 'answering'],
      ['/private/0199', 'answering'],
      ['/moderation', 'answering'],
      ['/moderation/acts', 'answering'],
      ['/moderation/removals', 'reporting'],
      ['/moderation/agreement', 'reporting'],
      ['/watch', 'watching'],
      ['/watch/sites', 'watching'],
      ['/watch/reader', 'learning'],
      ['/watch/readers', 'watching'],
      ['/settings/answers/0199', 'writing'],
      ['/settings/team', null],
      ['/sign-in', null],
      ['/daybreak', null],
    ]
    for (const [path, area] of told) assert.equal(areaOf(path), area, path)
  })

  it('counts at every door but settings', () => {
    for (const { to } of DOORS) assert.equal(areaOf(to) === null, to.startsWith('/settings'), to)
  })
})

describe('minutes that were seen', () => {
  it('are those in which the page was looked at within five minutes of a sign', () => {
    const seen = new SeenMinutes()
    seen.look(START, 'watching')
    assert.deepEqual(seen.take(10), [], 'nobody has touched anything yet')
    seen.touch(START)
    seen.look(START + 20_000, 'watching')
    seen.look(START + 40_000, 'watching')
    seen.look(START + IDLE, 'answering')
    seen.look(START + IDLE + 1, 'answering')
    seen.look(START + 30_000, null)
    assert.deepEqual(seen.take(10), [
      { at: '2026-11-22T09:00:00.000Z', area: 'watching' },
      { at: '2026-11-22T09:05:00.000Z', area: 'answering' },
    ])
    assert.deepEqual(seen.take(10), [])
  })

  it('are none of somebody who has gone, when the clock of the computer is set back or forth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 600 }), fc.boolean(), (minutes, back) => {
        const seen = new SeenMinutes()
        seen.touch(START)
        const set = START + (back ? -minutes : minutes) * MINUTE
        for (let look = 0; look < 5; look++) seen.look(set + look * 10_000 * (back ? -1 : 1), 'watching')
        assert.deepEqual(seen.take(10), [])
        seen.touch(set)
        seen.look(set, 'watching')
        assert.equal(seen.take(10).length, 1, 'a sign by the new clock counts again')
      }),
    )
  })

  it('are all told, whatever fails on the way, but for those too old to be taken', () => {
    const step = fc.record({ minute: fc.nat(30), fails: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.nat(30), (steps, oldest) => {
        const seen = new SeenMinutes()
        const told: string[] = []
        const meant = new Set<string>()
        for (const { minute, fails } of steps) {
          const now = START + minute * MINUTE
          seen.touch(now)
          seen.look(now, 'watching')
          meant.add(new Date(now).toISOString())
          const taken = seen.take(2)
          if (fails) seen.giveBack(taken, START + oldest * MINUTE)
          else told.push(...taken.map(({ at }) => at))
        }
        for (let more = seen.take(5); more.length > 0; more = seen.take(5))
          told.push(...more.map(({ at }) => at))
        const kept = [...meant].filter((at) => Date.parse(at) >= START + oldest * MINUTE)
        for (const at of kept) assert.ok(told.includes(at), at)
        for (const at of told) assert.ok(meant.has(at))
      }),
    )
  })
})

describe('what a week says', () => {
  const even: TimeByArea = { ...REFERENCE }
  const week = (minutes: TimeByArea, shares: TimeByArea | null = minutes) =>
    findingOf({ minutes, shares }, REFERENCE)

  it('is nothing of nothing, little of little, and near where nothing is far', () => {
    const none = Object.fromEntries(AREAS.map((area) => [area, 0])) as TimeByArea
    assert.deepEqual(week(none, null), { kind: 'none' })
    assert.deepEqual(week({ ...none, writing: 59 }, { ...none, writing: 100 }), { kind: 'little' })
    assert.deepEqual(week(even), { kind: 'near' })
  })

  it('names the kind of work that is farthest from the reference', () => {
    assert.deepEqual(week({ ...even, answering: 60, writing: 10, reporting: 5 }), {
      ...{ kind: 'more', area: 'answering', by: 30 },
    })
    assert.deepEqual(week({ ...even, writing: 5, watching: 30, learning: 20 }), {
      ...{ kind: 'less', area: 'writing', by: 25 },
    })
  })
})
