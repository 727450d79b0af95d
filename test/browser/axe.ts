import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let source: Promise<string> | undefined

function axeSource(): Promise<string> {
  source ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  return source
}

/** What axe finds wrong, by all rules or by those that look at colours alone. */
export async function axeFaults(page: Page, rules: 'all' | 'colours'): Promise<string[]> {
  // It is half a megabyte: once a page is enough.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await axeSource())
  return await page.evaluate(
    async ({ tags, colours }) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') }
      const ofColours = axe
        .getRules(['cat.color'])
        .filter((rule) => rule.tags.some((tag) => tags.includes(tag)))
      const { violations } = await axe.run(document, {
        runOnly: colours ? ofColours.map((rule) => rule.ruleId) : tags,
        resultTypes: ['violations'],
      })
      return violations.flatMap((violation) =>
        violation.nodes.slice(0, 3).map((node) => {
          const why = node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? violation.help
          return `axe ${violation.id}: ${node.target.join(' ')}: ${why}`
        }),
      )
    },
    { tags: TAGS, colours: rules === 'colours' },
  )
}

/**
 * All of a page that rules about anything but colours can see: its elements, where they stand and whether they show.
 * Two looks at a page that give the same are the same to them.
 */
export async function shapeOf(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const places = [...document.querySelectorAll('*')].map((node) => {
      const { x, y, width, height } = node.getBoundingClientRect()
      const shown = node.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      return `${shown}${x},${y},${width},${height}`
    })
    return `${document.title}\n${document.body.outerHTML}\n${places.join('\n')}`
  })
}
