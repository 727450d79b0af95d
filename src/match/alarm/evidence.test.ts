import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ramble } from '../../../test/support/ramble.ts'
import type { StoredActivity } from '../../activity/index.ts'
import { factorsOf, indexOf, levelOf, type Size } from './alarm.ts'
import { asksWhoIsNew, type Evidence, NOTHING_SAID, nameOf, voicesOf } from './evidence.ts'
import { verdictOf } from './verdict.ts'

let count = 0
function post(author: string, text: string, more: Partial<StoredActivity> = {}): StoredActivity {
  const id = `post-${++count}`
  return {
    id,
    object_id: id,
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

const crowd = Array.from({ length: 60 }, (_, i) => post(`p${i % 45}`, ramble(i)))

describe('voices', () => {
  it('of a crowd bear no sign of a few', () => {
    const { posts, authors, effective, loudest, signs } = voicesOf(crowd)
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

  it('of many who never spoke before and say nearly the same are marked as such, among a crowd too', () => {
    const text = 'Cette marque ment à ses clients depuis des années et personne ne rembourse jamais rien'
    const words = text.split(' ')
    const spun = Array.from({ length: 40 }, (_, i) =>
      post(`new${i}`, words.with(i % 14, `mot${'x'.repeat(i)}`).join(' ')),
    )
    const all = [...crowd, ...spun]
    const known = new Set(crowd.map(nameOf))
    assert.ok(asksWhoIsNew(voicesOf(all)) && !asksWhoIsNew(voicesOf(crowd)))
    const { copies, newcomers, signs } = voicesOf(all, known)
    assert.deepEqual([copies, newcomers, signs], [0.4, 1, ['new-accounts']])
    assert.deepEqual(voicesOf(all, new Set([...known, ...spun.map(nameOf)])).signs, [])
  })

  it('that are not named are each somebody', () => {
    const unnamed = Array.from({ length: 30 }, (_, i) => post('anonymous', ramble(i)))
    const { authors, signs } = voicesOf(unnamed)
    assert.deepEqual([authors, signs], [30, []])
  })

  it('of a handful are nobody’s campaign', () => {
    assert.deepEqual(voicesOf([post('a', 'x'), post('a', 'y')]).signs, [])
    assert.deepEqual(voicesOf([]).drivers, [])
  })

  it('name the posts that drive it, the most told first, and who carries it furthest', () => {
    const told = Array.from({ length: 6 }, (_, i) =>
      post(`r${i}`, 'à voir', { verb: 'Announce', object_id: 'origin', actor_followers: 300_000 }),
    )
    const origin = post('root', 'Regardez cette vidéo', {
      object_id: 'origin',
      thread: 'origin',
      actor_followers: 5000,
    })
    const star = post('star', 'Quelle honte', { actor_followers: 900_000 })
    const { drivers, amplifiers } = voicesOf([...told, origin, star, ...crowd.slice(0, 4)])
    assert.deepEqual([drivers[0]?.told, voicesOf([...told, origin]).passed], [7, 0.86])
    assert.deepEqual(drivers[1], { activityId: star.id, told: 1 })
    const heard = { posts: 1, reposts: 0 }
    assert.deepEqual(amplifiers.slice(0, 2), [
      { activityId: origin.id, ...heard, passedOn: 6, followers: 5000 },
      { activityId: star.id, ...heard, passedOn: 0, followers: 900_000 },
    ])
    assert.equal(amplifiers[2]?.reposts, 1)
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
    ...NOTHING_SAID,
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
    reasons: ['volume', 'negative', 'share'],
    usualShare: 0.22,
    factors,
    index: indexOf(factors),
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
    assert.equal(levelOf('crisis', evidence({ count: 8 })), 2)
    assert.equal(levelOf('crisis', evidence({ index: 50 })), 2)
    assert.equal(levelOf('crisis', evidence({ index: 20 })), 1)
    assert.equal(levelOf('crisis', evidence({ signs: ['few-accounts'] })), 1)
    assert.equal(levelOf('crisis', evidence({ signs: ['same-words'] })), 1)
    assert.equal(levelOf('surge', evidence()), 1)
    assert.equal(levelOf('drift', evidence()), 1)
    assert.equal(levelOf('crisis', evidence({ reasons: ['reach'] })), 2)
    const heard = factorsOf({ ...LOUD, reach: 50_000 })
    assert.equal(levelOf('crisis', evidence({ reasons: ['reach'], factors: heard })), 1)
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
        '80 % sont négatifs, contre 22 % d’ordinaire.',
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

  it('begins with what stands out: few posts that are bad, one that many see, or what came creeping', () => {
    const said = (kind: 'crisis' | 'surge' | 'drift', more: Partial<Evidence>) =>
      (['fr', 'en'] as const).map((locale) =>
        verdictOf({ kind, name: 'X', evidence: evidence(more) }, locale)
          .join(' ')
          .replaceAll('\u202f', ' '),
      )
    const bad = { count: 14, negative: 12, toxic: 4, passed: 0.5, reach: 0, authors: 9 }
    assert.deepEqual(said('crisis', { ...bad, reasons: ['share'] }), [
      '« X » : 86 % des messages de l’heure sont négatifs, contre 22 % d’ordinaire. 4 messages sont injurieux ou menaçants. 9 personnes différentes parlent. 50 % ne font que relayer.',
      '“X”: 86% of the posts of the hour are negative, against the usual 22%. 4 posts are insulting or threatening. 9 different people speak. 50% only pass on what others said.',
    ])
    const seen = { count: 1, negative: 0, reach: 2_000_000, usualReach: 3100, authors: 1 }
    assert.deepEqual(said('surge', { ...seen, reasons: ['reach'] }), [
      '« X » : jusqu’à 2 000 000 abonnés ont pu voir en une heure ce qui se dit, contre 3 100 d’ordinaire. 0 % sont négatifs. Une seule personne parle.',
      '“X”: up to 2,000,000 followers may have seen in an hour what is said, against the usual 3,100. 0% are negative. A single person speaks.',
    ])
    assert.deepEqual(said('drift', { count: 310, expected: 140 }), [
      '« X » : 310 messages par semaine, contre 140 les trois semaines d’avant.',
      '“X”: 310 posts a week, against 140 in the three weeks before.',
    ])
    assert.match(said('drift', { count: 40, expected: 140 })[0] ?? '', /plus que 40/)
    const signs = ['new-accounts', 'same-words'] as const
    assert.match(
      said('crisis', { signs: [...signs], newcomers: 0.9, copies: 0.7 })[1] ?? '',
      /90% of those.*70% repeat/,
    )
  })
})
