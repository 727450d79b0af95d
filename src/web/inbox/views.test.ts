import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Conversation, ConversationChange, Member } from '../../server/api.ts'
import { VIEWS } from '../app/search.ts'
import { heardBy } from './answer/audience.ts'
import { sizesFor } from './answer/shrink.ts'
import { belongs } from './belongs.ts'
import { changed } from './changed.ts'
import { afterLeaving, arrivedIn, stepFrom, ticked, toAsk } from './moves.ts'
import { snoozeChoices } from './snooze.ts'

const MEMBERS = [
  { id: 'm1', name: 'Inès' },
  { id: 'm2', name: 'Paul' },
] as Member[]

const talk = fc.record({
  id: fc.constantFrom('a', 'b'),
  status: fc.constantFrom('open', 'snoozed', 'done'),
  assignee: fc.constantFrom(null, ...MEMBERS.map(({ id, name }) => ({ id, name }))),
  waitingSince: fc.constantFrom(null, '2026-11-20T10:00:00Z'),
  snoozedUntil: fc.constant(null),
}) as unknown as fc.Arbitrary<Conversation>

const change = fc.record(
  {
    status: fc.constantFrom('open', 'done'),
    assigneeId: fc.constantFrom(null, 'm1', 'm2'),
    snoozedUntil: fc.constant('2026-12-01T09:00:00Z'),
    labels: fc.constant(['retard']),
  },
  { requiredKeys: [] },
) as unknown as fc.Arbitrary<ConversationChange>

describe('a conversation', () => {
  it('is in one of open, snoozed and done, whatever is changed of it; the other views are parts of open', () => {
    fc.assert(
      fc.property(talk, change, (before, wanted) => {
        const after = changed(before, wanted, MEMBERS)
        const views = VIEWS.filter((view) => belongs(after, view, 'm1'))
        assert.equal(views.filter((view) => ['open', 'snoozed', 'done'].includes(view)).length, 1)
        for (const part of ['mine', 'unassigned', 'waiting'] as const)
          if (views.includes(part)) assert.ok(views.includes('open'), part)
        assert.ok(!(views.includes('mine') && views.includes('unassigned')))
        assert.equal(before.id, after.id)
      }),
    )
  })

  it('snoozed is so until then, reopened or done it is not any more, and done nobody waits', () => {
    fc.assert(
      fc.property(talk, change, (before, wanted) => {
        const after = changed(before, wanted, MEMBERS)
        if (wanted.snoozedUntil) assert.equal(after.status, 'snoozed')
        if (wanted.status && !wanted.snoozedUntil)
          assert.deepEqual([after.status, after.snoozedUntil], [wanted.status, null])
        if (wanted.status === 'done') assert.equal(after.waitingSince, null)
        if (wanted.assigneeId === undefined) assert.equal(after.assignee, before.assignee)
        else assert.equal(after.assignee?.id ?? null, wanted.assigneeId)
      }),
    )
  })
})

describe('going through a list', () => {
  const ids = fc.uniqueArray(fc.stringMatching(/^[a-h]$/), { minLength: 1, maxLength: 8 })
  const list = ids.map((all) => all.map((id) => ({ id })))

  it('passes every row once, and stops at its ends', () => {
    fc.assert(
      fc.property(list, (rows) => {
        const seen = []
        for (let at = stepFrom(rows, undefined, 1); at; at = stepFrom(rows, at.id, 1)) seen.push(at)
        assert.deepEqual(seen, rows)
        assert.equal(stepFrom(rows, rows[0]?.id, -1), undefined)
        assert.equal(stepFrom([], undefined, 1), undefined)
      }),
    )
  })

  it('goes on beside what left, never to what left, and nowhere once all has', () => {
    fc.assert(
      fc.property(list, fc.nat(), ids, (rows, pick, leaving) => {
        const at = pick % rows.length
        const next = afterLeaving(rows, rows[at]?.id, leaving)
        const staying = rows.filter(({ id }, i) => i !== at && !leaving.includes(id))
        if (!next) return assert.equal(staying.length, 0)
        assert.ok(staying.includes(next))
        const below = staying.filter((row) => rows.indexOf(row) > at)
        assert.equal(next, below[0] ?? staying.at(-1))
      }),
    )
  })

  it('ticks one, or all from one to another, and takes back what it ticked', () => {
    fc.assert(
      fc.property(list, ids, fc.nat(), fc.nat(), (rows, before, a, b) => {
        const [from, to] = [rows[a % rows.length]?.id ?? '', rows[b % rows.length]?.id ?? '']
        const selected = new Set(before)
        const twice = ticked(rows, ticked(rows, selected, to), to)
        assert.deepEqual([...twice].sort(), [...selected].sort())
        const many = ticked(rows, selected, to, from)
        const [low, high] = [a % rows.length, b % rows.length].sort((x, y) => x - y)
        const expected = new Set([...before, ...rows.slice(low, (high ?? 0) + 1).map(({ id }) => id)])
        assert.deepEqual(many, expected)
        assert.deepEqual([...selected], before, 'what was given is left alone')
        // Who has scrolled away from where they began ticks one.
        assert.ok(selected.has(to) !== ticked(rows, selected, to, 'gone').has(to))
      }),
    )
  })

  it('asks anew for what is on screen, and for the head of the list where anything else was heard of', () => {
    fc.assert(
      fc.property(list, ids, fc.boolean(), (rows, heard, missed) => {
        const { renew, head } = toAsk(heard, rows, missed)
        const here = rows.map(({ id }) => id)
        assert.deepEqual(
          renew,
          heard.filter((id) => here.includes(id)),
        )
        assert.equal(head, missed || heard.some((id) => !here.includes(id)))
        assert.equal(
          arrivedIn(
            heard.map((id) => ({ id })),
            rows,
          ),
          heard.length - renew.length,
        )
      }),
    )
    const flood = Array.from({ length: 50 }, (_, n) => ({ id: `${n}` }))
    assert.equal(
      toAsk(
        flood.map(({ id }) => id),
        flood,
        false,
      ).renew.length,
      20,
    )
  })
})

describe('a conversation put off', () => {
  it('comes back later than now, in order, in the morning of the reader, on a Monday where it says so', () => {
    const zone = fc.constantFrom(
      'Europe/Paris',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Pacific/Chatham',
      'UTC',
    )
    const minute = fc.integer({ min: Date.UTC(2024, 0) / 60_000, max: Date.UTC(2028, 0) / 60_000 })
    fc.assert(
      fc.property(zone, minute, (where, count) => {
        const now = new Date(count * 60_000)
        const choices = snoozeChoices(now, where)
        const clock = (at: Date) =>
          new Intl.DateTimeFormat('en-GB', {
            timeZone: where,
            weekday: 'short',
            hour: '2-digit',
            minute: '2-digit',
          }).format(at)
        let last = now
        for (const { id, until } of choices) {
          assert.ok(until > last || (id === 'week' && until >= last), id)
          last = until
          if (id !== 'later') assert.match(clock(until), /09:00$/)
          if (id === 'monday') assert.match(clock(until), /^Mon/)
        }
        assert.ok(choices.some(({ id }) => id === 'tomorrow') && choices.at(-1)?.id === 'week')
      }),
      { numRuns: 150 },
    )
  })
})

describe('an answer', () => {
  it('is said to be read by no fewer than will read it', () => {
    assert.equal(heardBy('public', undefined), 'public')
    assert.equal(heardBy('public', 'direct', ['public', 'direct']), 'direct')
    assert.equal(heardBy('private', undefined, ['public', 'followers', 'direct']), 'alike')
    assert.equal(heardBy('private', undefined, ['direct']), 'direct')
    assert.equal(heardBy('private', undefined), 'direct')
  })

  it('draws its pictures smaller and smaller, never larger than they are, and never to nothing', () => {
    const side = fc.integer({ min: 0, max: 20_000 })
    fc.assert(
      fc.property(side, side, (width, height) => {
        const sizes = sizesFor(width, height)
        assert.ok(sizes.length >= 1)
        for (const [i, size] of sizes.entries()) {
          assert.ok(size.width >= 1 && size.height >= 1)
          assert.ok(size.width <= Math.max(1, width) && size.height <= Math.max(1, height))
          assert.ok(Math.max(size.width, size.height) <= 2400)
          const before = sizes[i - 1]
          if (before) assert.ok(Math.max(size.width, size.height) < Math.max(before.width, before.height))
        }
      }),
    )
    assert.deepEqual(sizesFor(4000, 3000)[0], { width: 2400, height: 1800 })
    assert.deepEqual(sizesFor(300, 200), [{ width: 300, height: 200 }])
  })
})
