import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { entry, note } from '../../../../test/support/entries.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { append, searchActivities } from '../../../activity/index.ts'
import { createMatcher } from '../../live/matcher.ts'
import { toTokens } from '../../words/document.ts'
import { linkHistory } from '../history.ts'
import { changeAlert, createAlert, deleteAlert, listListening } from '../store.ts'
import { brandTally, createTally, tallyIds } from './store.ts'
import { queryOf, type Recipe } from './tally.ts'

/** What a recipe says, read again by hand: live, over history, and here it must be the same. */

const WHO = { label: 'test' }
const NOW = new Date('2026-11-20T09:00:00Z')
const WORDS = ['lune', 'soleil', 'pluie', 'vent', 'neige'] as const

let database: TestDatabase

before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const word = fc.constantFrom(...WORDS)
const maybe = fc.option(word, { nil: null })

interface Post {
  text: string
  author: string
}

const post: fc.Arbitrary<Post> = fc.record({
  text: fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
  author: fc.constantFrom('ana.test', 'rival.example'),
})

interface Alerts {
  brands: string[]
  rival: string
}

/** Whether a post answers a recipe, from its words alone. */
function answers(recipe: Recipe, { brands, rival }: Alerts, { text, author }: Post): boolean {
  const has = (one: string) => (one.startsWith('author:') ? one === `author:@${author}` : text.includes(one))
  const base =
    recipe.base === 'none' ||
    (recipe.base === 'brand' ? brands.some((brand) => has(brand)) : recipe.base === 'alert' && has(rival))
  const words = !recipe.words || has(recipe.words)
  return base && words && !(recipe.without && has(recipe.without))
}

function docOf({ text, author }: Post) {
  return {
    text,
    lang: 'fr',
    sentiment: 'neutral' as const,
    channel: 'bluesky',
    verb: 'Create',
    author: { handle: author },
  }
}

async function live(workspaceId: string, posts: readonly Post[]): Promise<Map<string, Set<number>>> {
  const matcher = createMatcher()
  for (const one of await listListening(database.db, workspaceId)) {
    const parsed = queryOf(one)
    if (parsed.ok) matcher.add(one.id, parsed.query)
  }
  const found = new Map<string, Set<number>>()
  for (const [i, one] of posts.entries()) {
    for (const id of matcher.match(docOf(one))) found.set(id, (found.get(id) ?? new Set()).add(i))
  }
  return found
}

test('live, history and the recipe read by hand agree, whatever the alerts they count in', async () => {
  const shape = fc.record({
    brands: fc.array(word, { minLength: 1, maxLength: 3 }),
    rival: word,
    posts: fc.array(post, { minLength: 5, maxLength: 15 }),
    recipes: fc.array(
      fc.record({
        base: fc.constantFrom('brand' as const, 'alert' as const),
        words: maybe,
        without: fc.option(fc.constantFrom(...WORDS, 'author:@rival.example'), { nil: null }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  await fc.assert(
    fc.asyncProperty(shape, async ({ brands, rival, posts, recipes }) => {
      const workspaceId = await testWorkspace(database.db)
      const at = '2026-11-19T10:00:00Z'
      const entries = posts.map((one, i) =>
        entry(note(`at://${i}-${uuidv7()}`, one.text, { at }), { tokens: toTokens(docOf(one)) }),
      )
      await append(database.db, {
        workspaceId,
        channel: 'bluesky',
        accountId: null,
        entries,
        received: NOW,
      })
      for (const [i, query] of brands.entries()) {
        await createAlert(database.db, workspaceId, { name: `b${i}`, query, kind: 'brand' }, WHO)
      }
      const other = { name: 'r', query: rival, kind: 'competitor' as const }
      const { id: rivalId } = await createAlert(database.db, workspaceId, other, WHO)
      const made = new Map<string, Recipe>()
      for (const recipe of recipes) {
        // The whole of a brand that one alert alone finds is that alert, and no counter beside it.
        const whole = recipe.base === 'brand' && !recipe.words && !recipe.without
        if (whole && brands.length < 2) continue
        const full = { ...recipe, alertId: recipe.base === 'alert' ? rivalId : null }
        made.set(await createTally(database.db, workspaceId, full), full)
      }
      await linkHistory(database.db, workspaceId, NOW)
      const found = await live(workspaceId, posts)
      for (const [id, recipe] of made) {
        const wanted = posts.flatMap((one, i) => (answers(recipe, { brands, rival }, one) ? [i] : []))
        assert.deepEqual([...(found.get(id) ?? [])], wanted, `live: ${JSON.stringify(recipe)}`)
        const rows = await searchActivities(database.db, workspaceId, { alertId: id, limit: 100 })
        const linked = new Set(rows.map((row) => row.external_id))
        const history = entries.flatMap(({ activity }, i) => (linked.has(activity.externalId) ? [i] : []))
        assert.deepEqual(history, wanted, `history: ${JSON.stringify(recipe)}`)
      }
    }),
    { numRuns: 12 },
  )
})

test('the whole of the brand is its only alert, or a tally of all while there are several', async () => {
  const workspaceId = await testWorkspace(database.db)
  assert.equal(await brandTally(database.db, workspaceId), null)
  const make = (name: string, kind: 'brand' | 'topic' = 'brand') =>
    createAlert(database.db, workspaceId, { name, query: name, kind }, WHO)
  const first = await make('lune')
  assert.equal(await brandTally(database.db, workspaceId), first.id)
  await make('pluie', 'topic')
  assert.equal(await brandTally(database.db, workspaceId), first.id, 'a topic is not the brand')
  const second = await make('soleil')
  const whole = await brandTally(database.db, workspaceId)
  assert.ok(whole && whole !== first.id && (await tallyIds(database.db, workspaceId)).has(whole))
  await changeAlert(database.db, workspaceId, second.id, { paused: true }, WHO)
  assert.equal(await brandTally(database.db, workspaceId), first.id, 'one that rests counts no more')
  await changeAlert(database.db, workspaceId, second.id, { paused: false }, WHO)
  assert.notEqual(await brandTally(database.db, workspaceId), first.id)
  await deleteAlert(database.db, workspaceId, first.id, WHO)
  assert.equal(await brandTally(database.db, workspaceId), second.id)
  assert.equal((await tallyIds(database.db, workspaceId)).size, 0)
})

test('a workspace that had several alerts of its brand before comes to be counted as one', async () => {
  const workspaceId = await testWorkspace(database.db)
  for (const name of ['lune', 'vent']) {
    await createAlert(database.db, workspaceId, { name, query: name, kind: 'brand' }, WHO)
  }
  const [id] = await tallyIds(database.db, workspaceId)
  await deleteAll(workspaceId)
  assert.equal(await brandTally(database.db, workspaceId), null)
  await linkHistory(database.db, workspaceId, NOW)
  const now = await brandTally(database.db, workspaceId)
  assert.ok(now && now !== id)
})

/** As the rows stood before there were tallies. */
async function deleteAll(workspaceId: string): Promise<void> {
  for (const sql of [
    'delete from tally where workspace_id = $1',
    `delete from alert where workspace_id = $1 and kind = 'tally'`,
  ])
    await database.pool.query(sql, [workspaceId])
}
