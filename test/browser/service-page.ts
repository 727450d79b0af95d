import type { Escalation, Page } from '../../src/server/api.ts'
import type { Client } from '../support/client.ts'
import type { View } from './look.ts'

/** What somebody at a service sees, without an account or a program: what is asked, what is wrong with an answer, no page. */
export async function servicePageViews({ call }: Client): Promise<View[]> {
  const { items } = await call<Page<Escalation>>('GET', '/escalations?state=open&limit=50')
  // Several matters stand open; the one in which most was said has most to show.
  const [one] = items
    .filter(({ links }) => links.some(({ open }) => open))
    .sort((a, b) => b.entries.length - a.entries.length)
  const link = one?.links.find(({ open }) => open)
  if (!one || !link) throw new Error('no matter is open')
  const { url } = await call<{ url: string }>('POST', `/escalations/${one.id}/links/${link.id}/copy`)
  const path = new URL(url).pathname
  return [
    { name: 'service-page', path, ready: 'main form' },
    {
      ...{ name: 'service-page-wrong', path, ready: 'main form' },
      refused: /the server responded with a status of 4\d\d/,
      act: async (page) => {
        const form = page
          .locator('form')
          .filter({ has: page.locator('textarea') })
          .first()
        await form.evaluate((node) => {
          for (let at: Element | null = node; at; at = at.parentElement)
            if (at instanceof HTMLDetailsElement) at.open = true
          ;(node as HTMLFormElement).setAttribute('novalidate', '')
        })
        await form.locator('button').last().click()
        await page.locator('[role="alert"]').first().waitFor()
      },
    },
    { name: 'service-page-unknown', path: '/service/none', ready: 'main h1, h1', refused: /404/ },
  ]
}
