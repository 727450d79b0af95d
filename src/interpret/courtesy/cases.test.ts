import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { courtesyOf } from './courtesy.ts'
import { ELEMENTS } from './draft.ts'
import { ASIDE } from './fixtures/aside.ts'
import { ENGLISH } from './fixtures/english.ts'
import { FRENCH } from './fixtures/french.ts'

const LETTERS = { smile: 'S', greeting: 'G', farewell: 'F', thanks: 'T' } as const

for (const [lang, cases] of Object.entries({ fr: FRENCH, en: ENGLISH })) {
  describe(`courtesy by example (${lang})`, () => {
    const lines = cases.trim().split('\n')
    it('finds in each what a reader finds', () => {
      const wrong = lines.flatMap((line) => {
        const text = line.slice(5).replaceAll('⏎', '\n')
        const { present } = courtesyOf({ text, lang })
        const found = ELEMENTS.map((element) => (present[element] ? LETTERS[element] : '-')).join('')
        return found === line.slice(0, 4) ? [] : [`${line.slice(0, 4)} found ${found} ${text}`]
      })
      assert.deepEqual(wrong, [])
    })
  })
}

/** What courtesy is held to, on cases that another hand wrote before it read the rules. */
const HELD = 0.95

for (const lang of ['fr', 'en'] as const) {
  describe(`courtesy as another hand wrote it (${lang})`, () => {
    const read = ASIDE[lang].map((one) => ({
      one,
      said: courtesyOf({ text: one.text, lang, ...(one.asked ? { message: one.asked } : {}) }),
    }))
    for (const element of ELEMENTS) {
      it(`finds ${element}, and only that, in ${HELD * 100} of a hundred`, () => {
        const there = read.filter(({ one }) => one.has.includes(LETTERS[element].toLowerCase()))
        const found = read.filter(({ said }) => said.present[element])
        const right = found.filter((each) => there.includes(each))
        const tell = (list: typeof read) => list.map(({ one }) => one.text).join('\n')
        const extra = found.filter((each) => !there.includes(each))
        const missed = there.filter((each) => !found.includes(each))
        assert.ok(right.length / found.length >= HELD, `too many:\n${tell(extra)}`)
        assert.ok(right.length / there.length >= HELD, `missed:\n${tell(missed)}`)
      })
    }

    it('shows no joy where somebody grieves, is hurt or is angry', () => {
      const grave = read.filter(({ one }) => one.sober)
      assert.ok(grave.length >= 5)
      for (const { said } of grave.filter(({ said: { manner } }) => manner === 'sober')) {
        assert.ok(said.grave)
        assert.ok(!said.advice.some(({ id }) => id === 'smile_missing'))
      }
      assert.ok(grave.filter(({ said }) => said.manner === 'sober').length >= grave.length - 2)
    })
  })
}
