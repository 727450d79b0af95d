import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { createMatcher } from '../../live/matcher.ts'
import { changeAlert, createAlert, deleteAlert, listAlerts, listListening } from '../store.ts'
import { brandTally, changeTally, createTally, deleteTally, tallyIds, tallyStates } from './store.ts'
import { queryOf } from './tally.ts'

/** Alerts and counters that come, change, rest and go in any order, against what should listen after each. */

const WHO = { label: 'test' }
const WORDS = ['lune', 'soleil', 'pluie', 'vent'] as const
const TEXTS = [
  'lune',
  'soleil',
  'pluie',
  'vent',
  'lune soleil',
  'lune pluie',
  'soleil vent',
  'pluie vent lune',
]
const KINDS = ['brand', 'competitor', 'topic'] as const

interface Alert {
  id: string
  word: string
  kind: (typeof KINDS)[number]
  paused: boolean
}

interface Tally {
  id: string
  /** The alert that it counts in; null for the brand. */
  of: string | null
  words: string | null
  without: string | null
  stopped: boolean
}

interface Model {
  alerts: Alert[]
  tallies: Tally[]
}

let database: TestDatabase

before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const word = fc.constantFrom(...WORDS)
const maybe = fc.option(word, { nil: null })
const pick = fc.nat(9)
const step = fc.oneof(
  fc.record({
    do: fc.constant('add' as const),
    word,
    kind: fc.constantFrom('brand', ...KINDS),
    paused: fc.constantFrom(false, false, true),
  }),
  fc.record({ do: fc.constant('pause' as const), pick, paused: fc.boolean() }),
  fc.record({ do: fc.constant('kind' as const), pick, kind: fc.constantFrom(...KINDS) }),
  fc.record({ do: fc.constant('reword' as const), pick, word }),
  fc.record({ do: fc.constant('delete' as const), pick }),
  fc.record({ do: fc.constant('count' as const), pick, brand: fc.boolean(), words: word, without: maybe }),
  fc.record({ do: fc.constant('recount' as const), pick, words: word, without: maybe }),
  fc.record({ do: fc.constant('stop' as const), pick, stopped: fc.boolean() }),
  fc.record({ do: fc.constant('drop' as const), pick }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Two alerts of the brand, one beside, and something counted in each. */
const BEGIN: Step[] = [
  { do: 'add', word: 'lune', kind: 'brand', paused: false },
  { do: 'add', word: 'soleil', kind: 'brand', paused: false },
  { do: 'add', word: 'vent', kind: 'competitor', paused: false },
  { do: 'count', pick: 0, brand: true, words: 'pluie', without: null },
  { do: 'count', pick: 2, brand: false, words: 'lune', without: null },
]

const one = <T>(all: readonly T[], pick: number): T | undefined => all[pick % Math.max(1, all.length)]

async function onAlert(workspaceId: string, model: Model, todo: Step): Promise<void> {
  const { db } = database
  if (todo.do === 'add') {
    const { word: query, kind, paused } = todo
    const made = await createAlert(db, workspaceId, { name: query, query, kind, paused }, WHO)
    model.alerts.push({ id: made.id, word: query, kind, paused })
    return
  }
  const alert = 'pick' in todo ? one(model.alerts, todo.pick) : undefined
  if (!alert) return
  if (todo.do === 'pause') {
    await changeAlert(db, workspaceId, alert.id, { paused: todo.paused }, WHO)
    alert.paused = todo.paused
  } else if (todo.do === 'kind') {
    await changeAlert(db, workspaceId, alert.id, { kind: todo.kind }, WHO)
    alert.kind = todo.kind
  } else if (todo.do === 'reword') {
    await changeAlert(db, workspaceId, alert.id, { query: todo.word }, WHO)
    alert.word = todo.word
  } else if (todo.do === 'delete') {
    await deleteAlert(db, workspaceId, alert.id, WHO)
    model.alerts = model.alerts.filter((other) => other !== alert)
    model.tallies = model.tallies.filter((tally) => tally.of !== alert.id)
  } else if (todo.do === 'count') {
    const { words, without } = todo
    const of = todo.brand ? null : alert.id
    const id = await createTally(db, workspaceId, {
      base: of ? 'alert' : 'brand',
      alertId: of,
      words,
      without,
    })
    model.tallies.push({ id, of, words, without, stopped: false })
  }
}

async function onTally(workspaceId: string, model: Model, todo: Step): Promise<void> {
  const { db } = database
  const tally = 'pick' in todo ? one(model.tallies, todo.pick) : undefined
  if (!tally) return
  if (todo.do === 'recount') {
    const { words, without } = todo
    await changeTally(db, workspaceId, tally.id, { words, without })
    Object.assign(tally, { words, without })
  } else if (todo.do === 'stop') {
    await changeTally(db, workspaceId, tally.id, { stopped: todo.stopped })
    tally.stopped = todo.stopped
  } else if (todo.do === 'drop') {
    await deleteTally(db, workspaceId, tally.id)
    model.tallies = model.tallies.filter((other) => other !== tally)
  }
}

/** What the words that a tally counts in are; none while there is nothing to count in. */
function baseOf({ alerts }: Model, tally: Tally): string[] {
  const within = (alert: Alert) => (tally.of ? alert.id === tally.of : alert.kind === 'brand')
  return alerts.filter((alert) => within(alert) && !alert.paused).map((alert) => alert.word)
}

function expected(model: Model, whole: string | null, text: string): Set<string> {
  const has = (some: string) => text.split(' ').includes(some)
  const found = new Set(
    model.alerts.filter((alert) => !alert.paused && has(alert.word)).map((alert) => alert.id),
  )
  for (const tally of model.tallies) {
    const { words, without, stopped } = tally
    const base = baseOf(model, tally).some(has)
    if (!stopped && base && (!words || has(words)) && !(without && has(without))) found.add(tally.id)
  }
  const brands = model.alerts.filter((alert) => alert.kind === 'brand' && !alert.paused)
  if (whole && brands.length > 1 && brands.some((alert) => has(alert.word))) found.add(whole)
  return found
}

async function check(workspaceId: string, model: Model): Promise<void> {
  const { db } = database
  const matcher = createMatcher()
  for (const listening of await listListening(db, workspaceId)) {
    const parsed = queryOf(listening)
    assert.ok(parsed.ok, listening.query)
    matcher.add(listening.id, parsed.query)
  }
  const whole = await brandTally(db, workspaceId)
  const brands = model.alerts.filter((alert) => alert.kind === 'brand' && !alert.paused)
  if (brands.length < 2) assert.equal(whole, brands[0]?.id ?? null)
  for (const text of TEXTS) {
    const rest = { lang: 'fr', sentiment: 'neutral' as const, channel: 'feed', verb: 'Create', author: {} }
    assert.deepEqual(new Set(matcher.match({ text, ...rest })), expected(model, whole, text), text)
  }
  const ids = model.tallies.map((tally) => tally.id)
  const own = brands.length > 1 && whole ? [whole] : []
  assert.deepEqual(await tallyIds(db, workspaceId), new Set([...ids, ...own]), 'none too many, none lost')
  assert.deepEqual(
    new Set((await listAlerts(db, workspaceId)).map((alert) => alert.id)),
    new Set(model.alerts.map((alert) => alert.id)),
  )
  const states = await tallyStates(db, workspaceId, ids)
  for (const tally of model.tallies) {
    const state = tally.stopped ? 'stopped' : baseOf(model, tally).length > 0 ? 'counting' : 'idle'
    assert.equal(states.get(tally.id)?.state, state)
  }
}

test('whatever comes, changes, rests and goes, what listens is what should', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
      const workspaceId = await testWorkspace(database.db)
      const model: Model = { alerts: [], tallies: [] }
      for (const todo of [...BEGIN, ...steps]) {
        const turn = ['recount', 'stop', 'drop'].includes(todo.do) ? onTally : onAlert
        await turn(workspaceId, model, todo)
        await check(workspaceId, model)
      }
    }),
    { numRuns: 6 },
  )
})
