import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { html } from './markup.ts'
import { veiled } from './veil.ts'

test('words stand folded under what says why, escaped as elsewhere, and open by nothing but a press', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '<', '&', '"', '</details>', ' ') })
  fc.assert(
    fc.property(text, text, (words, show) => {
      const { text: made } = veiled(html`<p>${words}</p>`, show)
      const whole = /^<details class="veiled"><summary>([^<]*)<\/summary><p>([^<]*)<\/p><\/details>$/.exec(
        made,
      )
      assert.deepEqual(whole?.slice(1), [html`${show}`.text, html`${words}`.text])
    }),
  )
})
