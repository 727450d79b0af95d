import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Conversation, InboxView } from '../../../server/api.ts'
import { VIEWS } from '../../app/search.ts'
import { belongsToKept, countWords, filterToKeep, isOpen, searchOf, tabsOf } from './bar.ts'

const kept = (id: string, more: Partial<InboxView> = {}): InboxView => ({
  ...{ id, name: id, filter: {}, sort: 'recent', shared: false },
  ...more,
})
const talk = (more: Partial<Conversation> = {}) =>
  ({ status: 'open', assignee: null, labels: [], ...more }) as Conversation

describe('the bar of views', () => {
  it('has each ready view once, and those that are kept before what one looks at less often', () => {
    const tabs = tabsOf([kept('a'), kept('b')])
    const names = tabs.map((tab) => (tab.kind === 'ready' ? tab.view : tab.view.id))
    assert.deepEqual(names.toSorted(), [...VIEWS, 'a', 'b'].toSorted())
    assert.equal(names[0], 'open')
    assert.deepEqual(names.slice(names.indexOf('a')), ['a', 'b', 'waiting', 'recent', 'snoozed', 'done'])
  })

  it('shows one as open, whatever narrows it', () => {
    const tabs = tabsOf([kept('a')])
    for (const tab of tabs) {
      const open = tabs.filter((one) => isOpen(one, { ...searchOf(tab), lang: 'fr' }))
      assert.deepEqual(open, [tab])
    }
    assert.equal(tabs.filter((one) => isOpen(one, {})).length, 1)
  })

  it('counts to ninety-nine', () => {
    assert.deepEqual([0, 7, 99, 100, null, undefined].map(countWords), [
      '0',
      '7',
      '99',
      '99+',
      undefined,
      undefined,
    ])
  })
})

describe('a view to keep', () => {
  it('is what the address shows, without its place in time', () => {
    const query = { status: 'open', sort: 'priority', lang: 'fr', before: '2026-01-01', label: undefined }
    assert.deepEqual(filterToKeep(query), { filter: { status: 'open', lang: 'fr' }, sort: 'priority' })
  })

  it('from another one keeps what that shows, narrowed', () => {
    const base = kept('a', { filter: { lang: 'fr', channel: 'feed' }, sort: 'waiting' })
    const made = filterToKeep({ saved: 'a', channel: 'email' }, base)
    assert.deepEqual(made, { filter: { lang: 'fr', channel: 'email' }, sort: 'waiting' })
  })
})

it('what a change of ours takes out of a view that was kept leaves it', () => {
  const me = { id: 'm', name: 'Inès' }
  const mine = kept('a', { filter: { assignee: 'me', status: 'open' } })
  assert.ok(belongsToKept(talk({ assignee: me }), mine, 'm'))
  assert.ok(!belongsToKept(talk({ assignee: me }), mine, 'n'))
  assert.ok(!belongsToKept(talk({ assignee: me, status: 'done' }), mine, 'm'))
  assert.ok(!belongsToKept(talk({ status: 'snoozed' }), kept('b', { sort: 'priority' }), 'm'))
  assert.ok(belongsToKept(talk({ status: 'snoozed' }), kept('c'), 'm'))
  assert.ok(!belongsToKept(talk({ assignee: me }), kept('d', { filter: { assignee: 'none' } }), 'm'))
  assert.ok(!belongsToKept(talk(), kept('e', { filter: { label: 'vip' } }), 'm'))
})
