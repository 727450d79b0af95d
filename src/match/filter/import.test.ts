import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { test } from 'node:test'
import { TOOLS } from '../query/foreign/tree.ts'
import { parseQuery } from '../query/parse.ts'
import { matchFilter } from './filter.ts'
import { IMPORT_USAGE, importCommand } from './import.ts'

class Text extends Writable {
  text = ''
  override _write(chunk: Buffer, _encoding: string, done: () => void) {
    this.text += chunk
    done()
  }
}

async function bring(args: string[], input: string | Buffer[], locale: 'fr' | 'en' = 'en') {
  const [out, err] = [new Text(), new Text()]
  const stdin = Readable.from(typeof input === 'string' ? [input] : input)
  const code = await importCommand(args, stdin, out, err, locale)
  return { code, out: out.text, err: err.text }
}

const FILES: Record<(typeof TOOLS)[number], string> = {
  brandwatch: JSON.stringify({
    results: [
      { name: 'Marque', booleanQuery: 'ardoise NEAR/4 lampe' },
      { name: 'Ville', booleanQuery: 'ardoise AND city:lyon' },
    ],
  }),
  talkwalker: 'title,query\nMarque,"ardoise AND ""lampe verte"""\nVille,"ardoise, encore"\n',
  mention: JSON.stringify({
    alerts: [
      {
        name: 'Marque',
        query: {
          type: 'basic',
          included_keywords: ['ardoise'],
          required_keywords: ['lampe verte'],
          excluded_keywords: ['jeu'],
        },
      },
    ],
  }),
  'google-alerts': 'ardoise | lampe\n"lampe verte" -jeu\n',
}

test('the alerts of each tool come out as queries that can be used at once', async () => {
  for (const tool of TOOLS) {
    const { code, out, err } = await bring(['--from', tool, '--list'], FILES[tool])
    assert.deepEqual([code, err], [0, ''], tool)
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    for (const { id, query, errors } of lines) {
      assert.ok(typeof id === 'string' && id !== '')
      assert.deepEqual(errors, [])
      assert.ok(parseQuery(query).ok, query)
    }
  }
})

test('what came out goes into veillee match as it is, with alerts of the same name told apart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'veillee-import-'))
  const csv = 'nom;requête\nMarque;ardoise\nMarque;lampe\nAutre;colis AND lampe\n'
  const { out } = await bring(['--from', 'mention', '--list'], csv)
  await writeFile(join(folder, 'q.jsonl'), out)
  const [answers, told] = [new Text(), new Text()]
  const posts = [
    '{"id":1,"text":"une lampe"}',
    '{"id":2,"text":"ardoise"}',
    '{"id":3,"text":"colis et lampe"}',
  ].join('\n')
  const code = await matchFilter(
    ['--queries', join(folder, 'q.jsonl')],
    Readable.from([posts]),
    answers,
    told,
  )
  await rm(folder, { recursive: true })
  assert.deepEqual([code, told.text], [0, ''])
  assert.deepEqual(
    answers.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).matches.sort()),
    [['Marque 2'], ['Marque'], ['Autre', 'Marque 2']],
  )
})

test('a query alone comes out alone; what is not the same is told beside it, in the language of the reader', async () => {
  const en = await bring(['--from', 'brandwatch'], '  ardoise AND NOT city:lyon  \n')
  assert.deepEqual([en.code, en.out], [0, 'ardoise\n'])
  assert.equal(en.err, 'city:lyon: “city:”: only the country is known here. The query will find more.\n')
  const fr = await bring(['--from', 'talkwalker'], 'ardoise NEAR/200 lampe', 'fr')
  assert.match(fr.err, /^NEAR\/200\u202f?: /)
  assert.match(fr.err, /moins/)
  const none = await bring(['--from', 'brandwatch'], 'city:lyon')
  assert.deepEqual([none.code, none.out], [1, '\n'])
  assert.match(none.err, /city:lyon: .*\n.+\n$/)
  assert.equal((await bring(['--from', 'mention'], '-jeu')).code, 1, 'it only says what to leave out')
})

test('letters that are cut between two pieces of the input are whole', async () => {
  const bytes = Buffer.from('“été à l’île” OR 東京')
  const pieces = Array.from(bytes, (byte) => Buffer.from([byte]))
  assert.equal((await bring(['--from', 'mention'], pieces)).out, '"été à l’île" OR 東京\n')
})

test('bad usage and too much are refused before anything is written', async () => {
  for (const args of [
    [],
    ['--from'],
    ['--from', 'nobody'],
    ['--from', 'mention', 'lampe'],
    ['--from', 'mention', '--all'],
    ['--list'],
  ])
    assert.deepEqual(await bring(args, 'lampe'), { code: 2, out: '', err: IMPORT_USAGE }, args.join(' '))
  const much = Array.from({ length: 21 }, () => Buffer.alloc(1_000_000, 'a '))
  assert.deepEqual(await bring(['--from', 'mention', '--list'], much), {
    code: 2,
    out: '',
    err: IMPORT_USAGE,
  })
})
