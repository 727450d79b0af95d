import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { entry, note } from '../../../test/support/entries.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { append } from '../../activity/index.ts'
import { namesIn, readPhrases } from './phrases.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const DAY = 86_400_000
const TO = new Date('2026-11-20T00:00:00Z')
const FROM = new Date(TO.getTime() - 7 * DAY)
const PLACES = ['à Lyon', 'en gare de Brest', 'ce matin', 'encore une fois', 'chez mon oncle', 'pour Noël']

it('tells what is spoken of more than before, and how, without the words that all of them hold', async () => {
  const workspaceId = await testWorkspace(database.db)
  const alertId = uuidv7()
  const say = (id: string, text: string, at: number, sentiment: 'negative' | 'neutral') =>
    entry(note(id, text, { at: new Date(at).toISOString() }), {
      alerts: [alertId],
      reading: { lang: 'fr', sentiment, p: { positive: 0, neutral: 0.5, negative: 0.5 }, why: [] },
    })
  const entries = Array.from({ length: 120 }, (_, i) => [
    say(
      `old${i}`,
      `Ardoise ${PLACES[i % 6]}, toujours des billets`,
      FROM.getTime() - (i + 1) * 3_600_000,
      'neutral',
    ),
    say(
      `new${i}`,
      i % 2 === 0
        ? `Ardoise et ses frais bancaires ${PLACES[i % 6]}`
        : `Ardoise ${PLACES[i % 6]}, toujours des billets`,
      FROM.getTime() + (i + 1) * 3_600_000,
      i % 2 === 0 ? 'negative' : 'neutral',
    ),
  ]).flat()
  await append(database.db, { workspaceId, channel: 'feed', accountId: null, entries, received: TO })
  const request = { alertId, from: FROM, to: TO, names: namesIn('"Ardoise" -lang:en'), publicOnly: true }
  const found = await readPhrases(database.db, workspaceId, request)
  assert.deepEqual([found.read, found.before, found.partial], [120, 120, false])
  const [first] = found.phrases
  assert.match(first?.phrase ?? '', /frais bancaires/)
  assert.deepEqual([first?.count, first?.negative, first?.positive], [60, 60, 0])
  assert.ok(
    !found.phrases.some(({ phrase }) => /ardoise|billets/i.test(phrase)),
    JSON.stringify(found.phrases),
  )
})

it('takes the words of a query, and not its fields', () => {
  assert.deepEqual(namesIn('("Air France" OU airfrance*) SAUF lang:en followers:>10'), [
    'air',
    'france',
    'ou',
    'airfrance',
    'sauf',
  ])
})
