import { readdirSync, readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

const WORDS = new URL('../../src/web/locales/en/', import.meta.url)

/** First parts of the keys there are: a text that begins like one and looks like one is a key that found no words. */
const FIRST_PARTS = readdirSync(WORDS).flatMap((name) =>
  Object.keys(JSON.parse(readFileSync(new URL(name, WORDS), 'utf8'))),
)

/** Visible texts and names for screen readers that are translation keys, or that still hold a placeholder; what people write in fields is theirs. */
export async function untranslated(page: Page): Promise<string[]> {
  return await page.evaluate((parts) => {
    const known = new Set(parts)
    const texts: string[] = []
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
      if (!walk.currentNode.parentElement?.closest('code, script, style, textarea'))
        texts.push(walk.currentNode.textContent ?? '')
    }
    for (const node of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        texts.push(node.getAttribute(name) ?? '')
    }
    const isKey = (word: string) =>
      /^(?:[a-z-]+:)?[a-z_]+(?:\.[A-Za-z0-9_-]+)+$/.test(word) &&
      known.has(word.replace(/^[a-z-]+:/, '').split('.')[0] ?? '')
    return texts
      .flatMap((text) => (text.includes('{{') ? [text] : text.split(/\s+/).filter(isKey)))
      .map((word) => `shows the key ${word}`)
  }, FIRST_PARTS)
}
