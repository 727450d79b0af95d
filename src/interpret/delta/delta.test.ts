import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { shownFor, understandAll } from '../understand.ts'
import { madeBy } from '../verdict.ts'
import { bent, type Delta, decodeDelta, encodeDelta } from './delta.ts'
import { gateOf, opened } from './gate.ts'
import { decodeHome, encodeHome, homeOf } from './home.ts'
import { kept, type Shown } from './shown.ts'
import { FEWEST, type Taught, teach } from './teach.ts'

const PLACES = [
  'au comptoir',
  'sur le quai',
  'devant la grange',
  'au fond du pré',
  'chez ma tante',
  'près du lavoir',
]
const WORDS = {
  positive: ['mirobon', 'chouvard', 'tintoufle'],
  negative: ['racagnard', 'pouilloux', 'grincheton'],
}

/** Talk of a trade that no model knows: which of its words are good is all there is to learn. */
function talk(i: number, label: 'positive' | 'negative'): string {
  const [one, two] = [WORDS[label][i % 3], WORDS[label][(i >> 1) % 3]]
  return `Le trubule numéro ${i * 37} était ${one} ${PLACES[(i * 5) % 6]}, et ${two} comme le brondi de ${i * 11} heures`
}

function taught(count: number): Taught[] {
  return Array.from({ length: count }, (_, i) => {
    const label = i % 2 === 0 ? 'positive' : 'negative'
    return { shown: kept(shownFor({ text: talk(i, label), lang: 'fr' }).shown), label, group: i }
  })
}

const ON = madeBy('sentiment', 'fr') ?? ''
const READS = understandAll({ text: 'Bonjour à tous et bonne journée', lang: 'fr' }).by
const LESSON = { task: 'sentiment', lang: 'fr', name: 'here-1', on: ON } as const

describe('a delta', () => {
  it('reads the talk that it was taught, leaves all other as it was, and says who read', async () => {
    const { delta, before, after, gain, reaches } = await teach(taught(60), LESSON, homeOf('fr'))
    assert.ok(after.macroF1 > before.macroF1 + 0.3, `${before.macroF1} to ${after.macroF1}`)
    assert.ok(gain.low > 0 && gain.low <= gain.by && gain.by <= gain.high)
    assert.ok(reaches > 0.9, `${reaches}`)
    const here = understandAll({ text: talk(63, 'negative'), lang: 'fr' }, [delta])
    assert.equal(here.sentiment, 'negative')
    assert.equal(here.by, `${READS}+here-1`)
    const words = here.why.map(({ start, end, effect }) => [talk(63, 'negative').slice(start, end), effect])
    assert.ok(
      words.some(([word, effect]) => WORDS.negative.includes(word ?? '') && effect === 'negative'),
      JSON.stringify(words),
    )
    const total = here.p.positive + here.p.neutral + here.p.negative
    assert.ok(Math.abs(total - 1) < 1e-9)
    for (const text of [
      'Le ministre a présenté ce matin le budget de la sécurité sociale http #budget',
      'Super concert hier soir avec les copains, merci @user 😍',
      'Les syndicats appellent à manifester mardi contre la réforme #greve http',
    ])
      assert.deepEqual(understandAll({ text }, [delta]), understandAll({ text }))
  })

  it('does not read what another common model, or another language, has read', async () => {
    const { delta } = await teach(taught(40), LESSON, homeOf('fr'))
    const text = talk(43, 'negative')
    const plain = understandAll({ text, lang: 'fr' })
    for (const on of [READS, 'sentiment-fr-1', `${ON}0`, ''])
      assert.deepEqual(understandAll({ text, lang: 'fr' }, [{ ...delta, on }]), plain, on)
    assert.equal(bent({ ...delta, lang: 'en' }, shownFor({ text, lang: 'fr' }).shown), null)
  })

  it('is the same from its bytes, and other bytes are none', async () => {
    const { delta } = await teach(taught(40), LESSON, homeOf('fr'))
    const again = decodeDelta(encodeDelta(delta))
    const shown: Shown = kept(shownFor({ text: talk(41, 'positive'), lang: 'fr' }).shown)
    const [p, q] = [bent(delta, shown)?.p ?? {}, bent(again, shown)?.p ?? {}]
    for (const label of Object.keys(p)) assert.ok(Math.abs((p[label] ?? 0) - (q[label] ?? 1)) < 0.02, label)
    assert.throws(() => decodeDelta(Buffer.from('veillee-model-1 {}\n')), /not a delta/)
  })

  it('shows no gain where labels were drawn by lot', async () => {
    const random = taught(60).map((one, i) => ({
      ...one,
      label: ['positive', 'negative', 'neutral'][((i * 7919) % 11) % 3] ?? 'neutral',
      shown: kept(
        shownFor({ text: `Le ${i} du mois, réunion au siège à ${i % 24} heures`, lang: 'fr' }).shown,
      ),
    }))
    const { gain } = await teach(random, LESSON, homeOf('fr'))
    assert.ok(gain.low < 0, JSON.stringify(gain))
  })

  it('asks for enough texts, of at least two kinds', async () => {
    await assert.rejects(teach(taught(FEWEST - 1), LESSON, []), RangeError)
    const same = taught(30).map((one) => ({ ...one, label: 'neutral' }))
    await assert.rejects(teach(same, LESSON, []), RangeError)
  })

  it('learns offence, intent and urgency alike', async () => {
    const texts: Taught[] = taught(40).map((one) => ({ ...one, label: one.label === 'positive' ? '0' : '2' }))
    const { delta } = await teach(
      texts,
      { task: 'urgency', lang: 'fr', name: 'u', on: madeBy('urgency', 'fr') ?? '' },
      homeOf('fr'),
    )
    const level = (text: string) => understandAll({ text, lang: 'fr' }, [delta as Delta]).urgency?.level
    assert.deepEqual([level(talk(44, 'positive')), level(talk(45, 'negative'))], [0, 2])
    const feeling = (await teach(taught(40), LESSON, homeOf('fr'))).delta
    for (const both of [
      [delta, feeling],
      [feeling, delta],
    ]) {
      const { urgency, sentiment, by } = understandAll({ text: talk(45, 'negative'), lang: 'fr' }, both)
      assert.deepEqual(
        [urgency?.level, sentiment],
        [2, 'negative'],
        'one beside the other, whichever comes first',
      )
      assert.equal(by, [READS, ...both.map(({ name }) => name)].join('+'))
    }
  })
})

describe('the gate', () => {
  const texts = fc.array(fc.uniqueArray(fc.nat(60), { minLength: 3, maxLength: 9 }), {
    minLength: 30,
    maxLength: 60,
  })

  it('lets in few of home, whatever was corrected', () => {
    fc.assert(
      fc.property(texts, texts, (near, far) => {
        const home = far.map((words) => new Set(words))
        const gate = gateOf(
          near.map((words) => new Set(words)),
          home,
        )
        const inside = home.filter((words) => opened(gate, words) > 0.5).length
        for (const words of home) assert.ok(opened(gate, words) >= 0 && opened(gate, words) <= 1)
        assert.ok(inside <= Math.ceil(home.length * 0.1), `${inside} of ${home.length}`)
      }),
      { numRuns: 60, seed: 4 },
    )
  })

  it('keeps what is at home through its bytes', () => {
    fc.assert(
      fc.property(texts, (rows) => {
        const home = rows.map((words) => new Set(words))
        assert.deepEqual(decodeHome(encodeHome(home)), home)
      }),
      { numRuns: 20 },
    )
    assert.equal(homeOf('fr').length, 1200)
    assert.deepEqual(homeOf('de'), [])
  })
})
