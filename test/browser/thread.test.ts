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
before(async () => {
  program = await startProgram()
  client = await setUpOwner(program)
  ids = await talks(['Ada', 'Bo', 'Cleo'])
  browser = await chromium.launch(CHROMIUM)
  const look = { baseUrl: program.url, cookie: client.cookie, locale: 'en', theme: 'light' } as const
  page = await (await openContext(browser, look)).newPage()
  page.setDefaultTimeout(20_000)
})
after(async () => {
  await browser?.close()
  await program?.stop()
})

/** A private message of each, by whom the conversation is then found. */
async function talks(names: string[]): Promise<Map<string, string>> {
  const { hookUrl, secret } = await client.call<{ hookUrl: string; secret: string }>('POST', '/accounts', {
    ...{ channel: 'webhook', name: 'Form', config: {}, inbox: true },
  })
  const body = JSON.stringify(
    names.map((name) => ({
      ...{ id: name, author: { id: name, name }, text: `Is my lamp ready? ${name}`, visibility: 'private' },
    })),
  )
  const time = Math.floor(Date.now() / 1000)
  const v1 = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
  const headers = { 'content-type': 'application/json', 'x-veillee-signature': `t=${time},v1=${v1}` }
  assert.equal((await fetch(hookUrl, { method: 'POST', headers, body })).status, 202)
  for (let n = 0; n < 200; n++) {
    const { items } = await client.call<ListPage<Conversation>>('GET', '/conversations')
    if (items.length === names.length) return new Map(items.map(({ id, author }) => [author.name ?? '', id]))
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
