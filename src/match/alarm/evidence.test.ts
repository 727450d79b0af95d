import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { StoredActivity } from '../../activity/index.ts'
import { factorsOf, indexOf, levelOf, type Size } from './alarm.ts'
import { type Evidence, voicesOf } from './evidence.ts'
import { verdictOf } from './verdict.ts'

let count = 0
function post(author: string, text: string, more: Partial<StoredActivity> = {}): StoredActivity {
  return {
    id: `post-${++count}`,
    channel: 'bluesky',
    actor_id: author,
    actor_followers: 100,
    verb: 'Create',
    text,
    thread: null,
    sentiment: 'negative',
    ...more,
  } as StoredActivity
}

const COMPLAINTS = [
  'Vol annulé, trois heures au comptoir sans réponse',
  'Ma valise est restée à Lyon et personne ne sait où',
  'Toujours pas de remboursement depuis janvier',
  'Le service client raccroche au nez, bravo',
  'Correspondance manquée, nuit à l’aéroport',
]
const crowd = Array.from({ length: 60 }, (_, i) =>
  post(`p${i % 45}`, `${COMPLAINTS[i % 5]} (${'abcdefghij'[i % 10]}${i % 45})`),
)

describe('voices', () => {
  it('of a crowd bear no sign of a few', () => {
    const independent = crowd.map((one, i) => ({ ...one, text: `${one.text} ${'z'.repeat(i)}` }))
    const { posts, authors, effective, loudest, signs } = voicesOf(independent)
    assert.deepEqual([posts, authors, signs], [60, 45, []])
    assert.ok(effective > 35 && effective <= 45 && loudest < 0.15)
  })

  it('of a few accounts are marked, however many posts they make and whatever they say', () => {
    const flood = Array.from({ length: 200 }, (_, i) => post(`bot${i % 4}`, `scandale ${'x'.repeat(i)}`))
    assert.deepEqual(voicesOf(flood).signs, ['few-accounts'])
    // Some who join them change little.
    assert.ok(voicesOf([...flood, ...crowd.slice(0, 10)]).signs.includes('few-accounts'))
  })

  it('that repeat the same words under other names are marked; reposts say that they repeat, and are not', () => {
    const text = 'Boycottez cette marque, elle ment à ses clients'
    const campaign = Array.from({ length: 30 }, (_, i) =>
      post(`c${i}`, `@ami${i} ${text} ! https://t.example/${i}`),
    )
    assert.deepEqual(voicesOf(campaign).signs, ['same-words'])
    const shared = campaign.map((one) => ({ ...one, verb: 'Announce' as const, thread: 'one' }))
    assert.deepEqual(voicesOf(shared).signs, [])
  })

  it('of a handful are nobody’s campaign', () => {
    assert.deepEqual(voicesOf([post('a', 'x'), post('a', 'y')]).signs, [])
    assert.deepEqual(voicesOf([]).drivers, [])
  })

  it('name the posts that drive it, the most told first, and who carries it furthest', () => {
    const told = Array.from({ length: 6 }, (_, i) =>
      post(`r${i}`, 'à voir', { verb: 'Announce', thread: 'story' }),
    )
    const origin = post('root', 'Regardez cette vidéo', { thread: 'story', actor_followers: 5000 })
    const star = post('star', 'Quelle honte', { actor_followers: 900_000 })
    const { drivers, amplifiers } = voicesOf([...told, origin, star, ...crowd.slice(0, 4)])
    assert.deepEqual(drivers[0], { activityId: origin.id, told: 7 })
    assert.deepEqual(drivers[1], { activityId: star.id, told: 1 })
    assert.deepEqual(amplifiers[0], { activityId: star.id, posts: 1, followers: 900_000 })
    assert.ok(drivers.length <= 5 && amplifiers.length <= 5)
  })
})

const LOUD: Size = {
  strength: 0.85,
  pace: 300,
  expected: 4,
  negativeShare: 0.8,
  effectiveAuthors: 40,
  reach: 2_000_000,
}

function evidence(more: Partial<Evidence> = {}): Evidence {
  const factors = factorsOf(LOUD)
  return {
    ...voicesOf(crowd),
    signs: [],
    hour: '2026-11-20T12:00:00.000Z',
    count: 1234,
    negative: 987,
    reach: 52_000,
    expected: 4.2,
    high: 12,
    strength: 0.85,
    peak: 1234,
    reasons: ['volume', 'negative'],
    factors,
    index: indexOf(factors),
    since: null,
    missing: 0,
    failure: null,
    ...more,
  }
}

describe('severity', () => {
  it('grows with each thing that it is made of, and with nothing else', () => {
    const calm: Size = {
      strength: 0.5,
      pace: 1,
      expected: 4,
      negativeShare: 0,
      effectiveAuthors: 1,
      reach: 0,
    }
    assert.equal(indexOf(factorsOf(calm)), 0)
    for (const key of ['strength', 'pace', 'negativeShare', 'effectiveAuthors', 'reach'] as const) {
      assert.ok(indexOf(factorsOf({ ...calm, [key]: LOUD[key] })) > 0, key)
      assert.ok(indexOf(factorsOf({ ...LOUD, [key]: calm[key] })) < indexOf(factorsOf(LOUD)), key)
    }
    const beyond = { ...LOUD, strength: 1, pace: 1e9, effectiveAuthors: 1e6, reach: 1e12, negativeShare: 1 }
    assert.equal(indexOf(factorsOf(beyond)), 100)
  })

  it('is critical for a loud crowd, and worth a look for a few, for copies, or for what is not negative', () => {
    assert.equal(levelOf('crisis', evidence()), 3)
    assert.equal(levelOf('crisis', evidence({ index: 50 })), 2)
    assert.equal(levelOf('crisis', evidence({ index: 20 })), 1)
    assert.equal(levelOf('crisis', evidence({ signs: ['few-accounts'] })), 1)
    assert.equal(levelOf('crisis', evidence({ signs: ['same-words'] })), 1)
    assert.equal(levelOf('surge', evidence()), 1)
  })
})

describe('a verdict', () => {
  it('says in French what happened, against what, by whom, and what is doubtful', () => {
    assert.deepEqual(
      verdictOf(
        { kind: 'crisis', name: 'Marque', evidence: evidence({ signs: ['few-accounts'] }) },
        'fr',
      ).map((words) => words.replaceAll('\u202f', ' ')),
      [
        '« Marque » : 1 234 messages en une heure, contre 4 d’ordinaire.',
        '80 % sont négatifs, bien plus que d’ordinaire.',
        '45 personnes différentes parlent.',
        'Jusqu’à 52 000 abonnés ont pu le voir.',
        '10 % viennent de trois comptes au plus : peut-être une manœuvre de quelques-uns.',
      ],
    )
  })

  it('says it in English, and what is missing of a silence', () => {
    const rare = evidence({ expected: 0.3, reasons: ['volume'], reach: 0, count: 12, negative: 3 })
    assert.deepEqual(verdictOf({ kind: 'surge', name: 'Brand', evidence: rare }, 'en'), [
      '“Brand”: 12 posts in an hour, where hardly any was expected.',
      '25% are negative.',
      '45 different people speak.',
    ])
    assert.deepEqual(
      verdictOf({ kind: 'quiet', name: 'Bluesky', evidence: evidence({ missing: 31 }) }, 'en'),
      ['Nothing comes from Bluesky any more, where 31 posts were expected.'],
    )
    assert.deepEqual(
      verdictOf({ kind: 'dead', name: 'Blog', evidence: evidence({ failure: 'gone' }) }, 'en'),
      ['“Blog” gives nothing any more.', 'The address is there no more.'],
    )
  })
})
