import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Act, ActivityItem, Delivery } from '../../../server/api.ts'
import { marksOf } from './marks-of.ts'
import { ownMedia } from './own-media.ts'
import type { Voice } from './use-answer.ts'

const ALL: Act[] = ['reply', 'like', 'unlike', 'repost', 'unrepost', 'remove']
const voice = (id: string, can = ALL) => ({ id, name: id, can }) as Voice
const item = (more: Partial<ActivityItem> = {}) =>
  ({ id: 'm', deleted: false, visibility: 'public', accountId: 'a', ...more }) as ActivityItem
/** One that was decided about the message, as `like sent by a`. */
function decided(words: string): Delivery {
  const [act, state, , accountId] = words.split(' ')
  return { id: words, about: 'm', act, state, accountId } as Delivery
}
const shown = (...args: Parameters<typeof marksOf>) =>
  marksOf(...args).map(({ mark, voice, on, act }) => `${voice.id}: ${mark}${on ? ', done' : ''} -> ${act}`)

describe('what can be done with a message', () => {
  it('is to like it, and to share it where everybody reads it', () => {
    assert.deepEqual(shown(item(), false, [voice('a')]), ['a: like -> like', 'a: repost -> repost'])
    assert.deepEqual(shown(item({ visibility: 'private' }), false, [voice('a')]), ['a: like -> like'])
    assert.deepEqual(shown(item(), false, [voice('a', ['reply'])]), [])
    assert.deepEqual(shown(item({ deleted: true }), false, [voice('a')]), [])
  })

  it('is to delete it where it is ours, by the account that said it and no other', () => {
    assert.deepEqual(shown(item(), true, [voice('b'), voice('a')]), ['a: remove -> remove'])
    assert.deepEqual(shown(item({ accountId: 'c' }), true, [voice('b'), voice('a')]), [])
    assert.deepEqual(shown(item(), true, [voice('a', ['reply', 'like'])]), [])
  })

  it('is to take back what stands, if the network lets that', () => {
    const liked = [decided('like sent by a')]
    assert.deepEqual(shown(item({ visibility: 'private' }), false, [voice('a')], liked), [
      'a: like, done -> unlike',
    ])
    const bare = voice('a', ['like'])
    assert.deepEqual(shown(item({ visibility: 'private' }), false, [bare], liked), ['a: like, done -> null'])
  })
})

describe('what was decided about a message', () => {
  const of = (...words: string[]) =>
    shown(item({ visibility: 'private' }), false, [voice('a'), voice('b')], words.map(decided))[0]

  it('stands or not as the last that came to an end says', () => {
    assert.equal(of('unlike sent by a', 'like sent by a'), 'a: like -> like')
    assert.equal(of('like sent by a', 'unlike sent by a', 'like sent by a'), 'a: like, done -> unlike')
    assert.equal(of('like dropped by a'), 'a: like -> like', 'given up before it left')
    assert.equal(of('unlike refused by a', 'like sent by a'), 'a: like, done -> unlike', 'it still stands')
    assert.equal(of('like refused by a'), 'a: like -> like')
  })

  it('is not asked twice while its end is open', () => {
    for (const state of ['waiting', 'sending', 'unknown'])
      assert.equal(of(`like ${state} by a`), 'a: like -> null')
    assert.equal(of('unlike waiting by a', 'like sent by a'), 'a: like, done -> null')
  })

  it('is taken back by whoever of us did it', () => {
    assert.equal(of('like sent by b'), 'b: like, done -> unlike')
    assert.equal(of('unlike sent by b', 'like sent by b'), 'a: like -> like')
  })

  it('of another message, or of another kind, says nothing of this one', () => {
    const other = { ...decided('like sent by a'), about: 'other' }
    assert.deepEqual(
      shown(item(), false, [voice('a')], [other, decided('reply sent by a'), decided('repost sent by a')]),
      ['a: like -> like', 'a: repost, done -> unrepost'],
    )
  })

  it('is told in words until it has come to a good end', () => {
    const asked = (words: string) =>
      marksOf(item({ visibility: 'private' }), false, [voice('a')], [decided(words)])[0]?.asked?.state
    assert.equal(asked('like refused by a'), 'refused')
    assert.equal(asked('like unknown by a'), 'unknown')
    assert.equal(asked('like sent by a'), undefined)
  })
})

describe('the pictures of our own message', () => {
  const file = { id: 'f', name: 'lampe.png', mediaType: 'image/png', alt: 'Une lampe' }
  const there = [{ type: 'image', url: 'https://files.example/1.jpg' }]
  const sent = (activityId: string | null, media = [file]) => ({ activityId, media }) as Delivery

  it('are those that were joined here, with their words', () => {
    assert.deepEqual(ownMedia({ id: 'm', media: there }, [sent('other', []), sent('m')]), [
      {
        type: 'image',
        url: '/api/v1/attachments/f',
        mediaType: 'image/png',
        name: 'lampe.png',
        alt: 'Une lampe',
      },
    ])
  })

  it('are what the network shows where it left from elsewhere, or without any', () => {
    assert.equal(ownMedia({ id: 'm', media: there }, [sent('other'), sent(null)]), there)
    assert.equal(ownMedia({ id: 'm', media: there }, [sent('m', [])]), there)
  })

  it('are files where a browser does not draw them', () => {
    const pdf = { ...file, mediaType: 'application/pdf', alt: '' }
    const [one] = ownMedia({ id: 'm', media: [] }, [sent('m', [pdf])])
    assert.deepEqual([one?.type, one && 'alt' in one], ['file', false])
  })
})
