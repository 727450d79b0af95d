import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { tokenize } from '../token.ts'
import { evidenceOf, extrasOf } from './extras.ts'
import { judged, leaned, mixOf, sentimentModel } from './judge.ts'
import { expand, lexiconFor } from './lexicon.ts'
import { LIST_FIRST, type Say, sayOf } from './trade.ts'

const LANGS = ['fr', 'en', 'de'] as const
const sumOf = (text: string, lang = 'fr') => evidenceOf(tokenize(text), lang).sum

/** Words that weigh something and stand alone: no denial, no turn and no loudness of their own (“zzz” is a stretched z). */
function heavy(lang: string): [word: string, weight: number][] {
  const { weight, phrases, denied, deniers, turns, push } = lexiconFor(lang)
  return [...weight].filter(
    ([word, by]) =>
      by !== 0 &&
      /^[a-z]{3,}$/.test(word) &&
      !/(.)\1\1/.test(word) &&
      ![phrases, denied, deniers, turns, push].some((one) => one.has(word)),
  )
}

describe('what words weigh together', () => {
  it('is their sum, where each is a sentence of its own', () => {
    for (const lang of ['fr', 'en']) {
      fc.assert(
        fc.property(fc.array(fc.constantFrom(...heavy(lang)), { maxLength: 8 }), (words) => {
          const { sum, why } = evidenceOf(tokenize(words.map(([word]) => `${word}. `).join('')), lang)
          const total = words.reduce((all, [, weight]) => all + weight, 0)
          assert.ok(Math.abs(sum - total) < 1e-9, `${sum} and not ${total}`)
          assert.equal(why.length, words.length)
        }),
        { numRuns: 80 },
      )
    }
  })

  it('is turned by a denial as far as it reaches, and no further', () => {
    const DENIED: [lang: string, text: string][] = [
      ['fr', 'pas content'],
      ['fr', 'pas du tout content'],
      ['fr', 'jamais vraiment content'],
      ['fr', 'sans être content'],
      ['en', 'not happy'],
      ['en', 'never really happy'],
      ['en', "I wasn't happy"],
    ]
    const SAID: [lang: string, text: string][] = [
      ['fr', 'content'],
      ['fr', 'Pas là. Content'],
      ['fr', 'pas là, content'],
      ['fr', 'pas la table verte du salon content'],
      ['fr', 'pas là mais content'],
      ['fr', 'plus content'],
      ['en', 'happy'],
      ['en', 'Not there. Happy'],
      ['en', 'not there but happy'],
    ]
    for (const [lang, text] of DENIED) assert.ok(sumOf(text, lang) < 0, text)
    for (const [lang, text] of SAID) assert.ok(sumOf(text, lang) > 0, text)
    assert.ok(sumOf('ne suis plus content') < 0, '"plus" denies with a "ne"')
    assert.ok(
      sumOf('la machine marche pas') < 0 && sumOf('la machine marche') >= 0,
      'a denial after its verb',
    )
  })

  it('is told where it was denied and made louder', () => {
    const text = 'Je ne suis pas très content'
    const told = evidenceOf(tokenize(text), 'fr').why.map(({ start, end, effect }) => [
      text.slice(start, end),
      effect,
    ])
    assert.deepEqual(told, [
      ['pas', 'negation'],
      ['très', 'intensity'],
      ['content', 'negative'],
    ])
  })

  it('grows by what makes it loud, in both languages and both ways', () => {
    const LOUDER: [lang: string, plain: string, loud: string][] = [
      ['fr', 'la lampe est nulle', 'la lampe est très nulle'],
      ['fr', 'la lampe est nulle', 'la lampe est NULLE'],
      ['fr', 'la lampe est nulle', 'la lampe est nuuulle'],
      ['fr', 'la lampe est nulle', 'la lampe est nulle !'],
      ['fr', 'la lampe est superbe', 'la lampe est vraiment superbe'],
      ['fr', 'la lampe est un peu nulle', 'la lampe est nulle'],
      ['en', 'the lamp is awful', 'the lamp is really awful'],
      ['en', 'the lamp is awful', 'the lamp is AWFUL'],
      ['en', 'the lamp is gorgeous', 'the lamp is gorgeous!!'],
    ]
    for (const [lang, plain, loud] of LOUDER) {
      const [less, more] = [sumOf(plain, lang), sumOf(loud, lang)]
      assert.ok(
        Math.abs(more) > Math.abs(less) && Math.sign(more) === Math.sign(less),
        `${loud} ${less} ${more}`,
      )
    }
    assert.equal(sumOf('LA LAMPE EST NULLE'), sumOf('la lampe est nulle'), 'where all is loud, nothing is')
    assert.equal(sumOf('nulle !!!!'), sumOf(`nulle ${'!'.repeat(500)}`), 'shouting has an end')
    assert.equal(sumOf('la lampe !!!!'), 0, 'and alone it leans nowhere')
  })

  it('is more of what follows a turn than of what comes before', () => {
    for (const [lang, good, turn, bad] of [
      ['fr', 'belle lampe', 'mais', 'service nul'],
      ['en', 'beautiful lamp', 'but', 'awful service'],
    ] as const) {
      const [first, last] = [sumOf(`${good} ${turn} ${bad}`, lang), sumOf(`${bad} ${turn} ${good}`, lang)]
      assert.ok(first < sumOf(`${good}. ${bad}`, lang), lang)
      assert.ok(last > sumOf(`${bad}. ${good}`, lang), lang)
    }
  })

  it('is known of a phrase as a whole: its words do not count beside it', () => {
    const { phrases, weight } = lexiconFor('en')
    const [three] = phrases.get('waste')?.filter(({ words }) => words.join('_') === 'waste_of_money') ?? []
    assert.ok(three && (weight.get('waste') ?? 0) !== 0)
    assert.equal(sumOf('a waste of money', 'en'), three.weight)
    assert.notEqual(sumOf('a waste of, money', 'en'), three.weight, 'a phrase is not cut by a comma')
  })

  it('holds for any text: finite, its marks in order, inside and made of what stands there', () => {
    const words = LANGS.flatMap((lang) => [...lexiconFor(lang).weight.keys()].slice(0, 400))
    const signs = [
      'pas',
      'très',
      'mais',
      'but',
      'not',
      '!',
      '.',
      ',',
      ':)',
      '😡',
      '👍🏽',
      '<3',
      'NUL',
      'nuuul',
    ]
    const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code))
    const text = fc.oneof(
      fc.string({ unit, maxLength: 60 }),
      fc.array(fc.constantFrom(...words, ...signs, ...signs), { maxLength: 30 }).map((all) => all.join(' ')),
    )
    fc.assert(
      fc.property(text, fc.constantFrom(...LANGS), (said, lang) => {
        const tokens = tokenize(said)
        const { sum, why } = evidenceOf(tokens, lang)
        assert.ok(Number.isFinite(sum))
        const [starts, ends] = [tokens.map(({ start }) => start), tokens.map(({ end }) => end)]
        let before = 0
        for (const { start, end, weight, effect } of why) {
          assert.ok(starts.includes(start) && ends.includes(end) && start < end && start >= before)
          assert.ok(Number.isFinite(weight))
          if (effect === 'positive' || effect === 'negative') assert.equal(weight >= 0, effect === 'positive')
          before = start
        }
        assert.deepEqual(evidenceOf(tokens, lang), { sum, why }, 'the same each time')
      }),
      { numRuns: 250 },
    )
  })

  it('is of signs alone in a language without words', () => {
    assert.equal(sumOf('super excellent awful', 'de'), 0)
    assert.ok(sumOf('die Lampe 😡', 'de') < 0 && sumOf('die Lampe <3', 'de') > 0)
  })
})

describe('a leaning', () => {
  const sums = fc.integer({ min: -5_000, max: 5_000 }).map((cents) => cents / 100)

  it('is odd, grows with what is said, and stays within one', () => {
    fc.assert(
      fc.property(sums, sums, (one, two) => {
        const [a, b, c] = [extrasOf(one), extrasOf(two), extrasOf(-one)]
        assert.ok(Math.abs(a.leaning) <= 1 && a.strength === Math.abs(a.leaning))
        assert.ok(one > two ? a.leaning >= b.leaning : a.leaning <= b.leaning)
        assert.equal(c.leaning + a.leaning, 0)
      }),
    )
    assert.deepEqual(extrasOf(0), { leaning: 0, strength: 0 })
  })

  it('treats good and bad alike beside a model, and leaves it what the list leaves open', () => {
    fc.assert(
      fc.property(sums, sums, sums, (good, bad, sum) => {
        for (const say of [LIST_FIRST, { model: 1, list: 0.25 }, { model: 1, list: 0 }]) {
          const here = leaned({ positive: good, negative: bad }, extrasOf(sum), say)
          const there = leaned({ positive: bad, negative: good }, extrasOf(-sum), say)
          assert.ok(
            Math.abs(here.positive - there.negative) < 1e-6 &&
              Math.abs(here.negative - there.positive) < 1e-6,
          )
        }
        const alone = { positive: good, negative: bad }
        assert.deepEqual(leaned(alone, extrasOf(sum), { model: 1, list: 0 }), alone)
      }),
    )
    const open = leaned({ positive: 9, negative: 0 }, extrasOf(0), LIST_FIRST)
    assert.ok(open.positive > 0 && open.negative < 0)
    const settled = leaned({ positive: 2, negative: 0 }, extrasOf(-10), LIST_FIRST)
    assert.ok(settled.negative > settled.positive, 'a model that is abroad does not outweigh a clear list')
  })

  it('makes a verdict whose shares are whole, and better with each star', () => {
    for (const lang of ['fr', 'en']) {
      const model = sentimentModel(lang)
      assert.ok(model)
      const scores = fc.double({ min: -8, max: 8, noNaN: true })
      const says = fc.constantFrom<(Say | null)[]>(null, LIST_FIRST, sayOf(tokenize('ok'), lang))
      const some = fc.tuple(scores, scores, fc.double({ min: -20, max: 20, noNaN: true }), says)
      fc.assert(
        fc.property(some, ([one, two, sum, say]) => {
          const verdict = (stars: number | null) =>
            judged(model, Float64Array.of(one, two), { sum, stars, say }).p
          let before = 0
          for (const stars of [-8, -2, 0, 2, 8]) {
            const { positive, neutral, negative } = verdict(stars)
            assert.ok(Math.abs(positive + neutral + negative - 1) < 1e-9)
            assert.ok(positive >= before - 1e-12, 'never worse with more stars')
            before = positive
          }
          assert.deepEqual(verdict(0), verdict(null), 'middling stars say what none do')
        }),
        { numRuns: 60 },
      )
      assert.deepEqual(mixOf(model).toSorted(), [-1, 1])
    }
    assert.equal(sentimentModel('de'), null)
    assert.equal(sentimentModel('__proto__'), null)
  })
})

describe('who speaks first of a text', () => {
  it('is the list where it is short, or of those who buy', () => {
    const CASES: [text: string, lang: string, list: boolean][] = [
      ['', 'fr', true],
      ['Le ministre a présenté le budget ce', 'fr', true],
      ['Le ministre a présenté le budget ce matin', 'fr', false],
      ['Le ministre a présenté le budget de la commande ce matin', 'fr', true],
      ['Le ministre a présenté le budget de la COMMANDE reçue', 'fr', true],
      ['The minister presented the budget of a command today', 'en', false],
      ['Bonjour @ministre', 'fr', false],
      ['Mon colis @poste', 'fr', true],
      ['My colis @post', 'en', false],
      ['Voir https://exemple.fr/commande', 'fr', false],
    ]
    for (const [text, lang, list] of CASES)
      assert.equal(sayOf(tokenize(text), lang) === LIST_FIRST, list, `${lang}: ${text}`)
  })

  it('is both in what is short in English, and the model alone in what is not', () => {
    const say = sayOf(tokenize('Lamp broken, no reply'), 'en')
    assert.ok(say && say.model > LIST_FIRST.model && say.list < LIST_FIRST.list)
    assert.equal(sayOf(tokenize('@shop lamp broken'), 'en'), null)
    assert.equal(sayOf(tokenize('The minister presented the budget of a command today'), 'en'), null)
  })

  it('knows each form that a pattern of the lists stands for, and no other', () => {
    assert.deepEqual(expand('ravi+'), ['ravi', 'ravie', 'ravis', 'ravies'])
    assert.deepEqual(expand('heur{eux,euse}'), ['heureux', 'heureuse'])
    assert.deepEqual(expand('{a,b}{,s}'), ['a', 'as', 'b', 'bs'])
    assert.deepEqual(expand('nul{,le}+'), [
      'nul',
      'nule',
      'nuls',
      'nules',
      'nulle',
      'nullee',
      'nulles',
      'nullees',
    ])
    assert.deepEqual(expand('colis'), ['colis'])
    assert.equal(expand('ador~').length, 16)
  })
})
