import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { after, before, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { QUERY_USAGE, queryCommand } from './check.ts'
import { MATCH_USAGE, matchFilter } from './filter.ts'

let folder: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'veillee-match-'))
})

after(() => rm(folder, { recursive: true }))

class Text extends Writable {
  text = ''
  override _write(chunk: Buffer, _encoding: string, done: () => void) {
    this.text += chunk
    done()
  }
}

async function queriesFile(...lines: unknown[]): Promise<string> {
  const file = join(folder, `${Math.random()}.jsonl`)
  await writeFile(
    file,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  )
  return file
}

async function run(args: string[], input: string) {
  const out = new Text()
  const err = new Text()
  const code = await matchFilter(args, Readable.from([input]), out, err)
  const lines = out.text.split('\n').filter(Boolean)
  return { code, out: lines, err: err.text }
}

const POSTS = [
  { id: 1, text: "L'Oréal et Air France en retard" },
  { id: 'b', text: 'rien', title: 'Grève', author: { name: 'Jean', handle: 'airfrance' }, lang: 'fr' },
  { text: 'retards', reply: true, author: 'Ana', sentiment: 'negative' },
]
const input = POSTS.map((post) => JSON.stringify(post)).join('\n')

test('a post says what it knows of itself, and its text is read for what a query asks beside', async () => {
  const file = await queriesFile(
    {
      id: 'known',
      query: 'followers:>1000 note:<=2 country:fr has:image site:lemonde.fr since:2026-11-20 lang:en',
    },
    { id: 'toxic', query: 'toxicity:>0.8' },
    { id: 'asked', query: 'intent:question urgency:now topic:price' },
    { id: 'near', query: 'retard NEAR/3 =Air' },
    { id: 'plain', query: 'is:question url:lemonde.fr' },
  )
  const said = (more: object) => JSON.stringify({ id: 1, text: 'le retard d’Air France', ...more })
  const lines = [
    said({
      followers: 2000,
      rating: 2,
      country: 'fr',
      media: [{ type: 'image' }],
      url: 'https://lemonde.fr/a',
      published: '2026-11-21T10:00:00Z',
      lang: 'en',
    }),
    said({ author: { name: 'x', followers: 2000 }, toxicity: { p: 0.9 }, text: 'air retard' }),
    said({ toxicity: 0.8, intent: { label: 'question' }, urgency: 'now', topics: [{ id: 'price' }] }),
    said({ text: 'espèce de connard, crève salope, va te faire foutre' }),
    said({ text: 'et alors ? https://www.lemonde.fr/b' }),
  ]
  const { code, out, err } = await run(['--queries', file], lines.join('\n'))
  assert.equal(err, '')
  assert.deepEqual(
    out.map((line) => JSON.parse(line).matches.sort()),
    [['known', 'near'], ['toxic'], ['asked', 'near'], ['toxic'], ['plain']],
  )
  assert.equal(code, 0)
})

test('each post comes out with the queries that it matches, in order', async () => {
  const file = await queriesFile(
    { id: 'late', query: 'retard*' },
    '',
    { id: 7, query: 'oréal -train' },
    { id: 'meta', query: 'title:greve author:@airfrance lang:fr' },
    { id: 'reply', query: 'is:reply sentiment:negative author:ana' },
  )
  const { code, out, err } = await run(['--queries', file], input)
  assert.deepEqual(
    out.map((line) => JSON.parse(line)).map(({ id, matches }) => [id, matches.sort()]),
    [
      [1, ['7', 'late']],
      ['b', ['meta']],
      [null, ['late', 'reply']],
    ],
  )
  assert.deepEqual([code, err], [0, ''])
})

test('matches are told in the order of their file, however they were found', async () => {
  const words = [
    'retard',
    'france',
    'air',
    'oréal',
    '"air france"',
    'air NEAR/5 retard',
    'l*éal',
    '-train en',
  ]
  for (const order of [words, words.toReversed()]) {
    const file = await queriesFile(...order.map((query, id) => ({ id, query })))
    // Where a query is filed is learnt from what passes: the last post is as the first.
    const { out } = await run(['--queries', file], `${input}\n`.repeat(300))
    const first = out.filter((line) => line.startsWith('{"id":1,')).map((line) => JSON.parse(line).matches)
    assert.equal(first.length, 300)
    for (const matches of first) assert.deepEqual(matches, [...matches].sort())
    assert.equal(new Set(first.map(String)).size, 1)
    assert.ok(first[0].length > 5, first[0].join())
  }
})

test('a file without a query is told, for nothing can be found', async () => {
  const file = await queriesFile('')
  const { code, out, err } = await run(['--queries', file], '{"id":1,"text":"a"}')
  assert.deepEqual([code, out], [0, ['{"id":1,"matches":[]}']])
  assert.match(err, /no query that can be asked/)
})

test('--explain shows the words, --count how many', async () => {
  const file = await queriesFile({ id: 'a', query: '"air france" OR grève' }, { id: 'none', query: 'absent' })
  const explained = await run(['--queries', file, '--explain'], input)
  assert.deepEqual(JSON.parse(explained.out[0] ?? ''), {
    id: 1,
    matches: ['a'],
    why: {
      a: [
        { part: 'text', start: 11, end: 14, word: 'Air' },
        { part: 'text', start: 15, end: 21, word: 'France' },
      ],
    },
  })
  assert.deepEqual(JSON.parse(explained.out[1] ?? '').why.a[0].word, 'Grève')
  const counted = await run(['--queries', file, '--count'], input)
  assert.deepEqual(counted.out, ['{"id":"a","count":2}', '{"id":"none","count":0}'])
})

test('a bad line is told with its number, the others go on, and the code says so', async () => {
  const file = await queriesFile({ id: 'bad', query: '(retard' }, 'not json', {
    id: 'late',
    query: 'retard*',
  })
  const posts = [
    '\uFEFF{"id":1,"text":"retard"}',
    '',
    '{"id":2}',
    'nope',
    '{"id":3,"text":"retards"}\r',
  ].join('\n')
  const { code, out, err } = await run(['--queries', file], posts)
  assert.deepEqual(out, ['{"id":1,"matches":["late"]}', '{"id":3,"matches":["late"]}'])
  assert.match(err, /line 1: This parenthesis is never closed\./)
  assert.match(err, /jsonl line 2: not JSON/)
  assert.match(err, /^line 3: "text" is missing$/m)
  assert.match(err, /^line 4: not JSON$/m)
  assert.equal(code, 1)
})

test('bad usage and files that are not there', async () => {
  assert.deepEqual(await run([], ''), { code: 2, out: [], err: MATCH_USAGE })
  const helped = { code: 0, out: MATCH_USAGE.split('\n').filter(Boolean), err: '' }
  assert.equal((await run(['--wrong'], '')).code, 2)
  for (const help of ['--help', '-h']) assert.deepEqual(await run([help], ''), helped)
  const missing = await run(['--queries', join(folder, 'absent')], '')
  assert.equal(missing.code, 2)
  assert.match(missing.err, /absent: there is no such file\n$/)
  assert.match((await run(['--queries', folder], '')).err, /cannot be read \(EISDIR\)\n$/)
})

test('a slow reader is waited for', async () => {
  const file = await queriesFile({ id: 'a', query: 'retard' })
  let most = 0
  let seen = 0
  const slow = new Writable({
    highWaterMark: 100,
    async write(chunk, _encoding, done) {
      most = Math.max(most, slow.writableLength)
      seen += String(chunk).split('\n').length - 1
      await setImmediate()
      done()
    },
  })
  const code = await matchFilter(
    ['--queries', file],
    Readable.from(['{"text":"x"}\n'.repeat(2000)]),
    slow,
    new Text(),
  )
  await new Promise((resolve) => slow.end(resolve))
  assert.deepEqual([code, seen], [0, 2000])
  assert.ok(most < 1000, `${most} bytes waited`)
})

test('veillee query check reads a query back, or points at what is wrong', async () => {
  const check = async (args: string[], locale: 'fr' | 'en' = 'en', input = '') => {
    const [out, err] = [new Text(), new Text()]
    const code = await queryCommand(args, Readable.from([input]), out, err, locale)
    return { code, out: out.text, err: err.text }
  }
  assert.deepEqual(await check(['check', 'retard* -jeu']), {
    code: 0,
    out: 'A word that begins with “retard”, but not “jeu”\n',
    err: '',
  })
  assert.deepEqual(await check(['check', 'vol (retard'], 'fr'), {
    code: 1,
    out: '',
    err: 'vol (retard\n    ^\nCette parenthèse n’est jamais fermée.\n→ vol (retard)\n',
  })
  const far = await check(['check', `${'mot '.repeat(100)}"${'suite '.repeat(50)}`])
  const [line = '', mark = ''] = far.err.split('\n')
  assert.equal(line.charAt(mark.indexOf('^')), '"')
  assert.ok(mark.length <= line.length)
  assert.deepEqual(await check(['check']), { code: 2, out: '', err: QUERY_USAGE })
  assert.deepEqual(await check(['check', 'air', 'france']), { code: 2, out: '', err: QUERY_USAGE })
  for (const args of [['--help'], ['check', '--help'], ['import', '-h']])
    assert.deepEqual(await check(args), { code: 0, out: QUERY_USAGE, err: '' })
  assert.deepEqual(await check(['check'], 'fr', ' lampe -jeu\n'), {
    code: 0,
    out: '«\u202flampe\u202f», mais pas «\u202fjeu\u202f»\n',
    err: '',
  })
  assert.equal((await check(['run', 'x'])).code, 2)
  assert.deepEqual(await check(['import', '--from', 'brandwatch'], 'fr', 'lampe AND city:lyon\n'), {
    code: 0,
    out: 'lampe\n',
    err: 'city:lyon: « city: » : ici, seul le pays est connu. La requête trouvera davantage.\n',
  })
  const list = await check(
    ['import', '--from', 'mention', '--list'],
    'en',
    'nom;requête\nUn;lampe\nDeux;-jeu',
  )
  const [one, two] = list.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.deepEqual([list.code, one], [1, { id: 'Un', query: 'lampe', notes: [], errors: [] }])
  assert.match(two.errors[0], /only says what to leave out/)
  assert.equal((await check(['import', '--from', 'nobody'])).code, 2)
})
