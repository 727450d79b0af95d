import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { markedWords } from '../act/act.ts'
import {
  afterVerdict,
  doubtOf,
  type Given,
  ITEM_STATES,
  isBlind,
  labelOf,
  SEVERITY,
  sentenceOf,
  VERDICTS,
  whatStands,
  wordsOf,
} from './item.ts'

type Words = Parameters<typeof whatStands>[0]
function post(text: string, more: Partial<Words> = {}): Words {
  return {
    ...{ text, title: null, lang: 'fr', toxicity: 0, ours: false, visibility: 'public', deleted: null },
    ...more,
  }
}

describe('what a person should look at', () => {
  it('is named by its gravest kind, with the words that made it so', () => {
    const cases: [text: string, kind: string | undefined, words: string | undefined][] = [
      ['Va te faire foutre, sale con', 'insult', 'Va te faire foutre'],
      ['je vais te buter, sale con', 'threat', 'je vais te buter'],
      ['Merci pour tout', undefined, undefined],
    ]
    for (const [text, kind, words] of cases) {
      const found = whatStands(post(text, { toxicity: kind ? 900 : 0 }))
      assert.equal(found?.kind, kind)
      if (!found) continue
      assert.equal(found.p, 0.9)
      assert.ok(
        found.spots.some(({ start, end }) => text.slice(start, end) === words),
        JSON.stringify(found),
      )
    }
  })

  it('is what reaches somebody, told to the world', () => {
    const told: [text: string, said: string | null][] = [
      ['Appelez la vendeuse au 06 12 34 56 78, elle adore', '06 12 34 56 78'],
      ['Mon IBAN : FR14 2004 1010 0505 0001 3M02 606, remboursez', 'FR14 2004 1010 0505 0001 3M02 606'],
      ['Écrivez à marie.durand@exemple.fr', 'marie.durand@exemple.fr'],
      ['Merci @lumerelle@lampions.example, et https://masto.example/@ana@lampions.example', null],
      ['moi j’ai écrit à contact@lumerelle.example, ça a marché', null],
      ['Commande n° 20261122 toujours pas là', null],
      ['Ouvert de 10 h à 19 h, 3 lampes à 120 euros', null],
    ]
    for (const [text, said] of told) {
      const found = whatStands(post(text))
      assert.equal(found?.kind, said === null ? undefined : 'private', text)
      const [spot] = found?.spots ?? []
      if (said !== null) assert.equal(text.slice(spot?.start, spot?.end), said)
    }
  })

  it('is not ours, not private, not gone', () => {
    const text = 'je vais te buter, 06 12 34 56 78'
    assert.equal(whatStands(post(text, { toxicity: 990 }))?.kind, 'threat')
    assert.equal(whatStands(post(text, { toxicity: 990, ours: true })), null)
    assert.equal(whatStands(post(text, { toxicity: 990, visibility: 'private' })), null)
    assert.equal(whatStands(post(text, { toxicity: 990, deleted: new Date() })), null)
  })

  it('is, without a word of the lists, only what most surely offends', () => {
    const text = 'Regardez vos messages à l’instant'
    assert.equal(whatStands(post(text, { toxicity: 770 })), null)
    assert.equal(whatStands(post(text, { toxicity: 900 }))?.kind, 'insult')
    assert.equal(whatStands(post('Bande de connards', { toxicity: 550 }))?.kind, 'insult')
  })

  it('is an offence where a person says so, in a language that nothing reads', () => {
    const found = whatStands(post('Das ist eine Frechheit', { lang: 'de', toxicity: 1000 }))
    assert.deepEqual(found, { kind: 'insult', p: 1, spots: [] })
  })
})

describe('the sentence at stake', () => {
  const text = 'Bonjour. Je vais te buter, sale con. Merci.'
  const found = whatStands(post(text, { toxicity: 950 }))

  it('is the one with the heaviest word, and no more', () => {
    const mark = sentenceOf({ text, title: null }, found)
    assert.equal(text.slice(mark?.start, mark?.end), 'Je vais te buter, sale con.')
  })

  it('can be marked, of any post that says anything, wherever the words stand', () => {
    const piece = fc.constantFrom('con', '. ', ' ', '\n', '😡', '\ud83d', 'é', '!', 'Salut', '\u2028', '\0')
    const words = fc.array(piece, { maxLength: 12 }).map((list) => list.join(''))
    const spot = fc.record({ start: fc.nat(20), length: fc.integer({ min: 1, max: 6 }), title: fc.boolean() })
    fc.assert(
      fc.property(words, words, fc.array(spot, { maxLength: 3 }), (said, title, spots) => {
        const at = spots
          .map(({ start, length, title: inTitle }) => ({
            ...{ in: inTitle ? ('title' as const) : ('text' as const), start, end: start + length },
            ...{ effect: 'insult', weight: length },
          }))
          .filter((one) => markedWords({ text: said, title }, one) !== undefined)
        const mark = sentenceOf({ text: said, title }, { kind: 'insult', spots: at })
        if (said.trim() === '' && title.trim() === '') return assert.equal(mark, null)
        assert.ok(mark && markedWords({ text: said, title }, mark), JSON.stringify([said, title, at, mark]))
      }),
      { numRuns: 500 },
    )
  })
})

describe('the order of the queue', () => {
  it('puts what hurts people before what bothers, and knows what is as likely as not', () => {
    assert.deepEqual(
      Object.entries(SEVERITY)
        .sort(([, a], [, b]) => b - a)
        .map(([kind]) => kind),
      ['threat', 'hate', 'sexual', 'private', 'insult', 'spam'],
    )
    assert.deepEqual([0, 0.5, 0.75, 1].map(doubtOf), [0, 1000, 500, 0])
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (p) => {
        assert.ok(doubtOf(p) >= 0 && doubtOf(p) <= 1000)
        assert.equal(doubtOf(p), doubtOf(1 - p))
      }),
    )
  })

  it('draws about the share that is asked for, the same for whoever draws', () => {
    const share = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(fc.uuid(), share, share, (id, a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a]
        assert.equal(isBlind(id, less), isBlind(id, less))
        if (isBlind(id, less)) assert.ok(isBlind(id, more))
        assert.deepEqual([isBlind(id, 0), isBlind(id, 100)], [false, true])
      }),
    )
  })

  it('knows other words from the same', () => {
    assert.equal(wordsOf({ title: null, text: 'a' }), wordsOf({ title: null, text: 'a' }))
    assert.notEqual(wordsOf({ title: 'a', text: null }), wordsOf({ title: null, text: 'a' }))
    assert.notEqual(wordsOf({ title: null, text: 'a' }), wordsOf({ title: null, text: 'b' }))
  })
})

describe('one more verdict', () => {
  const given = fc.record({
    verdict: fc.constantFrom(...VERDICTS),
    ruleId: fc.constantFrom('respect', 'privacy'),
  })
  const asGiven = ({ verdict, ruleId }: { verdict: Given['verdict']; ruleId: string }): Given => ({
    verdict,
    ruleId: verdict === 'act' ? ruleId : null,
  })

  it('settles what one judges alone, and does it', () => {
    const item = { state: 'waiting', blind: false } as const
    const act = { verdict: 'act', ruleId: 'respect' } as const
    assert.deepEqual(afterVerdict(item, [], act, false), { state: 'settled', acts: true })
    assert.deepEqual(afterVerdict(item, [], { verdict: 'leave', ruleId: null }, false), {
      ...{ state: 'settled', acts: false },
    })
    assert.deepEqual(afterVerdict(item, [], { verdict: 'second', ruleId: null }, false), {
      ...{ state: 'second', acts: false },
    })
    assert.deepEqual(afterVerdict({ ...item, blind: true }, [], act, true), { state: 'settled', acts: true })
  })

  it('of two who do not know of each other does something only where they say the same', () => {
    fc.assert(
      fc.property(given.map(asGiven), given.map(asGiven), (first, second) => {
        if (first.verdict === 'second') return
        const item = { state: 'waiting', blind: true } as const
        assert.deepEqual(afterVerdict(item, [], first, false), { state: 'waiting', acts: false })
        const { state, acts } = afterVerdict(item, [first], second, false)
        const same = labelOf(first) === labelOf(second)
        assert.equal(state, same ? 'settled' : 'split')
        assert.equal(acts, same && second.verdict === 'act')
      }),
    )
  })

  it('never does anything that was not asked for, and never goes back', () => {
    const state = fc.constantFrom(...ITEM_STATES.filter((one) => one !== 'settled'))
    fc.assert(
      fc.property(
        state,
        fc.boolean(),
        fc.array(given.map(asGiven), { maxLength: 2 }),
        given.map(asGiven),
        fc.boolean(),
        (is, blind, before, one, alone) => {
          const after = afterVerdict({ state: is, blind }, before, one, alone)
          if (after.acts) assert.equal(one.verdict, 'act')
          if (after.acts) assert.equal(after.state, 'settled')
          if (is !== 'waiting' && one.verdict !== 'second') assert.equal(after.state, 'settled')
        },
      ),
    )
  })
})
