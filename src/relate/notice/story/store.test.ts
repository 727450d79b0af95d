import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { createWorkspace } from '../../../access/index.ts'
import type { StoredActivity } from '../../../activity/index.ts'
import { canonical, linksOf } from './address.ts'
import { join, type Known } from './join.ts'
import { forgetStoryKeys, joinStories, postsOf } from './store.ts'
import { toldBy } from './story.ts'

const NOW = new Date('2026-11-22T10:00:00Z')
const HOUR = 3_600_000
const later = (hours: number) => new Date(NOW.getTime() + hours * HOUR)
let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const workspace = () =>
  createWorkspace(database.db, { name: 'Maison', timeZone: 'Europe/Paris', locale: 'fr' })

let count = 0
function post(text: string, more: Partial<StoredActivity> = {}): StoredActivity {
  count++
  return {
    id: `0198c000-0000-7000-8000-${String(count).padStart(12, '0')}`,
    ...{ published: NOW, channel: 'mastodon', object_id: `object-${count}`, object_type: 'Note' },
    ...{ url: null, title: null, text, visibility: 'public' },
    ...more,
  } as StoredActivity
}

const WORDS = 'commande retard colis livreur vitrine lampe facture rappel devis panne porte magasin'.split(
  ' ',
)
const BODIES = [0, 1, 2, 3].map((n) => WORDS.map((word, i) => `${word}${(n * 7 + i * n) % 11}`).join(' '))
/** Posts of few texts, links and things, so that they meet. */
const posts = fc.array(
  fc.record({
    body: fc.constantFrom(...BODIES, 'oui merci', 'toujours rien reçu ici'),
    link: fc.constantFrom('', '', ' https://a.example/x', ' https://b.example/y?utm_source=z'),
    thing: fc.option(fc.constantFrom('one', 'two')),
    visibility: fc.constantFrom('public' as const, 'public' as const, 'private' as const),
  }),
  { minLength: 1, maxLength: 14 },
)
type Sketchy = (typeof posts extends fc.Arbitrary<infer T> ? T : never)[number]
const made = ({ body, link, thing, visibility }: Sketchy) =>
  post(body + link, { visibility, ...(thing ? { object_id: thing } : {}) })

/** Which posts stand together, whatever the ids of their stories. */
function groups(ids: (string | undefined)[]): number[] {
  return ids.map((id) => ids.indexOf(id))
}

test('stories are the same whether posts come in one batch, one by one, or from the database', async () => {
  await fc.assert(
    fc.asyncProperty(posts, fc.array(fc.integer({ min: 1, max: 4 })), async (specs, sizes) => {
      const all = specs.map(made)
      const whole = join(all.map(toldBy), { stories: new Map(), keys: new Map() }, NOW, 1000)
      const expected = groups(all.map((one) => whole.of.get(one.id)?.id))
      const workspaceId = await workspace()
      const found: (string | undefined)[] = []
      for (let at = 0, n = 0; at < all.length; n++) {
        const batch = all.slice(at, at + (sizes[n] ?? 1))
        const { of } = await joinStories(database.db, workspaceId, batch, NOW)
        found.push(...batch.map((one) => of.get(one.id)?.id))
        at += batch.length
      }
      assert.deepEqual(groups(found), expected)
      const told = await postsOf(
        database.db,
        workspaceId,
        [...new Set(found)].filter((id) => id !== undefined),
      )
      for (const [id, n] of told) assert.equal(n, found.filter((one) => one === id).length)
      assert.equal(told.size, new Set(found).size)
    }),
    { numRuns: 15 },
  )
})

test('another workspace’s story is none of ours', async () => {
  const [ours, theirs] = [await workspace(), await workspace()]
  const text = `${BODIES[0]} https://a.example/x`
  const first = await joinStories(database.db, theirs, [post(text, { object_id: 'same' })], NOW)
  const second = await joinStories(database.db, ours, [post(text, { object_id: 'same' })], NOW)
  assert.deepEqual([first.fresh.length, second.fresh.length], [1, 1])
  const [id = ''] = first.fresh.map((story) => story.id)
  assert.equal((await postsOf(database.db, ours, [id])).size, 0)
  assert.equal((await postsOf(database.db, ours, [])).size, 0)
})

test('what is over begins again, and its keys lead to the new story from then on', async () => {
  const workspaceId = await workspace()
  const say = async (at: Date) => {
    const one = post(`${BODIES[1]} https://a.example/x`)
    return (await joinStories(database.db, workspaceId, [one], at)).of.get(one.id)?.id
  }
  const first = await say(NOW)
  assert.equal(await say(later(71)), first, 'each post keeps it open')
  assert.equal(await say(later(142)), first)
  const second = await say(later(142 + 73))
  assert.notEqual(second, first)
  await forgetStoryKeys(database.db, later(142 + 74))
  assert.equal(await say(later(142 + 75)), second, 'only what no story can use any more is forgotten')
  await forgetStoryKeys(database.db, later(142 + 75 + 10 * 24))
  const { rows } = await database.pool.query('select 1 from notice_story_key where workspace_id = $1', [
    workspaceId,
  ])
  assert.equal(rows.length, 0)
})

test('a flood of an hour begins five thousand stories, counted across batches, and the next hour has room again', async () => {
  const workspaceId = await workspace()
  await database.pool.query(
    `insert into notice_story (workspace_id, id, activity_id, sketch, posts, opened, updated)
     select $1, gen_random_uuid(), gen_random_uuid(), '{}', 1, $2, $2 from generate_series(1, 4998)`,
    [workspaceId, NOW],
  )
  const batch = () => BODIES.map((body) => post(body, { object_id: `thing ${++count}` }))
  assert.equal((await joinStories(database.db, workspaceId, batch(), later(0.5))).fresh.length, 2)
  const full = await joinStories(database.db, workspaceId, batch(), later(0.6))
  assert.deepEqual([full.fresh.length, full.of.size], [0, 2], 'what repeats a story still finds it')
  assert.equal((await joinStories(database.db, workspaceId, batch(), later(1.1))).fresh.length, 2)
})

test('the nearest of several stories takes a post', () => {
  const base = Array.from({ length: 40 }, (_, n) => `mot${n}`)
  const far = base.with(3, 'autre').with(17, 'chose').with(30, 'encore')
  const near = base.with(3, 'autre')
  // Kept as two: the second is put there as if it had begun while the first was unknown.
  const [one, two] = [far, base].map((words) =>
    join([toldBy(post(words.join(' ')))], { stories: new Map(), keys: new Map() }, NOW, 10),
  )
  assert.ok(one && two)
  const stories = [...one.fresh, ...two.fresh]
  const known: Known = {
    stories: new Map(stories.map((story) => [story.id, story])),
    keys: new Map([...two.keys, ...one.keys, ...[...two.keys].slice(0, 8)]),
  }
  const asked = toldBy(post(near.join(' ')))
  assert.equal(join([asked], known, NOW, 10).of.get(asked.activityId)?.id, two.fresh[0]?.id)
})

test('an address that closes what it opens is kept whole, and a sentence around it is not taken for it', () => {
  const cases: [string, string[]][] = [
    ['Lire https://fr.example/wiki/Orange_(entreprise).', ['fr.example/wiki/Orange_(entreprise)']],
    ['(voir https://fr.example/wiki/Orange_(entreprise))', ['fr.example/wiki/Orange_(entreprise)']],
    ['(voir https://fr.example/a)', ['fr.example/a']],
    ['[https://fr.example/a], « https://fr.example/b »', ['fr.example/a', 'fr.example/b']],
    ['https://fr.example/a?!…', ['fr.example/a']],
    ['**https://fr.example/a**', ['fr.example/a']],
    [
      'https://1.example/a https://2.example/a https://3.example/a https://4.example/a',
      ['1', '2', '3'].map((n) => `${n}.example/a`),
    ],
    ['http:// https://? ftp://a.example/x', []],
  ]
  for (const [text, links] of cases) assert.deepEqual(linksOf(text), links, text)
  const own = canonical('https://fr.example/wiki/Orange_(entreprise)')
  assert.deepEqual(linksOf('https://fr.example/wiki/Orange_(entreprise)'), [own])
  assert.notEqual(canonical('http://relay.example:8080/a'), canonical('http://relay.example/a'))
})

test('an address stands for the same thing however often it is taken, and whoever passed it on', () => {
  const name = fc.stringMatching(/^[a-z]{1,8}$/)
  const tracking = fc.constantFrom('utm_source=a', 'fbclid=b', 'mc_cid=c', 'at_medium=d', 'ref=e', 'xtor=f')
  fc.assert(
    fc.property(
      name,
      fc.array(name, { minLength: 1, maxLength: 4 }),
      fc.array(tracking),
      (host, path, extra) => {
        const bare = `https://${host}.example/${path.join('/')}`
        const whole = canonical(bare)
        assert.ok(whole)
        assert.equal(canonical(`http://www.${host}.EXAMPLE/${path.join('/')}/?${extra.join('&')}#top`), whole)
        assert.equal(canonical(`https://${whole}`), whole)
      },
    ),
    {
      numRuns: 100,
      examples: [
        ['m', ['a'], []],
        ['www', ['b', 'amp', 'amp'], []],
      ],
    },
  )
})
