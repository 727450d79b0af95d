import assert from 'node:assert/strict'
import { after, describe, it, type TestContext } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { loopbackHttp } from '../../../../test/support/listening.ts'
import {
  type Character,
  type Fault,
  type MastodonServer,
  type Status,
  startMastodon,
} from '../../../../test/support/mastodon-server.ts'
import type { Activity } from '../../../activity/index.ts'
import {
  type Account,
  ChannelFailure,
  type Draft,
  type Errand,
  type Failure,
  type Host,
  type Quota,
  type Reference,
  type Sent,
} from '../../channel.ts'
import type { AccountConfig } from '../config.ts'
import { createMastodon } from '../index.ts'

const http = loopbackHttp()
after(() => http.close())
const channel = createMastodon()
const BOTH: Character[] = ['full', 'poor']

async function setUp(t: TestContext, character: Character = 'full') {
  const server = await startMastodon({ character })
  t.after(() => server.close())
  const me = server.world.person('tournesol')
  const lea = server.world.person('lea', 'ailleurs.example')
  const config = channel.config.parse({ server: server.url, accessToken: me.token })
  const account: Account<AccountConfig> = {
    id: uuidv7(),
    workspaceId: uuidv7(),
    channel: 'mastodon',
    name: 'test',
    config,
    profile: { id: 'tournesol@sim.example', handle: 'tournesol@sim.example' },
  }
  const quotas: Quota[] = []
  const host: Host = {
    http,
    now: () => new Date(),
    signal: new AbortController().signal,
    status: () => undefined,
    quota: (quota) => quotas.push(quota),
  }
  return { server, me, lea, account, host, quotas, world: server.world }
}

function referenceTo(server: MastodonServer, status: Status, more: Partial<Reference> = {}): Reference {
  const { world } = server
  const acct = world.acct(status.by)
  const actor = { id: acct.includes('@') ? acct : `${acct}@${world.domain}` }
  const mentions = world.mentioned(status.text).map((one) => `${one.name}@${one.domain ?? world.domain}`)
  return {
    id: status.uri,
    verb: 'Create',
    ours: false,
    published: status.at,
    actor,
    text: status.text,
    visibility: status.visibility === 'public' ? 'public' : 'private',
    extra: { mastodon: { server: server.url, id: status.id, visibility: status.visibility, mentions } },
    ...more,
  }
}

type Wish = Omit<Partial<Errand>, 'draft'> & { text?: string; draft?: Partial<Draft> }

function errand(act: Errand['act'], { text, draft, ...rest }: Wish = {}): Errand {
  const said = text === undefined ? {} : { draft: { text, media: [], ...draft } }
  return { act, key: uuidv7(), at: new Date(), tries: 0, ...said, ...rest }
}

async function failure(attempt: Promise<unknown> | undefined): Promise<Failure> {
  const error = await Promise.resolve(attempt).then(
    () => assert.fail('went through'),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof ChannelFailure, `not a ChannelFailure: ${error}`)
  return error.failure
}

/** The next try of an errand, as the outbox makes it. */
function again(one: Errand, firstTry = one.firstTry ?? new Date(Date.now() - 500)): Errand {
  return { ...one, tries: one.tries + 1, firstTry }
}

describe('publishing and answering', () => {
  for (const character of BOTH) {
    it(`says what was drafted, once, with the id that the stream gives (${character})`, async (t) => {
      const { server, account, host, world, me } = await setUp(t, character)
      const one = errand('publish', {
        text: 'Bonjour à toutes et à tous https://exemple.fr/a',
        draft: { lang: 'fr-FR', warning: 'Nouveautés', audience: 'unlisted' },
      })
      const sent = await channel.publish?.(account, one, host)
      const [status] = world.statuses
      assert.equal(status?.text, one.draft?.text)
      assert.deepEqual(
        [status?.visibility, status?.language, status?.spoiler],
        ['unlisted', 'fr', 'Nouveautés'],
      )
      assert.equal(sent?.activity.externalId, status?.uri)
      assert.deepEqual(
        [
          sent?.activity.ours,
          sent?.activity.object.text,
          sent?.activity.object.title,
          sent?.activity.visibility,
        ],
        [true, one.draft?.text, 'Nouveautés', 'public'],
      )
      assert.deepEqual(sent?.activity.extra?.mastodon, {
        server: server.url,
        id: status?.id,
        visibility: 'unlisted',
      })
      assert.equal(sent?.activity.actor.id, `${me.name}@sim.example`)
    })
  }

  it('an answer mentions its author and those in it, once each, and is never more public', async (t) => {
    const { server, account, host, world, lea } = await setUp(t)
    const ana = world.person('ana')
    const asked = world.say(lea, '@tournesol @ana et la livraison ?', { visibility: 'private' })
    const to = referenceTo(server, asked, { thread: 'https://x.example/root' })
    const reply = errand('reply', { text: 'Demain !', draft: { audience: 'public' }, to })
    const sent = await channel.reply?.(account, reply, host)
    const status = world.statuses.at(-1)
    assert.equal(status?.text, '@lea@ailleurs.example @ana Demain !')
    assert.deepEqual([status?.visibility, status?.inReplyTo], ['private', asked])
    assert.deepEqual(world.mentioned(status?.text ?? ''), [lea, ana])
    const { inReplyTo, thread } = (sent as Sent).activity.object
    assert.deepEqual([inReplyTo, thread], [asked.uri, 'https://x.example/root'])

    const typed = errand('reply', {
      text: 'Bien sûr @lea@ailleurs.example et @ana',
      to,
      draft: { audience: 'direct' },
    })
    await channel.reply?.(account, typed, host)
    assert.equal(world.statuses.at(-1)?.text, typed.draft?.text)
    assert.equal(world.statuses.at(-1)?.visibility, 'direct')
  })

  for (const character of BOTH) {
    it(`writes to the author of a post alone, in a thread of its own, once (${character})`, async (t) => {
      const { server, account, host, world, lea } = await setUp(t, character)
      server.faults.lateVisibility = 0
      const asked = world.say(lea, '@tournesol et ma commande ?')
      const to = referenceTo(server, asked, { thread: 'https://x.example/root' })
      const one = errand('publish', { text: 'Bonjour, en privé', draft: { audience: 'direct' }, to })
      const sent = (await channel.publish?.(account, one, host)) as Sent
      const status = world.statuses.at(-1)
      assert.equal(status?.text, '@lea@ailleurs.example Bonjour, en privé')
      assert.deepEqual([status?.visibility, status?.inReplyTo ?? undefined], ['direct', undefined])
      const { visibility, object, ours } = sent.activity
      assert.deepEqual([visibility, ours, object.inReplyTo], ['private', true, undefined])
      assert.notEqual(object.thread, 'https://x.example/root', 'who reads in public finds nothing of it')
      const typed = errand('publish', {
        text: 'Voici @lea@ailleurs.example',
        draft: { audience: 'public' },
        to,
      })
      await channel.publish?.(account, typed, host)
      assert.deepEqual(
        [world.statuses.at(-1)?.text, world.statuses.at(-1)?.visibility],
        [typed.draft?.text, 'direct'],
        'it is never more public than that',
      )
      const found = await channel.find?.(account, again(one, one.at), host)
      assert.equal(found?.activity.externalId, sent.activity.externalId, 'and a second try finds the first')
    })

    it(`answers what was read on another server, where it can be found (${character})`, async (t) => {
      const { server, account, host, world, lea } = await setUp(t, character)
      const asked = world.say(lea, '@tournesol bonjour')
      const elsewhere = { mastodon: { server: 'https://other.example', id: '12', visibility: 'public' } }
      const to = referenceTo(server, asked, { extra: elsewhere })
      await channel.reply?.(account, errand('reply', { text: 'Oui', to }), host)
      assert.equal(world.statuses.at(-1)?.inReplyTo, asked)
      const lost = errand('reply', { text: 'Oui', to: { ...to, id: 'https://nowhere.example/1' } })
      const told = { kind: 'refused', detail: 'mastodon.not-here' }
      assert.deepEqual(await failure(channel.reply?.(account, lost, host)), told)
    })

    it(`uploads images with their descriptions and waits for them (${character})`, async (t) => {
      const { server, account, host, world } = await setUp(t, character)
      const bytes = async () => Buffer.from('PNG…')
      const image = { name: 'é"\r\n.png', mediaType: 'image/png', size: 6, alt: 'Un bol\nbleu "été"', bytes }
      const sent = await channel.publish?.(
        account,
        errand('publish', { text: 'Voici', draft: { media: [image] } }),
        host,
      )
      assert.deepEqual(
        server.uploads.map(({ type, description }) => ({ type, description })),
        [{ type: 'image/png', description: 'Un bol\r\nbleu "été"' }],
      )
      assert.equal(world.statuses[0]?.media.length, 1)
      assert.equal(sent?.activity.object.media?.[0]?.alt, 'Un bol\r\nbleu "été"')
    })
  }

  it('refuses in words what the server would refuse, before anything leaves', async (t) => {
    const { server, account, host } = await setUp(t)
    const file = {
      name: 'a',
      mediaType: 'image/png',
      size: 99_000_000,
      alt: '',
      bytes: async () => Buffer.alloc(1),
    }
    const cases: [Partial<Draft>, string][] = [
      [{ media: [file] }, 'mastodon.media-too-large'],
      [{ media: [{ ...file, mediaType: 'text/html' }] }, 'mastodon.media-type'],
      [{ media: Array(5).fill({ ...file, size: 1 }) }, 'mastodon.too-many-media'],
    ]
    for (const [draft, detail] of cases) {
      const told = await failure(channel.publish?.(account, errand('publish', { text: 'x', draft }), host))
      assert.deepEqual(told, { kind: 'refused', detail })
    }
    assert.equal(server.uploads.length + server.accepted.size, 0)
  })

  it('tells what may still be sent', async (t) => {
    const { server, account, host, quotas } = await setUp(t)
    server.faults.limit = 300
    await channel.publish?.(account, errand('publish', { text: 'compté' }), host)
    const quota = quotas.find(({ name }) => name === 'statuses')
    assert.equal(quota?.limit, 300)
    assert.ok((quota?.remaining ?? 300) < 300)
  })
})

/** What each fault leaves, and what it has to be told as: certain where nothing was done, uncertain where it may have been. */
const FAULTS: [Fault, Failure['kind'], number][] = [
  ['500-before-acceptance', 'uncertain', 0],
  ['500-after-acceptance', 'uncertain', 1],
  ['cut-mid-body', 'uncertain', 0],
  ['cut-after-acceptance', 'uncertain', 1],
  ['nonsense-after-acceptance', 'uncertain', 1],
  ['refuse', 'refused', 0],
  ['lacks-scope', 'refused', 0],
  ['rate-limit', 'rate-limited', 0],
  ['token-dies', 'token-dead', 0],
]

describe('faults: once, or certainly not, or uncertain and then found', () => {
  for (const character of BOTH) {
    for (const [fault, kind, accepted] of FAULTS) {
      it(`${fault} (${character})`, async (t) => {
        const { server, account, host, world, lea, me } = await setUp(t, character)
        const asked = world.say(lea, '@tournesol bonjour')
        const one = errand('reply', { text: `Merci ${fault}`, to: referenceTo(server, asked) })
        const said = `@lea@ailleurs.example Merci ${fault}`
        server.fault = (marker, n) => (marker === said && n === 1 ? fault : undefined)
        const told = await failure(channel.reply?.(account, one, host))
        assert.equal(told.kind, kind)
        assert.equal(server.accepted.get(said) ?? 0, accepted)
        server.dead.delete(me.token)
        const next = again(one, one.at)
        if (kind !== 'uncertain') {
          assert.ok(await channel.reply?.(account, next, host))
        } else {
          await new Promise((resolve) => setTimeout(resolve, server.faults.lateVisibility + 20))
          const found = await channel.find?.(account, next, host)
          assert.equal(found !== undefined, accepted === 1)
          if (!found) await channel.reply?.(account, next, host)
          else assert.equal(found.activity.externalId, world.statuses.at(-1)?.uri)
        }
        assert.equal(server.accepted.get(said), 1, 'not exactly once')
      })
    }
  }

  it('nobody there: certainly nothing was done', async (t) => {
    const { server, account, host } = await setUp(t)
    await channel.publish?.(account, errand('publish', { text: 'first' }), host)
    await server.close()
    // Without a connection that was open before: what is written on one that dies may have arrived.
    const fresh = loopbackHttp()
    t.after(() => fresh.close())
    const told = await failure(
      channel.publish?.(account, errand('publish', { text: 'x' }), { ...host, http: fresh }),
    )
    assert.equal(told.kind, 'unreachable')
  })

  it('no answer in time is uncertain', async (t) => {
    const { server, account, host } = await setUp(t)
    await channel.publish?.(account, errand('publish', { text: 'first' }), host)
    server.fault = () => 'timeout-after-acceptance'
    const control = new AbortController()
    const waiting = failure(
      channel.publish?.(account, errand('publish', { text: 'lent' }), { ...host, signal: control.signal }),
    )
    while (!server.accepted.has('lent')) await new Promise((resolve) => setTimeout(resolve, 5))
    control.abort()
    assert.equal((await waiting).kind, 'uncertain')
  })

  it('a second try with the same key is the same on a server that knows keys', async (t) => {
    const { server, account, host } = await setUp(t)
    const one = errand('publish', { text: 'une fois' })
    const first = await channel.publish?.(account, one, host)
    const second = await channel.publish?.(account, again(one), host)
    assert.equal(first?.activity.externalId, second?.activity.externalId)
    assert.equal(server.accepted.get('une fois'), 1)
  })
})

describe('finding what a try has left', () => {
  for (const character of BOTH) {
    it(`is not misled by what others wrote, nor by what was said before (${character})`, async (t) => {
      const { server, account, host, world, lea, me } = await setUp(t, character)
      server.faults.lateVisibility = 0
      const asked = world.say(lea, '@tournesol bonjour')
      const other = world.say(lea, '@tournesol encore')
      const old = new Date(Date.now() - 3_600_000)
      const text =
        '@lea@ailleurs.example Merci & à bientôt https://exemple.fr/une/adresse/tres/longue/vraiment'
      world.say(me, text, { to: asked, at: old })
      world.say(me, text, { to: other })
      world.say(me, `${text} !!`, { to: asked })
      world.say(lea, text, { to: asked })
      const one = again(
        errand('reply', {
          text: text.slice('@lea@ailleurs.example '.length),
          to: referenceTo(server, asked),
        }),
      )
      // The poor server tells no source: of its text, letters alone are compared.
      const misled = character === 'poor' ? world.statuses.at(-2) : undefined
      const found = await channel.find?.(account, one, host)
      assert.equal(found?.activity.externalId, misled?.uri)
      const truly = world.say(me, text, { to: asked })
      const others = new Set(misled ? [misled.uri] : [])
      assert.equal((await channel.find?.(account, { ...one, others }, host))?.activity.externalId, truly.uri)
    })

    it(`tells two errands with the same words apart (${character})`, async (t) => {
      const { server, account, host, world, lea } = await setUp(t, character)
      server.faults.lateVisibility = 0
      const to = referenceTo(server, world.say(lea, '@tournesol bonjour'))
      const [first, second] = [errand('reply', { text: 'Merci', to }), errand('reply', { text: 'Merci', to })]
      const sent = await channel.reply?.(account, first, host)
      // The second was cut before it arrived: what stands there is the first.
      const others = new Set([sent?.activity.externalId ?? ''])
      assert.equal(await channel.find?.(account, { ...again(second), others }, host), undefined)
      const truly = await channel.reply?.(account, second, host)
      const found = await channel.find?.(account, { ...again(second), others }, host)
      assert.equal(found?.activity.externalId, truly?.activity.externalId)
    })
  }

  it('looks past a clock that is wrong by hours', async (t) => {
    const { account, host, world } = await setUp(t)
    world.now = () => new Date(Date.now() - 7_200_000)
    const one = errand('publish', { text: 'à l’heure' })
    await channel.publish?.(account, one, host)
    assert.ok(await channel.find?.(account, again(one), host))
  })

  it('says that it cannot tell where the server does not answer', async (t) => {
    const { server, account, host } = await setUp(t)
    const one = again(errand('publish', { text: 'x' }))
    await channel.publish?.(account, errand('publish', { text: 'first' }), host)
    server.faults.limit = 0
    assert.equal((await failure(channel.find?.(account, one, host))).kind, 'rate-limited')
  })
})

describe('likes, boosts and deletions are done once however often they are asked', () => {
  for (const character of BOTH) {
    for (const act of ['like', 'repost', 'remove'] as const) {
      it(`${act} (${character})`, async (t) => {
        const { server, account, host, world, lea, me } = await setUp(t, character)
        const status = world.say(act === 'remove' ? me : lea, 'une nouvelle')
        const one = errand(act, { to: referenceTo(server, status, { ours: act === 'remove' }) })
        assert.deepEqual(channel.again?.(account, one), { kind: 'harmless' })
        const mark = { like: 'favourite', repost: 'reblog', remove: 'delete' }[act]
        server.fault = (_marker, n) => (n === 1 ? '500-after-acceptance' : undefined)
        assert.equal((await failure(channel[act]?.(account, one, host))).kind, 'uncertain')
        const sent = (await channel[act]?.(account, again(one), host)) as Sent
        const third = (await channel[act]?.(account, again(one), host)) as Sent
        assert.equal(sent.activity.externalId, third.activity.externalId)
        assert.equal(server.accepted.get(`${mark}:${status.id}`), 1)
        const { verb, object, ours }: Activity = sent.activity
        assert.deepEqual(
          [verb, object.id, ours],
          [{ like: 'Like', repost: 'Announce', remove: 'Delete' }[act], status.uri, true],
        )
      })
    }
  }

  it('a boost has the id that the stream gives it, and can be taken back; so can a like', async (t) => {
    const { server, account, host, world, lea, me } = await setUp(t)
    const status = world.say(lea, 'une nouvelle')
    const to = referenceTo(server, status)
    const sent = await channel.repost?.(account, errand('repost', { to }), host)
    const boost = world.statuses.at(-1)
    assert.equal(sent?.activity.externalId, boost?.uri)
    const own = { ...to, verb: 'Announce' as const, extra: sent?.activity.extra ?? {} }
    await channel.remove?.(account, errand('remove', { to: own }), host)
    assert.equal(boost?.deleted, true)
    await channel.like?.(account, errand('like', { to }), host)
    const undone = await channel.remove?.(
      account,
      errand('remove', { to: { ...to, verb: 'Like', extra: {} } }),
      host,
    )
    assert.equal(undone?.activity.verb, 'Undo')
    assert.equal(world.favourites.has(`${me.id} ${status.id}`), false)
  })

  for (const character of BOTH) {
    it(`what was liked or boosted is not any more, and undoing it twice undoes it once (${character})`, async (t) => {
      const { server, account, host, world, lea, me } = await setUp(t, character)
      const status = world.say(lea, 'une nouvelle')
      const to = referenceTo(server, status)
      world.favourite(me, status)
      world.boost(me, status)
      for (const [act, mark] of [
        ['unlike', 'unfavourite'],
        ['unrepost', 'unreblog'],
      ] as const) {
        const one = errand(act, { to })
        assert.deepEqual(channel.again?.(account, one), { kind: 'harmless' })
        server.fault = (_marker, n) => (n === 1 ? '500-after-acceptance' : undefined)
        assert.equal((await failure(channel[act]?.(account, one, host))).kind, 'uncertain')
        const sent = await channel[act]?.(account, again(one), host)
        assert.deepEqual([sent?.activity.verb, sent?.activity.object.id], ['Undo', status.uri])
        assert.equal(server.accepted.get(`${mark}:${status.id}`), 1)
      }
      assert.equal(world.favourites.has(`${me.id} ${status.id}`), false)
      assert.equal(world.statuses.find((each) => each.boosts === status)?.deleted, true)
      world.remove(status)
      const late = await channel.unlike?.(account, errand('unlike', { to }), host)
      assert.equal(late?.activity.verb, 'Undo', 'what is gone is liked by nobody')
    })
  }

  it('what others wrote is not ours to delete', async (t) => {
    const { server, account, host, world, lea } = await setUp(t)
    const to = referenceTo(server, world.say(lea, 'à moi'))
    const told = { kind: 'refused', detail: 'mastodon.not-ours' }
    assert.deepEqual(await failure(channel.remove?.(account, errand('remove', { to }), host)), told)
  })
})
