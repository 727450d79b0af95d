import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { totpCode } from '../support/totp.ts'
import { openContext } from './look.ts'

const PASSWORD = 'une longue phrase de passe'
let program: RunningProgram
let client: Client
let browser: Browser
before(async () => {
  program = await startProgram()
  client = await setUpOwner(program)
  browser = await chromium.launch(CHROMIUM)
})
after(async () => {
  await browser?.close()
  await program?.stop()
})

/** A page of a browser of its own, in English. */
async function newPage(cookie = ''): Promise<Page> {
  const context = await openContext(browser, { baseUrl: program.url, cookie, locale: 'en', theme: 'light' })
  return context.newPage()
}

/** A device whose own lock opens to whoever holds it. */
async function holdDevice(page: Page): Promise<{ session: CDPSession; id: string }> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId: id } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { session, id }
}

/** What a field to copy from holds. */
async function copied(page: Page, label: string): Promise<string> {
  const field = page.locator('.copy-field').filter({ has: page.getByText(label, { exact: true }) })
  return (await field.locator('code').textContent()) ?? ''
}

async function givePassword(page: Page): Promise<void> {
  await page.getByLabel('E-mail address').fill('lea@example.org')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Enter', exact: true }).click()
}

test('an invitation is handed over, joins its bearer in the role it says, and serves once', async () => {
  const page = await newPage(client.cookie)
  await page.goto('/settings/team')
  await page.getByLabel('E-mail address').fill('ines@example.org')
  await page.getByRole('combobox', { name: 'Role' }).selectOption({ label: 'Analyst' })
  await page.getByRole('button', { name: 'Prepare the invitation' }).click()
  const link = await copied(page, 'Invitation link')
  assert.ok(link.startsWith(`${program.url}/invitation#`), link)
  await page.getByRole('listitem').filter({ hasText: 'ines@example.org' }).waitFor()

  const guest = await newPage()
  await guest.goto(link)
  await guest.getByRole('heading', { name: 'Join Lumignon' }).waitFor()
  await guest.getByLabel('Your name').fill('Inès Carvalho')
  await guest.getByLabel('Choose a password').fill('un soir au coin du feu')
  await guest.getByRole('button', { name: 'Join' }).click()
  await guest.waitForURL('**/day')
  await guest.goto('/settings/team')
  await guest.getByRole('listitem').filter({ hasText: 'Inès Carvalho' }).getByText('Analyst').waitFor()
  assert.equal(await guest.getByRole('button', { name: 'Prepare the invitation' }).count(), 0)

  await page.reload()
  await page.getByRole('listitem').filter({ hasText: 'Inès Carvalho' }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Cancel the invitation' }).count(), 0)
  await page.goto(link)
  await page.getByRole('alert').waitFor()
  await guest.context().close()
  await page.context().close()
})

test('a passkey is added, opens the door without a name or a password, and no more once it is removed', async () => {
  const page = await newPage(client.cookie)
  const { session, id } = await holdDevice(page)
  await page.goto('/settings/profile')
  await page.getByRole('textbox', { name: 'Name', exact: true }).last().fill('Telephone')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('listitem').filter({ hasText: 'Telephone' }).waitFor()
  const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId: id })
  assert.deepEqual(
    credentials.map(({ rpId, isResidentCredential }) => ({ rpId, isResidentCredential })),
    [{ rpId: 'localhost', isResidentCredential: true }],
  )

  await page.context().clearCookies()
  await page.goto('/settings/profile')
  await page.getByRole('button', { name: 'Enter with a passkey' }).click()
  await page.waitForURL('**/settings/profile')
  await page.getByRole('listitem').filter({ hasText: 'Telephone' }).getByRole('button').click()
  await page.getByText('No passkey yet.').waitFor()

  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Enter with a passkey' }).click()
  await page.getByRole('alert').waitFor()
  assert.match(page.url(), /\/sign-in$/)
  await page.context().close()
})

test('whoever closes the window of the device is told gently, and can still give a password', async () => {
  const page = await newPage()
  const { session, id } = await holdDevice(page)
  await session.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: false })
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Enter with a passkey' }).click()
  await page.getByText('Nothing was sent. You can try again or give your password.').waitFor()
  await givePassword(page)
  await page.waitForURL('**/day')
  await page.context().close()
})

test('a second factor is set up, asked for at the next sign-in, and a backup code serves once in its place', async () => {
  const page = await newPage(client.cookie)
  await page.goto('/settings/profile')
  const section = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Second factor' }) })
  await section.getByLabel('Current password').fill(PASSWORD)
  await section.getByRole('button', { name: 'Set it up' }).click()
  await section.getByRole('img', { name: 'QR code of the second factor' }).waitFor()
  const secret = await copied(page, 'Secret')
  const backup = (await section.getByRole('listitem').first().textContent()) ?? ''
  const address = `otpauth://totp/Veillée?secret=${secret}`
  await section.getByLabel('Code shown by the application').fill(totpCode(address, new Date()))
  await section.getByRole('button', { name: 'Turn on' }).click()
  await section.getByText('on', { exact: true }).waitFor()
  await page.context().close()

  const other = await newPage()
  await other.goto('/settings/team')
  await givePassword(other)
  const code = other.getByLabel('Six-digit code of your application')
  await code.fill(totpCode(address, new Date(Date.now() - 3_600_000)))
  await other.getByRole('button', { name: 'Enter', exact: true }).click()
  await other.getByRole('alert').waitFor()
  await code.fill(totpCode(address, new Date()))
  await other.getByRole('button', { name: 'Enter', exact: true }).click()
  await other.waitForURL('**/settings/team')
  await other.locator('#members').waitFor()
  await other.context().close()

  for (const serves of [true, false]) {
    const third = await newPage()
    await third.goto('/sign-in')
    await givePassword(third)
    await third.getByRole('button', { name: 'Use a backup code' }).click()
    await third.getByLabel('Backup code').fill(backup)
    await third.getByRole('button', { name: 'Enter', exact: true }).click()
    if (serves) await third.waitForURL('**/day')
    else await third.getByRole('alert').waitFor()
    await third.context().close()
  }
})
