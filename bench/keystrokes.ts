// How many keys it takes one person to clear fifty conversations of the demonstration by keyboard alone.
//   npm run bench -- keystrokes [conversations]
// The texts are those that customers of the demonstration wrote last to its shop; they come in by a server that speaks
// Mastodon's API on this machine, since nobody answers for the demonstration's own accounts. Each is answered with the
// saved answer that fits by its first letters, sent and closed; then as many are closed without an answer. Keys are
// counted by the page itself as it hears them go down, Ctrl, Shift and Alt too; letters of texts are not typed.
//
// The peer is Chatwoot, the free product with the most keys of its own. Its keys are published in its source
// (dashboard/components/widgets/modal/constants.js, and its help on canned responses): Alt+L to write a reply, "/" and
// the first letters of a canned response, Enter to take it, Ctrl+Enter to send, Ctrl+Alt+E to resolve and open the next.
// They are counted as documented for the same work, with as many letters of the short code as here; nothing of it is run.
import { type Browser, chromium, type Page } from 'playwright-core'
import { generateDemo } from '../src/server/demo/index.ts'
import { openContext } from '../test/browser/look.ts'
import { CHROMIUM } from '../test/support/chromium.ts'
import { type Client, setUpOwner } from '../test/support/client.ts'
import { eventually } from '../test/support/eventually.ts'
import { startMastodon } from '../test/support/mastodon-server.ts'
import { startProgram } from '../test/support/program.ts'
import { benchDatabase, report } from './support.ts'

const [count = 50] = process.argv.slice(2).map(Number)
/** First letters of a shortcut, typed to find one of six saved answers. */
const LETTERS = 2
const ANSWERS = ['retard', 'echange', 'clignote', 'merci', 'stock', 'facture']
/** A reply, its canned response, sent, resolved with the next one open: keys that go down, Ctrl and Alt counted. */
const CHATWOOT = { answered: 2 + 1 + LETTERS + 1 + 2 + 3, closed: 3 }

/** What customers wrote last to the shop, each another person. */
function lastAsked(): string[] {
  const texts = new Map<string, string>()
  for (const { activities } of generateDemo({ seed: 1, now: new Date('2026-11-01T09:00:00Z') }).batches)
    for (const { verb, actor, object, visibility } of activities)
      if (verb === 'Create' && !object.inReplyTo && object.text && visibility === 'private') {
        texts.delete(actor.id)
        texts.set(actor.id, object.text)
      }
  // One stays, so that the last that is closed has one after it as the others have.
  return [...texts.values()].slice(-2 * count - 1)
}

const mastodon = await startMastodon()
mastodon.world.person('maison')
const database = await benchDatabase()
const env = { VEILLEE_ALLOW_HOSTS: new URL(mastodon.url).host, VEILLEE_LIMITS: 'no' }
const program = await startProgram({ databaseUrl: database.url, env })
let browser: Browser | undefined
try {
  const owner = await setUpOwner(program)
  browser = await chromium.launch(CHROMIUM)
  const look = { baseUrl: program.url, cookie: owner.cookie, locale: 'en', theme: 'light' } as const
  const page = await (await openContext(browser, look)).newPage()
  await page.addInitScript(() => {
    const counting = window as unknown as { keysDown: number }
    counting.keysDown = Number(sessionStorage.getItem('keys') ?? 0)
    const hear = () => sessionStorage.setItem('keys', String(++counting.keysDown))
    window.addEventListener('keydown', hear, true)
  })
  await connect(page)
  for (const shortcut of ANSWERS)
    await owner.call('POST', '/saved-answers', {
      ...{ name: shortcut, shortcut, folder: '', tags: [], channels: [], crisis: false },
      texts: {
        fr: `Bonjour, merci de votre message (${shortcut}). Nous revenons vers vous. Bonne journée`,
        en: `Hello (${shortcut})`,
      },
    })
  const texts = lastAsked()
  for (const [n, text] of texts.entries())
    mastodon.world.say(mastodon.world.person(`client${n}`), `@maison ${text}`.slice(0, 490))
  await eventually(
    () => open(owner),
    (n) => n === texts.length,
  )
  await page.goto('/inbox')
  await page.locator('li[aria-posinset]').first().waitFor()
  const answered = await keysFor(page, async () => {
    await page.keyboard.press('j')
    for (let n = 0; n < count; n++) await answerOne(page, ANSWERS[n % ANSWERS.length] ?? '')
  })
  await eventually(
    () => open(owner),
    (n) => n === texts.length - count,
  )
  const closed = await keysFor(page, async () => {
    for (let n = 0; n < count; n++) await closeOne(page)
  })
  await eventually(
    () => open(owner),
    (n) => n === texts.length - 2 * count,
  )
  report('keystrokes', {
    inputs: `${count} conversations answered and closed, ${count} closed; ${LETTERS} letters of a shortcut`,
    'keys to answer and close': answered,
    'the same in Chatwoot, as documented': 2 + count * CHATWOOT.answered,
    ratio: answered / (2 + count * CHATWOOT.answered),
    'keys to close': closed,
    'the same in Chatwoot': count * CHATWOOT.closed,
  })
} finally {
  await browser?.close()
  await program.stop()
  await mastodon.close()
  await database.close()
}

async function open(client: Client): Promise<number> {
  return (await client.call<{ open: number }>('GET', '/conversations/counts')).open
}

async function connect(page: Page): Promise<void> {
  await page.goto('/settings/channels/new/mastodon')
  await page.getByLabel('Server', { exact: false }).first().fill(mastodon.url)
  await page.getByRole('button', { name: 'Continue to Mastodon' }).click()
  await page.waitForURL('**/settings/channels?connected=*')
}

async function keysFor(page: Page, work: () => Promise<void>): Promise<number> {
  const down = () => page.evaluate(() => Number(sessionStorage.getItem('keys') ?? 0))
  const before = await down()
  await work()
  return (await down()) - before
}

/** The one that is open is answered with a saved answer and closed; the next stands open after it. */
async function answerOne(page: Page, shortcut: string): Promise<void> {
  await page.locator('#answer').waitFor()
  const here = page.url()
  await page.keyboard.press('q')
  await page.keyboard.type(shortcut.slice(0, LETTERS))
  const first = page.locator('[role=option][aria-selected=true]')
  await first.filter({ hasText: `/${shortcut}` }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Shift+Enter')
  await page.waitForURL((url) => url.href !== here)
}

async function closeOne(page: Page): Promise<void> {
  await page.locator('article h2').first().waitFor()
  const here = page.url()
  await page.keyboard.press('e')
  await page.waitForURL((url) => url.href !== here)
}
