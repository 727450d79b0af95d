import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { drawn, openContext } from './look.ts'

interface Hook {
  hookUrl: string
  secret: string
}

let program: RunningProgram
let browser: Browser
before(async () => {
  browser = await chromium.launch(CHROMIUM)
})
after(async () => {
  await browser?.close()
})

/** Tells the program, as another system would, that people wrote. */
async function tell(hook: Hook, items: object[]): Promise<void> {
  const body = JSON.stringify(items)
  const time = Math.floor(Date.now() / 1000)
  const v1 = createHmac('sha256', hook.secret).update(`${time}.${body}`).digest('hex')
  const address = new URL(new URL(hook.hookUrl).pathname, program.url)
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-veillee-signature': `t=${time},v1=${v1}` },
    body,
  })
  assert.equal(answer.status, 202, await answer.text())
}

function letter(id: number, text: string, at = Date.now() - id * 60_000) {
  return {
    id: `letter-${id}`,
    author: `Person ${id} <p${id}@mail.example>`,
    text,
    published: new Date(at).toISOString(),
  }
}

function row(page: Page, name: string) {
  return page.locator('li[aria-posinset]').filter({ hasText: name })
}

describe('first run', () => {
  let page: Page
  before(async () => {
    program = await startProgram()
    const context = await openContext(browser, {
      baseUrl: program.url,
      cookie: '',
      locale: 'en',
      theme: 'light',
    })
    page = await context.newPage()
  })
  after(() => program.stop())

  test('three steps lead to an owner, a first alert and the sources', async () => {
    assert.ok(program.setUp)
    await page.goto(`${program.url}/set-up${new URL(program.setUp).hash}`)
    await page.getByLabel('Your name').fill('Solène Marchetti')
    await page.getByLabel('Your e-mail address').fill('solene@example.org')
    await page.getByLabel('Choose a password').fill('a lamp in the evening')
    await page.getByLabel('Name of the workspace').fill('Maison Tisane')
    const names = page.getByRole('combobox', { name: 'Names of the brand' })
    await names.fill('Maison Tisane')
    await names.press('Enter')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByLabel('Who answers?').fill('Solène')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Set a first objective' }).click()
    await page.getByRole('button', { name: 'Finish' }).click()
    await page.waitForURL('**/start')
    await page.getByRole('link', { name: 'Maison Tisane' }).first().waitFor()
    assert.match((await page.locator('code').first().textContent()) ?? '', /maison tisane/i)
  })

  test('an alert that can find nothing says why, and leads to the sources', async () => {
    await page.goto('/watch')
    await page.getByText('No source is connected').waitFor()
    await page.locator('#main').getByRole('link', { name: 'Connect a source' }).click()
    await page.waitForURL('**/settings/channels')
  })

  test('the owner signs out, is refused with a wrong password, and comes back to the page asked for', async () => {
    await page.getByRole('button', { name: /Account of/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.waitForURL('**/sign-in')
    await page.goto('/settings/team')
    await page.waitForURL('**/sign-in?next=*')
    await page.getByLabel('E-mail address').fill('solene@example.org')
    await page.getByLabel('Password', { exact: true }).fill('not this one at all')
    await page.getByRole('button', { name: 'Enter', exact: true }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Password', { exact: true }).fill('a lamp in the evening')
    await page.getByRole('button', { name: 'Enter', exact: true }).click()
    await page.waitForURL('**/settings/team')
    await page.locator('#members').waitFor()
  })
})

describe('the inbox by keyboard', () => {
  let client: Client
  let context: BrowserContext
  let page: Page
  let hook: Hook
  before(async () => {
    program = await startProgram()
    client = await setUpOwner(program)
    hook = await client.call<Hook>('POST', '/accounts', {
      channel: 'webhook',
      name: 'Form',
      config: {},
      inbox: true,
    })
    await tell(
      hook,
      [1, 2, 3, 4, 5].map((id) => letter(id, `Where is my order ${id}?`)),
    )
    context = await openContext(browser, {
      baseUrl: program.url,
      cookie: client.cookie,
      locale: 'en',
      theme: 'light',
    })
    page = await context.newPage()
    await page.goto('/inbox?view=recent')
    await row(page, 'Person 5').waitFor()
  })
  after(() => program.stop())

  test('j opens the next, e is done and moves on, u takes it back', async () => {
    await page.keyboard.press('j')
    await page.getByRole('heading', { name: 'Person 1' }).waitFor()
    await page.keyboard.press('j')
    await page.getByRole('heading', { name: 'Person 2' }).waitFor()
    await page.keyboard.press('e')
    await page.getByRole('heading', { name: 'Person 3' }).waitFor()
    await row(page, 'Person 2').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Close', exact: true }).first().waitFor()
    await page.keyboard.press('u')
    await row(page, 'Person 2').waitFor()
    await page.waitForFunction(async () => {
      const answer = await fetch('/api/v1/conversations/counts')
      return (await answer.json()).open === 5
    })
  })

  test('a gives to a colleague, z puts off, l labels, n notes, and each is there after a reload', async () => {
    await row(page, 'Person 4').getByRole('link').click()
    await page.getByRole('heading', { name: 'Person 4' }).waitFor()
    await page.keyboard.press('a')
    await page.getByRole('combobox').fill('me')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('l')
    await page.getByRole('dialog').getByRole('combobox').fill('delivery')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('n')
    await page.keyboard.type('The parcel is at the depot.')
    await page.keyboard.press('Control+Enter')
    // The field is emptied once the note is kept; its own text would be found before.
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#note')?.value === '')
    await page.reload()
    await page.getByText('The parcel is at the depot.').first().waitFor()
    await page.getByRole('article').getByText('delivery', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: 'Léa', exact: true }).waitFor()
    await page.getByText('Léa took the conversation').waitFor()
    await page.keyboard.press('z')
    await page.getByRole('button', { name: /Tomorrow morning/ }).click()
    await row(page, 'Person 4').waitFor({ state: 'detached' })
    await page.goto('/inbox?view=snoozed')
    await row(page, 'Person 4').waitFor()
  })

  test('what comes in is announced and moves nothing until it is asked for', async () => {
    await page.goto('/inbox?view=recent')
    await row(page, 'Person 5').getByRole('link').click()
    await page.getByRole('heading', { name: 'Person 5' }).waitFor()
    const first = await page.locator('li[aria-posinset="1"]').textContent()
    await tell(hook, [
      { ...letter(6, 'Good evening, is anybody there?'), published: new Date().toISOString() },
    ])
    await page.getByRole('button', { name: '1 new conversation' }).waitFor()
    assert.equal(await page.locator('li[aria-posinset="1"]').textContent(), first)
    await page.getByRole('button', { name: '1 new conversation' }).click()
    await row(page, 'Person 6').waitFor()
    assert.match((await page.locator('li[aria-posinset="1"]').textContent()) ?? '', /Person 6/)
  })

  test('beside a list that is slow to come, nothing is called new', async () => {
    const other = await context.newPage()
    let asked = 0
    await other.route('**/api/v1/conversations?*', async (route) => {
      if (asked++ === 0) await new Promise((later) => setTimeout(later, 1500))
      await route.continue()
    })
    let answered = 0
    other.on('response', (answer) => {
      if (answer.url().includes('/api/v1/conversations?')) answered++
    })
    await other.goto('/inbox')
    await row(other, 'Person 5').waitFor()
    while (answered < 2) await other.waitForEvent('response')
    await drawn(other)
    assert.equal(await other.getByRole('button', { name: /new conversation/ }).count(), 0)
    await other.close()
  })

  test('x selects, and one change goes to all that is selected', async () => {
    await row(page, 'Person 1').getByRole('checkbox').check()
    await row(page, 'Person 3')
      .getByRole('checkbox')
      .click({ modifiers: ['Shift'] })
    await page.getByText('3 selected').waitFor()
    await page.getByRole('button', { name: 'Done', exact: true }).first().click()
    await row(page, 'Person 2').waitFor({ state: 'detached' })
    await page.goto('/inbox?view=done')
    await row(page, 'Person 1').waitFor()
    assert.equal(await page.locator('li[aria-posinset]').count(), 3)
  })

  test('a conversation has an address, and a filter lives in it', async () => {
    await page.goto('/inbox?q=anybody')
    await row(page, 'Person 6').getByRole('link').click()
    await page.getByRole('heading', { name: 'Person 6' }).waitFor()
    assert.match(page.url(), /\/inbox\/[0-9a-f-]{36}\?q=anybody/)
    await page.reload()
    await page.getByRole('heading', { name: 'Person 6' }).waitFor()
    await row(page, 'Person 6').waitFor()
    assert.equal(await page.locator('li[aria-posinset]').count(), 1)
    await page.goBack()
    await page.getByText('Choose a conversation.').waitFor()
  })
})

describe('watching', () => {
  let client: Client
  let page: Page
  before(async () => {
    program = await startProgram()
    client = await setUpOwner(program)
    const hook = await client.call<Hook>('POST', '/accounts', {
      channel: 'webhook',
      name: 'Form',
      config: {},
      inbox: false,
    })
    await tell(
      hook,
      [1, 2, 3].map((id) => letter(id, `My lamp number ${id} arrived broken`, Date.now() - id * 86_400_000)),
    )
    const context = await openContext(browser, {
      baseUrl: program.url,
      cookie: client.cookie,
      locale: 'fr',
      theme: 'dark',
    })
    page = await context.newPage()
  })
  after(() => program.stop())

  test('a query is mended in one click, previewed on history, kept, and its posts are one click from the chart', async () => {
    await page.goto('/watch/new')
    await page.getByLabel('Nom', { exact: false }).first().fill('Casse')
    const query = page.getByLabel('Recherche', { exact: true })
    await query.fill('lamp sentimnt:negative')
    await page.getByRole('button', { name: /Remplacer par/ }).click()
    assert.equal(await query.inputValue(), 'lamp sentiment:negative')
    await query.fill('lamp broken')
    await page.getByRole('heading', { name: /3 messages en 30 jours/ }).waitFor()
    await page.getByRole('button', { name: 'Créer l’alerte' }).click()
    await page.getByRole('heading', { name: 'Casse' }).waitFor()
    await page.getByRole('button', { name: 'Tableau' }).click()
    await page.locator('table button').nth(1).click()
    await page.waitForURL(/at=/)
    await page.getByRole('article').nth(1).waitFor({ state: 'detached' })
    await page.getByRole('article').waitFor()
    assert.equal(await page.getByRole('article').count(), 1)
  })

  test('a query of another tool is brought in, undone, cleaned of what is beside the point, and shares a list', async () => {
    await page.goto('/watch/new')
    const query = page.getByLabel('Recherche', { exact: true })
    await query.fill('lamp')
    await page.getByRole('button', { name: 'Coller une requête d’un autre outil' }).click()
    await page.getByLabel('Telle qu’elle y est écrite').fill('lamp AND (arrived OR {NEVER}) AND city:lyon')
    await page.getByText('La recherche trouvera davantage.').waitFor()
    await page.getByRole('button', { name: 'Prendre cette requête' }).click()
    assert.equal(await query.inputValue(), 'lamp (arrived OR =NEVER)')
    await page.keyboard.press('Control+z')
    assert.equal(await query.inputValue(), 'lamp')
    await page.getByRole('article').nth(2).waitFor()
    await page.getByRole('article').filter({ hasText: 'number 2' }).hover()
    await page.getByLabel('Nom', { exact: false }).first().blur()
    await query.blur()
    await page.keyboard.press('x')
    const offered = page.getByRole('region', { name: 'Ce qui vient avec les messages hors sujet' })
    await offered.getByRole('button', { name: 'Exclure' }).first().click()
    const excluded = await query.inputValue()
    assert.match(excluded, /^lamp -/)
    await page.getByRole('heading', { name: /2 messages en 30 jours/ }).waitFor()
    await client.call('POST', '/term-lists', { name: 'casses', terms: ['broken', 'cracked'] })
    await page.reload()
    await query.pressSequentially('lamp liste:c')
    await page.getByRole('option', { name: /liste:casses/ }).waitFor()
    await query.press('Enter')
    assert.equal(await query.inputValue(), 'lamp liste:casses ')
    await page.getByRole('heading', { name: /3 messages en 30 jours/ }).waitFor()
  })

  test('an alert that another changes shows its new past without being asked', async () => {
    const alert = { name: 'Verre', query: 'nobody has ever written this' }
    const { id } = await client.call<{ id: string }>('POST', '/alerts', alert)
    await page.goto(`/watch/${id}`)
    await page.locator('#main .empty-state').waitFor()
    await client.call('PATCH', `/alerts/${id}`, { query: 'lamp' })
    await page.getByRole('article').nth(2).waitFor()
    assert.equal(await page.getByRole('article').count(), 3)
    await page.getByRole('heading', { name: /^3 messages/ }).waitFor()
  })

  test('a declared trait leads to its posts, and a competitor to what is its own', async () => {
    await client.call('POST', '/alerts', { name: 'Lampes', query: 'lamp', kind: 'brand' })
    await page.goto('/watch/identity')
    await page.getByRole('button', { name: 'Déclarer un trait' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Trait' }).fill('Fiable')
    await page.keyboard.press('Tab')
    const opposites = dialog.getByLabel('Disent le contraire, en anglais')
    await page.waitForFunction(
      (field) => (field as HTMLTextAreaElement).value.includes('broken'),
      await opposites.elementHandle(),
    )
    await opposites.fill('arrived broken')
    await dialog.getByRole('button', { name: 'Déclarer' }).click()
    await page.locator('#main ol button', { hasText: 'Fiable' }).click()
    await page.getByRole('article').nth(2).waitFor()
    await page.getByRole('button', { name: 'Qui disent le contraire' }).click()
    await page.waitForURL(/contrary=true/)
    await page.getByRole('article').nth(2).waitFor()
    const rival = { name: 'Person 1', query: 'number', kind: 'competitor' }
    await client.call('POST', '/alerts', rival)
    await page.goto('/watch/competitors')
    await page.getByRole('button', { name: /Person 1, 1 message/ }).click()
    await page.getByText('1 message publié.').waitFor()
  })

  test('completion proposes fields and their values', async () => {
    await page.goto('/watch/new')
    const query = page.getByLabel('Recherche', { exact: true })
    await query.fill('lampe ')
    await query.pressSequentially('sent')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('option', { name: /négatif/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    assert.equal(await query.inputValue(), 'lampe sentiment:négatif ')
  })

  test('the palette finds by name without accents, and the language changes at once', async () => {
    await page.goto('/day')
    await page.locator('#main h1').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('reglages')
    await page.getByRole('option', { name: /Réglages/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/settings')
    await page.getByRole('button', { name: /Compte de/ }).click()
    await page.getByRole('menuitem', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'en')
  })
})
