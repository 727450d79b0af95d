import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Doc } from '../doc.ts'
import { parseQuery } from '../query/parse.ts'
import { createMatcher } from './matcher.ts'
import { guessedShare } from './rarity.ts'

const DOC: Doc = {
  text: 'Le colis est arrivé cassé ? https://shop.ardoise.example/avis',
  title: 'Déçu',
  lang: 'fr',
  sentiment: 'negative',
  channel: 'feed',
  verb: 'Create',
  author: { name: 'Ana', handle: 'ana' },
}

/** Whether a post is found by a query that has the word of every one of these posts and this beside. */
function holds(asked: string, more: Partial<Doc> = {}): boolean {
  const parsed = parseQuery(`colis ${asked}`)
  assert.ok(parsed.ok, asked)
  const matcher = createMatcher()
  matcher.add('q', parsed.query)
  return matcher.match({ ...DOC, ...more }).length === 1
}

describe('what is asked of a post beside its words', () => {
  it('is what was read of it', () => {
    const CASES: [string, Partial<Doc>, boolean][] = [
      ['lang:fr', {}, true],
      ['lang:en', {}, false],
      ['sentiment:negative', {}, true],
      ['channel:feed', { channel: 'email' }, false],
      ['intent:complaint', { intent: 'complaint' }, true],
      ['intent:complaint', { intent: null }, false],
      ['country:fr', { country: 'FR' }, true],
      ['country:fr', {}, false],
      ['topic:delivery', { topics: ['quality', 'delivery'] }, true],
      ['topic:delivery', { topics: [] }, false],
      ['topic:delivery', {}, false],
      ['is:reply', { reply: true }, true],
      ['is:repost', { verb: 'Announce' }, true],
      ['is:review', { verb: 'Review' }, true],
      ['is:review', { type: 'Review' }, true],
      ['is:review', { type: 'Note' }, false],
      ['has:link', {}, true],
      ['has:question', {}, true],
      ['has:question', { text: 'Le colis est là' }, false],
      ['has:question', { text: 'Le colis est là', verb: 'Question' }, true],
      ['has:media', { media: ['file'] }, true],
      ['has:media', { media: [] }, false],
      ['has:media', {}, false],
      ['url:ardoise.example', {}, true],
      ['url:shop.ardoise.example', {}, true],
      ['url:doise.example', {}, false],
      ['site:ardoise.example', {}, false],
      ['site:ardoise.example', { url: 'https://www.ardoise.example/x' }, true],
    ]
    for (const [asked, more, found] of CASES) {
      assert.equal(holds(asked, more), found, `${asked} of ${JSON.stringify(more)}`)
      assert.equal(holds(`-${asked}`, more), !found, `-${asked} of ${JSON.stringify(more)}`)
    }
  })

  it('is more, less or as much, where it is known; what is not is neither, and only a NOT holds of it', () => {
    const CASES: [string, Partial<Doc>, boolean][] = [
      ['followers:>1000', { followers: 1000 }, false],
      ['followers:>=1000', { followers: 1000 }, true],
      ['followers:<1000', { followers: 1000 }, false],
      ['followers:<=1000', { followers: 1000 }, true],
      ['followers:<=0', { followers: 0 }, true],
      ['rating:<=2.1', { rating: 2.1 }, true],
      ['rating:<2.1', { rating: 2.1 }, false],
      ['rating:>=4.3', { rating: 4.3 }, true],
      ['toxicity:>0.8', { toxicity: 800 }, false],
      ['toxicity:>=0.8', { toxicity: 800 }, true],
      ['toxicity:>0.8', { toxicity: 801 }, true],
    ]
    for (const [asked, more, found] of CASES) assert.equal(holds(asked, more), found, asked)
    for (const asked of ['followers:>0', 'followers:<=9999999', 'rating:>=1', 'rating:<=5', 'toxicity:<=1']) {
      assert.equal(holds(asked), false, asked)
      assert.equal(holds(`-${asked}`), true, `-${asked}`)
    }
    assert.equal(holds('toxicity:<=1', { toxicity: null }), false)
  })

  it('is asked of each post anew', () => {
    const parsed = parseQuery('colis is:reply')
    assert.ok(parsed.ok)
    const matcher = createMatcher()
    matcher.add('q', parsed.query)
    const found = [true, false, true, undefined].map(
      (reply) => matcher.match({ ...DOC, ...(reply === undefined ? {} : { reply }) }).length,
    )
    assert.deepEqual(found, [1, 0, 1, 0])
  })
})

describe('how rare a word is guessed to be', () => {
  it('is a share, whatever is asked', () => {
    const WORDS = [
      '',
      'a',
      'the',
      'constructor',
      '__proto__',
      '#',
      '#vol',
      '@ana',
      '^ana',
      '東',
      'の',
      'x'.repeat(64),
    ]
    for (const word of [...WORDS, '*phone', 'a*b', '?', '*', 'orange=Orange', '=']) {
      for (const prefix of [false, true]) {
        const share = guessedShare(word, prefix)
        assert.ok(share > 0 && share <= 4, `${word} ${share}`)
        assert.ok(prefix || share <= 1, `${word} ${share}`)
      }
    }
  })

  it('goes from what everybody says to what nobody does', () => {
    const order = ['le', 'comme', 'vol', 'colis', 'remboursement', '#remboursement']
    const shares = order.map((word) => guessedShare(word, false))
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => b - a),
    )
    assert.equal(new Set(shares).size, order.length)
    assert.ok(guessedShare('colis', true) > guessedShare('colis', false), 'a beginning is of more words')
    assert.ok(guessedShare('colis=Colis', false) < guessedShare('colis', false), 'a writing of fewer')
    assert.equal(guessedShare('co*is', false), guessedShare('co', true) / 4)
    assert.equal(guessedShare('qu', false), guessedShare("qu'il".slice(0, 2), false))
  })
})
