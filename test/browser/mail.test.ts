import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { type EmailServer, letter, startEmail } from '../support/email-server.ts'
import { headerOf } from '../support/mailbox.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { openContext } from './look.ts'

/** A mailbox connected by its form, answered from, and told of what came back. */
let mail: EmailServer
let program: RunningProgram
let client: Client
let browser: Browser
let page: Page
before(async () => {
  mail = await startEmail()
  const hosts = [mail.imap.port, mail.smtp.port].map((port) => `127.0.0.1:${port}`)
  program = await startProgram({ env: { VEILLEE_ALLOW_HOSTS: hosts.join(',') } })
  client = await setUpOwner(program)
  browser = await chromium.launch(CHROMIUM)
  const look = { baseUrl: program.url, cookie: client.cookie, locale: 'en', theme: 'light' } as const
  page = await (await openContext(browser, look)).newPage()
  page.setDefaultTimeout(20_000)
})
after(async () => {
  await browser?.close()
  await program?.stop()
  await mail?.close()
})

const bubble = (text: string) => page.locator('article ol > li').filter({ hasText: text })

test('a mailbox is connected by a form in words, with a signature of several lines', async () => {
  const { imapPort, smtpPort, imapPassword } = mail.config
  await page.goto('/settings/channels/new/email')
  const field = (label: string) => page.getByLabel(new RegExp(`^${label.replace(/[()]/g, '\\$&')}( \\*)?$`))
  await field('Name of this source').fill('Aide')
  await field('Address').fill('aide@maison.example')
  await field('Incoming server (IMAP)').fill('127.0.0.1')
  await field('Incoming port').fill(String(imapPort))
  await field('User name').fill('aide@maison.example')
  await field('Password').fill(String(imapPassword))
  await field('Outgoing server (SMTP)').fill('127.0.0.1')
  await field('Outgoing port').fill(String(smtpPort))
  const none = { label: 'None, in your own network only' }
  await page.getByLabel('Incoming encryption').selectOption(none)
  await page.getByLabel('Outgoing encryption').selectOption(none)
  await page.getByLabel('Who files a copy').selectOption({ label: 'Veillée, unless there is one already' })
  await field('Signature').fill('Léa\nMaison Exemple')
  await page.getByRole('button', { name: 'Try and connect' }).click()
  await page.locator('#health').waitFor()
  const [account] = await client.call<{ config: Record<string, unknown> }[]>('GET', '/accounts')
  const { imapSecurity, smtpSecurity, filing, signature } = account?.config ?? {}
  assert.deepEqual([imapSecurity, smtpSecurity, filing], ['clear', 'clear', 'program'])
  assert.equal(signature, 'Léa\nMaison Exemple')
})

test('what will be quoted is shown, and introduced in the language of the conversation', async () => {
  mail.inbox.add(
    letter(
      {
        From: 'Ana Diaz <ana@client.example>',
        To: 'aide@maison.example',
        Subject: 'My lamp',
        Date: new Date().toUTCString(),
        'Message-ID': '<q1@client.example>',
      },
      'Hello, the lamp that I have bought from you does not work any more. What should I do?',
    ),
  )
  await page.goto('/inbox')
  await page.locator('li[aria-posinset]').getByRole('link').click()
  await page.locator('#answer').fill('Unplug it for five minutes.')
  await page.getByRole('button', { name: 'More choices for this answer' }).click()
  const language = page.getByLabel('Language of the answer')
  assert.equal(await language.inputValue(), 'en')
  // It is said in the language that it is written in, and shown to be another than theirs.
  await page.getByRole('button', { name: 'More choices for this answer' }).click()
  await language.waitFor({ state: 'detached' })
  await page
    .locator('#answer')
    .fill('Bonjour Ana, débranchez votre lampe pendant cinq minutes, s’il vous plaît.')
  await language.waitFor()
  assert.equal(await language.inputValue(), 'fr')
  await page.locator('#answer').fill('Unplug it for five minutes.')
  await language.waitFor({ state: 'detached' })
  await page.getByText('Show what will be quoted').click()
  await page.locator('blockquote').getByText('the lamp that I have bought').waitFor()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await bubble('Unplug it').getByText('us', { exact: true }).waitFor()
  const [left, ...more] = mail.outbound.map(({ raw }) => raw.toString('utf8'))
  assert.equal(more.length, 0)
  assert.match(left ?? '', /Maison Exemple[\s\S]*On .* wrote:[\s\S]*> Hello, the lamp/)
  assert.doesNotMatch(left ?? '', /a =C3=A9crit|a écrit/)
})

test('an answer that is late, then comes back, says so under itself in words', async () => {
  const id = headerOf(mail.outbound[0]?.raw ?? Buffer.alloc(0), 'message-id')
  const report = (action: string, status: string, words: string) =>
    mail.inbox.add(bounce(id, action, status, words))
  const answer = bubble('Unplug it')
  report('delayed', '4.4.1', 'connection timed out')
  await answer.getByText('has not reached ana@client.example yet').waitFor()
  report('failed', '5.1.1', 'User unknown in virtual mailbox table')
  await answer.getByText('was not handed over to ana@client.example').waitFor()
  await answer.getByText('This address does not exist').waitFor()
  await answer.getByText('5.1.1 · 550 User unknown in virtual mailbox table').waitFor()
  assert.equal(await answer.getByText('has not reached').count(), 0)
})

/** What a mail server says of a mail (RFC 3464). */
function bounce(id: string, action: string, status: string, words: string): string {
  const parts = [
    ['text/plain', 'This is the mail system.'],
    [
      'message/delivery-status',
      `Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ana@client.example\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; 550 ${words}`,
    ],
    ['text/rfc822-headers', `Message-ID: ${id}`],
  ]
  const body = parts.map(([type, text]) => `--b\nContent-Type: ${type}\n\n${text}\n`).join('\n')
  return letter(
    {
      From: 'MAILER-DAEMON@mx.example',
      To: 'aide@maison.example',
      Subject: 'Delivery status',
      Date: new Date().toUTCString(),
      'Message-ID': `<${action}@mx.example>`,
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
    },
    `${body}\n--b--`,
  )
}
