import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Browser, chromium } from 'playwright-core'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, signIn } from '../support/client.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { everyPage } from './every-page.ts'
import type { View } from './look.ts'
import { openContext } from './look.ts'
import { ownSiteViews, setUpSite, visitorViews } from './own-site.ts'
import { servicePageViews } from './service-page.ts'
import { thingsOf } from './things.ts'
import { FRONT_VIEWS, memberViews } from './views.ts'

describe('pages of a program in use', () => {
  let program: RunningProgram
  let browser: Browser
  let client: Client
  let views: View[]
  let visitors: View[] = []
  before(async () => {
    program = await startProgram({ demo: true })
    browser = await chromium.launch(CHROMIUM)
    assert.ok(program.demo)
    client = await signIn(program.url, program.demo.email, program.demo.password)
    const things = await thingsOf(client)
    const own = await setUpSite(client)
    views = [...memberViews(things), ...ownSiteViews(own)]
    visitors = [...visitorViews(own), ...(await servicePageViews(client))]
  })
  after(async () => {
    await browser?.close()
    await program?.stop()
  })
  it('takes an answer as its network would, and nothing leaves', async () => {
    const path = '/conversations?sort=priority&status=open&channel=mastodon&limit=1'
    const { items } = await client.call<{ items: { id: string }[] }>('GET', path)
    const look = { baseUrl: program.url, cookie: client.cookie, locale: 'en', theme: 'light' } as const
    const context = await openContext(browser, look)
    const page = await context.newPage()
    await page.goto(`/inbox/${items[0]?.id}`)
    await page.locator('#answer').fill('Hello, it leaves the workshop tomorrow. Have a nice day!')
    await page.getByText('Demonstration: nothing leaves this machine.').waitFor()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    const said = page.locator('article ol > li').filter({ hasText: 'leaves the workshop tomorrow' })
    await said.getByText('us', { exact: true }).waitFor()
    await context.close()
  })
  everyPage('full', () => ({ browser, baseUrl: program.url, cookie: client.cookie, views }))
  everyPage('front', () => ({
    browser,
    baseUrl: program.url,
    cookie: '',
    views: [...FRONT_VIEWS, ...visitors],
  }))
})
