import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { context, event, instanceV2, listOf, notification, status, talk } from './wire.ts'

const NEEDED = {
  id: '1',
  uri: 'https://autre.example/s/1',
  created_at: '2026-11-20T08:00:00.000Z',
  account: { id: '7', acct: 'lea@autre.example' },
}
const OPTIONAL = {
  url: 'https://autre.example/@lea/1',
  edited_at: '2026-11-20T09:00:00Z',
  content: '<p>Bonjour</p>',
  spoiler_text: 'Santé',
  visibility: 'public',
  language: 'fr',
  in_reply_to_id: '0',
  media_attachments: [{ type: 'image', url: 'https://autre.example/a.png' }],
  mentions: [{ id: '2', acct: 'paul' }],
  tags: [{ name: 'tisane' }],
  poll: { options: [{ title: 'Oui' }, { title: 'Non' }] },
  favourites_count: 3,
}
const WHOLE = { ...NEEDED, ...OPTIONAL }

describe('a status', () => {
  const without = (key: string, value: unknown) => status.safeParse({ ...WHOLE, [key]: value })

  it('is none without what it is known, dated and signed by', () => {
    for (const key of Object.keys(NEEDED))
      for (const value of [undefined, null, {}, [], '', true])
        assert.equal(without(key, value).success, false, key)
    for (const id of ['with space', 'é', '\0', 1.5, 'x'.repeat(201)])
      assert.equal(without('id', id).success, false, String(id))
    assert.equal(without('created_at', 'hier').success, false)
  })

  it('loses of the rest what makes no sense, and nothing else with it', () => {
    const { poll: _, ...plain } = status.parse(WHOLE)
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(OPTIONAL)), fc.jsonValue(), (key, value) => {
        const read = without(key, value)
        assert.ok(read.success, `${key} of ${JSON.stringify(value)}`)
        for (const [other, kept] of Object.entries(plain))
          if (other !== key) assert.deepEqual(read.data[other as keyof typeof plain], kept)
      }),
    )
  })

  it('keeps of its lists the members that make sense, and only so many', () => {
    const read = (key: string, value: unknown[]) => without(key, value).data
    assert.deepEqual(
      read('mentions', [{ acct: 'a' }, null, {}, 'b', { acct: 'c' }])?.mentions.map(({ acct }) => acct),
      ['a', 'c'],
    )
    assert.equal(read('media_attachments', Array(99).fill({ type: 'image' }))?.media_attachments.length, 40)
    assert.equal(read('tags', [{ name: 'x'.repeat(4_001) }, { name: 'y' }])?.tags.length, 1)
  })

  it('has for its id what the server calls it, a number as its digits', () => {
    assert.equal(without('id', 12).data?.id, '12')
    assert.equal(without('id', '01JD0ZK7').data?.id, '01JD0ZK7')
  })

  it('that boosts what makes no sense is none, and one that boosts nothing is one', () => {
    assert.equal(without('reblog', { id: '2' }).success, false)
    assert.equal(without('reblog', null).success, true)
    assert.equal(without('reblog', WHOLE).data?.reblog?.uri, NEEDED.uri)
  })
})

describe('a list', () => {
  it('keeps all that make sense in their order, and counts the others', () => {
    const rows = fc.array(
      fc.oneof(
        fc.nat(9999).map((id) => ({ ...NEEDED, id })),
        fc.jsonValue(),
      ),
    )
    fc.assert(
      fc.property(rows, (all) => {
        const { items, bad } = listOf(status, all)
        assert.equal(items.length + bad, all.length)
        const good = all.filter((one) => status.safeParse(one).success) as { id: unknown }[]
        assert.deepEqual(
          items.map(({ id }) => id),
          good.map(({ id }) => String(id)),
        )
      }),
    )
  })

  it('that is none is one thing that could not be read', () => {
    for (const value of [undefined, null, {}, 'x', { items: [] }])
      assert.deepEqual(listOf(status, value), { items: [], bad: 1 })
    assert.deepEqual(listOf(status, []), { items: [], bad: 0 })
  })
})

it('a private thread stands where its latest message stands', () => {
  const read = talk.parse({ id: 'thread', unread: true, last_status: WHOLE })
  assert.deepEqual([read.id, read.created_at], ['1', new Date(NEEDED.created_at)])
  assert.equal(talk.safeParse({ id: 'thread', last_status: null }).success, false)
})

it('a notice without a status is one: somebody follows', () => {
  const follow = { id: '5', type: 'follow', created_at: NEEDED.created_at, account: NEEDED.account }
  assert.ok(notification.safeParse(follow).success)
  assert.ok(notification.safeParse({ ...follow, status: null }).success)
  assert.equal(notification.safeParse({ ...follow, status: { id: '1' } }).success, false)
})

it('of a thread each message is read by itself', () => {
  const { ancestors, descendants } = context.parse({ ancestors: [WHOLE, { id: '2' }], descendants: 'none' })
  assert.deepEqual([ancestors.length, descendants.length], [1, 0])
})

it('a server says of its sizes what makes sense, and is known without the rest', () => {
  const statuses = { max_characters: 5000, max_media_attachments: -1, characters_reserved_per_url: 23 }
  const read = instanceV2.parse({ domain: 'a.example', title: 7, configuration: { statuses, urls: 'x' } })
  assert.equal(read.title, undefined)
  assert.deepEqual(
    [read.configuration?.statuses?.max_characters, read.configuration?.statuses?.max_media_attachments],
    [5000, undefined],
  )
  assert.equal(instanceV2.safeParse({ title: 'Sans nom' }).success, false)
})

it('a message of the stream has a name; its streams are those that are told', () => {
  const read = event.parse({ event: 'update', stream: ['hashtag', 'tisane', 7], payload: '{}' })
  assert.deepEqual(read.stream, ['hashtag', 'tisane'])
  assert.equal(event.safeParse({ payload: '{}' }).success, false)
})
