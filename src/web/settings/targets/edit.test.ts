import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { TimeSettings } from '../../../server/api.ts'
import { newCalendar, newPolicy } from './draft.ts'
import { replaced, withoutCalendar } from './edit.ts'

const IDS = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 })

/** Calendars, and policies of which some count by one of them. */
const SETTINGS = IDS.chain((ids) =>
  fc.array(fc.constantFrom(null, ...ids), { maxLength: 5 }).map(
    (by): TimeSettings =>
      ({
        revision: 3,
        calendars: ids.map((id) => newCalendar(id, 'Europe/Paris')),
        policies: by.map((calendarId, n) => ({ ...newPolicy(`p${n}`, calendarId), name: `P${n}` })),
      }) as unknown as TimeSettings,
  ),
)

test('no policy counts by a calendar that is gone, and none is lost with it', () => {
  fc.assert(
    fc.property(SETTINGS, fc.constantFrom('a', 'b', 'c', 'd', 'x'), (settings, id) => {
      const before = structuredClone(settings)
      const after = withoutCalendar(settings, id)
      const there = after.calendars.map((one) => one.id)
      assert.deepEqual(
        there,
        settings.calendars.map((one) => one.id).filter((one) => one !== id),
      )
      assert.equal(after.policies.length, settings.policies.length)
      for (const [n, policy] of after.policies.entries()) {
        const was = settings.policies[n]
        assert.ok(policy.calendarId === null || there.includes(policy.calendarId))
        assert.deepEqual(policy, was?.calendarId === id ? { ...was, calendarId: null } : was)
      }
      assert.deepEqual(settings, before, 'what is kept is let alone until it is saved')
    }),
  )
})

test('one is changed in its place, and the others are the very same', () => {
  fc.assert(
    fc.property(IDS, fc.constantFrom('a', 'b', 'x'), fc.string(), (ids, id, name) => {
      const all = ids.map((one) => newPolicy(one, null))
      const after = replaced(all, id, { name })
      for (const [n, one] of after.entries()) {
        if (one.id === id) assert.deepEqual(one, { ...all[n], name })
        else assert.equal(one, all[n])
      }
      assert.equal(after.length, all.length)
    }),
  )
})
