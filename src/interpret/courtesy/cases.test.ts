import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { courtesyOf } from './courtesy.ts'
import { ELEMENTS } from './draft.ts'
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
