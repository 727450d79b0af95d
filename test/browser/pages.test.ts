import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Browser, chromium } from 'playwright-core'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, setUpOwner, signIn } from '../support/client.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { judge, LOCALES, type Look, openContext, THEMES, type View } from './look.ts'
import { ownSiteViews, setUpSite, visitorViews } from './own-site.ts'
import { FRONT_VIEWS, memberViews, SET_UP_VIEW, type Things } from './views.ts'

interface Listed<T> {
  items: T[]
}

/** Names of things that are there, for the pages that show one of them. */
async function thingsOf({ call }: Client): Promise<Things> {
  const [talks, alerts, accounts, hooks, kinds, pages, sites, items] = await Promise.all([
    call<Listed<{ id: string; personId: string | null }>>('GET', '/conversations?status=open&limit=20'),
    call<Listed<{ id: string }>>('GET', '/alerts'),
    call<{ id: string }[]>('GET', '/accounts'),
    call<{ id: string }[]>('GET', '/webhooks'),
    call<{ id: string }[]>('GET', '/channels'),
    call<{ id: string; task: object | null }[]>('GET', '/pages'),
    call<{ id: string }[]>('GET', '/sites'),
    call<Listed<{ id: string }>>('GET', '/reader/items?limit=1'),
  ])
  return {
    conversation: talks.items[0]?.id,
    alert: alerts.items[0]?.id,
    person: talks.items.find((talk) => talk.personId)?.personId ?? undefined,
    account: accounts[0]?.id,
    webhook: hooks[0]?.id,
    kinds: kinds.map((kind) => kind.id),
    page: pages.find((page) => page.task)?.id,
    site: sites[0]?.id,
    item: items.items[0]?.id,
  }
}

/** Pages wait more than they work. */
const AT_ONCE = 3

async function judgeAll(browser: Browser, look: Look, views: View[], state: string): Promise<void> {
  const context = await openContext(browser, look)
  const faults: string[] = []
  const waiting = [...views]
  async function work(): Promise<void> {
    for (let view = waiting.shift(); view; view = waiting.shift()) {
      const { name } = view
      faults.push(...(await judge(context, view, look, state)).map((fault) => `${name}: ${fault}`))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  await context.close()
  assert.equal(faults.join('\n'), '')
}

/** Each page in both languages and both themes, judged at every width within. */
function everyLook(
  state: string,
  ready: () => { browser: Browser; baseUrl: string; cookie: string; views: View[] },
) {
  for (const locale of LOCALES) {
    for (const theme of THEMES) {
      test(`${state}, ${locale}, ${theme}`, async () => {
        const { browser, baseUrl, cookie, views } = ready()
        await judgeAll(browser, { baseUrl, cookie, locale, theme }, views, state)
      })
    }
  }
}

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
    visitors = visitorViews(own)
  })
  after(async () => {
    await browser?.close()
    await program?.stop()
  })
  everyLook('full', () => ({ browser, baseUrl: program.url, cookie: client.cookie, views }))
  everyLook('front', () => ({
    browser,
    baseUrl: program.url,
    cookie: '',
    views: [...FRONT_VIEWS, ...visitors],
  }))
})

describe('pages of a program that begins', () => {
  let program: RunningProgram
  let browser: Browser
  before(async () => {
    program = await startProgram()
    browser = await chromium.launch(CHROMIUM)
  })
  after(async () => {
    await browser?.close()
    await program?.stop()
  })
  everyLook('set-up', () => ({ browser, baseUrl: program.url, cookie: '', views: [SET_UP_VIEW] }))
  describe('once set up', () => {
    let client: Client
    let views: View[]
    before(async () => {
      client = await setUpOwner(program)
      views = memberViews(await thingsOf(client))
    })
    everyLook('empty', () => ({ browser, baseUrl: program.url, cookie: client.cookie, views }))
  })
})
