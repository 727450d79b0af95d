import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Activity } from '../../../activity/index.ts'
import type { Field, Mapping } from '../columns/fields.ts'
import type { FileOptions } from '../options.ts'
import { rowMapper } from './activity.ts'
import { isRuined } from './identity.ts'
import { networkOf } from './network.ts'
import { guessDecimal, guessScale, parseAmount, parseNumber, parseRating } from './numbers.ts'
import { unmangle } from './values.ts'
import { verbOf } from './verbs.ts'

const OPTIONS: FileOptions = {
  encoding: 'utf-8',
  delimiter: ';',
  escape: '"',
  headerLine: 1,
  pad: false,
  dateOrder: 'dmy',
  timeZone: 'Europe/Paris',
  decimal: ',',
  ratingScale: 5,
  currency: 'EUR',
  source: 'essai',
  mangled: false,
}
const NOW = new Date('2024-06-01T00:00:00Z')

function map(fields: Partial<Record<Field, string>>, options: Partial<FileOptions> = {}) {
  const columns = Object.keys(fields)
  const mapping = Object.fromEntries(columns.map((name) => [name, name])) as Mapping
  const mapper = rowMapper({ columns, mapping, options: { ...OPTIONS, ...options }, now: NOW })
  return mapper({ line: 7, cells: Object.values(fields) })
}

function activity(fields: Partial<Record<Field, string>>, options?: Partial<FileOptions>): Activity {
  const mapped = map({ published: '31/01/2024 14:30', ...fields }, options)
  assert.ok('activity' in mapped, JSON.stringify(mapped))
  return mapped.activity
}

function error(fields: Partial<Record<Field, string>>, options?: Partial<FileOptions>) {
  const mapped = map({ published: '31/01/2024 14:30', ...fields }, options)
  assert.ok('error' in mapped, JSON.stringify(mapped))
  return mapped.error
}

test('a line becomes a note, whole', () => {
  assert.deepEqual(
    activity({
      externalId: 'msg-12345678',
      author: 'Élodie',
      authorHandle: '@elo',
      text: ' Bonjour <b>vous</b> &amp; merci ',
      url: 'https://a.b/c',
      channel: 'Twitter',
      lang: 'fr_FR',
      country: 'fr',
      followers: '1,2k',
      title: 'T',
    }),
    {
      verb: 'Create',
      externalId: 'essai:msg-12345678',
      published: new Date('2024-01-31T13:30:00Z'),
      actor: { id: 'x:elo', name: 'Élodie', handle: 'elo', followers: 1200 },
      object: {
        type: 'Note',
        id: 'essai:msg-12345678',
        title: 'T',
        text: 'Bonjour vous & merci',
        url: 'https://a.b/c',
        lang: 'fr-fr',
        country: 'FR',
      },
      visibility: 'public',
      extra: { network: 'x' },
    },
  )
})

test('a rating makes a review, an order a purchase, a like is about something', () => {
  const review = activity({ text: 'Bien', rating: '4/5' })
  assert.deepEqual([review.verb, review.object.type, review.object.rating], ['Review', 'Review', 4])
  const order = activity({ verb: 'Commande', amount: '1 234,50 €' })
  assert.deepEqual(
    [order.verb, order.object.type, order.object.amount, order.object.currency],
    ['Purchase', 'Order', 123450, 'EUR'],
  )
  assert.equal(activity({ text: 'Vu à 12 €', amount: '12' }).verb, 'Create')
  const like = activity({ verb: "J'aime", url: 'https://a.b/1', author: 'A' })
  assert.deepEqual([like.verb, like.object.id], ['Like', 'https://a.b/1'])
  assert.equal(activity({ verb: 'like', inReplyTo: 'post-1', author: 'A' }).object.id, 'essai:post-1')
})

test('what cannot be taken is told with its column, reason and length, never its content', () => {
  assert.deepEqual(error({ published: 'hier', text: 'x' }), {
    line: 7,
    column: 'published',
    reason: 'date_unreadable',
    length: 4,
  })
  assert.equal(error({ published: '', text: 'x' }).reason, 'date_missing')
  assert.equal(error({ published: '01/31/2024', text: 'x' }).reason, 'date_order')
  assert.equal(error({ published: '12/12/1980', text: 'x' }).reason, 'date_old')
  assert.equal(error({ published: '12/12/2044', text: 'x' }).reason, 'date_future')
  assert.equal(error({ text: ' ' }).reason, 'empty')
  assert.equal(error({ text: '#N/A' }).reason, 'cell_error')
  assert.equal(error({ text: '#VALEUR!' }).reason, 'cell_error')
  assert.deepEqual(error({ text: 'x', rating: '11' }), {
    line: 7,
    column: 'rating',
    reason: 'rating_unreadable',
    length: 2,
    values: { scale: 5 },
  })
  assert.equal(error({ text: 'x', verb: 'Delete' }).reason, 'verb_unknown')
  assert.equal(error({ verb: 'achat', text: 'x' }).reason, 'amount_missing')
  assert.equal(error({ verb: 'achat', amount: 'cher' }).reason, 'amount_unreadable')
  assert.equal(error({ text: 'x', time: 'midi' }).reason, 'time_unreadable')
})

test('lines with too many or too few cells are told', () => {
  const mapper = rowMapper({
    columns: ['d', 't', 'u'],
    mapping: { d: 'published', t: 'text' },
    options: OPTIONS,
    now: NOW,
  })
  const reason = (cells: string[]) => {
    const mapped = mapper({ line: 3, cells })
    return 'error' in mapped ? [mapped.error.reason, mapped.error.values] : 'taken'
  }
  assert.deepEqual(reason(['31/01/2024', 'x', '', 'y']), ['ragged_long', { expected: 3, found: 4 }])
  assert.deepEqual(reason(['31/01/2024', 'x']), ['ragged_short', { expected: 3, found: 2 }])
  assert.equal(reason(['31/01/2024', 'x', '', '', '']), 'taken')
  const padded = rowMapper({
    columns: ['d', 't', 'u'],
    mapping: { d: 'published', t: 'text' },
    options: { ...OPTIONS, pad: true },
    now: NOW,
  })
  assert.ok('activity' in padded({ line: 3, cells: ['31/01/2024', 'x'] }))
})

test('dates and times: a day alone says so, a column of times joins, gaps and folds are said', () => {
  const day = activity({ published: '31/01/2024', text: 'x' })
  assert.deepEqual(
    [day.published.toISOString(), day.extra],
    ['2024-01-30T23:00:00.000Z', { precision: 'day' }],
  )
  assert.equal(
    activity({ published: '31/01/2024', time: '14h30', text: 'x' }).published.toISOString(),
    '2024-01-31T13:30:00.000Z',
  )
  assert.equal(
    activity({ published: '2024-01-31', time: '0,5', text: 'x' }).published.toISOString(),
    '2024-01-31T11:00:00.000Z',
  )
  assert.equal(
    activity({ published: '2024-01-31', time: '14:30 UTC', text: 'x' }).published.toISOString(),
    '2024-01-31T14:30:00.000Z',
  )
  const meeting = (published: string) => {
    const mapped = map({ published, text: 'x' })
    return 'when' in mapped ? mapped.when.meeting : mapped.error.reason
  }
  assert.equal(meeting('31/03/2024 02:30'), 'gap')
  assert.equal(meeting('29/10/2023 02:30'), 'fold')
  assert.equal(meeting('31/03/2024'), 'once')
  assert.equal(
    activity({ published: '2024-06-01T05:00:00Z', text: 'x' }).published.toISOString(),
    NOW.toISOString(),
  )
})

test('the same line has the same id, whatever file it stands in; another has another', () => {
  const id = (fields: Partial<Record<Field, string>>, options?: Partial<FileOptions>) =>
    activity(fields, options).externalId
  assert.equal(
    id({ author: 'A', text: 'x' }),
    id({ author: 'A', text: 'x', url: 'https://a.b' }, { source: 'autre' }),
  )
  assert.equal(
    id({ author: 'A', text: 'x' }),
    id({ published: '2024-01-31T13:30:00Z', author: ' a', text: 'x ' }),
  )
  assert.notEqual(id({ author: 'A', text: 'x' }), id({ author: 'B', text: 'x' }))
  assert.notEqual(id({ author: 'A', text: 'x' }), id({ author: 'A', text: 'y' }))
  assert.notEqual(id({ author: 'A', rating: '4' }), id({ author: 'A', rating: '5' }))
})

test('ids of two exports do not meet, counters less than any, and ruined ids are no ids', () => {
  const id = (fields: Partial<Record<Field, string>>, options?: Partial<FileOptions>) =>
    activity({ text: 'x', ...fields }, options).externalId
  assert.equal(id({ externalId: '12' }), 'essai:12@2024-01-31T13:30:00.000Z')
  assert.notEqual(id({ externalId: '123456789' }), id({ externalId: '123456789' }, { source: 'autre' }))
  assert.equal(id({ externalId: '12', inReplyTo: '' }), 'essai:12')
  assert.ok(id({ externalId: '1,23457E+18' }).startsWith('h:'))
  assert.ok(isRuined('1.23457E+18') && isRuined('1E+15') && !isRuined('123E45') && !isRuined('E12'))
  assert.ok(id({ externalId: 'x'.repeat(900) }).length < 60)
  assert.equal(id({ externalId: 'at://did/1' }, { source: 'veillee' }), 'at://did/1')
})

test('replies are tied to what they answer', () => {
  const reply = activity({ externalId: 'c2', inReplyTo: 'c1', text: 'x' })
  assert.deepEqual([reply.object.inReplyTo, reply.object.thread], ['essai:c1', 'essai:c1'])
  const root = activity({ externalId: 'c1', inReplyTo: '', text: 'x' })
  assert.deepEqual([root.externalId, root.object.thread], ['essai:c1', 'essai:c1'])
  assert.equal(
    activity({ externalId: 'c3', inReplyTo: 'c2', thread: 'c1', text: 'x' }).object.thread,
    'essai:c1',
  )
})

test('authors: mail before handle before name, and nobody when nobody is named', () => {
  assert.equal(
    activity({ text: 'x', author: 'A B', authorId: 'Zoe@Mail.fr', channel: 'Facebook' }).actor.id,
    'zoe@mail.fr',
  )
  assert.deepEqual(activity({ text: 'x', author: '@Zoe' }).actor, { id: 'essai:zoe', handle: 'Zoe' })
  const marie = (options: Partial<FileOptions>) => activity({ text: 'x', author: 'Marie' }, options).actor.id
  assert.equal(marie({ source: 'trustpilot' }), 'trustpilot:marie')
  assert.notEqual(marie({ source: 'un' }), marie({ source: 'deux' }), 'a name merges nobody')
  assert.equal(marie({ source: 'un', network: 'x' }), marie({ source: 'deux', network: 'x' }))
  assert.deepEqual(activity({ text: 'x' }).actor, { id: 'anonymous' })
  assert.equal(activity({ text: 'x', authorId: 'https://x.com/zoe' }).actor.url, 'https://x.com/zoe')
})

test('hostile values stay harmless', () => {
  const odd = activity({
    text: 'a\u0000b\ud800c',
    author: '=HYPERLINK("x")',
    url: 'javascript:alert(1)',
    title: '\u202eabc',
  })
  assert.equal(odd.object.text, 'ab\ufffdc')
  assert.equal(odd.object.url, undefined)
  assert.equal(odd.object.title, 'abc')
  assert.equal(activity({ text: 'x'.repeat(200_000) }).object.text?.length, 100_000)
  assert.equal(JSON.stringify(activity({ text: 'x', extra: '\u0000' })).includes('\\u0000'), false)
})

test('a cell that says what every object inherits says only that', () => {
  for (const word of ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty']) {
    const odd = activity({
      text: word,
      channel: word,
      title: word,
      author: word,
      externalId: word,
      lang: word,
    })
    assert.deepEqual([odd.object.text, odd.object.title, odd.actor.name], [word, word, word])
    assert.equal(typeof (odd.extra?.network ?? ''), 'string')
    assert.deepEqual(JSON.parse(JSON.stringify({ ...odd, published: 0 })), { ...odd, published: 0 })
    assert.equal(parseRating(word, 5, ','), undefined)
    assert.equal(parseAmount(`12 ${word}`, 'EUR', ','), undefined)
    assert.equal(verbOf(word), undefined)
    assert.deepEqual(error({ text: 'x', rating: word }).column, 'rating')
  }
})

test('text of Meta’s exports is put right, and other text left alone', () => {
  assert.equal(unmangle('trÃ¨s Ã©tonnÃ© ð\u009f\u0098\u0080'), 'très étonné 😀')
  assert.equal(unmangle('déjà très bien'), 'déjà très bien')
  assert.equal(unmangle('été 😀'), 'été 😀')
})

test('numbers as people write them', () => {
  const french = (text: string) => parseNumber(text, ',')
  assert.deepEqual(
    ['1 234,56', '1.234,56', '1,234.56', '12,5', '12.5', '1 234', '1,234', "1'234", '-5', '2,5k', '1M'].map(
      french,
    ),
    [1234.56, 1234.56, 1234.56, 12.5, 12.5, 1234, 1.234, 1234, -5, 2500, 1_000_000],
  )
  assert.equal(parseNumber('1,234', '.'), 1234)
  assert.equal(parseNumber('1.234', ','), 1234)
  assert.equal(parseNumber('1,234,567', ','), 1_234_567)
  for (const text of ['', 'abc', '1-2', '€', '12 rue']) assert.equal(french(text), undefined, text)
})

test('ratings on any scale become 1 to 5', () => {
  const rate = (text: string, scale = 5) => parseRating(text, scale, ',')
  assert.deepEqual(
    [
      '4',
      '4,5',
      '4/5',
      '8/10',
      '16/20',
      '80 %',
      '★★★★☆',
      '⭐⭐⭐',
      'FOUR',
      'star_five',
      '3 étoiles',
      '4 sur 5',
      '0',
      '5 stars',
    ].map((text) => rate(text)),
    [4, 4.5, 4, 4, 4, 4, 4, 3, 4, 5, 3, 4, 1, 5],
  )
  assert.deepEqual(
    [rate('8', 10), rate('70', 100), rate('6'), rate('bien'), rate('4/0')],
    [4, 3.5, undefined, undefined, undefined],
  )
  assert.equal(guessScale(['4', '5', '3,5'], ','), 5)
  assert.equal(guessScale(['4', '9'], ','), 10)
  assert.equal(guessScale(['85'], ','), 100)
  assert.equal(guessDecimal(['4,5', '3'], '.'), ',')
  assert.equal(guessDecimal(['1,234', '2,345'], '.'), '.')
})

test('amounts are in the smallest unit of their currency', () => {
  assert.deepEqual(parseAmount('12,50 €', 'USD', ','), { amount: 1250, currency: 'EUR' })
  assert.deepEqual(parseAmount('$1,234.5', 'EUR', '.'), { amount: 123450, currency: 'USD' })
  assert.deepEqual(parseAmount('1500', 'JPY', ','), { amount: 1500, currency: 'JPY' })
  assert.deepEqual(parseAmount('1.5', 'KWD', '.'), { amount: 1500, currency: 'KWD' })
  assert.equal(parseAmount('12 pommes', 'EUR', ','), undefined)
})

test('verbs and networks by the words of exports', () => {
  assert.deepEqual(
    ['Tweet', 'RT', 'Avis', 'Commentaire', 'purchase', 'Réponse', 'Sondage', 'Undo', 'blabla'].map(verbOf),
    ['Create', 'Announce', 'Review', 'Create', 'Purchase', 'Create', 'Question', undefined, undefined],
  )
  assert.deepEqual(['Twitter', 'X', 'Facebook Public', 'Avis vérifiés', '', '  '].map(networkOf), [
    'x',
    'x',
    'facebook',
    'avis-verifies',
    undefined,
    undefined,
  ])
})
