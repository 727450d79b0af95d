import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type Ended,
  type Moved,
  moved,
  type Running,
  type Said,
  type Standing,
  wholePauses,
} from './clock.ts'

const START = Date.parse('2026-11-23T08:00:00Z')
const at = (minute: number) => new Date(START + minute * 60_000)

type Event = 'theirs' | 'ours' | 'close' | 'reopen' | 'snooze'
const events = fc.array(
  fc.constantFrom<Event>('theirs', 'theirs', 'ours', 'ours', 'close', 'reopen', 'snooze'),
  { maxLength: 14 },
)

/** How the conversation stands after each event, told by its simplest rules. */
function standings(list: readonly Event[]): { standing: Standing; said: Said[]; now: Date; event: Event }[] {
  let standing: Standing = {
    status: 'open',
    firstAt: at(0),
    firstAnswerAt: null,
    lastAt: at(0),
    waitingSince: at(0),
  }
  const first = { standing, said: [{ at: at(0), ours: false }], now: at(0), event: 'theirs' as Event }
  return [
    first,
    ...list.map((event, i) => {
      const now = at(10 * (i + 1))
      const { status, waitingSince, firstAnswerAt } = standing
      if (event === 'theirs')
        standing = {
          ...standing,
          status: 'open',
          lastAt: now,
          waitingSince: status === 'done' ? now : (waitingSince ?? now),
        }
      if (event === 'ours')
        standing = { ...standing, lastAt: now, waitingSince: null, firstAnswerAt: firstAnswerAt ?? now }
      if (event === 'close') standing = { ...standing, status: 'done' }
      if (event === 'reopen') standing = { ...standing, status: 'open' }
      if (event === 'snooze' && status === 'open') standing = { ...standing, status: 'snoozed' }
      const said = event === 'theirs' || event === 'ours' ? [{ at: now, ours: event === 'ours' }] : []
      return { standing, said, now, event }
    }),
  ]
}

/** One after the other; what runs again has not ended. */
function played(list: readonly Event[]): {
  running: Running | undefined
  spans: Map<string, Ended>
  last: Moved | undefined
} {
  let running: Running | undefined
  let last: Moved | undefined
  const spans = new Map<string, Ended>()
  for (const { standing, said, now } of standings(list)) {
    last = moved(running, standing, said, now)
    running = last.running
    for (const { kind, began } of last.again) spans.delete(`${kind} ${began.getTime()}`)
    for (const one of last.ended) spans.set(`${one.kind} ${one.began.getTime()}`, one)
  }
  return { running, spans, last }
}

test('somebody who waits in what is not closed is waited for by one target, since they wait; nobody else is', () => {
  fc.assert(
    fc.property(events, (list) => {
      const { running } = played(list)
      const { standing } = standings(list).at(-1) ?? assert.fail()
      const { status, waitingSince, firstAnswerAt } = standing
      const waits = status !== 'done' ? waitingSince : null
      assert.deepEqual([running?.first, running?.next], firstAnswerAt ? [null, waits] : [waits, null])
    }),
    { numRuns: 500 },
  )
})

test('the first answer ends once, at the first answer; no span ends before it begins, and none is told twice', () => {
  fc.assert(
    fc.property(events, (list) => {
      const { spans } = played(list)
      const { standing } = standings(list).at(-1) ?? assert.fail()
      const all = [...spans.values()]
      const answered = all.filter(({ kind, by }) => kind === 'first' && by === 'answer')
      assert.equal(answered.length, standing.firstAnswerAt ? 1 : 0)
      if (answered[0]) assert.deepEqual(answered[0].ended, standing.firstAnswerAt)
      for (const { began, ended } of all) assert.ok(ended >= began)
    }),
    { numRuns: 500 },
  )
})

test('closed, nothing runs; open, the matter does, but for what was put away while nobody waits', () => {
  fc.assert(
    fc.property(events, (list) => {
      const { running, spans } = played(list)
      const { standing } = standings(list).at(-1) ?? assert.fail()
      assert.equal(running?.closed !== null, standing.status === 'done')
      const paused = wholePauses(running?.pauses ?? []) === undefined
      assert.equal(paused, standing.status === 'snoozed' && !standing.waitingSince)
      const matters = [...spans.values()].filter(({ kind }) => kind === 'resolution')
      const ended = matters.some(({ began }) => began.getTime() === running?.resolution?.getTime())
      assert.equal(ended, standing.status === 'done')
    }),
    { numRuns: 500 },
  )
})

test('messages that come at once end what they would have ended one by one', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom<Event>('theirs', 'ours'), { maxLength: 12 }), (list) => {
      const steps = standings(list)
      const { standing, now } = steps.at(-1) ?? assert.fail()
      const whole = moved(
        undefined,
        standing,
        steps.flatMap(({ said }) => said),
        now,
      )
      const key = ({ kind, began, ended, by }: Ended) =>
        `${kind} ${began.toISOString()} ${ended.toISOString()} ${by}`
      const { spans, running } = played(list)
      assert.deepEqual(whole.ended.map(key).toSorted(), [...spans.values()].map(key).toSorted())
      assert.deepEqual([whole.running.first, whole.running.next], [running?.first, running?.next])
    }),
    { numRuns: 300 },
  )
})

test('one that was joined to another has nothing running', () => {
  const { standing } = standings([])[0] ?? assert.fail()
  const { running, ended } = moved(undefined, { ...standing, status: 'merged' }, [], at(5))
  assert.deepEqual([running.first, running.resolution, ended], [null, null, []])
})
