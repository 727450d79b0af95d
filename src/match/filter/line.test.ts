import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readJsonLine } from '../../../lib/text/index.ts'
import type { Doc } from '../doc.ts'
import { explainMatch } from '../query/explain.ts'
import { parseQuery } from '../query/parse.ts'
import { docOfPost, QueryLine } from './line.ts'

function read(post: object): Doc {
  const line = docOfPost(JSON.stringify({ text: 'lampe', ...post }))
  assert.ok(line.ok, JSON.stringify(line))
  return line.doc
}

function refusal(post: object): string {
  const line = docOfPost(JSON.stringify({ text: 'lampe', ...post }))
  assert.ok(!line.ok, JSON.stringify(line))
  return line.reason
}

function finds(source: string, post: object): boolean {
  const parsed = parseQuery(source)
  assert.ok(parsed.ok, source)
  return explainMatch(parsed.query, read(post)).matches
}

test('each thing that a post says of itself is asked by its field, however others write it', () => {
  const SAID: [source: string, found: object[], missed: object[]][] = [
    [
      'lang:fr',
      [{ lang: 'fr' }, { lang: 'FR' }, { lang: 'fr-CA' }, { lang: 'fr_FR' }],
      [{ lang: 'en' }, {}, { lang: null }],
    ],
    ['lang:und', [{}, { lang: null }, { lang: '' }, { lang: 'und' }], [{ lang: 'fr' }]],
    ['channel:bluesky', [{ channel: 'bluesky' }, { channel: 'Bluesky' }], [{}, { channel: 'feed' }]],
    ['channel:file', [{}, { channel: null }], [{ channel: 'feed' }]],
    ['country:fr', [{ country: 'fr' }, { country: 'FR' }], [{ country: 'be' }, {}, { country: null }]],
    [
      'sentiment:negative',
      [{ sentiment: 'negative' }, { sentiment: { label: 'negative', p: {} } }],
      [{}, { sentiment: null }],
    ],
    ['sentiment:neutral', [{}, { sentiment: 'neutral' }], [{ sentiment: 'positive' }]],
    [
      'toxicity:>0.8',
      [{ toxicity: 0.81 }, { toxicity: { p: 0.9 } }],
      [{ toxicity: 0.8 }, {}, { toxicity: null }],
    ],
    [
      'intent:question',
      [{ intent: 'question' }, { intent: { label: 'question' } }],
      [{ intent: 'praise' }, {}],
    ],
    [
      'urgency:now',
      [{ urgency: 'now' }, { urgency: 2 }, { urgency: { level: 2 } }],
      [{ urgency: 'soon' }, { urgency: 0 }, {}],
    ],
    ['topic:price', [{ topics: ['delay', 'price'] }, { topics: [{ id: 'price' }] }], [{ topics: [] }, {}]],
    [
      'has:image',
      [{ media: ['image'] }, { media: [{ type: 'image', url: 'x' }] }],
      [{ media: ['video'] }, { media: [] }, {}],
    ],
    ['has:media', [{ media: ['audio'] }], [{ media: [] }]],
    ['is:reply', [{ reply: true }], [{ reply: false }, {}]],
    ['is:repost', [{ verb: 'Announce' }], [{}]],
    ['is:review', [{ verb: 'Review' }, { type: 'Review' }], [{ type: 'Note' }]],
    ['rating:<=2', [{ rating: 2 }, { rating: 0 }], [{ rating: 3 }, {}]],
    [
      'followers:>=10',
      [{ followers: 10 }, { author: { followers: 10 } }, { followers: 10, author: { followers: 1 } }],
      [{}, { followers: 9, author: { followers: 10 } }],
    ],
    [
      'author:ana',
      [{ author: 'Ana' }, { author: { name: 'Ana' } }, { author: { handle: 'ana' } }],
      [{ author: 'Anais' }, {}],
    ],
    [
      'author:@ana',
      [{ author: { handle: 'ana' } }, { author: { name: null, handle: '@ana' } }],
      [{ author: 'ana' }],
    ],
    ['site:lemonde.fr', [{ url: 'https://www.lemonde.fr/x' }], [{ url: 'https://lemonde.fr.example/' }, {}]],
    ['title:grève', [{ title: 'La Greve' }], [{ title: null }, {}]],
    [
      'date:2026-11-20',
      [{ published: '2026-11-20T23:59:59Z' }, { published: '2026-11-21T00:30:00+01:00' }],
      [{ published: '2026-11-21T00:00:00Z' }, {}],
    ],
  ]
  for (const [source, found, missed] of SAID) {
    for (const post of found) assert.ok(finds(source, post), `${source} ${JSON.stringify(post)}`)
    for (const post of missed) assert.ok(!finds(source, post), `${source} ${JSON.stringify(post)}`)
  }
})

test('what no query could ask is refused by name, and not taken for something else', () => {
  const WRONG: [post: object, field: string][] = [
    [{ text: undefined }, 'text'],
    [{ text: 3 }, 'text'],
    [{ sentiment: 'angry' }, 'sentiment'],
    [{ urgency: 'high' }, 'urgency'],
    [{ urgency: 3 }, 'urgency'],
    [{ urgency: 0.5 }, 'urgency'],
    [{ urgency: { level: -1 } }, 'urgency'],
    [{ toxicity: 1.2 }, 'toxicity'],
    [{ toxicity: '0.5' }, 'toxicity'],
    [{ published: 'hier' }, 'published'],
    [{ media: 'image' }, 'media'],
    [{ topics: 'price' }, 'topics'],
    [{ reply: 'yes' }, 'reply'],
    [{ id: {} }, 'id'],
  ]
  for (const [post, field] of WRONG)
    assert.match(refusal(post), new RegExp(`^"${field}"`), JSON.stringify(post))
})

test('what a post says is kept, and only the rest is read of its text', () => {
  const reading = {
    lang: 'en',
    sentiment: 'negative',
    toxicity: 700,
    intent: 'complaint',
    urgency: 2,
    topics: ['delay'],
  } as const
  const understood: unknown[] = []
  const understand = (said: object) => {
    understood.push(said)
    return { ...reading, topics: [...reading.topics] }
  }
  const docOf = (post: object) => {
    const line = docOfPost(JSON.stringify({ text: 'late', ...post }), understand)
    assert.ok(line.ok)
    return line.doc
  }
  const { lang, sentiment, toxicity, intent, urgency, topics } = docOf({ title: 'Bag', rating: 2 })
  assert.deepEqual({ lang, sentiment, toxicity, intent, urgency, topics }, reading)
  const own = docOf({
    lang: 'fr-FR',
    sentiment: 'positive',
    toxicity: 0,
    intent: 'praise',
    urgency: 0,
    topics: [],
  })
  assert.deepEqual(
    [own.lang, own.sentiment, own.toxicity, own.intent, own.urgency, own.topics],
    ['fr', 'positive', 0, 'praise', 0, []],
  )
  assert.deepEqual(understood, [
    { text: 'late', title: 'Bag', rating: 2 },
    { text: 'late', lang: 'fr' },
  ])
})

test('a line is one object, whatever stands before it, and is never more than a reason', () => {
  const ids = ['{"id":0,"text":""}', '\uFEFF{"id":"é","text":"x"}', '{"text":"x","more":{"a":1}}'].map(
    (line) => {
      const read = docOfPost(line)
      return read.ok ? read.id : read.reason
    },
  )
  assert.deepEqual(ids, [0, 'é', null])
  for (const line of ['', 'x', '[]', '3', 'null', '"text"', '{"text":"x"', '[{"text":"x"}]'])
    assert.ok(!docOfPost(line).ok, line)
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (line) => {
      const read = docOfPost(line)
      if (!read.ok) assert.ok(read.reason.length > 0 && !read.reason.includes('\n'), read.reason)
    }),
  )
})

test('ids of queries are compared as text, and both of their parts are needed', () => {
  assert.deepEqual(readJsonLine(QueryLine, '{"id":7,"query":"lampe"}'), {
    ok: true,
    value: { id: '7', query: 'lampe' },
  })
  for (const line of ['{"id":7}', '{"query":"x"}', '{"id":null,"query":"x"}', '{"id":7,"query":["x"]}'])
    assert.ok(!readJsonLine(QueryLine, line).ok, line)
})
