import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { note } from '../../test/support/entries.ts'
import { testWorkspace } from '../../test/support/workspace.ts'
import { type Activity, NOBODY } from '../activity/index.ts'
import { addPeople, allActors, attribute, findPeople, forgetPeople, getPerson, met } from './index.ts'

/** Whoever is met, joined and forgotten in whatever order: nobody is merged unasked, doubled, or left without a name. */
let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const CHANNELS = ['bluesky', 'mastodon', 'email', 'file']
const NAMES = ['Léa', 'Lea', 'Marc', '  ', '%', "O'Neil"]

type Step =
  | { do: 'meet'; channel: string; actors: number[] }
  | { do: 'join'; name: string; accounts: [string, number][] }
  | { do: 'forget'; channel: string; persons: number[] }

const channel = fc.constantFrom(...CHANNELS)
/** The sixth is nobody. */
const actor = fc.nat(5)
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('meet' as const), channel, actors: fc.array(actor, { maxLength: 6 }) }),
    fc.record({
      do: fc.constant('join' as const),
      name: fc.constantFrom(...NAMES.filter((name) => name.trim())),
      accounts: fc.uniqueArray(fc.tuple(channel, fc.nat(4)), { maxLength: 3, selector: String }),
    }),
    fc.record({
      do: fc.constant('forget' as const),
      channel,
      persons: fc.uniqueArray(fc.nat(12), { maxLength: 5 }),
    }),
  ),
  { minLength: 4, maxLength: 14 },
)

const idOf = (n: number, of: string) => (of === 'email' ? `p${n}@example.org` : `actor-${n}`)

function saidBy(n: number, of: string): Activity {
  if (n === 5) return note('x', 'hello', { actor: { id: NOBODY } })
  return note('x', 'hello', {
    actor: { id: idOf(n, of), name: NAMES[n], handle: n === 3 ? 'quatre' : undefined },
  })
}

/** What must be: which person an account is, and since persons have no name of their own here, all met so far. */
class Model {
  readonly persons: string[] = []
  readonly accounts = new Map<string, string>()

  channelsOf(person: string): Set<string> {
    const own = [...this.accounts].filter(([, whose]) => whose === person)
    return new Set(own.map(([key]) => key.split('|')[0] ?? ''))
  }

  forget(person: string): void {
    for (const [key, whose] of this.accounts) if (whose === person) this.accounts.delete(key)
  }
}

async function take(workspaceId: string, model: Model, step: Step): Promise<void> {
  const { db } = database
  if (step.do === 'meet') {
    const said = step.actors.map((n) => saidBy(n, step.channel))
    const persons = await attribute(db, workspaceId, step.channel, said)
    for (const [i, n] of step.actors.entries()) {
      const person = persons[i] ?? null
      const key: string = `${step.channel}|${n}`
      const known: string | null | undefined = n === 5 ? null : model.accounts.get(key)
      if (known !== undefined) {
        assert.equal(person, known, `${key} stays who they were, and nobody is no person`)
        continue
      }
      assert.ok(person && !model.persons.includes(person), `${key} is merged with nobody`)
      model.accounts.set(key, person)
      model.persons.push(person)
    }
  } else if (step.do === 'join') {
    const identities = step.accounts.map(([of, n]) => ({
      channel: of,
      actorId: idOf(n, of),
      handle: null,
      url: null,
    }))
    await addPeople(db, workspaceId, [{ name: step.name, email: null, created: new Date(0), identities }])
    const free = step.accounts.filter(([of, n]) => !model.accounts.has(`${of}|${n}`))
    for (const [of, n] of free) {
      const person = (await met(db, workspaceId, of, [idOf(n, of)])).get(idOf(n, of))
      assert.ok(
        person && !model.persons.slice(0, -1).includes(person),
        'what somebody has already is not taken',
      )
      model.accounts.set(`${of}|${n}`, person)
      if (!model.persons.includes(person)) model.persons.push(person)
    }
  } else {
    const named = step.persons.flatMap((n) => model.persons[n] ?? [])
    await forgetPeople(db, workspaceId, step.channel, named)
    for (const person of named) {
      const of = model.channelsOf(person)
      if (of.size === 1 && of.has(step.channel)) model.forget(person)
    }
  }
}

async function compare(workspaceId: string, model: Model): Promise<void> {
  const { db } = database
  for (const of of CHANNELS) {
    const expected = [...model.accounts].filter(([key]) => key.startsWith(`${of}|`))
    const all: string[] = []
    for await (const page of allActors(db, workspaceId, of, 2)) all.push(...page)
    assert.deepEqual(all.sort(), expected.map(([key]) => idOf(Number(key.split('|')[1]), of)).sort(), of)
    const known = await met(db, workspaceId, of, [...all, 'stranger'])
    assert.deepEqual(
      new Map([...known].map(([id, person]) => [id, person])),
      new Map(expected.map(([key, person]) => [idOf(Number(key.split('|')[1]), of), person])),
    )
  }
  for (const person of new Set(model.accounts.values())) {
    const { name, handles } = await getPerson(db, workspaceId, person)
    assert.ok(name.trim().length > 0, 'everybody can be called something')
    const own = [...model.accounts].filter(([, whose]) => whose === person).length
    assert.equal(handles.length, own, 'each account is one person’s')
    const found = await findPeople(db, workspaceId, name, 50)
    assert.ok(
      found.some(({ id }) => id === person),
      `${name} is found by their name`,
    )
  }
}

it('holds for any history of meetings, and for two workspaces that know nothing of each other', async () => {
  await fc.assert(
    fc.asyncProperty(steps, steps, async (one, two) => {
      const histories = await Promise.all(
        [one, two].map(async (all) => ({ all, id: await testWorkspace(database.db), model: new Model() })),
      )
      for (let at = 0; at < Math.max(one.length, two.length); at++) {
        for (const { all, id, model } of histories) {
          const step = all[at]
          if (step) await take(id, model, step)
        }
      }
      for (const { id, model } of histories) await compare(id, model)
    }),
    { numRuns: 15 },
  )
})
