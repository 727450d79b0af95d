import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { testWorkspace } from '../../test/support/workspace.ts'
import type { Readiness } from '../access/index.ts'
import { type Alert, createMatcher, listAlerts, parseQuery } from '../match/index.ts'
import { firstAlerts } from './begin.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const ASKABLE = [
  'Lumerelle',
  "L'Oréal",
  'C&A',
  'Dr. Hauschka',
  'AC/DC',
  '日本ランプ',
  'la "Petite" Lampe',
  'NOT',
  'a OR b',
]
const SIGNS = ['!!!', '*', '…', '"', '« »']

async function begun(names: string[], competitors: string[] = []): Promise<Alert[]> {
  const workspaceId = await testWorkspace(database.db)
  const readiness: Readiness = {
    brand: { names, site: '', competitors, languages: ['fr'], identity: [] },
    people: { who: '', answersWithinHours: 4, outOfHours: '', approves: '' },
    objectives: [],
  }
  await firstAlerts(database.db, { workspaceId, userId: null as unknown as string, readiness })
  return listAlerts(database.db, workspaceId)
}

/** Names of alerts that a text concerns. */
function found(alerts: Alert[], text: string): string[] {
  const matcher = createMatcher()
  for (const { name, query } of alerts) {
    const parsed = parseQuery(query)
    assert.ok(parsed.ok, query)
    matcher.add(name, parsed.query)
  }
  return matcher.match({
    text,
    lang: 'fr',
    sentiment: 'neutral',
    channel: 'feed',
    verb: 'Create',
    author: {},
  })
}

it('finds every name that was given, each as it is written, whatever else was given beside it', () =>
  fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.constantFrom(...ASKABLE, ...SIGNS), { minLength: 1, maxLength: 6 }),
      async (names) => {
        const alerts = await begun(names)
        const askable = names.filter((name) => ASKABLE.includes(name))
        assert.equal(alerts.length, askable.length > 0 ? 1 : 0)
        for (const name of askable)
          assert.equal(found(alerts, `On m’a parlé de ${name} hier.`).length, 1, `${name} of ${names}`)
        assert.deepEqual(found(alerts, 'Il fait beau ce matin !!! *'), [])
      },
    ),
    { numRuns: 25 },
  ))

it('makes the brand’s alert fill the inbox, and one a competitor that does not', async () => {
  const alerts = await begun(['Lumerelle', 'Lumerelle Studio'], ['Selombre', '***', 'Clarovie'])
  assert.deepEqual(alerts.map(({ name, kind, inbox }) => [name, kind, inbox]).sort(), [
    ['Clarovie', 'competitor', false],
    ['Lumerelle', 'brand', true],
    ['Selombre', 'competitor', false],
  ])
  assert.deepEqual(found(alerts, 'entre Selombre et Lumerelle Studio').sort(), ['Lumerelle', 'Selombre'])
})

it('asks for as many long names as a query holds, rather than for none', async () => {
  const names = Array.from({ length: 30 }, (_, i) => `${'maison '.repeat(26)}${i}`)
  const [alert] = await begun(names)
  assert.ok(alert)
  assert.equal(found([alert], `chez ${names[0]}, dit-on`).length, 1)
})
