import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { random } from '../../../../bench/support.ts'
import { copiesAmong } from './copies.ts'
import { countOf, joined, sketchOf } from './sketch.ts'

const HOUR = 3_600_000
const names = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `bluesky|did:${from + i}`)

describe('how many speak', () => {
  it('is counted exactly up to 255, in whatever parts they come and however often', () => {
    const people = fc.array(fc.nat(120), { maxLength: 250 })
    fc.assert(
      fc.property(people, people, (a, b) => {
        const sketch = joined(sketchOf(a.map(String), HOUR), sketchOf(b.map(String), HOUR))
        assert.equal(countOf(sketch), new Set([...a, ...b]).size)
      }),
      { numRuns: 50 },
    )
  })

  it('is within a fifth of the truth where they are many, in 1.5 kB', () => {
    for (const count of [300, 5000, 60_000]) {
      const sketch = joined(sketchOf(names(count), HOUR), sketchOf(names(200), HOUR))
      assert.ok(Math.abs(countOf(sketch) / count - 1) < 0.2 && sketch.length <= 1536, `${countOf(sketch)}`)
    }
  })

  it('keeps nothing by which one could be followed into the next hour', () => {
    const [one, next] = [HOUR, 2 * HOUR].map((hour) => sketchOf(names(50), hour).toString('hex'))
    assert.notEqual(one, next)
  })
})

const LINE =
  'Cette marque ment à ses clients depuis des années, les lampes prennent feu et personne ne rembourse'
const spun = (i: number) => {
  const said = LINE.replace('ment', i % 3 === 0 ? 'trompe' : 'ment')
  return `${said.replace('lampes', i % 4 === 0 ? 'ampoules' : 'lampes')} !!! ${i} @ami${i} https://t.example/${i}`
}
const says = (texts: string[], by = (i: number) => `author ${i}`) =>
  copiesAmong(texts.map((text, i) => ({ text, author: by(i) })))
const copied = (groups: number[]) => groups.filter((group) => group >= 0).length

describe('words repeated under other names', () => {
  it('are found when the same, and when a few of them were changed', () => {
    assert.equal(copied(says(Array(20).fill(LINE))), 20)
    assert.equal(copied(says(Array.from({ length: 30 }, (_, i) => spun(i)))), 30)
    assert.equal(new Set(says(Array.from({ length: 30 }, (_, i) => spun(i)))).size, 1)
  })

  it('are none where one author repeats, where texts are short, and where people tell their own', () => {
    assert.equal(copied(says(Array(9).fill(LINE), () => 'one')), 0)
    assert.equal(copied(says(['Merci !', 'merci', 'Merci à vous', 'Bravo, merci'])), 0)
    const draw = random(3)
    const words =
      'lampe colis retard livraison service client reçu cassé abat-jour notice commande trois semaines attendre répondre personne téléphone encore jamais facture pied ampoule vis carton'.split(
        ' ',
      )
    const own = Array.from({ length: 300 }, () =>
      Array.from({ length: 14 }, () => words[Math.floor(draw() * words.length)]).join(' '),
    )
    assert.equal(copied(says(own)), 0)
  })

  it('are looked for in a thousand posts as in ten, and whatever is in them', () => {
    const texts = Array.from({ length: 1000 }, (_, i) => (i % 2 ? spun(i) : `${'a\u0301'.repeat(i)} ${i}`))
    assert.ok(copied(says(texts)) >= 500)
    assert.deepEqual(says(['', '\ud800', '\u0000'.repeat(50)]), [-1, -1, -1])
  })
})
