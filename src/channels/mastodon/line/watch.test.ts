import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Memory, type Reader } from '../sift/index.ts'
import { status } from '../wire/wire.ts'
import type { Lookup } from './lookup.ts'
import { toldIn } from './socket.ts'
import { watchKind } from './watch.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
/** What is watched is nobody's conversation: nothing is asked for around it. */
const lookup: Lookup = {
  some: () => assert.fail('asked'),
  one: () => assert.fail('asked'),
  around: () => assert.fail('asked'),
  most: () => 0,
}

const reader = (): Reader => ({
  ...{ server: 'https://social.example', domain: 'social.example' },
  memory: new Memory(),
})
const NOTHING = { hashtags: [], timelines: [], searches: [] }
type Watched = Parameters<typeof watchKind>[1]
const kindOf = (config: Partial<Watched>, of = reader()) => watchKind(of, { ...NOTHING, ...config })

function post(id: string, more: object = {}) {
  return {
    ...{ id, uri: `https://autre.example/s/${id}`, created_at: '2026-11-20T08:00:00Z' },
    ...{ account: { id: '7', acct: 'lea@autre.example' }, content: `<p>${id}</p>`, visibility: 'public' },
    ...more,
  }
}
const said = (event: string, payload: unknown, ...streams: string[]) =>
  toldIn(
    JSON.stringify({
      event,
      stream: streams,
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    }),
  ) ?? assert.fail('unread')

describe('what is watched', () => {
  it('is listened to as often as it is named by different names', () => {
    const { lists, subscriptions, searches } = kindOf({
      hashtags: ['Tisane', 'tisane', 'Été', 'thé·vert'],
      timelines: ['local', 'local', 'home'],
      searches: ['"verveine citronnelle" sauge', '"verveine citronnelle" sauge', '""'],
    })
    assert.deepEqual(
      lists.map(({ key }) => key),
      ['local', 'home', 'hashtag:tisane', 'hashtag:été', 'hashtag:thé·vert'],
    )
    assert.deepEqual(subscriptions.slice(1, 4), [
      { stream: 'user' },
      { stream: 'hashtag', tag: 'tisane' },
      { stream: 'hashtag', tag: 'été' },
    ])
    assert.deepEqual(
      searches?.map(({ words }) => words),
      [['verveine citronnelle', 'sauge']],
    )
  })

  it('by its name in the address, whatever its letters', () => {
    const tags = fc.array(fc.stringMatching(/^[\p{L}\p{M}\p{N}_·]{1,20}$/u), { maxLength: 6 })
    fc.assert(
      fc.property(tags, (hashtags) => {
        const { lists } = kindOf({ hashtags })
        for (const { path, key } of lists) {
          assert.match(path, /^\/api\/v1\/timelines\/tag\/[\w%.~!'()*-]+$/)
          assert.equal(
            decodeURIComponent(path.slice('/api/v1/timelines/tag/'.length)),
            key.slice('hashtag:'.length),
          )
        }
      }),
    )
  })

  it('nothing is the account’s own stream, so that a line is there at all', () => {
    assert.deepEqual(kindOf({}).subscriptions, [{ stream: 'user' }])
    assert.deepEqual(kindOf({}).lists, [])
  })
})

describe('what a stream tells of it', () => {
  it('is certain where it was asked for by name, and else for the queries to judge', async () => {
    const kind = kindOf({ hashtags: ['Tisane'], timelines: ['local', 'home'] })
    const told = [
      said('update', post('1'), 'hashtag', 'tisane'),
      said('update', post('2'), 'public:local'),
      said('update', post('3'), 'user'),
      said('update', post('4'), 'hashtag', 'inconnue'),
    ]
    const { activities, certain, rejected, at } = await kind.told(told, lookup, NOW)
    assert.equal(activities.length, 4)
    assert.deepEqual(
      certain,
      ['1', '3'].map((id) => `https://autre.example/s/${id}`),
    )
    assert.deepEqual([rejected, at], [0, { local: '2' }])
  })

  it('of a boost is what it boosts, and then the boost', async () => {
    const boost = post('9', { reblog: post('8') })
    const { activities } = await kindOf({ timelines: ['home'] }).told(
      [said('update', boost, 'user')],
      lookup,
      NOW,
    )
    assert.deepEqual(
      activities.map(({ verb, externalId }) => [verb, externalId.at(-1)]),
      [
        ['Create', '8'],
        ['Announce', '9'],
      ],
    )
  })

  it('is edited, deleted where it is known, and not brought back', async () => {
    const kind = kindOf({ timelines: ['federated'] })
    const edit = post('1', { edited_at: '2026-11-20T09:00:00Z', content: 'autre' })
    const told = [
      said('update', post('1'), 'public'),
      said('status.update', edit, 'public'),
      said('delete', '1', 'public'),
      said('delete', 'unknown', 'public'),
      said('update', post('1'), 'public'),
    ]
    const { activities } = await kind.told(told, lookup, NOW)
    assert.deepEqual(
      activities.map(({ verb }) => verb),
      ['Create', 'Update', 'Delete'],
    )
  })

  it('counts what makes no sense, and passes over what is not of posts', async () => {
    const told = [
      said('update', { id: '1' }, 'public'),
      said('status.update', '{', 'public'),
      said('notification', post('2'), 'user'),
      said('filters_changed', '', 'user'),
    ]
    const { activities, rejected } = await kindOf({ timelines: ['federated'] }).told(told, lookup, NOW)
    assert.deepEqual([activities, rejected], [[], 2])
  })

  it('is read out of no message that is none', () => {
    const bytes = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.constant(Buffer.from('{"event":"update"}')),
    )
    fc.assert(
      fc.property(bytes, (message) => {
        const told = toldIn(message)
        assert.ok(told === undefined || typeof told.event === 'string')
      }),
    )
    assert.equal(toldIn(Buffer.from('{"event":"update"}')), undefined, 'nobody said that bytes are text')
    assert.equal(said('delete', '113', 'user').payload, '113', 'an id is no number')
    assert.equal(said('announcement.delete', '113').payload, '113')
  })

  it('and what its list tells are the same', async () => {
    const [listed, streamed] = [reader(), reader()]
    const [list] = kindOf({ hashtags: ['tisane'] }).lists
    const one = post('1', { poll: { options: [{ title: 'Oui' }] } })
    const read = await kindOf({ hashtags: ['tisane'] }, listed).page(
      list ?? assert.fail(),
      [status.parse(one)],
      lookup,
    )
    const told = await kindOf({ hashtags: ['tisane'] }, streamed).told(
      [said('update', one, 'hashtag', 'tisane')],
      lookup,
      NOW,
    )
    assert.deepEqual(read.activities, told.activities)
    assert.deepEqual(read.certain, told.certain)
  })
})
