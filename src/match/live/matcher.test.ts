import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { documents, queries } from '../../../test/support/queries.ts'
import { talk } from '../../../test/support/talk.ts'
import type { Doc } from '../doc.ts'
import { parseQuery } from '../query/parse.ts'
import type { Query } from '../query/query.ts'
import { createMatcher } from './matcher.ts'

function doc(text: string, more: Partial<Doc> = {}): Doc {
  return { text, lang: 'fr', sentiment: 'neutral', channel: 'bluesky', verb: 'Create', author: {}, ...more }
}

function query(source: string): Query {
  const parsed = parseQuery(source)
  if (!parsed.ok) throw new Error(`${source}: ${parsed.errors[0]?.id}`)
  return parsed.query
}

function understood(sources: string[]): Query[] {
  return sources.flatMap((source) => {
    const parsed = parseQuery(source)
    return parsed.ok ? [parsed.query] : []
  })
}

test('a query is found once, however often its words stand in a document', () => {
  const matcher = createMatcher()
  const sources = [
    '"air france"',
    '"air france" -train',
    '東京',
    'air france',
    'air OR france',
    'air NEAR/3 france',
  ]
  for (const source of sources) matcher.add(source, query(source))
  const found = matcher.match(doc('Air France, air france. 東京東京東京 Air France, et air France'))
  assert.deepEqual(found.sort(), sources.toSorted())
})

test('queries are added, replaced and taken away', () => {
  const matcher = createMatcher()
  matcher.add('a', query('orange'))
  matcher.add('b', query('"air france" -train'))
  assert.deepEqual(matcher.match(doc('Orange et Air France')).sort(), ['a', 'b'])
  matcher.add('a', query('sncf'))
  assert.equal(matcher.size, 2)
  assert.deepEqual(matcher.match(doc('Orange et Air France')), ['b'])
  assert.deepEqual(matcher.match(doc('la SNCF')), ['a'])
  assert.equal(matcher.remove('b'), true)
  assert.equal(matcher.remove('b'), false)
  assert.deepEqual(matcher.match(doc('Air France')), [])
  assert.equal(matcher.size, 1)
})

test('a document knows its title, its author, its facts and its fields', () => {
  const sources = {
    title: 'title:grève',
    text: 'grève',
    phrase: '"grève demain"',
    author: 'author:dupont',
    handle: 'author:@air*',
    reply: 'grève is:reply',
    french: 'lang:fr -lang:en grève',
    review: 'is:review',
  }
  const matcher = createMatcher()
  for (const [id, source] of Object.entries(sources)) matcher.add(id, query(source))
  const matched = (one: Doc) => matcher.match(one).sort().join(' ')
  assert.equal(matched(doc('demain', { title: 'Grève' })), 'french text title', 'a phrase spans no two parts')
  assert.equal(matched(doc('Grève demain', { reply: true, lang: 'en' })), 'phrase reply text')
  assert.equal(
    matched(doc('rien', { author: { name: 'Jean Dupont', handle: 'AirFrance' } })),
    'author handle',
  )
  assert.equal(matched(doc('dupont', { type: 'Review' })), 'review')
})

test('the firehose is asked for no more than a text can tell, and never for less', () => {
  const matcher = createMatcher()
  matcher.add('a', query('orange lang:fr -concours title:panne'))
  assert.ok(matcher.wanted('ORANGE : concours, panne'))
  assert.ok(!matcher.wanted('orange'))
  matcher.add('b', query('author:airbus'))
  assert.ok(matcher.wanted('rien'), 'any author is possible')
  assert.ok(!matcher.wanted('rien', {}))
  assert.ok(matcher.wanted('rien', { name: 'Airbus SE' }))
  matcher.remove('b')
  assert.ok(!matcher.wanted('rien'))
  matcher.add('c', query('lang:fr'))
  assert.ok(matcher.wanted('rien'))
})

test('after any sequence of changes it answers as one made afresh', () => {
  const change = fc.tuple(fc.nat(15), fc.option(queries, { freq: 3 }))
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 120 }),
      fc.array(documents, { minLength: 3, maxLength: 6 }),
      (changes, docs) => {
        const changed = createMatcher()
        const left = new Map<string, Query>()
        for (const [i, [id, source]] of changes.entries()) {
          const parsed = source === null ? undefined : parseQuery(source)
          if (parsed?.ok) {
            changed.add(`${id}`, parsed.query)
            left.set(`${id}`, parsed.query)
          } else if (source === null) assert.equal(changed.remove(`${id}`), left.delete(`${id}`))
          changed.match(docs[i % docs.length] ?? doc(''))
        }
        const fresh = createMatcher()
        for (const [id, one] of left) fresh.add(id, one)
        assert.equal(changed.size, fresh.size)
        for (const one of docs) assert.deepEqual(changed.match(one).sort(), fresh.match(one).sort())
      },
    ),
    { numRuns: 150 },
  )
})

test('ten thousand queries are not tried: only those whose rare words a post has', () => {
  const matcher = createMatcher()
  const world = talk(4)
  world.queries(10_000).forEach((source, i) => {
    matcher.add(`${i}`, query(source))
  })
  const posts = Array.from({ length: 2000 }, () => doc(world.post()))
  for (const post of posts) matcher.match(post)
  const each = matcher.trials / posts.length
  assert.ok(each < 10, `${each} tried a post`)
})

test('it learns which words are rare here, whatever was guessed', () => {
  const matcher = createMatcher()
  // Long words are guessed rare; in this talk one of them is in every post.
  for (let i = 0; i < 200; i++) matcher.add(`${i}`, query(`bienveillance vu${i}`))
  const posts = Array.from({ length: 4000 }, (_, i) => doc(`bienveillance ab${i}`))
  for (const post of posts) matcher.match(post)
  const before = matcher.trials
  for (const post of posts) matcher.match(post)
  assert.ok(matcher.trials - before < posts.length / 10, `${matcher.trials - before} tried after learning`)
  assert.deepEqual(matcher.match(doc('Bienveillance VU7')), ['7'])
})

test('a hostile post against hostile queries ends', () => {
  const matcher = createMatcher()
  for (let i = 0; i < 500; i++) {
    matcher.add(
      `${i}`,
      query(`"re* ret* reta* retar* retard* x${i}" OR "retard retard retard retard retard y${i}"`),
    )
  }
  const texts = [
    'retard '.repeat(100_000),
    'retardataire retard '.repeat(20_000),
    're-tard-re-tard '.repeat(9000),
    '#retard'.repeat(20_000),
  ]
  for (const text of texts) assert.deepEqual(matcher.match(doc(text, { title: text })), [])
  assert.deepEqual(matcher.match(doc('rea retb retac retard retarde x3')), ['3'])
})

test('hot changes under load lose no post', () => {
  const matcher = createMatcher()
  matcher.add('kept', query('orange'))
  const others = understood(fc.sample(queries, { numRuns: 400, seed: 7 }))
  let found = 0
  for (let i = 0; i < 5000; i++) {
    const other = others[i % others.length]
    if (i % 3 === 0 && other) matcher.add(`o${i % 97}`, other)
    if (i % 5 === 0) matcher.remove(`o${(i * 7) % 97}`)
    const text = i % 10 === 0 ? 'une Orange' : 'une pomme'
    if (matcher.match(doc(text)).includes('kept')) found++
  }
  assert.equal(found, 500)
})
