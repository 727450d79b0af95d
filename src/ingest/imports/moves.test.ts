import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { Problem } from '../../../lib/errors/index.ts'
import { afterCheck, cancel, type Move, mayChange, resume, type Standing, start } from './import.ts'
import type { Summary } from './tables.ts'

/** Decision 0023: outside a run that is under way, or a withdrawal, an import is whole or it is nothing. */
type Act =
  | 'start'
  | 'cancel'
  | 'resume'
  | 'change'
  | { worker: 'ends' | 'fails' | 'dies'; rows: number; errors: number }

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom(
    'start' as const,
    'start' as const,
    'cancel' as const,
    'resume' as const,
    'change' as const,
  ),
  fc
    .tuple(fc.nat(200), fc.nat(200))
    .map(([rows, errors]) => ({ worker: 'ends' as const, rows, errors: Math.min(rows, errors) })),
  fc.constantFrom('fails' as const, 'dies' as const).map((worker) => ({ worker, rows: 0, errors: 0 })),
)

/** What stands in the database, and what of the file is in the stream: none of it, some, or all. */
interface World extends Standing {
  rows: number
  inStream: 'none' | 'some' | 'all'
}

const summaryOf = (valid: number): Summary => ({
  valid,
  from: null,
  to: null,
  verbs: {},
  reasons: {},
  gaps: 0,
  folds: 0,
})

function moved(world: World, move: Move): World {
  // As the store does it: importing begins at the first line.
  const begins = move.phase === 'importing' && world.phase !== 'importing'
  if (begins)
    assert.equal(world.inStream, 'none', 'what begins at the first line finds nothing of an earlier run')
  return { ...world, ...move, inStream: begins ? 'some' : world.inStream }
}

function byWorker(world: World, act: Extract<Act, object>): World {
  const { phase } = world
  if (!phase || act.worker === 'dies') return world
  if (act.worker === 'fails') {
    if (phase === 'removing') return world
    return moved(world, { state: 'failed', phase: phase === 'importing' ? 'removing' : null })
  }
  if (phase === 'importing') return { ...world, state: 'done', phase: null, inStream: 'all' }
  if (phase === 'removing') return { ...world, phase: null, inStream: 'none' }
  const valid = act.rows - act.errors
  const checked = { ...world, checked: true, rows: act.rows, errors: act.errors, summary: summaryOf(valid) }
  return moved(checked, afterCheck(act.rows, act.errors, valid))
}

/** What a person asks for is done, or refused in words that there are, and then changes nothing. */
function byPerson(world: World, act: Extract<Act, string>): World {
  try {
    if (act === 'start') return moved(world, start(world))
    if (act === 'cancel') return moved(world, cancel(world))
    if (act === 'resume') return moved(world, resume(world))
    mayChange(world)
    return { ...world, state: 'ready', checked: false, errors: 0, summary: null }
  } catch (error) {
    assert.ok(error instanceof Problem && /^import_/.test(error.id), String(error))
    return world
  }
}

function assertSound({ state, phase, checked, summary, inStream }: World): void {
  const at = `${state} ${phase} ${inStream}`
  if (phase === null) assert.equal(inStream, state === 'done' ? 'all' : 'none', at)
  if (phase === 'importing') assert.ok(state === 'running' && checked && summary && summary.valid > 0, at)
  if (phase === 'checking') assert.ok(state === 'running' && inStream === 'none', at)
  if (phase === 'removing') assert.ok(state === 'cancelled' || state === 'failed', at)
  assert.equal(state === 'running', phase === 'checking' || phase === 'importing', at)
}

const NEW: World = {
  state: 'ready',
  phase: null,
  checked: false,
  errors: 0,
  summary: null,
  rows: 0,
  inStream: 'none',
}

it('is whole or nothing wherever people and workers leave off, and never stuck', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30, size: 'max' }), (acts) => {
      let world = NEW
      for (const one of acts) {
        world = typeof one === 'string' ? byPerson(world, one) : byWorker(world, one)
        assertSound(world)
      }
      // Left to the worker, any import comes to rest; and from rest, a good file can always be brought whole.
      for (let n = 0; n < 3; n++) world = byWorker(world, { worker: 'ends', rows: 100, errors: 0 })
      assert.equal(world.phase, null)
      if (world.state === 'done') return
      world = byPerson(byPerson(world, 'change'), 'start')
      for (let n = 0; n < 3; n++) world = byWorker(world, { worker: 'ends', rows: 100, errors: 0 })
      assert.deepEqual([world.state, world.inStream], ['done', 'all'])
    }),
    { numRuns: 1500 },
  )
})

it('asks before it goes on past one refusal in fifty, and never brings a file of nothing', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.oneof(fc.nat(5000), fc.nat(150)), (rows, some) => {
      const errors = Math.min(rows, some)
      const valid = rows - errors
      const { state, phase } = afterCheck(rows, errors, valid)
      assert.equal(phase === 'importing', valid > 0 && errors * 50 <= rows)
      assert.equal(state, phase ? 'running' : 'ready')
      const standing: Standing = { state, phase, checked: true, errors, summary: summaryOf(valid) }
      if (phase) return
      if (valid === 0) assert.throws(() => start(standing), { id: 'import_nothing' })
      else
        assert.deepEqual(
          start(standing),
          { state: 'running', phase: 'importing' },
          'whoever starts again has seen them',
        )
    }),
    { numRuns: 1000 },
  )
})
