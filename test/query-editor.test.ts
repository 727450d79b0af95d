import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { TOPIC_IDS, TOPICS } from '../src/interpret/index.ts'
import { VALUES } from '../src/match/query/fields.ts'
import { lex } from '../src/match/query/lexer.ts'
import { parseQuery } from '../src/match/query/parse.ts'
import { completions, type Known, marksIn, wordAt } from '../src/web/watch/editor/completion.ts'
import { tokenise } from '../src/web/watch/editor/query-tokens.ts'
import { queries } from './support/queries.ts'

// The editor stands in the browser and may not lean on the server: here both are held against each other.

const KNOWN: Known = {
  channels: ['bluesky', 'mastodon'],
  lists: ['rivaux', 'été_2026'],
  marks: ['@ardoise@social.example', '#Déco'],
  topics: new Map(TOPICS.map(({ id, fr }) => [id, fr])),
}
const LISTS = new Map(KNOWN.lists.map((name) => [name, ['lampe']]))
const offered = (query: string, caret = query.length, french = false) =>
  completions(query, caret, { ...KNOWN, french })

test('each colour is what the server reads there', () => {
  const pieces = fc.constantFrom(
    ...[
      'lampe',
      '"',
      '“',
      '”',
      '«',
      '»',
      '(',
      ')',
      '（',
      ' ',
      '\u202f',
      '-',
      '−',
      '–',
      '—',
      '&',
      '||',
      '=',
      '#',
      '@',
      ':',
      '/',
    ],
    ...[
      ' AND ',
      ' ET ',
      ' OU ',
      ' or ',
      ' NOT ',
      ' SAUF ',
      ' NEAR/5 ',
      ' NEAR ',
      ' near/5 ',
      ' PRÈS/3 ',
      ' PRÈS ',
      ' PROCHE/9 ',
      ' ONEAR/2f ',
    ],
    ...[
      'lang:fr',
      'https://a.example',
      '=Orange',
      '#déco',
      '@ardoise',
      'titre:"x y"',
      'NEAR/',
      'PRE\u0300S/3',
    ],
  )
  const sources = fc.oneof(
    fc.array(pieces, { maxLength: 10 }).map((parts) => parts.join('')),
    queries,
    fc.string({ maxLength: 40 }),
  )
  fc.assert(
    fc.property(sources, (source) => {
      const read = new Map(lex(source).map((lexeme) => [lexeme.start, lexeme]))
      for (const { kind, start, end, text } of tokenise(source)) {
        const symbol = read.get(start)?.symbol
        const why = `${JSON.stringify(source)} at ${start}: ${kind} ${JSON.stringify(text)}, read as ${symbol}`
        if (kind === 'space') assert.equal(symbol, undefined, why)
        else if (kind === 'phrase') assert.ok(symbol === 'phrase' && read.get(start)?.end === end, why)
        else if (kind === 'paren') assert.ok(symbol === 'open' || symbol === 'close', why)
        else if (kind === 'operator') assert.ok(['and', 'or', 'not'].includes(symbol ?? ''), why)
        else if (kind === 'near') assert.equal(symbol, 'near', why)
        else if (kind === 'exclude') assert.equal(symbol, 'not', why)
        else assert.ok(symbol === undefined || symbol === 'word', why)
      }
    }),
    { numRuns: 1200 },
  )
})

test('whatever is offered is read by the server as it was meant', () => {
  const fields = new Map<string, string[]>()
  for (const letter of 'abcdefghijklmnopqrstuvwxyz')
    for (const prefix of ['', 'a', 'e', 'i', 'o', 'u', 'r', 'h'])
      for (const { insert, field } of offered(`lampe ${letter}${prefix}`))
        fields.set(insert, [...(fields.get(insert) ?? []), field])
  assert.ok(fields.size >= 25, [...fields.keys()].join(' '))
  for (const [name] of fields) {
    const values = 'abcdefghijklmnopqrstuvwxyz<>345'
      .split('')
      .flatMap((letter) => offered(`${name}${letter}`))
    for (const { insert } of values) {
      const parsed = parseQuery(`${insert}`, { channels: KNOWN.channels, lists: LISTS })
      assert.ok(parsed.ok, `${insert}: ${JSON.stringify(parsed)}`)
    }
    if (values.length === 0) {
      const sample = /^(?:since|depuis|until|jusque|date):/.test(name) ? '2026-11-20' : 'ardoise.example'
      assert.ok(parseQuery(`${name}${sample}`, { lists: LISTS }).ok, name)
    }
  }
})

test('a French reader is offered French names and values, which the server reads as the English ones', () => {
  for (const [field, values] of Object.entries(VALUES)) {
    const [name] = offered(field.slice(0, 2), 2, true).filter((one) => one.field === field)
    assert.ok(name || !['lang', 'sentiment', 'topic', 'intent', 'urgency'].includes(field), field)
    for (const value of values) {
      const ours = offered(`${field}:${value.slice(0, -1)}`).find((one) => one.value === value)
      if (!ours) continue
      const theirs = offered(`${field}:${value.slice(0, -1)}`, undefined, true).find(
        (one) => one.value === value,
      )
      assert.ok(theirs, `${field}:${value}`)
      const read = [ours, theirs].map(({ insert }) => parseQuery(insert, { channels: KNOWN.channels }))
      assert.ok(read[0]?.ok && read[1]?.ok, theirs.insert)
      assert.deepEqual(read[1].query.root, read[0].query.root, theirs.insert)
    }
  }
  const inFrench = (query: string) => offered(query, query.length, true).map(({ insert }) => insert)
  assert.deepEqual(inFrench('lan'), ['langue:'])
  assert.deepEqual(inFrench('-ton:né'), ['-ton:neutre ', '-ton:négatif '])
  assert.deepEqual(inFrench('intention:récl'), ['intention:réclamation '])
  assert.deepEqual(inFrench('intent:compl'), ['intent:réclamation '])
  assert.deepEqual(inFrench('toxicite'), ['toxicité:'])
  assert.deepEqual(inFrench('urgence:maintenant'), [])
})

test('the values of a closed field are all offered, and topics by their names as well', () => {
  for (const [field, values] of Object.entries(VALUES)) {
    if (field === 'lang') continue
    for (const value of values) {
      const typed = `lampe ${field}:${value.slice(0, -1)}`
      assert.ok(
        offered(typed).some((one) => one.insert === `${field}:${value} `),
        typed,
      )
    }
  }
  assert.deepEqual(new Set(TOPIC_IDS), new Set(KNOWN.topics?.keys()))
  for (const { id, fr } of TOPICS)
    assert.ok(
      offered(`thème:${fr.slice(0, 4)}`).some(({ value }) => value === id),
      fr,
    )
  assert.deepEqual(
    offered('thème:qualité').map(({ insert }) => insert),
    ['thème:quality '],
  )
})

test('nothing is offered inside of a word, nor in quotes, where all are words', () => {
  assert.deepEqual(offered('sent|ment'.replace('|', ''), 4), [])
  assert.deepEqual(
    offered('thé lan vert', 7).map(({ insert }) => insert),
    ['lang:'],
  )
  for (const query of ['"le lan', '« lan', '“vert lan', 'titre:"lan'])
    assert.deepEqual(offered(query), [], query)
  assert.deepEqual(offered('"le lan"', 7), [])
  assert.deepEqual(
    offered('“le thé” lan').map(({ insert }) => insert),
    ['lang:'],
  )
  assert.deepEqual(
    offered('（lan').map(({ insert }) => insert),
    ['lang:'],
  )
  assert.deepEqual(
    offered('thé —ton:nég').map(({ insert }) => insert),
    ['—ton:négatif '],
  )
})

test('what is taken ends the word that was typed, and leaves the rest of the query alone', () => {
  const starts = fc.constantFrom('', 'thé ', '(a OR ', '"x y" ', 'a -')
  const typed = fc.constantFrom(
    'la',
    'ton:p',
    'liste:r',
    '@ar',
    '#d',
    'topic:',
    'to',
    'is:re',
    'étoi',
    'note:',
  )
  const ends = fc.constantFrom('', ' b', ')', ' "c d"')
  fc.assert(
    fc.property(starts, typed, ends, (before, text, after) => {
      const query = `${before}${text}${after}`
      const caret = before.length + text.length
      for (const { insert } of offered(query, caret)) {
        const { start } = wordAt(query, caret)
        const whole = query.slice(0, start) + insert + query.slice(caret)
        assert.ok(whole.startsWith(before.replace(/-$/, '')) && whole.endsWith(after), whole)
        assert.ok(insert.replace(/^-/, '').trimEnd().length > 0)
        assert.deepEqual(insert.startsWith('-'), before.endsWith('-'), whole)
      }
      assert.ok(offered(query, caret).length <= 8)
    }),
  )
})

test('tags and handles are taken out of posts whole, once each, the usual ones first', () => {
  const said = (...texts: string[]) => marksIn(texts.map((text) => ({ text, actor: { handle: null } })))
  assert.deepEqual(said('Merci @ardoise.', '(@Ardoise)', 'et #lampe…', '#Lampe, #lampe !'), [
    '@ardoise',
    '#lampe',
  ])
  assert.deepEqual(said('écrire à contact@ardoise.example'), [], 'an address is no handle')
  assert.deepEqual(said('https://a.example/@ana/3#suite'), [])
  assert.deepEqual(said('cc @ana@social.example.'), ['@ana@social.example'])
  assert.deepEqual(said('# @ #a @@ ##'), [])
  const own = marksIn([
    { text: null, actor: { handle: '@ana.example' } },
    { text: 'à @ana.example', actor: { handle: 'bob.example' } },
  ])
  assert.deepEqual(own, ['@ana.example', '@bob.example'])
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 4 }), (texts) => {
      for (const mark of said(...texts)) assert.ok(parseQuery(mark).ok, mark)
    }),
  )
})
