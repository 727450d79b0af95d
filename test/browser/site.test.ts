import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { ChannelAccount, OwnSite, SiteForm } from '../../src/server/api.ts'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { eventually } from '../support/eventually.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { openContext } from './look.ts'

/** A shop on an origin of its own, under a strict policy, and its team: both at once, and the server killed between. */
let program: RunningProgram
let client: Client
let browser: Browser
let shop: Server
let shopUrl: string
let stranger: Server
let site: OwnSite
let form: SiteForm
let agent: Page
let visitor: BrowserContext

function hosting(html: () => string): Promise<Server> {
  const server = createServer((_request, response) => {
    const policy = `default-src 'none'; script-src ${program.url}; connect-src ${program.url}`
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy }).end(html())
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}
const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const pageOf = () =>
  `<!doctype html><html lang="fr"><title>Boutique</title><main><h1>Nos lampes</h1>` +
  `<div data-veillee-form="${form?.id ?? ''}"></div></main>${site?.snippet ?? ''}</html>`

before(async () => {
  program = await startProgram({ env: { VEILLEE_LIMITS: 'no' } })
  client = await setUpOwner(program)
  shop = await hosting(pageOf)
  stranger = await hosting(pageOf)
  shopUrl = addressOf(shop)
  const account = await client.call<ChannelAccount>('POST', '/accounts', {
    channel: 'site',
    name: 'Maison Ardoise',
    config: {
      origins: [shopUrl],
      callBack: {
        enabled: true,
        windows: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '08:00', to: '20:00' })),
      },
    },
  })
  ;[site] = (await client.call<OwnSite[]>('GET', '/own-sites')) as [OwnSite]
  form = await client.call<SiteForm>('POST', '/site-forms', {
    accountId: account.id,
    name: 'Après-vente',
    fields: [
      { id: 'mail', kind: 'email', label: { fr: 'Adresse', en: 'Address' }, required: true },
      { id: 'texte', kind: 'message', label: { fr: 'Message', en: 'Message' }, required: true },
    ],
    thanks: { fr: 'Merci, c’est arrivé.', en: 'Thank you.' },
  })
  browser = await chromium.launch(CHROMIUM)
  const look = { baseUrl: program.url, cookie: client.cookie, locale: 'fr', theme: 'light' } as const
  agent = await (await openContext(browser, look)).newPage()
  visitor = await browser.newContext({
    locale: 'fr-FR',
    timezoneId: 'America/Montreal',
    viewport: { width: 360, height: 740 },
  })
  for (const one of [agent, visitor]) one.setDefaultTimeout(20_000)
})
after(async () => {
  await browser?.close()
  await program?.stop()
  for (const server of [shop, stranger]) server?.close()
})

async function axeIn(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  // Not a script of the page, whose policy would not have it.
  await page.evaluate(source)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run()
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`,
    )
  })
}

const lines = (page: Page) => page.locator('[role=log] li:not(.waiting)').allInnerTexts()
const storage = (page: Page) =>
  page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie])

test('a visitor and the team write to each other, the server is killed between, and nothing is lost or doubled', async () => {
  const page = await visitor.newPage()
  const faults: string[] = []
  page.on(
    'console',
    (message) => /Content Security Policy/.test(message.text()) && faults.push(message.text()),
  )
  await page.goto(`${shopUrl}/lampes`)
  await page.getByRole('button', { name: 'Nous écrire' }).click()
  const text = page.getByRole('textbox', { name: 'Votre message', exact: true }).last()
  await text.fill('Bonjour, ma lampe clignote.')
  await page.keyboard.press('Enter')
  await page.getByRole('group', { name: /Retrouver cette conversation/ }).waitFor()
  assert.deepEqual(await storage(page), [[], [], ''], 'nothing is kept before it is agreed to')

  await agent.goto('/inbox')
  await agent.locator('li[aria-posinset]').getByRole('link').first().click()
  await agent.getByText('Sur le site en ce moment').waitFor()
  await agent.getByText('America/Toronto').waitFor({ state: 'attached' })
  await text.pressSequentially('Et')
  await agent.getByText('La personne écrit…').waitFor()
  await text.fill('')
  await agent.locator('#answer').pressSequentially('Bon')
  await page.getByText('Maison Ardoise écrit…').waitFor()
  await agent.locator('#answer').fill('Bonjour, nous regardons cela.')
  await agent.keyboard.press('Control+Enter')
  await page.getByText('nous regardons cela').waitFor()
  await agent.getByText(/Notre dernière réponse a été vue/).waitFor({ state: 'attached' })

  await page.getByRole('button', { name: 'Oui, la garder' }).click()
  assert.equal((await storage(page))[0]?.length, 1)
  assert.deepEqual(await axeIn(page), [])

  await program.kill()
  await text.fill('Écrit pendant la coupure.')
  await page.keyboard.press('Enter')
  await page.getByText('La connexion est coupée').waitFor()
  await visitor.setOffline(true)
  await program.start()
  await text.fill('Et sans réseau.')
  await page.keyboard.press('Enter')
  await visitor.setOffline(false)
  await eventually(
    () => lines(page),
    (all) => all.length === 5,
  )
  const other = await visitor.newPage()
  await other.goto(`${shopUrl}/panier`)
  await other.getByRole('button', { name: 'Nous écrire' }).click()
  const seen = await eventually(
    () => lines(other),
    (all) => all.length === 5,
  )
  for (const [n, words] of [
    'ma lampe clignote',
    'nous regardons cela',
    'pendant la coupure',
    'sans réseau',
  ].entries())
    assert.match(seen[n + 1] ?? '', new RegExp(words))
  await agent.reload()
  await agent.getByText('Et sans réseau.').first().waitFor()
  await eventually(
    () => agent.locator('[data-post]').count(),
    (count) => count === 4,
  )
  assert.deepEqual(faults, [])
  await page.close()

  await other.getByRole('button', { name: 'Options' }).click()
  await other.getByRole('button', { name: 'Effacer la conversation' }).click()
  await other.getByRole('button', { name: /Tout effacer/ }).click()
  await other.getByText('Tout est effacé.').waitFor()
  assert.deepEqual((await storage(other))[0], [])
  const { items } = await client.call<{ items: unknown[] }>('GET', '/conversations?channel=site')
  assert.deepEqual(items, [])
  await other.close()
})

test('a form and a call are asked for in the page of the shop, by the keyboard, and come to the team', async () => {
  const page = await visitor.newPage()
  await page.goto(shopUrl)
  await page.getByLabel('Adresse (obligatoire)').fill('lea@example.org')
  await page.getByRole('textbox', { name: 'Message (obligatoire)' }).fill('Ma commande ?')
  const send = page.getByRole('button', { name: 'Envoyer' })
  await eventually(
    async () => {
      await send.click({ timeout: 1_000 }).catch(() => undefined)
      return page.getByText('Merci, c’est arrivé.').isVisible()
    },
    (done) => done,
  )
  await page.getByRole('button', { name: 'Nous écrire' }).click()
  await page.getByRole('button', { name: 'Être rappelé' }).click()
  const start = page.getByRole('combobox', { name: 'Choisissez une heure' })
  const choices = start.locator('optgroup option')
  await choices.first().waitFor({ state: 'attached' })
  assert.match((await choices.first().textContent()) ?? '', /heure de Paris/, 'their time, and ours')
  await start.selectOption({ index: 1 })
  await page.getByLabel('Votre numéro de téléphone').fill('+1 514 555 0199')
  assert.deepEqual(await axeIn(page), [])
  await page.getByRole('button', { name: 'Demander ce rappel' }).click()
  await page.getByText(/Nous vous appelons/).waitFor()
  await page.close()
  const calls = await client.call<{ phone: string; starts: string }[]>(
    'GET',
    `/call-backs?from=${new Date().toISOString()}&to=${new Date(Date.now() + 20 * 86_400_000).toISOString()}`,
  )
  assert.deepEqual(
    calls.map(({ phone }) => phone),
    ['+1 514 555 0199'],
  )
  await agent.goto('/inbox')
  await agent.locator('li[aria-posinset]').filter({ hasText: 'Ma commande' }).getByRole('link').click()
  await agent.getByRole('cell', { name: 'Ma commande ?' }).waitFor()
})

test('the chat opens on no page that the site does not name, and without a program it is a page', async () => {
  const page = await visitor.newPage()
  const refused = page.waitForEvent('requestfailed', (request) => request.url().includes('/api/v1/site/'))
  await page.goto(addressOf(stranger))
  await refused
  assert.equal(await page.getByRole('button', { name: 'Nous écrire' }).count(), 0)
  await page.close()
  const plain = await (
    await browser.newContext({
      javaScriptEnabled: false,
      locale: 'fr-FR',
      viewport: { width: 360, height: 740 },
    })
  ).newPage()
  await plain.goto(site.url)
  await plain.getByLabel('Votre message').fill('Sans programme.')
  await plain.getByRole('button', { name: 'Envoyer' }).click()
  await plain.getByText('Sans programme.').waitFor()
  await plain.reload()
  assert.equal(await plain.getByText('Sans programme.').count(), 1)
  const whole = await visitor.newPage()
  await whole.goto(site.url)
  await whole.getByRole('region', { name: 'Maison Ardoise' }).waitFor()
  assert.deepEqual(await axeIn(whole), [])
})

test('a call is written down by the keyboard alone', async () => {
  await agent.goto('/inbox')
  await agent.locator('h1, h2').first().waitFor()
  await agent.keyboard.press('t')
  const dialog = agent.getByRole('dialog', { name: 'Noter un échange' })
  await dialog.waitFor()
  await agent.keyboard.type('Mme Roy')
  await agent.keyboard.press('Tab')
  await agent.keyboard.type('01 23 45 67 89')
  await agent.keyboard.press('Tab')
  await agent.keyboard.type('Très contente de la réponse.')
  await agent.keyboard.press('Control+Enter')
  await agent.getByText('L’échange est noté.').waitFor()
  await eventually(
    () => client.call<{ items: { author: { name: string } }[] }>('GET', '/conversations?channel=phone'),
    ({ items }) => items[0]?.author.name === 'Mme Roy',
  )
})
