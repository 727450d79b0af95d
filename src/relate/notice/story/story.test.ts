import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { StoredActivity } from '../../../activity/index.ts'
import { canonical, linksOf } from './address.ts'
import { join, type Known } from './join.ts'
import { likeness, SAME, sketchOf, wordsOf } from './sketch.ts'
import { toldBy } from './story.ts'

const NOW = new Date('2026-11-22T10:00:00Z')
const NOTHING: Known = { stories: new Map(), keys: new Map() }

let count = 0
const post = (text: string, more: Partial<StoredActivity> = {}) =>
  toldBy({
    id: `post-${++count}`,
    published: NOW,
    channel: 'mastodon',
    object_id: `object-${count}`,
    object_type: 'Note',
    url: `https://mastodon.example/@ana/${count}`,
    title: null,
    text,
    visibility: 'public',
    ...more,
  })
const stories = (posts: ReturnType<typeof post>[], known = NOTHING, room = 1000) => {
  const { of, fresh } = join(posts, known, NOW, room)
  return { fresh: fresh.length, of: posts.map((one) => of.get(one.activityId)?.id) }
}

test('an address stands for what is behind it', () => {
  const same = [
    'https://www.lemonde.fr/eco/article-12.html?utm_source=x&utm_campaign=y#top',
    'http://lemonde.fr/eco/article-12.html?fbclid=abc',
    'https://m.lemonde.fr/eco/article-12.html/',
    'https://amp.lemonde.fr/eco/article-12.html/amp/',
  ]
  assert.deepEqual(new Set(same.map(canonical)), new Set(['lemonde.fr/eco/article-12.html']))
  assert.equal(canonical('https://shop.example/p?b=2&a=1'), canonical('https://shop.example/p?a=1&b=2'))
  assert.notEqual(canonical('https://shop.example/p?id=1'), canonical('https://shop.example/p?id=2'))
  // What everything links to tells no story.
  for (const front of [
    'https://www.airfrance.fr',
    'https://airfrance.fr/?utm_source=x',
    'mailto:a@b.fr',
    'x',
  ])
    assert.equal(canonical(front), undefined, front)
  const links = linksOf('lire (https://a.example/x), puis «https://a.example/x» et https://b.example/y…')
  assert.deepEqual(links, ['a.example/x', 'b.example/y'])
})

const TEXT =
  'Trois heures d’attente au comptoir, aucune information, et pour finir le vol de ce soir est annulé'

test('what is repeated, quoted, shouted or hardly changed is one story; another of the same trade is another', () => {
  const first = post(TEXT)
  const same = [
    post('', { object_id: 'object-shared', text: TEXT }),
    post(`RT @ana@mastodon.example: ${TEXT} https://t.example/abc`),
    post(`via @ana ${TEXT.toUpperCase()} !!!`),
    post(TEXT.replace('Trois', 'Quatre')),
    post(`Vu ce matin : ${TEXT}`),
  ]
  const others = [
    post('Trois heures d’attente chez le coiffeur ce matin, mais une coupe superbe et un café offert'),
    post('Le vol de ce soir est annulé, et demain matin aussi, on nous propose un remboursement partiel'),
    post('Bonjour, ma valise n’est pas arrivée à Nice, qui puis-je appeler un dimanche soir ?'),
  ]
  const { of, fresh } = stories([first, ...same, ...others])
  assert.deepEqual(new Set(of.slice(0, 6)).size, 1)
  assert.equal(new Set(of).size, 4)
  assert.equal(fresh, 4)
})

test('a repost is known by what it repeats, and a link by where it leads, whatever the words', () => {
  const article = post('Texte de l’article', {
    object_type: 'Article',
    url: 'https://www.lemonde.fr/eco/vols-annules.html',
    title: 'Vols annulés',
  })
  const shared = post('Honteux ! https://lemonde.fr/eco/vols-annules.html?utm_source=mastodon')
  const repost = { ...post(''), object: shared.object }
  const elsewhere = { ...post(''), object: post('', { channel: 'bluesky', object_id: 'object-2' }).object }
  const { of } = stories([article, shared, repost, elsewhere])
  assert.equal(new Set(of.slice(0, 3)).size, 1)
  assert.notEqual(of[3], of[0])
})

test('a copy that adds a link draws in nobody who links there', () => {
  const story = post(TEXT)
  const poisoned = post(`${TEXT} https://marque.example/retours`)
  const complaint = post('Je renvoie tout https://marque.example/retours c’est de la camelote')
  const { of } = stories([story, poisoned, complaint])
  assert.equal(of[0], of[1])
  assert.notEqual(of[2], of[0])
})

test('short words are one story only when they are the same, and the commonest never', () => {
  const { of } = stories(
    [
      'Merci beaucoup',
      'merci beaucoup',
      'Encore un retard ce matin',
      'encore un RETARD ce matin !',
      'Encore un retard ce soir',
    ].map((text) => post(text)),
  )
  assert.notEqual(of[0], of[1])
  assert.equal(of[2], of[3])
  assert.notEqual(of[2], of[4])
})

test('what was said to us alone is nobody else’s story', () => {
  const { of } = stories([
    post(TEXT),
    post(TEXT, { visibility: 'private' }),
    post(TEXT, { visibility: 'private' }),
  ])
  assert.equal(new Set(of).size, 3)
})

test('a story is over after three days of silence, or a week', () => {
  const first = post(TEXT)
  const { fresh, keys } = join([first], NOTHING, NOW, 10)
  const [story] = fresh
  assert.ok(story)
  const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)
  const joins = (opened: Date, updated: Date, now: Date) => {
    const known = { stories: new Map([[story.id, { ...story, opened, updated }]]), keys }
    return join([post(TEXT)], known, now, 10).fresh.length === 0
  }
  assert.equal(joins(NOW, NOW, later(71)), true)
  assert.equal(joins(NOW, NOW, later(73)), false)
  assert.equal(joins(NOW, later(160), later(167)), true)
  assert.equal(joins(NOW, later(160), later(169)), false)
})

test('past its room a flood begins no story, and what repeats one still finds it', () => {
  const known = post(TEXT)
  const flood = Array.from({ length: 20 }, (_, n) =>
    post(`${`sujet ${n} `.repeat(5)}mot${n} autre${n} fin${n}`),
  )
  const { of, fresh } = stories([known, ...flood, post(TEXT)], NOTHING, 5)
  assert.equal(fresh, 5)
  assert.equal(of.at(-1), of[0])
  assert.equal(of.filter((one) => one === undefined).length, 16)
})

const word = fc.stringMatching(/^[a-zé]{3,9}$/)
const text = fc.array(word, { minLength: 12, maxLength: 60 })

test('nearly the same text is found whatever it is, and an unrelated one is not taken for it', () => {
  let missed = 0
  fc.assert(
    fc.property(text, text, fc.nat(), (words, others, place) => {
      const changed = words.with(place % words.length, 'remplacé')
      const [a, b, c] = [words, changed, others].map((one) => sketchOf(one.join(' ')))
      assert.ok(a && b && c)
      const like = likeness(a.pieces, b.pieces)
      // A word in twelve takes away three pieces of ten at most.
      assert.ok(like >= 0.5, `${like}`)
      const meet = a.bands.some((band) => b.bands.includes(band))
      if (like >= SAME && !meet) missed++
      assert.ok(likeness(a.pieces, c.pieces) < SAME)
    }),
    { numRuns: 300 },
  )
  assert.ok(missed <= 9, `${missed} of 300 near texts did not meet`)
})

test('no text, however odd or long, is too much', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (odd) => {
      const { pieces, bands } = sketchOf(odd)
      assert.ok(pieces.length <= 64 && bands.length <= 12)
      assert.ok([...pieces, ...bands].every(Number.isSafeInteger))
      linksOf(odd)
    }),
    { numRuns: 60 },
  )
  const long = sketchOf('parole '.repeat(100_000) + 'x'.repeat(1_000_000))
  assert.ok(long.pieces.length <= 64)
  assert.deepEqual(wordsOf('L’Œuvre @ana.test #Été'), ['l', 'oeuvre', 'ete'])
})
