import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Conversation, InboxView } from '../../../server/api.ts'
import { belongsToKept, countWords, filterToKeep, isOpen, searchOf, tabsOf } from './bar.ts'

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
const ME = 'm'
const MEMBER = fc.constantFrom('m', 'n')
const STATUS = fc.constantFrom('open', 'snoozed', 'done')
const SORT = fc.constantFrom('recent', 'waiting', 'priority', 'oldest')

const VIEW = fc
  .record({
    sort: SORT,
    status: maybe(STATUS),
    assignee: maybe(fc.constantFrom('none', 'me', 'm', 'n')),
    label: maybe(fc.constantFrom('vip', 'press')),
  })
  .map(
    ({ sort, ...filter }) =>
      ({ id: 'v', name: 'v', shared: false, sort, filter: JSON.parse(JSON.stringify(filter)) }) as InboxView,
  )
const TALK = fc
  .record({ status: STATUS, assignee: fc.option(MEMBER), labels: fc.subarray(['vip', 'press', 'shop']) })
  .map(
    ({ assignee, ...rest }) =>
      ({ ...rest, assignee: assignee && { id: assignee, name: assignee } }) as unknown as Conversation,
  )

/** Every condition of a view at once, each read for itself. */
function model(talk: Conversation, { filter, sort }: InboxView): boolean {
  const status = ['priority', 'waiting'].includes(sort) ? 'open' : filter.status
  const who = filter.assignee === 'me' ? ME : filter.assignee
  return [
    status === undefined || talk.status === status,
    who === undefined || (talk.assignee?.id ?? 'none') === who,
    filter.label === undefined || talk.labels.includes(filter.label),
  ].every(Boolean)
}

test('a conversation stays in a view as long as it meets all that the view asks for', () => {
  fc.assert(
    fc.property(TALK, VIEW, (talk, view) => {
      assert.equal(belongsToKept(talk, view, ME), model(talk, view))
    }),
    { numRuns: 500 },
  )
})

test('what loses its label leaves the view of that label, whoever it is given to', () => {
  const view = { id: 'v', name: 'v', shared: false, sort: 'recent', filter: { assignee: 'me', label: 'vip' } }
  const talk = { status: 'open', assignee: { id: ME, name: ME }, labels: ['vip'] } as unknown as Conversation
  assert.ok(belongsToKept(talk, view as InboxView, ME))
  assert.ok(!belongsToKept({ ...talk, labels: [] }, view as InboxView, ME))
})

test('an address opens one tab of the bar at most, and that of a tab opens this tab', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 5 }), fc.nat(20), (ids, at) => {
      const kept = ids.map((id) => ({ id }) as InboxView)
      const tabs = tabsOf(kept)
      const tab = tabs[at % tabs.length]
      assert.ok(tab)
      assert.deepEqual(
        tabs.filter((one) => isOpen(one, searchOf(tab))),
        [tab],
      )
      assert.deepEqual(
        tabs.filter((one) => isOpen(one, { saved: 'gone' })),
        [],
      )
    }),
  )
})

test('a view that is kept from another, narrowed by nothing, is that view', () => {
  fc.assert(
    fc.property(VIEW, (view) => {
      assert.deepEqual(filterToKeep({ saved: view.id }, view), { filter: view.filter, sort: view.sort })
    }),
  )
})

test('what an address narrows stands before what the view had, and nothing strange is kept', () => {
  const value = fc.oneof(fc.string(), fc.nat(), fc.constant(undefined), fc.constant(null))
  const key = fc.constantFrom('lang', 'channel', 'q', 'before', 'after', 'saved', 'view', 'evil')
  fc.assert(
    fc.property(VIEW, fc.dictionary(key, value, { noNullPrototype: true }), (view, query) => {
      const { filter } = filterToKeep(query, view)
      const got: Record<string, unknown> = { ...filter }
      for (const name of ['lang', 'channel', 'q'])
        assert.equal(got[name], typeof query[name] === 'string' ? query[name] : undefined)
      for (const name of ['before', 'after', 'saved', 'view', 'evil']) assert.ok(!(name in got), name)
    }),
  )
})

test('a count is told as it is up to ninety-nine', () => {
  fc.assert(
    fc.property(fc.nat(300), (count) => {
      assert.equal(countWords(count), count < 100 ? `${count}` : '99+')
    }),
  )
})
