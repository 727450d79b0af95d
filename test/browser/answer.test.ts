import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { ConversationEntry, Delivery, Page as ListPage } from '../../src/server/api.ts'
import { type BlueskyServer, startBluesky } from '../support/bluesky-server.ts'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, join, setUpOwner } from '../support/client.ts'
import { eventually } from '../support/eventually.ts'
import { startIrc } from '../support/irc-server.ts'
import { type MastodonServer, startMastodon } from '../support/mastodon-server.ts'
import { type ModelServer, startModel } from '../support/model-server.ts'
import { picture as dusk } from '../support/picture.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { openContext } from './look.ts'

/** Answering as a person does it, on a network that behaves and on one that does not. */
let mastodon: MastodonServer
let irc: Awaited<ReturnType<typeof startIrc>>
let bluesky: BlueskyServer
let model: ModelServer
let program: RunningProgram
let client: Client
let browser: Browser
let page: Page
before(async () => {
  mastodon = await startMastodon()
  mastodon.world.person('maison')
  irc = await startIrc()
  bluesky = await startBluesky({})
  model = await startModel()
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
  const hosts = [
    new URL(mastodon.url).host,
    `127.0.0.1:${irc.port}`,
    new URL(model.url).host,
    new URL(bluesky.url).host,
    shopHost(),
  ]
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
  await irc?.close()
  await model?.close()
  await mastodon?.close()
  await bluesky?.close()
  shop.close()
})

/** A page that people link to, with a picture larger than a network may want. */
const shop = createServer((request, response) => {
  if (request.url === '/lamp.png') response.end(dusk(64, 48))
  else
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(
        '<title>x</title><meta property="og:title" content="Lampe Ardoise"><meta property="og:description" content="Une lampe de chevet."><meta property="og:image" content="/lamp.png">',
      )
})
const shopHost = () => `127.0.0.1:${(shop.address() as AddressInfo).port}`

const row = (name: string) => page.locator('li[aria-posinset]').filter({ hasText: name })
const bubble = (text: string) => page.locator('article ol > li').filter({ hasText: text })
const deliveries = async () => (await client.call<ListPage<Delivery>>('GET', '/deliveries?limit=100')).items

async function open(name: string): Promise<void> {
  await page.goto('/inbox')
  await row(name).getByRole('link').click()
  await page.getByRole('heading', { name }).waitFor()
  await page.locator('#answer').waitFor()
}

async function answer(text: string): Promise<void> {
  await page.locator('#answer').fill(text)
  await page.keyboard.press('Control+Enter')
  await bubble(text).waitFor()
}

test('an account is connected by its network’s own page; a refusal there is told, and changes nothing', async () => {
  const begin = async () => {
    await page.goto('/settings/channels/new/mastodon')
    await page.getByLabel('Server', { exact: false }).first().fill(mastodon.url)
    await page.getByRole('button', { name: 'Continue to Mastodon' }).click()
  }
  mastodon.grants.deny = true
  await begin()
  await page.waitForURL('**/settings/channels?failed=denied')
  await page.getByRole('status').getByText('The connection did not succeed').waitFor()
  assert.deepEqual(await client.call('GET', '/accounts'), [])

  mastodon.grants.deny = false
  await begin()
  await page.waitForURL('**/settings/channels?connected=*')
  await page
    .getByRole('status')
    .getByText(/@maison.* is connected/)
    .waitFor()
  await page.getByRole('status').getByRole('link', { name: 'See this channel' }).click()
  const health = page.locator('section').filter({ has: page.locator('#health') })
  await health.getByText('500 characters').waitFor()
  await page.getByRole('button', { name: 'Reconnect' }).click()
  await page.waitForURL('**/settings/channels?connected=*')
  assert.equal((await client.call<unknown[]>('GET', '/accounts')).length, 1)
})

test('an answer stands in the thread at once, leaves once, and becomes the message', async () => {
  const { world } = mastodon
  world.say(world.person('ines'), 'Bonjour @maison, ma lampe clignote')
  await page.goto('/inbox')
  await row('ines').waitFor()
  await open('ines')
  await page.keyboard.press('r')
  await page.keyboard.type('x'.repeat(501))
  await page.getByText('1 character too many').waitFor()
  assert.ok(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled())
  await page.getByText(/Public answer on Mastodon, from/).waitFor()

  await page.locator('#answer').fill('@ines débranchez-la cinq minutes')
  await page.reload()
  await page.locator('#answer').waitFor()
  assert.equal(await page.locator('#answer').inputValue(), '@ines débranchez-la cinq minutes')
  await page.locator('#answer').focus()
  await page.keyboard.press('Control+Enter')
  const mine = bubble('débranchez-la cinq minutes')
  await mine.getByText('us', { exact: true }).waitFor()
  await page.reload()
  await mine.getByText('us', { exact: true }).waitFor()
  assert.equal(await mine.count(), 1)
  assert.equal(await page.locator('#answer').inputValue(), '')
  const [made] = world.statuses.filter(({ text }) => text.includes('débranchez-la'))
  assert.equal(made?.inReplyTo?.by.name, 'ines')
  assert.equal(mastodon.accepted.get('@ines débranchez-la cinq minutes'), 1)
})

test('a draft is told its courtesy as it is typed; a key takes a mend, and undo takes it back', async () => {
  await open('ines')
  const field = page.locator('#answer')
  await field.fill('Votre lampe est partie ce matin')
  const elements = page.getByRole('list', { name: 'Courtesy of the answer' })
  await elements.getByText('Greeting missing').waitFor()
  await field.press('Alt+Enter')
  await elements.getByText('Greeting there').waitFor()
  assert.match(await field.inputValue(), /^Bon(jour|soir).*\nVotre lampe/)
  await field.press('Control+z')
  assert.equal(await field.inputValue(), 'Votre lampe est partie ce matin')
  await elements.getByText('Greeting missing').waitFor()
  await page.getByRole('button', { name: /^Write “(Bonjour|Bonsoir|Hello|Good)/ }).click()
  await elements.getByText('Greeting there').waitFor()
  await field.fill('')
  await elements.waitFor({ state: 'detached' })
})

test('a picture is drawn again before it leaves, and asks for its description', async () => {
  await open('ines')
  const picture = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'lampe.png', mimeType: 'image/png', buffer: picture })
  await page.getByText(/Without a description/).waitFor()
  await page.getByLabel('Description of lampe.png').fill('La lampe, éteinte')
  await answer('@ines voici où appuyer')
  const sent = bubble('voici où appuyer')
  await sent.getByText('us', { exact: true }).waitFor()
  await sent.getByRole('img', { name: 'La lampe, éteinte' }).waitFor()
  assert.deepEqual(
    mastodon.uploads.map(({ description }) => description),
    ['La lampe, éteinte'],
  )
})

test('what may be joined is said before, pictures go in the order given by the keyboard or by hand', async () => {
  await open('ines')
  await page.getByRole('button', { name: 'More choices for this answer' }).click()
  await page.getByText(/4 files at most · .*JPEG.*16.8 MB each at most.* goes alone/).waitFor()
  const files = ['un.png', 'deux.png', 'trois.png'].map((name, i) => ({
    name,
    mimeType: 'image/png',
    buffer: dusk(8 + i, 8),
  }))
  await page.locator('input[type="file"]').setInputFiles(files)
  for (const { name } of files) await page.getByLabel(`Description of ${name}`).fill(`${name} ici`)
  const later = page.getByRole('button', { name: 'Move un.png later' })
  await later.focus()
  await page.keyboard.press('Enter')
  await page.getByText('un.png is now 2 of 3.').waitFor()
  assert.ok(await later.evaluate((button) => button === document.activeElement), 'focus stays on what moved')
  const items = page.getByRole('list', { name: 'Attached files' }).getByRole('listitem')
  await items.nth(2).dragTo(items.nth(0))
  await page.getByText('trois.png is now 1 of 3.').waitFor()
  await page.locator('input[type="file"]').setInputFiles({
    ...{ name: 'film.mp4', mimeType: 'video/mp4' },
    buffer: Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0', 'latin1'),
  })
  await page.getByText('A video or a sound goes alone on this network. Left out: film.mp4.').waitFor()
  const before = mastodon.uploads.length
  await page.locator('#answer').fill(`@ines voyez https://${shopHost()}/`)
  await page.getByText(/Mastodon makes the preview of the link/).waitFor()
  await answer('@ines en trois images')
  await bubble('en trois images').getByText('us', { exact: true }).waitFor()
  const sent = mastodon.uploads.slice(before).map(({ description }) => description)
  assert.deepEqual(sent, ['trois.png ici', 'deux.png ici', 'un.png ici'])
})

test('a link shows on Bluesky the card that its writer saw, and none where they took it off', async () => {
  const { world } = bluesky
  const brand = world.member('maison.test', 'Maison')
  const zoe = world.member('zoe.test', 'Zoé')
  const places = { service: bluesky.url, directory: bluesky.url }
  const config = { identifier: brand.handle, password: brand.password, ...places }
  await client.call('POST', '/accounts', { channel: 'bluesky-account', name: 'Maison', config })
  world.mention(zoe, brand)
  await page.goto('/inbox')
  await row('Zoé').waitFor()
  await open('Zoé')
  const link = `http://${shopHost()}/lampe`
  await page.locator('#answer').fill(`Bonjour, la voici : ${link}`)
  const card = page.getByRole('figure').filter({ hasText: 'Preview that Bluesky will show' })
  await card.getByText('Lampe Ardoise').waitFor()
  await card.getByText('Une lampe de chevet.').waitFor()
  await page.getByRole('button', { name: 'Send without the preview' }).click()
  await page.getByText('The link will leave without a preview.').waitFor()
  await page.getByRole('button', { name: 'Put the preview back' }).click()
  await card.waitFor()
  await page.locator('#answer').focus()
  await page.keyboard.press('Control+Enter')
  await bubble('la voici').getByText('us', { exact: true }).waitFor()
  const [made] = [...brand.records.values()].filter(({ value }) => String(value.text).includes('la voici'))
  const embed = made?.value.embed as { external?: Record<string, unknown> } | undefined
  assert.deepEqual([embed?.external?.uri, embed?.external?.title], [link, 'Lampe Ardoise'])
  assert.ok(embed?.external?.thumb)
})

test('a refusal is told in the network’s words; changed, it leaves', async () => {
  await open('ines')
  mastodon.fault = (marker) => (marker.includes('refusée') ? 'refuse' : undefined)
  await answer('@ines cette phrase sera refusée')
  const refused = bubble('cette phrase sera refusée')
  await refused.getByText('Refused', { exact: true }).waitFor()
  await page.goto('/outbox?view=refused')
  const card = page.locator('#main li').filter({ hasText: 'sera refusée' })
  await card.getByRole('button', { name: 'Change' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('@ines cette phrase est reprise')
  await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click()
  await page.getByText('Nothing was refused').waitFor()
  await page.goto('/outbox?view=sent')
  await page.locator('#main li').filter({ hasText: 'est reprise' }).getByText('Sent').waitFor()
  assert.equal(mastodon.accepted.get('@ines cette phrase est reprise'), 1)
})

test('what was refused is sent again as it is once the network takes it, or given up', async () => {
  await open('ines')
  mastodon.fault = (marker) => (marker.includes('encore') ? 'refuse' : undefined)
  for (const text of ['@ines encore une fois', '@ines encore et toujours']) {
    await answer(text)
    await bubble(text).getByText('Refused', { exact: true }).waitFor()
  }
  mastodon.fault = () => undefined
  await page.goto('/outbox?view=refused')
  const card = (text: string) => page.locator('#main li').filter({ hasText: text })
  await card('encore une fois').getByRole('button', { name: 'Send again' }).click()
  await card('encore une fois').waitFor({ state: 'detached' })
  await card('encore et toujours').getByRole('button', { name: 'Give up' }).click()
  await page.getByText('Nothing was refused').waitFor()
  await page.getByRole('link', { name: /^Sent/ }).click()
  await page.waitForURL('**/outbox?view=sent')
  await card('encore une fois').getByText('Sent').waitFor()
  assert.equal(await card('encore et toujours').count(), 0)
  assert.equal(mastodon.accepted.get('@ines encore une fois'), 1)
  assert.equal(mastodon.accepted.get('@ines encore et toujours'), undefined)
})

test('what nobody can tell the end of waits for a person, who looks and decides', async () => {
  await client.call('POST', '/accounts', {
    channel: 'irc',
    name: 'Salon',
    config: { server: '127.0.0.1', port: irc.port, tls: false, nick: 'Maison', rooms: ['#salon'] },
    force: true,
  })
  while (!irc.present('Maison', '#salon')) await new Promise((later) => setTimeout(later, 50))
  irc.deliver('bruno', '#salon', 'Maison: vous ouvrez quand ?')
  await page.goto('/inbox')
  await row('bruno').waitFor()
  await open('bruno')
  irc.faults.cutAfterAcceptance = true
  await answer('bruno: à neuf heures')
  await bubble('à neuf heures').getByText('Perhaps sent').waitFor()
  irc.faults.cutAfterAcceptance = false
  await bubble('à neuf heures').getByRole('button', { name: 'It did leave' }).click()
  await bubble('à neuf heures').getByText('Perhaps sent').waitFor({ state: 'detached' })
  assert.equal(irc.heard.filter(({ text }) => text.includes('à neuf heures')).length, 1)
})

test('everything is stopped from the keyboard, held in sight, read again, and let go', async () => {
  await page.goto('/day')
  await page.locator('#main h1').waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('Stop everything')
  await page.getByRole('option', { name: /Stop everything/, selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('textbox').fill('A crisis')
  await page.keyboard.press('Enter')
  await page.getByText('A crisis').waitFor()
  await open('ines')
  await page
    .getByText(/Everything is stopped/)
    .first()
    .waitFor()
  await answer('@ines ceci attend')
  await answer('@ines ceci ne partira pas')
  await bubble('ceci attend').getByText('Held').waitFor()
  await page.goto('/outbox')
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByRole('checkbox', { name: /ne partira pas/ }).uncheck()
  await page.getByRole('button', { name: 'Resume, 1 message' }).click()
  await page.getByText('A crisis').waitFor({ state: 'detached' })
  await page.goto('/outbox?view=sent')
  await page.locator('#main li').filter({ hasText: 'ceci attend' }).waitFor()
  const states = Object.fromEntries((await deliveries()).map(({ text, state }) => [text, state]))
  assert.equal(states['@ines ceci attend'], 'sent')
  assert.equal(states['@ines ceci ne partira pas'], 'dropped')
  assert.equal(mastodon.accepted.get('@ines ceci ne partira pas'), undefined)
})

test('a message is liked, shared, and no longer; one of ours is taken back', async () => {
  await open('ines')
  const theirs = bubble('ma lampe clignote')
  await theirs.getByRole('button', { name: 'Like' }).click()
  const liked = theirs.getByRole('button', { name: 'Liked', pressed: true })
  await liked.waitFor()
  assert.equal(mastodon.world.favourites.size, 1)
  await page.reload()
  await liked.click()
  await theirs.getByRole('button', { name: 'Like', pressed: false }).and(page.locator(':enabled')).waitFor()
  assert.equal(mastodon.world.favourites.size, 0, 'no longer')
  await theirs.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Share' }).click()
  await theirs.getByRole('button', { name: 'Shared', pressed: true }).click()
  await theirs.getByRole('button', { name: 'Share', pressed: false }).and(page.locator(':enabled')).waitFor()
  assert.ok(mastodon.world.statuses.filter(({ boosts }) => boosts).every(({ deleted }) => deleted))
  const ours = bubble('débranchez-la cinq minutes')
  await ours.getByRole('button', { name: 'Take back' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
  await ours.waitFor({ state: 'detached' })
  await page.getByText('deleted', { exact: false }).first().waitFor()
  const talk = page.url().match(/[0-9a-f-]{36}/)?.[0]
  const { items } = await client.call<ListPage<ConversationEntry>>('GET', `/conversations/${talk}/items`)
  const gone = items.find((one) => one.kind === 'message' && one.activity.deleted)
  assert.ok(gone, 'the message is gone here too')
})

test('one joins what another is answering: the draft goes along, and the answer goes where it was meant', async () => {
  const { world } = mastodon
  world.say(world.person('paule'), '@maison ma commande 12 est en retard')
  world.say(world.person('paulette'), '@maison et la commande 13 aussi')
  const colleague = await join(program.url, client, 'agent')
  const look = { baseUrl: program.url, cookie: colleague.cookie, locale: 'en', theme: 'light' } as const
  const theirs = await (await openContext(browser, look)).newPage()
  theirs.setDefaultTimeout(20_000)
  const rowOf = (where: Page, name: string) => where.locator('li[aria-posinset]').filter({ hasText: name })
  await theirs.goto('/inbox')
  await rowOf(theirs, 'commande 12').getByRole('link').click()
  await theirs.locator('#answer').fill('@paule je regarde tout de suite')

  await page.goto('/inbox')
  await rowOf(page, 'commande 13').getByRole('link').click()
  await page.getByRole('heading', { name: 'paulette' }).waitFor()
  await rowOf(page, 'commande 12').getByRole('checkbox').check()
  await page.keyboard.press('m')
  await bubble('commande 12').waitFor()
  await page.getByText('Joins 2 exchanges').waitFor()
  await page.getByText('Léa joined paule’s conversation to this one').waitFor()
  const id = page.url().match(/[0-9a-f-]{36}/)?.[0] ?? ''

  await theirs.waitForURL(`**/inbox/${id}*`)
  await theirs.getByRole('heading', { name: 'paulette' }).waitFor()
  assert.equal(await theirs.locator('#answer').inputValue(), '@paule je regarde tout de suite')
  const choice = theirs.getByLabel('Answer to')
  // The server is asked what an answer to that message may be.
  await choice
    .locator('option:checked')
    .filter({ hasText: /Paule: .*commande 12/ })
    .waitFor({ state: 'attached' })
  await theirs.locator('#answer').focus()
  await theirs.keyboard.press('Control+Enter')
  await theirs
    .locator('article ol > li')
    .filter({ hasText: 'je regarde tout de suite' })
    .getByText('us', { exact: true })
    .waitFor()
  const sent = world.statuses.filter(({ text }) => text.includes('je regarde tout de suite'))
  assert.deepEqual(
    sent.map((one) => one.inReplyTo?.by.name),
    ['paule'],
    'once, and to whom it was written',
  )

  await page.keyboard.press('u')
  await page.getByText('Joins 2 exchanges').waitFor({ state: 'detached' })
  const counts = await client.call<ListPage<{ author: { handle: string } }>>(
    'GET',
    '/conversations?q=commande',
  )
  assert.equal(counts.items.length, 2, 'parted again')
  await theirs.context().close()
})

test('an answer that closes leads to the next, and what it closed stays out of the way', async () => {
  const { world } = mastodon
  world.say(world.person('nour'), '@maison le colis est arrivé')
  world.say(world.person('oscar'), '@maison le mien aussi')
  await page.goto('/inbox')
  await row('oscar').waitFor()
  await open('nour')
  await page.locator('#answer').fill('@nour merci de nous le dire')
  await page.locator('#answer').press('Control+Shift+Enter')
  await page.getByRole('heading', { name: 'nour' }).waitFor({ state: 'detached' })
  await page.locator('article h2').first().waitFor()
  await row('nour').waitFor({ state: 'detached' })
  await eventually(
    () => client.call<ListPage<{ status: string }>>('GET', '/conversations?q=arrivé&status=done'),
    ({ items }) => items.length === 1,
  )
})

test('a saved answer is put in at a slash, filled; it does not leave before it is whole; it is counted once sent', async () => {
  const content = { folder: '', tags: [], channels: [], crisis: false }
  const { id } = await client.call<{ id: string }>('POST', '/saved-answers', {
    ...content,
    ...{ name: 'Retard', shortcut: 'retard' },
    texts: {
      fr: 'Bonjour {{prénom|}}, votre lampe part ici : {{lien}}. Merci, {{agent}}',
      en: 'Late: {{link}}',
    },
  })
  await open('ines')
  const field = page.locator('#answer')
  await field.fill('')
  await field.press('/')
  const option = page.getByRole('option', { name: /Retard/ })
  await option.waitFor()
  await page.keyboard.type('ret')
  await option.waitFor()
  assert.match((await field.getAttribute('aria-activedescendant')) ?? '', /-0$/)
  await page.keyboard.press('Enter')
  await page.getByText('Still to fill').waitFor()
  assert.match(await field.inputValue(), /part ici : \{\{(?:lien|link)\}\}|Late: \{\{link\}\}/)
  await page.keyboard.press('Control+Enter')
  await page
    .getByText(/still to be filled in/)
    .first()
    .waitFor()
  await page
    .getByRole('button', { name: 'lien' })
    .or(page.getByRole('button', { name: 'link' }))
    .first()
    .click()
  await page.keyboard.type('https://maison.example/suivi')
  await page.keyboard.press('Control+Enter')
  await bubble('https://maison.example/suivi').first().waitFor()
  const { uses } = await client.call<{ uses: number }>('GET', `/saved-answers/${id}`)
  assert.equal(uses, 1)
  await page.getByRole('button', { name: 'Emoji', exact: true }).click()
  await page.getByRole('searchbox', { name: 'Search for an emoji' }).fill('parcel')
  await page.keyboard.press('Enter')
  assert.equal(await field.inputValue(), '📦')
  await field.fill('')
})

test('a model drafts an answer as it is watched; a person puts it in, changes it and sends it, and it is said', async () => {
  await client.call('PUT', '/understanding/analyser', {
    ...{ enabled: false, drafts: true, url: model.url, model: 'petit', key: null, currency: 'EUR' },
    ...{ priceIn: 2, priceOut: 10, capMoney: 5, capTokens: 1_000_000, private: false },
  })
  await open('ines')
  await page.getByRole('button', { name: 'Draft by a language model' }).click()
  const panel = page.getByRole('region', { name: 'Draft by a language model' })
  await panel.getByText('petit (127.0.0.1', { exact: false }).waitFor()
  model.pieces = ['Bonjour, vous aurez', ' une lampe neuve {{date}}.']
  await panel.getByLabel('What the answer should say').fill('une lampe neuve')
  await page.keyboard.press('Enter')
  await panel.getByText('The draft is being written.').waitFor()
  await panel.getByText('Bonjour, vous aurez', { exact: true }).waitFor()
  model.release()
  await panel.getByText('Cost: €0.0013.').waitFor()
  assert.match(model.heard[0] ?? '', /une lampe neuve/)
  assert.doesNotMatch(model.heard[0] ?? '', /\bines\b/i)
  await panel.getByRole('button', { name: 'Put into the answer' }).click()
  const field = page.locator('#answer')
  assert.equal(await field.inputValue(), 'Bonjour, vous aurez une lampe neuve {{date}}.')
  await page.keyboard.type('demain')
  assert.equal(await field.inputValue(), 'Bonjour, vous aurez une lampe neuve demain.')
  await field.press('Control+Enter')
  await page.getByText(/answered from a draft by petit/).waitFor()

  model.pieces = ['Encore', ' et encore']
  await panel.getByRole('button', { name: 'Ask for another' }).click()
  await panel.getByText('Encore', { exact: true }).waitFor()
  await panel.getByRole('button', { name: 'Stop' }).click()
  await panel.getByText('Draft stopped.', { exact: false }).waitFor()
})
