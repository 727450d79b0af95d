import type { Page } from 'playwright-core'

/** Nothing may make the page itself scroll sideways, and nothing that is not meant to be cut may stick out. */
export async function overflow(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const wide = document.documentElement.clientWidth
    const found: string[] = []
    if (document.documentElement.scrollWidth > wide) found.push('the page scrolls sideways')
    const scrolls = (node: Element | null): boolean =>
      node !== null &&
      (/(auto|scroll|hidden|clip)/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement))
    const content = document.querySelector('#main > :last-child')
    if (content && content.scrollWidth > content.clientWidth + 1) {
      const culprit = [...content.querySelectorAll('*')].find(
        (node) =>
          node.getBoundingClientRect().right > content.getBoundingClientRect().right + 1 &&
          !scrolls(node.parentElement === content ? null : node.parentElement),
      )
      found.push(
        `the content scrolls sideways${culprit ? ` because of ${culprit.tagName}.${culprit.className}` : ''}`,
      )
    }
    return found
  })
}
