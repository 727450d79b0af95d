import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { createTransport } from 'nodemailer'
import type { Locator, Page } from 'playwright-core'
import PostalMime from 'postal-mime'
import { uuidv7 } from 'uuidv7'
import { type Member, namedMember } from '../support/bluesky-peer.ts'
import { eventually } from '../support/eventually.ts'
import { mailsOf } from '../support/mail-peer.ts'
import { type PeerStage, peerStageAbsent, startPeerStage } from '../support/peer-stage.ts'
import { picture } from '../support/picture.ts'

/** As an agent works it, from the first connection to the answer at the other end, on the networks' own servers. */
const skip = peerStageAbsent()
const SCREENS = new URL('../../.cache/screens/', import.meta.url)
const mark = uuidv7().slice(-8)

let stage: PeerStage
let page: Page
let brand: Member
let ana: Member
before(async () => {
  if (skip) return
  stage = await startPeerStage()
  brand = await namedMember(stage.bluesky.pds, 'maison', 'Maison Exemple')
  ana = await namedMember(stage.bluesky.pds, 'ana', 'Ana Ferreira')
  page = await stage.open('fr')
})
after(() => stage?.stop())

async function see(name: string): Promise<void> {
  await mkdir(SCREENS, { recursive: true })
  await page.screenshot({ path: new URL(`peers-${name}.png`, SCREENS).pathname, fullPage: true })
}

const row = (text: string) => page.locator('li[aria-posinset]').filter({ hasText: text })
const bubble = (text: string) => page.locator('article ol > li').filter({ hasText: text })
const talkId = () => page.url().match(/[0-9a-f]{8}-[0-9a-f-]{27}/)?.[0] ?? ''

/** From the list of channels to the form of one, as the list calls it. */
async function choose(settings: string, name: string | RegExp): Promise<void> {
  await page.goto('/settings/channels')
  await page.getByRole('heading', { name: settings }).first().waitFor()
  const kinds = page.locator('section').filter({ has: page.locator('#kinds') })
  await kinds.getByRole('link', { name }).click()
}

async function fill(form: Locator, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values))
    await form.getByLabel(label, { exact: false }).first().fill(value)
}

/** The network gave back what we said there, and it was known: told by the account's own counts. */
async function echoed(channel: string, name?: string): Promise<void> {
  await eventually(
    async () => (await stage.account(channel, name)).counts.dropped.duplicate ?? 0,
    (count) => count > 0,
    90_000,
  )
}

async function standsOnce(text: string): Promise<void> {
  await page.reload()
  await bubble(text).first().waitFor()
  assert.equal(await bubble(text).count(), 1)
  assert.equal((await stage.said(talkId())).filter((one) => one.includes(text)).length, 1)
}

function mention(by: Member, of: Member, words: string) {
  const text = `@${of.handle} ${words}`
  const index = { byteStart: 0, byteEnd: Buffer.byteLength(`@${of.handle}`) }
  const facets = [{ index, features: [{ $type: 'app.bsky.richtext.facet#mention', did: of.did }] }]
  return by.post(text, { facets, langs: ['fr'] })
}

interface Answer {
  uri: string
  record: { text: string; reply?: { parent: { uri: string } } }
  embed?: { images?: { alt: string; thumb: string }[] }
}

/** What the network shows to somebody under a post of theirs. */
async function answersTo(uri: string, reader: Member): Promise<Answer[]> {
  const { thread } = await reader.ask('app.bsky.feed.getPostThread', { uri, depth: '3' })
  const { replies = [] } = thread as { replies?: { post: Answer }[] }
  return replies.map(({ post }) => post)
}

test('an account of Bluesky is connected by an app password; a wrong one is told in words', {
  skip,
}, async () => {
  await choose('Canaux', 'Bluesky (un compte)')
  await page.getByText('Se connecter autrement, par un formulaire').click()
  const form = page.locator('details form').last()
  const { pds, plc } = stage.bluesky
  await fill(form, {
    'Nom de cette source': 'Maison sur Bluesky',
    Compte: `@${brand.handle}`,
    'Serveur qui connaît ce nom': pds,
    'Annuaire des identités': plc,
    'Mot de passe d’application': 'ab12-cd34-ef56-gh78',
  })
  assert.ok(await form.getByLabel('Ce qui arrive ici est à traiter').isChecked())
  await see('bluesky-form')
  await form.getByRole('button', { name: 'Essayer et connecter' }).click()
  await form.getByRole('alert').getByText('Le réseau refuse ces identifiants').waitFor()
  await see('bluesky-refused')
  assert.deepEqual(await stage.client.call('GET', '/accounts'), [])
  const { password } = await brand.call('com.atproto.server.createAppPassword', { name: 'veillee' })
  await form.getByLabel('Mot de passe d’application').fill(String(password))
  await form.getByRole('button', { name: 'Essayer et connecter' }).click()
  await page.waitForURL(/\/settings\/channels\/[0-9a-f-]{36}$/)
  const health = page.locator('section').filter({ has: page.locator('#health') })
  await health.getByText('Tout va bien').waitFor()
  await health.getByText('300 signes').waitFor()
  await health.getByText('Maison Exemple').waitFor()
  await see('bluesky-account')
})

test('a mailbox is connected by hand where nothing is published of its domain', { skip }, async () => {
  await choose('Canaux', 'Courriel')
  await page.getByLabel('Votre adresse électronique').fill('support@community.test')
  await page.getByRole('button', { name: 'Trouver' }).click()
  await page.getByText('Aucun réglage trouvé pour cette adresse').waitFor()
  const form = page.locator('form').last()
  const { imaps, submission } = stage.mail
  await fill(form, {
    'Nom de cette source': 'Courrier du support',
    Adresse: 'support@community.test',
    'Nom de l’expéditeur': 'Maison Exemple',
    'Serveur de réception (IMAP)': 'localhost',
    'Port de réception': String(imaps),
    Identifiant: 'support@community.test',
    'Mot de passe': 'pw-support',
    'Serveur d’envoi (SMTP)': 'localhost',
    'Port d’envoi': String(submission),
    'Jours à reprendre': '0',
  })
  await see('mail-form')
  await form.getByRole('button', { name: 'Essayer et connecter' }).click()
  await page.waitForURL(/\/settings\/channels\/[0-9a-f-]{36}$/)
  const health = page.locator('section').filter({ has: page.locator('#health') })
  await health.getByText('Tout va bien').waitFor()
  await see('mail-account')
})

let asked: { uri: string }
let letter: { messageId: string }
const alice = () => createTransport({ host: '127.0.0.1', port: stage.mail.transport, ignoreTLS: true })

test('what is said to us on both is in the inbox without a reload', { skip }, async () => {
  await page.goto('/inbox')
  await page.getByText('Rien n’attend').waitFor()
  asked = await mention(ana, brand, `ma lampe « Aube » clignote depuis hier 😕 ${mark}`)
  letter = await alice().sendMail({
    from: 'Alice Été <alice@community.test>',
    to: 'support@community.test',
    subject: `Où est ma commande ? ${mark}`,
    text: 'Bonjour,\n\nje l’attends depuis mardi.\nPouvez-vous regarder ?\n\n-- \nAlice Été\n06 00 00 00 00',
  })
  await row('je l’attends depuis mardi').waitFor({ timeout: 60_000 })
  await row('ma lampe « Aube » clignote').waitFor({ timeout: 60_000 })
  assert.equal(await row('Ana Ferreira').count(), 1)
  assert.equal(await row('Alice Été').count(), 1)
  await see('inbox')
})

test('a mention is answered with a picture and its words, and is seen there; once here', {
  skip,
}, async () => {
  const words = `Bonjour @${ana.handle}, débranchez-la cinq minutes : https://example.com/aube #lampes`
  await row('Ana Ferreira').getByRole('link').click()
  await page.locator('#answer').fill(words)
  const file = { name: 'aube.png', mimeType: 'image/png', buffer: picture(640, 400) }
  await page.locator('input[type="file"]').setInputFiles(file)
  await page.getByLabel('Description de aube.png').fill('La lampe Aube, éteinte')
  await see('bluesky-writing')
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click()
  await bubble('débranchez-la').getByText('nous', { exact: true }).waitFor()
  await see('bluesky-answered')

  const [answer] = await eventually(
    () => answersTo(asked.uri, ana),
    ({ length }) => length > 0,
  )
  assert.equal(answer?.record.text, words)
  assert.equal(answer?.record.reply?.parent.uri, asked.uri)
  assert.deepEqual(
    answer?.embed?.images?.map(({ alt }) => alt),
    ['La lampe Aube, éteinte'],
  )

  const { id } = await stage.account('bluesky-account')
  await stage.client.call('POST', `/accounts/${id}/pull`)
  await echoed('bluesky-account')
  await standsOnce('débranchez-la')
  assert.equal((await answersTo(asked.uri, ana)).length, 1)
})

test('a mail is answered in its thread with the words that it answers, and filed once', {
  skip,
}, async () => {
  await page.goto('/inbox')
  await row('Alice Été').getByRole('link').click()
  await page.locator('#answer').fill('Bonjour Alice,\n\nelle part demain matin, vous l’aurez jeudi.')
  assert.ok(await page.getByLabel('Citer le message').isChecked())
  await see('mail-writing')
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click()
  await bubble('elle part demain matin').getByText('nous', { exact: true }).waitFor()
  await see('mail-answered')

  const at = await eventually(
    async () => (await mailsOf('alice', stage.mail)).filter((mail) => mail.includes(letter.messageId)),
    ({ length }) => length > 0,
  )
  assert.equal(at.length, 1)
  const mail = await PostalMime.parse(at[0] ?? '')
  assert.equal(mail.inReplyTo, letter.messageId)
  assert.equal(mail.subject, `Re: Où est ma commande ? ${mark}`)
  assert.match(mail.text ?? '', /vous l’aurez jeudi\.[\s\S]*Alice Été[\s\S]*> je l’attends depuis mardi\./)
  assert.deepEqual(mail.from, { name: 'Maison Exemple', address: 'support@community.test' })

  await alice().sendMail({
    from: 'Alice Été <alice@community.test>',
    to: 'support@community.test',
    subject: mail.subject,
    inReplyTo: mail.messageId,
    references: [letter.messageId, mail.messageId ?? ''],
    text: `Parfait, merci !\n\nLe 22 novembre, Maison Exemple a écrit :\n> elle part demain matin, vous l’aurez jeudi.`,
  })
  await bubble('Parfait, merci').waitFor({ timeout: 30_000 })
  await echoed('email')
  await standsOnce('elle part demain matin')
  await see('mail-thread')
})

test('a message is liked, and ours is taken back; both are seen there', { skip }, async () => {
  await page.goto('/inbox')
  await row('Ana Ferreira').getByRole('link').click()
  const theirs = bubble('ma lampe « Aube » clignote')
  await theirs.getByRole('button', { name: 'J’aime' }).click()
  await theirs.getByText('Aimé').waitFor()
  const likes = async () => {
    const { likes } = await ana.ask('app.bsky.feed.getLikes', { uri: asked.uri })
    return (likes as { actor: { did: string } }[]).map(({ actor }) => actor.did)
  }
  await eventually(likes, (dids) => dids.includes(brand.did))
  const ours = bubble('débranchez-la')
  await ours.getByRole('button', { name: 'Retirer' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Retirer' }).click()
  await ours.waitFor({ state: 'detached' })
  await see('bluesky-taken-back')
  await eventually(
    () => answersTo(asked.uri, ana),
    ({ length }) => length === 0,
  )
})

test('in English, by the network’s own page, from localhost and back', { skip }, async () => {
  const shop = await namedMember(stage.bluesky.pds, 'shop', 'The Lamp Shop')
  page = await stage.open('en')
  await choose('Channels', 'Bluesky (an account)')
  const { pds, plc } = stage.bluesky
  const form = page.locator('form').first()
  await fill(form, {
    Account: shop.handle,
    'Server that knows this name': pds,
    'Directory of identities': plc,
  })
  await see('oauth-form')
  await form.getByRole('button', { name: /^Continue to Bluesky/ }).click()
  await page.waitForURL(`${pds}/**`)
  // Their server takes nobody from a neighbour on its own site, as two ports of one machine are: typed, it is no site.
  await page.goto(page.url())
  await page.locator('input[type=password]').fill(shop.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Authorize' }).waitFor()
  await see('oauth-page')
  await page.getByRole('button', { name: 'Authorize' }).click()
  await page.waitForURL(`${stage.program.url}/settings/channels?connected=*`)
  await page.getByRole('status').getByText(`@${shop.handle} is connected`).waitFor()
  await see('oauth-back')

  const said = await mention(ana, shop, `do you open on Sunday? ${mark}`)
  await page.goto('/inbox')
  await row('do you open on Sunday?').getByRole('link').click({ timeout: 60_000 })
  await page.locator('#answer').fill('We do, from ten to six.')
  await page.keyboard.press('Control+Enter')
  await bubble('from ten to six').getByText('us', { exact: true }).waitFor()
  const [answer] = await eventually(
    () => answersTo(said.uri, ana),
    ({ length }) => length > 0,
  )
  assert.equal(answer?.record.text, 'We do, from ten to six.')
  const { id } = await stage.account('bluesky-account', `@${shop.handle}`)
  await stage.client.call('POST', `/accounts/${id}/pull`)
  await echoed('bluesky-account', `@${shop.handle}`)
  await standsOnce('from ten to six')
  await see('oauth-answered')
})
