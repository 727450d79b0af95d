import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { createAlert, tallyIds, tallyStates } from '../../match/index.ts'
import { changeTrait, createTrait, listTraits, listVersions, orderTraits } from './store.ts'
import { declaredSpans, type Terms } from './trait.ts'

/** An image that is declared, changed, moved and retired in any order, against a plain list of it. */

const START = Date.parse('2026-06-01T00:00:00Z')
const HOUR = 3_600_000
const NONE: Terms = { fr: [], en: [] }

interface Plain {
  id: string
  word: string
  retired: boolean
  /** Each hour at which it was declared or retired. */
  turns: { at: number; retired: boolean }[]
}

let database: TestDatabase

before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const pick = fc.nat(9)
const step = fc.oneof(
  fc.record({
    do: fc.constant('declare' as const),
    word: fc.constantFrom('Fiable', 'Sobre', 'Made in France'),
  }),
  fc.record({ do: fc.constant('rename' as const), pick, word: fc.constantFrom('Vive', 'Claire') }),
  fc.record({ do: fc.constant('retire' as const), pick, retired: fc.boolean() }),
  fc.record({ do: fc.constant('order' as const), picks: fc.array(pick, { maxLength: 4 }) }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

async function take(workspaceId: string, list: Plain[], todo: Step, at: number): Promise<Plain[]> {
  const { db } = database
  const by = { who: { label: 'test' }, at: new Date(at) }
  const one = <T>(all: T[], n: number) => all[n % Math.max(1, all.length)]
  if (todo.do === 'declare') {
    const declared = { word: todo.word, description: '', terms: NONE, opposites: NONE, query: null }
    const { id } = await createTrait(db, workspaceId, declared, by)
    return [...list, { id, word: todo.word, retired: false, turns: [{ at, retired: false }] }]
  }
  if (todo.do === 'order') {
    const standing = list.filter((trait) => !trait.retired)
    const first = [...new Set(todo.picks.flatMap((n) => one(standing, n) ?? []))]
    await orderTraits(
      db,
      workspaceId,
      first.map(({ id }) => id),
      by,
    )
    return [...first, ...list.filter((trait) => !first.includes(trait))]
  }
  const trait = one(list, todo.pick)
  if (!trait) return list
  if (todo.do === 'rename') {
    await changeTrait(db, workspaceId, trait.id, { word: todo.word }, by)
    trait.word = todo.word
    return list
  }
  await changeTrait(db, workspaceId, trait.id, { archived: todo.retired }, by)
  if (trait.retired === todo.retired) return list
  trait.turns.push({ at, retired: todo.retired })
  trait.retired = todo.retired
  // What is declared again comes last.
  return todo.retired ? list : [...list.filter((other) => other !== trait), trait]
}

async function check(workspaceId: string, list: Plain[], now: number): Promise<void> {
  const { db } = database
  const traits = await listTraits(db, workspaceId)
  const standing = traits.filter((trait) => !trait.archived)
  const wanted = list.filter((trait) => !trait.retired)
  assert.deepEqual(
    standing.map(({ id, word }) => [id, word]),
    wanted.map(({ id, word }) => [id, word]),
  )
  assert.ok(standing.every((trait, i) => i === 0 || trait.position > (standing[i - 1]?.position ?? 0)))
  assert.deepEqual(
    new Set(traits.slice(standing.length).map(({ id }) => id)),
    new Set(list.filter((trait) => trait.retired).map(({ id }) => id)),
    'those retired stand last',
  )
  const versions = await listVersions(db, workspaceId)
  for (const { id, word, turns } of list) {
    const own = versions.filter((version) => version.traitId === id)
    assert.equal(own.at(-1)?.word, word)
    const spans = declaredSpans(own)
    for (let at = START; at <= now; at += HOUR) {
      const then = turns.findLast((turn) => turn.at <= at)
      const within = spans.some(({ from, to }) => from.getTime() <= at && (to === null || at < to.getTime()))
      assert.equal(within, then !== undefined && !then.retired, `${word} at ${new Date(at).toISOString()}`)
    }
  }
  const counters = traits.flatMap(({ talkId, contraryId }) => [talkId, ...(contraryId ? [contraryId] : [])])
  assert.deepEqual(await tallyIds(db, workspaceId), new Set(counters), 'each counter is of a trait')
  const states = await tallyStates(db, workspaceId, counters)
  for (const { talkId, contraryId, archived } of traits) {
    for (const id of [talkId, ...(contraryId ? [contraryId] : [])]) {
      assert.equal(states.get(id)?.state, archived ? 'stopped' : 'counting')
    }
  }
}

test('whatever is declared, renamed, moved, retired and declared again, the image is what was said last', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
      const workspaceId = await testWorkspace(database.db)
      await createAlert(
        database.db,
        workspaceId,
        { name: 'L', query: 'lumo', kind: 'brand' },
        { label: 'test' },
      )
      let list: Plain[] = []
      let now = START
      const begin: Step[] = [
        { do: 'declare', word: 'Fiable' },
        { do: 'declare', word: 'Sobre' },
        { do: 'declare', word: 'Made in France' },
      ]
      for (const todo of [...begin, ...steps]) {
        now += HOUR
        list = await take(workspaceId, list, todo, now)
      }
      await check(workspaceId, list, now + HOUR)
    }),
    { numRuns: 7 },
  )
})
