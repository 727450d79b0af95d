import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { ramble } from '../../../test/support/ramble.ts'
import { NOBODY, type StoredActivity } from '../../activity/index.ts'
import { asksWhoIsNew, NO_VOICES, nameOf, voicesOf } from './evidence.ts'

let count = 0
function post(author: string, text: string, more: Partial<StoredActivity> = {}): StoredActivity {
  const id = `post-${++count}`
  return {
    id,
    object_id: id,
    channel: 'mastodon',
    actor_id: author,
    actor_followers: 100,
    verb: 'Create',
    text,
    thread: null,
    sentiment: 'neutral',
    ...more,
  } as StoredActivity
}
const told = (posts: StoredActivity[]) => voicesOf(posts).drivers.map((one) => one.told)
const LONG = 'Cette marque ne rembourse jamais ce qu’elle promet'

describe('a story', () => {
  it('is a post that names no conversation and whatever passes it on', () => {
    const origin = post('a', 'Regardez cette vidéo')
    const boosts = ['b', 'c', 'd'].map((who) => post(who, '', { verb: 'Announce', object_id: origin.id }))
    assert.deepEqual(told([...boosts, origin, post('e', 'Rien à voir')]), [4, 1])
  })

  it('is a conversation, its answers and what passes its root on', () => {
    const root = post('a', 'Qui d’autre ?', { object_id: 'root', thread: 'root' })
    const answers = ['b', 'c'].map((who) => post(who, 'Moi', { thread: 'root' }))
    const boost = post('d', '', { verb: 'Announce', object_id: 'root' })
    assert.deepEqual(told([root, ...answers, boost]), [4])
  })

  it('is what many say in the same words, each in a conversation of their own, with all that hangs on these', () => {
    const copies = ['a', 'b', 'c'].map((who) => post(who, `${LONG} !`, { thread: `by-${who}` }))
    const answer = post('z', 'Ah bon ?', { thread: 'by-c' })
    for (const posts of [
      [...copies, answer],
      [answer, ...copies.toReversed()],
    ])
      assert.deepEqual(told(posts), [4])
  })

  it('is not a greeting: people thank alike', () => {
    assert.deepEqual(
      told(['a', 'b', 'c'].map((who) => post(who, 'Merci !', { thread: `by-${who}` }))),
      [1, 1, 1],
    )
    assert.deepEqual(told([post('a', ''), post('b', '🎉'), post('c', '')]), [1, 1, 1])
  })

  it('is shown by its post that is negative, before one that more people see', () => {
    const star = post('star', 'Bof', { thread: 't', actor_followers: 9_000_000 })
    const angry = post('angry', 'Scandale', { thread: 't', sentiment: 'negative', actor_followers: 3 })
    assert.deepEqual(voicesOf([star, angry]).drivers, [{ activityId: angry.id, told: 2 }])
  })

  it('is as many posts whatever their order, and all posts are of one', () => {
    const some = fc.record({
      who: fc.nat(5),
      thread: fc.option(fc.constantFrom('t0', 't1', 't2'), { nil: null }),
      words: fc.constantFrom(LONG, `${LONG}, dit-on partout`, 'Merci', ''),
      passes: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 30 }), (given) => {
        const posts = given.map(({ who, thread, words, passes }) =>
          passes
            ? post(`p${who}`, '', { verb: 'Announce', object_id: thread ?? `o${who}` })
            : post(`p${who}`, words, { thread }),
        )
        const sizes = told(posts)
        assert.deepEqual(sizes, told(posts.toReversed()))
        assert.deepEqual(
          sizes,
          sizes.toSorted((a, b) => b - a),
        )
        const all = sizes.reduce((a, b) => a + b, 0)
        assert.ok(sizes.length === 5 ? all <= posts.length : all === posts.length)
      }),
      { numRuns: 200 },
    )
  })
})

describe('voices', () => {
  it('of nobody are none, and of posts without words or followers say nothing that cannot be', () => {
    assert.deepEqual(voicesOf([]), NO_VOICES)
    const bare = voicesOf([post('a', '', { text: null, actor_followers: null })])
    assert.deepEqual(
      [bare.effective, bare.loudest, bare.copies, bare.passed, bare.amplifiers[0]?.followers],
      [1, 1, 0, 0, 0],
    )
    assert.ok(!('newcomers' in bare))
  })

  it('of one name are one within a channel, and each who is not named is somebody', () => {
    const [here, there] = [post('ana', 'x'), post('ana', 'x', { channel: 'bluesky' })]
    assert.notEqual(nameOf(here), nameOf(there))
    assert.equal(nameOf(here), nameOf(post('ana', 'y')))
    assert.notEqual(nameOf(post(NOBODY, 'x')), nameOf(post(NOBODY, 'x')))
  })

  it('are as diverse as so many equal ones, between one and all of them', () => {
    const equal = Array.from({ length: 40 }, (_, i) => post(`p${i % 8}`, ramble(i)))
    assert.equal(voicesOf(equal).effective, 8)
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 60 }), (authors) => {
        const {
          effective,
          authors: n,
          loudest,
          posts,
        } = voicesOf(authors.map((who) => post(`p${who}`, ramble(who))))
        assert.ok(effective >= 1 && effective <= n + 0.005 && loudest <= 1 && posts === authors.length)
        assert.equal(n, new Set(authors).size)
        if (n <= 3) assert.equal(loudest, 1)
      }),
    )
  })

  it('are marked from ten posts on, where they are worth less than five or an eighth of the posts', () => {
    const by = (authors: number, posts: number) =>
      voicesOf(Array.from({ length: posts }, (_, i) => post(`p${i % authors}`, ramble(i)))).signs
    assert.deepEqual([by(3, 9), by(4, 12), by(5, 10)], [[], ['few-accounts'], []])
    assert.deepEqual([by(10, 80), by(10, 90)], [[], ['few-accounts']])
  })

  it('are asked for those of before where ten copies and three in ten are, and only then', () => {
    const asks = (copies: number, posts: number) => asksWhoIsNew({ ...NO_VOICES, copies, posts })
    assert.deepEqual(
      [asks(0.3, 34), asks(0.29, 1000), asks(0.5, 19), asks(0.5, 20)],
      [true, false, false, true],
    )
  })

  it('of whom many pass on carry as far as those who pass them on are heard', () => {
    const small = post('small', 'Voyez', { actor_followers: 10 })
    const boosts = [1, 2].map((i) =>
      post(`boost${i}`, '', { verb: 'Announce', object_id: small.id, actor_followers: 600 }),
    )
    const big = post('big', 'Autre chose', { actor_followers: 1000 })
    assert.deepEqual(voicesOf([big, ...boosts, small]).amplifiers.slice(0, 2), [
      { activityId: small.id, posts: 1, reposts: 0, passedOn: 2, followers: 10 },
      { activityId: big.id, posts: 1, reposts: 0, passedOn: 0, followers: 1000 },
    ])
  })
})
