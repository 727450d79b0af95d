import assert from 'node:assert/strict'
import { Readable, Writable } from 'node:stream'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { learnFilter, sbamFilter, understandFilter } from './index.ts'

class Text extends Writable {
  text = ''
  override _write(chunk: Buffer, _encoding: string, done: () => void) {
    this.text += chunk
    done()
  }
}

type Filter = (stdin: Readable, out: Writable, err: Writable) => Promise<number>

async function run(filter: Filter, input: string) {
  const [out, err] = [new Text(), new Text()]
  const code = await filter(Readable.from([Buffer.from(input, 'utf8')]), out, err)
  const said = out.text.split('\n').filter(Boolean)
  return { code, out: said.map((line) => JSON.parse(line)), err: err.text.split('\n').filter(Boolean) }
}

const FILTERS: Record<string, Filter> = {
  understand: (stdin, out, err) => understandFilter(stdin, out, err),
  sbam: (stdin, out, err) => sbamFilter(stdin, out, err, 'fr'),
}

/** Lines that are no post, whoever reads them. */
const RUBBISH = [
  'null',
  '[]',
  '7',
  '"texte"',
  '{',
  '{"text":null}',
  '{"text":["a"]}',
  '{"id":{},"text":"a"}',
  '{"id":true,"text":"a"}',
  '{"__proto__":{"text":"a"}}',
  `${'['.repeat(5000)}`,
  '{"text":"a"}{"text":"b"}',
  "{'text':'a'}",
  '\u0000',
  '<script>alert(1)</script>',
]
const rubbish = fc.constantFrom(...RUBBISH)
const post = fc
  .tuple(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('merci\u2028beaucoup', 'constructor', '', '\ufeff', 'nul \ud83d', 'où est mon colis'),
    fc.oneof(fc.integer(), fc.string({ maxLength: 5 })),
  )
  .map(([odd, text, id]) => ({ id, text: `${text} ${odd}` }))

describe('filters, whatever the lines', () => {
  const lines = fc.array(fc.oneof(rubbish, post, fc.constantFrom('', '  ', '\t')), { maxLength: 12 })
  for (const [name, filter] of Object.entries(FILTERS)) {
    it(`${name} answers each post once in its order, and names each other line`, async () => {
      await fc.assert(
        fc.asyncProperty(lines, fc.constantFrom('\n', '\r\n'), fc.boolean(), async (list, end, bom) => {
          const input = list.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(end)
          const { code, out, err } = await run(filter, `${bom ? '\ufeff' : ''}${input}`)
          const posts = list.filter((one) => typeof one === 'object')
          const bad = list.flatMap((one, i) => (typeof one === 'string' && one.trim() !== '' ? [i + 1] : []))
          assert.deepEqual(
            out.map(({ id }) => id),
            posts.map(({ id }) => id),
          )
          assert.deepEqual(
            err.map((line) => Number(/^line (\d+): \S/.exec(line)?.[1])),
            bad,
          )
          assert.equal(code, bad.length === 0 ? 0 : 1)
        }),
        { numRuns: 60 },
      )
    })
  }

  it('what stands beside a text is taken only as what it is', async () => {
    const said = (more: object) =>
      run(FILTERS.understand ?? assert.fail(), JSON.stringify({ text: 'a', ...more }))
    for (const more of [{ rating: '5' }, { lang: 5 }, { title: {} }, { id: [] }])
      assert.equal((await said(more)).code, 1, JSON.stringify(more))
    for (const rating of [-1, 0, 6, 1e300, 2.5])
      assert.equal((await said({ rating })).code, 0, String(rating))
    const draft = (context: object) =>
      run(FILTERS.sbam ?? assert.fail(), JSON.stringify({ text: 'Bonjour', context }))
    for (const context of [
      { limit: -1 },
      { limit: 1.5 },
      { hour: 24 },
      { manner: 'rude' },
      { own: 'a' },
      [1],
    ])
      assert.equal((await draft(context)).code, 1, JSON.stringify(context))
    for (const context of [{ hour: 0 }, { own: [] }, { before: [''] }, { rating: 9e99 }, { name: '\ud800' }])
      assert.equal((await draft(context)).code, 0, JSON.stringify(context))
  })

  it('what others write null for is not said', async () => {
    const [full] = (await run(FILTERS.understand ?? assert.fail(), '{"text":"colis perdu"}')).out
    const nulls = '{"id":null,"title":null,"lang":null,"rating":null,"text":"colis perdu"}'
    const { code, out } = await run(FILTERS.understand ?? assert.fail(), nulls)
    assert.deepEqual([code, out], [0, [full]])
  })

  it('understand says beside each place the words that stand there, and numbers a person can read', async () => {
    const post = {
      title: 'Quel scandale',
      text: 'Mon colis est arrivé cassé, remboursez-moi, bande d’idiots',
    }
    const { out } = await run(FILTERS.understand ?? assert.fail(), JSON.stringify(post))
    const places: string[] = []
    const walk = (value: unknown): void => {
      if (typeof value === 'number') assert.equal(value, Math.round(value * 1e6) / 1e6)
      if (value === null || typeof value !== 'object') return
      const { start, end, word, in: part } = value as Record<string, number> & { word?: string }
      if (start !== undefined) {
        assert.equal(word, (part === undefined ? post.text : post.title).slice(start, end))
        places.push(word ?? '')
      }
      for (const one of Object.values(value)) walk(one)
    }
    walk(out)
    for (const word of ['scandale', 'cassé', 'idiots']) assert.ok(places.includes(word), places.join())
    const { p } = out[0].sentiment
    assert.ok(Math.abs(p.positive + p.neutral + p.negative - 1) < 1e-5)
  })

  it('learn tells twenty of the lines it passes over, and how many more there are', async () => {
    const learn: Filter = (stdin, out, err) =>
      learnFilter(stdin, out, err, { label: 'l', keep: async () => undefined })
    const { err } = await run(learn, '{"text":"a","other":"b"}\n'.repeat(50))
    assert.equal(err.length, 22)
    assert.match(err[19] ?? '', /^line 20: no text, or no "l"$/)
    assert.match(err[20] ?? '', /^and 30 more lines/)
  })

  it('learn passes over what is no labelled post by its number, and keeps nothing of too little', async () => {
    const labelled = fc.constantFrom(
      ...RUBBISH,
      '{"text":"  ","l":"a"}',
      '{"text":"a","l":""}',
      '{"text":"a"}',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(labelled, { maxLength: 10 }), fc.boolean(), async (list, bom) => {
        const kept: Buffer[] = []
        const learn: Filter = (stdin, out, err) =>
          learnFilter(stdin, out, err, { label: 'l', keep: async (bytes) => void kept.push(bytes) })
        const good = JSON.stringify({ text: 'un\u2028deux', l: 'a' })
        const { code, err } = await run(learn, [`${bom ? '\ufeff' : ''}${good}`, ...list].join('\n'))
        const numbers = err.slice(0, -1).map((line) => Number(/^line (\d+): \S/.exec(line)?.[1]))
        assert.deepEqual(
          numbers,
          [...list.keys()].map((i) => i + 2),
        )
        assert.match(err.at(-1) ?? '', /^nothing is learnt: fewer than two labels$/)
        assert.deepEqual([code, kept], [1, []])
      }),
      { numRuns: 60 },
    )
  })
})
