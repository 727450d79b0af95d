import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, type TestContext, test } from 'node:test'
import { chromium } from 'playwright-core'
import { uuidv7 } from 'uuidv7'
import type { Activity } from '../../src/activity/index.ts'
import { blueskyAccount as channel } from '../../src/channels/bluesky/index.ts'
import type { Account, Credential, Draft, Errand, Keeper, Reference } from '../../src/channels/channel.ts'
import {
  type BlueskyPeer,
  blueskyPeerAbsent,
  type Member,
  memberAt,
  startBlueskyPeer,
} from '../support/bluesky-peer.ts'
import { CHROMIUM } from '../support/chromium.ts'
import { loopbackHttp } from '../support/listening.ts'
import { accountOf, hostOf, pull } from '../support/pulling.ts'

const absent = blueskyPeerAbsent()

function keeperOf(): Keeper & { kept: Credential | undefined } {
  return {
    kept: undefined,
    async get() {
      return this.kept
    },
    async renew(make) {
      this.kept = await make(this.kept)
      return this.kept
    },
  }
}

let peer: BlueskyPeer
before(async () => {
  if (!absent) peer = await startBlueskyPeer()
})
after(() => peer?.stop())

async function stage(t: TestContext) {
  const http = loopbackHttp()
  t.after(() => http.close())
  const [brand, ana] = [await memberAt(peer.pds, 'maison'), await memberAt(peer.pds, 'ana')]
  const { password } = await brand.call('com.atproto.server.createAppPassword', { name: 'veillee' })
  const config = { identifier: brand.handle, service: peer.pds, directory: peer.plc, password }
  const account: Account<never> = accountOf(channel, config) as never
  const host = hostOf(http, () => new Date(), { credential: keeperOf() })
  host.profile = (profile) => {
    account.profile = profile
  }
  return { peer, http, brand, ana, account, host }
}

function errand(act: Errand['act'], more: Partial<Errand> = {}): Errand {
  return { act, key: uuidv7(), at: new Date(), tries: 0, ...more }
}

function draft(text: string, media: Draft['media'] = []): Draft {
  return { text, media, lang: 'fr' }
}

function referenceTo(activity: Activity): Reference {
  const { verb, published, actor, visibility, object, ours = false, extra = {} } = activity
  return { id: object.id, verb, published, actor, visibility, ours, extra, text: object.text }
}

/** Reads until something is there: the network takes a moment to index. */
async function eventually<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const until = Date.now() + 20_000
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > until) throw new Error(`${what} was never seen`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function facet(text: string, part: string, did: string) {
  const byteStart = Buffer.byteLength(text.slice(0, text.indexOf(part)))
  const index = { byteStart, byteEnd: byteStart + Buffer.byteLength(part) }
  return { index, features: [{ $type: 'app.bsky.richtext.facet#mention', did }] }
}

async function told(member: Member, uri: string) {
  return eventually(async () => {
    const { notifications } = await member.ask('app.bsky.notification.listNotifications', { limit: '50' })
    const list = notifications as { reason: string; uri: string; record: { text?: string } }[]
    return list.find((each) => each.uri === uri)
  }, uri)
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('the reference servers: mentioned, read, answered, liked, and seen at the other end', {
  skip: absent,
}, async (t) => {
  const { brand, ana, account, host } = await stage(t)
  await channel.test?.(account, host)
  const seen: Activity[] = []
  let cursor: string | undefined
  const read = async () => {
    const pulled = await pull(channel, account, host, cursor)
    cursor = pulled.cursor
    seen.push(...pulled.activities)
  }
  await read()
  const text = `Bonjour @${brand.handle} 👋 mon colis est où ?`
  const mention = await ana.post(text, { facets: [facet(text, `@${brand.handle}`, brand.did)] })
  const heard = await eventually(async () => {
    await read()
    return seen.find(({ externalId }) => externalId === mention.uri)
  }, 'the mention')
  assert.deepEqual([heard.verb, heard.object.text, heard.actor.handle], ['Create', text, ana.handle])

  const words = `Bonjour @${ana.handle}, il est là : https://example.com/suivi?n=1 #colis`
  const media = [
    { name: 'a.png', mediaType: 'image/png', size: PNG.length, alt: 'Un point', bytes: async () => PNG },
  ]
  const answer = errand('reply', { draft: draft(words, media), to: referenceTo(heard) })
  const sent = await channel.reply?.(account, answer, host)
  assert.ok(sent)
  const again = await channel.reply?.(account, { ...answer, tries: 0 }, host)
  assert.equal(again?.activity.externalId, sent.activity.externalId)
  const received = await told(ana, sent.activity.externalId)
  assert.equal(received.record.text, words)
  await read()
  const echoes = seen.filter(({ externalId }) => externalId === sent.activity.externalId)
  assert.ok(echoes.every((echo) => echo.ours && echo.object.thread === mention.uri))

  const liked = await channel.like?.(account, errand('like', { to: referenceTo(heard) }), host)
  await told(ana, liked?.activity.externalId ?? '')
  const shared = await channel.repost?.(account, errand('repost', { to: referenceTo(heard) }), host)
  await told(ana, shared?.activity.externalId ?? '')
  const { records } = await brand.ask('com.atproto.repo.listRecords', {
    repo: brand.did,
    collection: 'app.bsky.feed.post',
  })
  assert.equal((records as unknown[]).length, 1)

  assert.ok(sent.activity.object)
  await channel.remove?.(account, errand('remove', { to: referenceTo(sent.activity) }), host)
  await channel.remove?.(account, errand('remove', { to: referenceTo(sent.activity), tries: 1 }), host)
  const after = await brand.ask('com.atproto.repo.listRecords', {
    repo: brand.did,
    collection: 'app.bsky.feed.post',
  })
  assert.deepEqual(after.records, [])

  await ana.call('com.atproto.repo.deleteRecord', {
    repo: ana.did,
    collection: 'app.bsky.feed.post',
    rkey: mention.uri.split('/').at(-1),
  })
  await eventually(async () => {
    await read()
    return seen.find(({ verb, object }) => verb === 'Delete' && object.id === mention.uri)
  }, 'the deletion')
})

const noBrowser = CHROMIUM.executablePath ? undefined : 'not run: no Chromium here'

test('the reference servers: signed in on their own page, in a browser', {
  skip: absent ?? noBrowser,
}, async (t) => {
  const { peer, brand, account, host } = await stage(t)
  const server = createServer((_request, response) => response.end('back'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const browser = await chromium.launch(CHROMIUM)
  t.after(async () => {
    await browser.close()
    server.close()
  })
  const way = { redirectUri: `${own}/return`, clientUrl: `${own}/client`, state: 'state-1' }
  const asked = { identifier: brand.handle, service: peer.pds, directory: peer.plc }
  const { signIn } = channel
  assert.ok(signIn)
  const { url, pending } = await signIn.start(asked, way, host)
  const page = await browser.newPage({ locale: 'en-US' })
  page.setDefaultTimeout(20_000)
  await page.goto(url)
  await page.locator('input[type=password]').fill(brand.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Authorize' }).click()
  await page.waitForURL(`${own}/return**`)
  const answer = Object.fromEntries(new URL(page.url()).searchParams)
  const made = await signIn.finish(JSON.parse(JSON.stringify(pending)), answer, host)
  assert.equal(made.profile.id, brand.did)
  const keeper = host.credential as ReturnType<typeof keeperOf>
  keeper.kept = made.credential
  account.config = made.config as never
  const sent = await channel.publish?.(account, errand('publish', { draft: draft('par la page') }), host)
  // The token is made to look used up: the next one comes by the refresh token and its proof.
  keeper.kept = { ...made.credential, secret: { ...made.credential.secret, access: 'spent' } }
  const again = await channel.publish?.(
    account,
    errand('publish', { draft: draft('après renouvellement') }),
    host,
  )
  const { records } = await brand.ask('com.atproto.repo.listRecords', {
    repo: brand.did,
    collection: 'app.bsky.feed.post',
  })
  const uris = (records as { uri: string }[]).map(({ uri }) => uri)
  assert.deepEqual(uris.sort(), [sent?.activity.externalId, again?.activity.externalId].sort())
})
