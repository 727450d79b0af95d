import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { queryString } from '../lib/api.ts'
import * as search from './search.ts'

type Read = (raw: Record<string, unknown>) => object

/** Whatever reads an address, one a page. */
const READERS = Object.entries(search).filter((entry): entry is [string, Read] => entry[0].endsWith('Search'))

/** Every word that means something in some address, and some that mean nothing anywhere. */
const MEANT = [
  ...[search.SENTIMENTS, search.VIEWS, search.OUTBOX_VIEWS, search.RANGES, search.INTENTS].flat(),
  ...[search.SERVICE_SPANS, search.SIGN_IN_FAILURES, search.ALERT_KINDS, search.READER_SHOWS].flat(),
  ...['yes', 'true', 'false', '1', '2', '12m', '26w', '13w', '30d', 'todo', 'split', 'doubt', 'severity'],
  ...['proposed', 'appeals', 'month', 'quarter', 'year', '/inbox', '2026-11-16T00:00:00.000Z', '2026-11-16'],
]
const KEYS = [
  ...['view', 'saved', 'channel', 'alert', 'sentiment', 'lang', 'assignee', 'service', 'q', 'before', 'span'],
  ...['week', 'advice', 'unread', 'connected', 'failed', 'query', 'range', 'from', 'to', 'intent', 'topic'],
  ...['urgency', 'toxic', 'at', 'source', 'name', 'kind', 'folder', 'trait', 'contrary', 'said', 'feed'],
  ...['show', 'item', 'voice', 'rival', 'next', 'sort', 'person', '__proto__', 'constructor'],
]
const VALUE = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...MEANT) },
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom<unknown>(true, false, null, 0, 1, 2, Number.NaN, [], {}, undefined),
)
const RAW = fc.dictionary(fc.constantFrom(...KEYS), VALUE, { maxKeys: 12 })

/** As the router reads the address that it wrote itself. */
function again(read: Read, kept: object): object {
  return read(Object.fromEntries(new URLSearchParams(queryString({ ...kept }))))
}

describe('the address of a page', () => {
  it('has a reader for each kind of page', () => {
    assert.ok(READERS.length >= 20, `${READERS.length}`)
  })

  for (const [name, read] of READERS) {
    it(`is read by ${name} as it was written, so that a link and a second visit show the same`, () => {
      fc.assert(
        fc.property(RAW, (raw) => {
          const kept = read(raw)
          fc.pre(Object.values(kept).every((value) => String(value).isWellFormed()))
          assert.deepEqual(again(read, kept), kept)
          assert.deepEqual(read({ ...kept }), kept, 'what was kept is kept')
        }),
      )
    })

    it(`carries through ${name} only what was there, and nothing empty`, () => {
      fc.assert(
        fc.property(RAW, (raw) => {
          for (const [key, value] of Object.entries(read(raw))) {
            assert.ok(Object.hasOwn(raw, key), key)
            assert.equal(String(value), String(raw[key]), key)
            assert.ok(value !== undefined && value !== '' && value !== null, key)
          }
        }),
      )
    })
  }

  it('says by one word that something is wanted, and by any other that it is not', () => {
    const wanted: [Read, string][] = [
      [search.noticesSearch, 'unread'],
      [search.streamSearch, 'toxic'],
      [search.identitySearch, 'contrary'],
    ]
    for (const [read, key] of wanted) {
      for (const value of [true, 'true']) assert.deepEqual(read({ [key]: value }), { [key]: true }, key)
      for (const value of [false, 'false', '', '1', 1, 'yes', null, {}])
        assert.deepEqual(read({ [key]: value }), {}, `${key} ${value}`)
    }
  })
})

describe('a value of an address', () => {
  const cases: [string, Read, Record<string, unknown>, object][] = [
    [
      'views of the inbox',
      search.inboxSearch,
      { view: 'late', service: 'yes' },
      { view: 'late', service: 'yes' },
    ],
    ['no view', search.inboxSearch, { view: 'Late', service: 'no' }, {}],
    ['words in French', search.inboxSearch, { q: 'colis « cassé »' }, { q: 'colis « cassé »' }],
    ['urgency as a figure', search.streamSearch, { urgency: 2 }, { urgency: '2' }],
    ['no such urgency', search.streamSearch, { urgency: '3' }, {}],
    ['an intent', search.streamSearch, { intent: 'leaving' }, { intent: 'leaving' }],
    ['why an account was not connected', search.channelsSearch, { failed: 'denied' }, { failed: 'denied' }],
    ['no such failure', search.channelsSearch, { failed: '<script>' }, {}],
    ['what leaves', search.outboxSearch, { view: 'unknown' }, { view: 'unknown' }],
    ['a view of another page', search.outboxSearch, { view: 'mine' }, {}],
    ['a span of another report', search.serviceReportSearch, { span: '12m' }, {}],
    ['a report of a year', search.serviceReportSearch, { span: '52w' }, { span: '52w' }],
    [
      'what waits for a verdict',
      search.queueSearch,
      { view: 'split', sort: 'doubt' },
      { view: 'split', sort: 'doubt' },
    ],
    ['appeals', search.actsSearch, { view: 'appeals' }, { view: 'appeals' }],
    ['removals of a quarter', search.removalsSearch, { span: 'quarter' }, { span: 'quarter' }],
    ['agreement', search.agreementSearch, { span: '26w' }, {}],
    ['what was decided', search.approvalsSearch, { view: 'decided' }, { view: 'decided' }],
    [
      'feeds',
      search.readerSearch,
      { show: 'starred', folder: 'Presse\nLocale' },
      { show: 'starred', folder: 'Presse\nLocale' },
    ],
  ]
  for (const [what, read, raw, kept] of cases)
    it(`is understood or left out: ${what}`, () => assert.deepEqual(read(raw), kept))

  it('may be as long as a query is, where it is one, and no longer', () => {
    const query = 'é'.repeat(32_000)
    assert.deepEqual(search.newAlertSearch({ query }), { query })
    assert.deepEqual(search.editAlertSearch({ query: `${query}é` }), {})
    assert.deepEqual(search.everywhereSearch({ q: 'a'.repeat(2001), source: 's' }), { source: 's' })
  })
})
