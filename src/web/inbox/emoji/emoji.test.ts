import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { EMOJI, found, nameOf, noteRecent, recent, stepIn } from './emoji.ts'

const shelf = (kept = new Map<string, string>()) => ({
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
})

describe('the list of emoji', () => {
  it('has each sign once, with a name in both languages, no two of the same name', () => {
    assert.equal(new Set(EMOJI.map(({ sign }) => sign)).size, EMOJI.length)
    for (const locale of ['fr', 'en']) {
      const names = EMOJI.map((one) => nameOf(one, locale))
      assert.deepEqual(
        names.filter((name) => !/^\p{L}/u.test(name)),
        [],
      )
      assert.ok(new Set(names).size > EMOJI.length * 0.94)
    }
    for (const { sign } of EMOJI) assert.match(sign, /^(\p{Extended_Pictographic}|\p{Regional_Indicator})/u)
  })

  const ASKED: [typed: string, locale: string, sign: string][] = [
    ['merci', 'fr', '🙏'],
    ['thank', 'en', '🙏'],
    ['coeur', 'fr', '❤️'],
    ['FETE', 'fr', '🥳'],
    ['étoile', 'fr', '🤩'],
    ['parcel', 'en', '📦'],
    ['colis', 'en', '📦'],
    ['oeil', 'fr', '😉'],
  ]
  for (const [typed, locale, sign] of ASKED)
    it(`is searched in ${locale} for ${typed}`, () => {
      const signs = found(typed, locale).map((one) => one.sign)
      assert.ok(signs.includes(sign), signs.join())
    })

  it('is whole where nothing is typed, and empty where nothing has the name', () => {
    assert.equal(found(' ', 'fr').length, EMOJI.length)
    assert.deepEqual(found('zzz', 'fr'), [])
  })

  it('remembers those used last, once each and few, and forgives what is not its own', () => {
    const storage = shelf()
    for (const { sign } of EMOJI.slice(0, 20)) noteRecent(sign, storage)
    noteRecent('😊', storage)
    assert.equal(recent(storage)[0]?.sign, '😊')
    assert.equal(recent(storage).length, 16)
    for (const kept of ['{', '3', '["x", 4]'])
      assert.deepEqual(recent({ ...storage, getItem: () => kept }), [])
  })

  it('is walked with the arrows, and never out of it', () => {
    assert.deepEqual(
      ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End', 'a'].map((key) =>
        stepIn(key, 1, 10, 4),
      ),
      [2, 0, 5, 0, 0, 9, null],
    )
    assert.equal(stepIn('ArrowDown', 0, 0, 4), null)
  })
})
