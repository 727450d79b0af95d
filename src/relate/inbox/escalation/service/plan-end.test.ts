import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { dueAt, expiresAt, nextStep, stepsOf } from './plan.ts'
import type { Timing } from './service.ts'

const ZONES = ['Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'UTC']
const timing = fc.record<Timing>({
  days: fc.nat(10),
  at: fc.constantFrom('00:00', '02:30', '18:00', '23:59'),
  workdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  holidays: fc.constantFrom('none', 'fr', 'fr-alsace-moselle'),
  zone: fc.constantFrom(...ZONES),
  linkDays: fc.integer({ min: 1, max: 20 }),
  steps: fc.array(
    fc.record({
      days: fc.integer({ min: -10, max: 40 }),
      at: fc.constantFrom('02:30', '09:00', '23:59'),
      to: fc.constantFrom<'service' | 'manager'>('service', 'manager'),
    }),
    { maxLength: 5 },
  ),
})
const days = fc.date({ min: new Date('2026-03-20'), max: new Date('2026-11-20'), noInvalidDate: true })

it('what nobody answers ends with its links and no later, whatever reminders stand after them', () => {
  fc.assert(
    fc.property(days, timing, (now, plan) => {
      const due = dueAt(now, plan)
      const row = { due, expires: expiresAt(due, plan), timing: plan }
      const seen: number[] = []
      for (let at = now; ; ) {
        const next = nextStep(row, at)
        assert.ok(next > at && next <= row.expires, 'it goes on, and not beyond its links')
        if (next.getTime() === row.expires.getTime()) break
        seen.push(next.getTime())
        at = next
      }
      const all = stepsOf(due, now, plan).map(({ at }) => at.getTime())
      const before = [...new Set(all)].filter((at) => at < row.expires.getTime())
      assert.deepEqual(seen, before, 'each reminder before that has its time, once')
    }),
    { numRuns: 60 },
  )
})
