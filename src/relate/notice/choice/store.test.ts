import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { insertMember, insertUser } from '../../../access/index.ts'
import { type Choice, DEFAULTS, LEVELS, PACES, pressing, type Rule, WAYS } from './choice.ts'
import { choicesOf, chosenBy, keepAlertRule, keepChoice, type Scope, withoutMail } from './store.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

async function member(workspaceId: string): Promise<string> {
  const user = { name: 'Léa', email: `${uuidv7()}@example.org`, passwordHash: 'x' }
  return insertMember(database.db, workspaceId, await insertUser(database.db, user), 'agent')
}

const time = fc.integer({ min: 0, max: 1439 }).map((n) => new Date(n * 60_000).toISOString().slice(11, 16))
const rule = fc.record(
  { ways: fc.subarray([...WAYS]), pace: fc.constantFrom(...PACES) },
  { noNullPrototype: true },
)
const choice: fc.Arbitrary<Choice> = fc.record(
  {
    quiet: fc.option(fc.record({ from: time, to: time }, { noNullPrototype: true })),
    digestAt: time,
    alerts: rule,
    alarms: fc.record({ 1: rule, 2: rule, 3: rule }, { noNullPrototype: true }),
    mine: rule,
  },
  { noNullPrototype: true },
)
const ALERTS = [uuidv7(), uuidv7()]
const own = fc.dictionary(fc.constantFrom(...ALERTS), rule, { noNullPrototype: true })
const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constantFrom('all' as const, 'alarms' as const),
  fc.constantFrom(...ALERTS).map((alertId) => ({ alertId })),
)
const bare = ({ ways, pace }: Rule): Rule => ({ ways: ways.filter((way) => way !== 'mail'), pace })

test('what a member chose comes back as it was, is theirs alone, and nobody’s in another workspace', async () => {
  const [workspaceId, elsewhere] = [await testWorkspace(database.db), await testWorkspace(database.db)]
  const [lea, tom] = [await member(workspaceId), await member(workspaceId)]
  assert.deepEqual(await chosenBy(database.db, workspaceId, lea), { choice: DEFAULTS, alerts: new Map() })
  await fc.assert(
    fc.asyncProperty(choice, own, async (chosen, rules) => {
      await keepChoice(database.db, workspaceId, lea, chosen)
      for (const id of ALERTS) await keepAlertRule(database.db, workspaceId, lea, id, rules[id])
      const kept = await chosenBy(database.db, workspaceId, lea)
      assert.deepEqual([kept.choice, Object.fromEntries(kept.alerts)], [chosen, rules])
      assert.deepEqual((await choicesOf(database.db, workspaceId)).get(lea), kept)
    }),
    { numRuns: 15 },
  )
  assert.deepEqual(await chosenBy(database.db, workspaceId, tom), { choice: DEFAULTS, alerts: new Map() })
  assert.equal((await choicesOf(database.db, elsewhere)).size, 0)
})

test('a link takes away the mails that it names and nothing else, once or twice, in any order with others', async () => {
  const workspaceId = await testWorkspace(database.db)
  const [lea, tom] = [await member(workspaceId), await member(workspaceId)]
  await keepChoice(database.db, workspaceId, tom, DEFAULTS)
  await fc.assert(
    fc.asyncProperty(
      choice,
      own,
      fc.array(scope, { minLength: 1, maxLength: 4 }),
      async (chosen, rules, links) => {
        await keepChoice(database.db, workspaceId, lea, chosen)
        for (const id of ALERTS) await keepAlertRule(database.db, workspaceId, lea, id, rules[id])
        let expected = { alerts: chosen.alerts, alarms: chosen.alarms, mine: chosen.mine, own: { ...rules } }
        for (const link of links) {
          for (let n = 0; n < 2; n++) await withoutMail(database.db, workspaceId, lea, link)
          if (typeof link === 'object') {
            const before = expected.own[link.alertId] ?? expected.alerts
            expected = { ...expected, own: { ...expected.own, [link.alertId]: bare(before) } }
            continue
          }
          const alarms = {
            1: bare(expected.alarms[1]),
            2: bare(expected.alarms[2]),
            3: bare(expected.alarms[3]),
          }
          expected = { ...expected, alarms }
          if (link === 'all') {
            const rest = Object.entries(expected.own).map(([id, one]) => [id, bare(one)])
            const [alerts, mine] = [bare(expected.alerts), bare(expected.mine)]
            expected = { ...expected, alerts, mine, own: Object.fromEntries(rest) }
          }
        }
        const kept = await chosenBy(database.db, workspaceId, lea)
        const { own: _own, ...rest } = expected
        assert.deepEqual(kept.choice, { ...chosen, ...rest })
        assert.deepEqual(Object.fromEntries(kept.alerts), expected.own)
        if (links.includes('all')) {
          const all = [
            kept.choice.alerts,
            ...LEVELS.map((n) => kept.choice.alarms[n]),
            ...kept.alerts.values(),
          ]
          const last = links.lastIndexOf('all')
          if (last === links.length - 1) assert.ok(!all.some(({ ways }) => ways.includes('mail')))
        }
      },
    ),
    { numRuns: 20 },
  )
  assert.deepEqual((await chosenBy(database.db, workspaceId, tom)).choice, DEFAULTS)
})

test('the most pressing of some rules is one of them, by all the ways of those that press as much', () => {
  fc.assert(
    fc.property(fc.array(rule), (rules) => {
      const best = pressing(rules)
      const telling = rules.filter(({ ways }) => ways.length > 0)
      if (!best) return assert.equal(telling.length, 0)
      const same = telling.filter(({ pace }) => pace === best.pace)
      assert.ok(
        same.length > 0 && telling.every(({ pace }) => PACES.indexOf(pace) >= PACES.indexOf(best.pace)),
      )
      assert.deepEqual(
        best.ways,
        WAYS.filter((way) => same.some(({ ways }) => ways.includes(way))),
      )
      assert.deepEqual(pressing(rules.toReversed()), best)
    }),
  )
})
