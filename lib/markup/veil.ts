import { type Html, html } from './markup.ts'

/** Words that stay out of sight until they are asked for, without a script: `show` says why, and is what one presses. */
export function veiled(words: Html, show: string): Html {
  return html`<details class="veiled"><summary>${show}</summary>${words}</details>`
}
