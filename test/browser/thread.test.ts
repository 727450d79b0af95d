import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Conversation, Page as ListPage } from '../../src/server/api.ts'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { openContext } from './look.ts'

/** Reading and writing in a thread by the keyboard alone, and labels of several conversations. */
let program: RunningProgram
let client: Client
let browser: Browser
let page: Page
let ids: Map<string, string>
let hook: Hook
before(async () => {
  program = await startProgram()
  client = await setUpOwner(program)
  hook = await client.call<Hook>('POST', '/accounts', {
    ...{ channel: 'webhook', name: 'Form', config: {}, inbox: true },
  })
  await tell(['Ada', 'Bo', 'Cleo'].map((name) => letter(name, name, `Is my lamp ready? ${name}`)))
  await tell(
    Array.from({ length: LONG }, (_, n) => letter(`dia-${n + 1}`, 'Dia', `Line ${n + 1}.`, LONG - n)),
  )
  ids = await talks(4)
  browser = await chromium.launch(CHROMIUM)
  const look = { baseUrl: program.url, cookie: client.cookie, locale: 'en', theme: 'light' } as const
  page = await (await openContext(browser, look)).newPage()
  page.setDefaultTimeout(20_000)
})
after(async () => {
  await browser?.close()
  await program?.stop()
})

interface Hook {
  hookUrl: string
  secret: string
}

/** Lines of one conversation, more than come at once. */
const LONG = 130

/** A private message; all of a name are one conversation. */
function letter(id: string, name: string, text: string, minutesAgo = 0) {
  const published = new Date(Date.now() - minutesAgo * 60_000).toISOString()
  return { id, published, author: { id: name, name }, text, thread: name, visibility: 'private' }
}

async function tell(letters: ReturnType<typeof letter>[]): Promise<void> {
  const body = JSON.stringify(letters)
  const time = Math.floor(Date.now() / 1000)
  const v1 = createHmac('sha256', hook.secret).update(`${time}.${body}`).digest('hex')
  const headers = { 'content-type': 'application/json', 'x-veillee-signature': `t=${time},v1=${v1}` }
  assert.equal((await fetch(hook.hookUrl, { method: 'POST', headers, body })).status, 202)
}

/** Conversations by their person, once as many are there. */
async function talks(count: number): Promise<Map<string, string>> {
  for (let n = 0; n < 200; n++) {
    const { items } = await client.call<ListPage<Conversation>>('GET', '/conversations')
    if (items.length === count) return new Map(items.map(({ id, author }) => [author.name ?? '', id]))
    await new Promise((later) => setTimeout(later, 100))
  }
  throw new Error('nothing came in')
}

const idOf = (name: string) => ids.get(name) ?? ''

/** The labels that the server has of each. */
async function labelsOf(...names: string[]): Promise<string[][]> {
  const all = names.map((name) => client.call<Conversation>('GET', `/conversations/${idOf(name)}`))
  return (await Promise.all(all)).map(({ labels }) => labels.toSorted())
}

async function eventually(check: () => Promise<void>): Promise<void> {
  for (let n = 0; ; n++) {
    try {
      return await check()
    } catch (error) {
      if (n === 100) throw error
      await page.waitForTimeout(100)
    }
  }
}

test('a label given to several by keyboard leaves each its own, and is taken back by one key', async () => {
  await client.call('PATCH', `/conversations/${idOf('Ada')}`, { labels: ['late', 'vip'] })
  await client.call('PATCH', `/conversations/${idOf('Bo')}`, { labels: ['vip'] })
  await page.goto('/inbox')
  for (const name of ['Ada', 'Bo'])
    await page.locator('li[aria-posinset]').filter({ hasText: name }).getByRole('checkbox').click()
  await page.keyboard.press('l')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('vip').waitFor()
  assert.equal(await dialog.getByText('late', { exact: true }).count(), 0, 'only what all of them bear')
  await page.keyboard.type('lamp')
  await page.keyboard.press('Enter')
  await dialog.getByText('lamp').first().waitFor()
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await eventually(async () =>
    assert.deepEqual(await labelsOf('Ada', 'Bo', 'Cleo'), [['lamp', 'late', 'vip'], ['lamp', 'vip'], []]),
  )
  await page.keyboard.press('u')
  await eventually(async () => assert.deepEqual(await labelsOf('Ada', 'Bo'), [['late', 'vip'], ['vip']]))
})

test('the keyboard stands on the thread, reads up by it, and what one writes is seen where it was added', async () => {
  for (let n = 0; n < 25; n++)
    await client.call('POST', `/conversations/${idOf('Cleo')}/notes`, { text: `Note ${n}, of some length.` })
  await page.goto('/inbox')
  await page.keyboard.press('j')
  await page.goto(`/inbox/${idOf('Cleo')}`)
  const thread = page.getByRole('region', { name: 'Exchanges' })
  await thread.getByText('Note 24').waitFor()
  await page.waitForFunction(() => document.activeElement?.id === 'thread')
  const top = () => thread.evaluate((node) => node.scrollTop)
  const least = await top()
  await page.keyboard.press('Home')
  await eventually(async () => assert.ok((await top()) < least))

  await page.keyboard.press('n')
  await page.keyboard.type('Seen with the workshop.')
  await page.keyboard.press('Control+Enter')
  const added = thread.getByText('Seen with the workshop.')
  await added.waitFor()
  await eventually(async () => {
    const [note, frame] = [await added.boundingBox(), await thread.boundingBox()]
    assert.ok(note && frame && note.y >= frame.y && note.y + note.height <= frame.y + frame.height)
  })
  await page.keyboard.press('Escape')
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'thread')
})

test('the key that answers says why nobody can, where nobody can', async () => {
  await page.goto(`/inbox/${idOf('Ada')}`)
  await page.getByText(/No connected account can answer/).waitFor()
  await page.keyboard.press('r')
  const said = await page.evaluate(() => document.activeElement?.textContent)
  assert.match(said ?? '', /No connected account can answer/)
})

test('a conversation of more lines than come at once opens at its end, hears what comes in, and keeps its place as the earlier ones come', async () => {
  await page.goto(`/inbox/${idOf('Dia')}`)
  const line = (n: number) => page.getByRole('article').getByText(`Line ${n}.`, { exact: true })
  await line(LONG).waitFor()
  assert.ok(await line(LONG).evaluate((node) => node.getBoundingClientRect().top < innerHeight))
  assert.equal(await line(1).count(), 0)
  await tell([letter('dia-last', 'Dia', `Line ${LONG + 1}.`)])
  await line(LONG + 1).waitFor()
  const earlier = page.getByRole('button', { name: 'Show what came before' })
  await earlier.scrollIntoViewIfNeeded()
  const first = line(LONG - 98)
  const height = () => first.evaluate((node) => node.getBoundingClientRect().top)
  const before = await height()
  await earlier.click()
  await line(1).waitFor({ state: 'attached' })
  await earlier.waitFor({ state: 'detached' })
  assert.ok(Math.abs((await height()) - before) < 80, 'what was read is where it was, but for the button')
  assert.ok(
    (await line(1).evaluate((node) => node.getBoundingClientRect().top)) < 0,
    'and the earlier ones above',
  )
})
