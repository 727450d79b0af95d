import type { Page } from 'playwright-core'
import { understandAll } from '../../src/interpret/index.ts'
import { OFFENCES } from '../../src/server/demo/index.ts'

/** From here on words are blurred for everybody, unless they say otherwise. */
const HARSH = 0.8

function isHarsh(text: string): boolean {
  return (understandAll({ text, lang: 'fr' }).toxicity?.p ?? 0) >= HARSH
}

/** How harsh words of the demonstration begin: lists cut them. */
export const HARSH_WORDS = OFFENCES.flatMap(({ text, turns }) => [
  text,
  ...turns.flatMap((turn) => (turn.does === 'appeal' ? turn.text : [])),
])
  .filter(isHarsh)
  .map((text) => text.slice(0, 28))

/** Harsh words that a page shows, or says, to who has not asked for them. */
export async function harsh(page: Page): Promise<string[]> {
  return await page.evaluate((words) => {
    const told: string[] = []
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
      const around = walk.currentNode.parentElement
      if (!around || around.closest('.veil-hidden, script, style')) continue
      // Words that are marked stand in pieces; those around a blur are told with what is blurred.
      const whole = around.querySelector('.veil-hidden') ? walk.currentNode : around
      told.push(whole.textContent ?? '')
    }
    for (const node of document.querySelectorAll('[aria-label], [title], [alt], textarea, input'))
      for (const name of ['aria-label', 'title', 'alt', 'value']) told.push(node.getAttribute(name) ?? '')
    return words.filter((some) => told.some((text) => text.includes(some))).map((some) => `shows “${some}…”`)
  }, HARSH_WORDS)
}
