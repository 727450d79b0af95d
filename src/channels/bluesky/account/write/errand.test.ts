import assert from 'node:assert/strict'
import { describe, it, type TestContext, test } from 'node:test'
import {
  blueskyStage,
  draftOf,
  errandOf,
  referenceAt,
  referenceTo,
  type Stage,
} from '../../../../../test/support/bluesky-account.ts'
import type { Character, Fault } from '../../../../../test/support/bluesky-server.ts'
import { loopbackHttp } from '../../../../../test/support/listening.ts'
import type { DraftMedia, Errand, Failure } from '../../../channel.ts'
import { ChannelFailure } from '../../../channel.ts'

const POSTS = 'app.bsky.feed.post'

/** The product's door, with less patience. */
function hurried() {
  const http = loopbackHttp()
  return {
    ...http,
    request: (url: string, options = {}) => http.request(url, { ...options, timeoutMs: 250 }),
  }
}

async function failureOf(attempt: Promise<unknown>): Promise<Failure> {
  try {
    await attempt
  } catch (error) {
    assert.ok(error instanceof ChannelFailure, String(error))
    return error.failure
  }
  assert.fail('nothing went wrong')
}

/** An errand of each kind, and what the network counts it by. */
function errands({ server, ana, brand }: Stage): [Errand, string][] {
  const { world } = server
  const mention = world.mention(ana, brand)
  const own = world.post(brand, 'à retirer')
  const at = world.clock
  return [
    [errandOf('publish', at, { draft: draftOf('une nouvelle') }), 'une nouvelle'],
    [errandOf('reply', at, { draft: draftOf('une réponse'), to: referenceAt(mention.uri) }), 'une réponse'],
    [errandOf('like', at, { to: referenceAt(mention.uri) }), `like:${mention.uri}`],
    [errandOf('repost', at, { to: referenceAt(mention.uri) }), `repost:${mention.uri}`],
    [errandOf('remove', at, { to: referenceAt(own.uri) }), `delete:${own.uri}`],
  ]
}

const OUTCOMES: [Fault, string | undefined][] = [
  ['timeout-after-acceptance', 'uncertain'],
  ['timeout-before-acceptance', 'uncertain'],
  ['500-after-acceptance', 'uncertain'],
  ['500-before-acceptance', 'uncertain'],
  ['cut-mid-body', 'uncertain'],
  ['cut-after-acceptance', 'uncertain'],
  ['nonsense-after-acceptance', 'uncertain'],
  ['refuse', 'refused'],
  ['rate-limit', 'rate-limited'],
  ['token-dies', undefined],
]

for (const character of ['full', 'poor'] satisfies Character[]) {
  for (const [fault, kind] of OUTCOMES) {
    test(`${fault}, ${character} server: each act says what is known, and a second try does it once`, async (t) => {
      const stage = await blueskyStage(t, { character, http: hurried() })
      for (const [errand, marker] of errands(stage)) {
        stage.server.fault = (about, n) => (about === marker && n === 1 ? fault : undefined)
        const first = stage.run(errand)
        // What a deletion answers does not matter once it was answered.
        const unread = fault === 'nonsense-after-acceptance' && errand.act === 'remove'
        if (kind && !unread) assert.equal((await failureOf(first)).kind, kind, errand.act)
        else await first
        const sent = await stage.run({ ...errand, tries: 1 })
        assert.equal(
          stage.server.accepted.get(marker),
          1,
          `${errand.act} done ${stage.server.accepted.get(marker)} times`,
        )
        assert.equal(sent.activity.ours, true)
      }
    })
  }
}

describe('a second try', () => {
  const tries: [string, Character, Partial<Errand>][] = [
    ['that knows of the first', 'full', { tries: 1 }],
    ['that knows of the first, where the server would overwrite', 'poor', { tries: 1 }],
    ['of another process at the same time', 'full', {}],
  ]
  for (const [name, character, more] of tries) {
    it(`${name} leaves an edited post as it is`, async (t) => {
      const stage = await blueskyStage(t, { character })
      const { world, accepted } = stage.server
      const errand = errandOf('publish', world.clock, { draft: draftOf('avec une fote') })
      const { activity } = await stage.run(errand)
      const rkey = activity.externalId.split('/').at(-1) ?? ''
      const edited = { ...world.at(activity.externalId)?.value, text: 'sans faute' }
      world.put(stage.brand, POSTS, rkey, edited)
      const again = await stage.run({ ...errand, ...more })
      assert.equal(world.at(activity.externalId)?.value.text, 'sans faute')
      assert.deepEqual([again.activity.externalId, accepted.get('avec une fote')], [activity.externalId, 1])
    })
  }

  it('does not take for its own what stands in its place by chance', async (t) => {
    const stage = await blueskyStage(t)
    const errand = errandOf('publish', stage.server.world.clock, { draft: draftOf('un') })
    await stage.run(errand)
    const other = { ...errand, at: new Date(errand.at.getTime() + 60_000), draft: draftOf('deux') }
    assert.deepEqual(await failureOf(stage.run(other)), {
      kind: 'refused',
      detail: 'bluesky-account.key-taken',
    })
  })

  it('likes nothing twice that the person has liked elsewhere', async (t) => {
    const stage = await blueskyStage(t)
    const { world, accepted } = stage.server
    const post = world.post(stage.ana, 'joli')
    const theirs = world.react(stage.brand, 'like', post)
    const sent = await stage.run(errandOf('like', world.clock, { to: referenceAt(post.uri) }))
    assert.deepEqual([sent.activity.externalId, accepted.size], [theirs.uri, 0])
  })
})

describe('a reply', () => {
  it('stands under what it answers and its root, in its version, with links, names and language', async (t) => {
    const stage = await blueskyStage(t)
    const { world } = stage.server
    const root = world.post(stage.brand, 'annonce')
    const question = world.reply(stage.ana, root, 'et le prix ?')
    const draft = draftOf('Bonjour @ana.test, voir https://x.example #prix, cc @personne.test', {
      lang: 'fr',
    })
    const at = new Date('2026-11-20T08:00:00.123Z')
    const sent = await stage.run(errandOf('reply', at, { draft, to: referenceAt(question.uri) }))
    const { value } = world.at(sent.activity.externalId) ?? {}
    const ref = ({ uri, cid }: { uri: string; cid: string }) => ({ uri, cid })
    assert.deepEqual(value?.reply, { root: ref(root), parent: ref(question) })
    assert.deepEqual([value?.langs, value?.createdAt], [['fr'], '2026-11-20T08:00:00.123Z'])
    const facets = (value?.facets ?? []) as { features: object[] }[]
    const features = facets.flatMap((facet) => facet.features)
    assert.deepEqual(features, [
      { $type: 'app.bsky.richtext.facet#mention', did: stage.ana.did },
      { $type: 'app.bsky.richtext.facet#link', uri: 'https://x.example/' },
      { $type: 'app.bsky.richtext.facet#tag', tag: 'prix' },
    ])
    const { object } = sent.activity
    assert.deepEqual([object.thread, object.inReplyTo, object.text], [root.uri, question.uri, draft.text])
    assert.equal(sent.url, `https://bsky.app/profile/${stage.brand.did}/post/${object.id.split('/').at(-1)}`)
  })

  it('is refused in words where it cannot be, and nothing leaves', async (t) => {
    const stage = await blueskyStage(t)
    const { world, accepted } = stage.server
    const post = world.post(stage.ana, 'bonjour')
    const closed = world.post(stage.ana, 'nobody answers this')
    const gone = world.post(stage.ana, 'parti')
    world.remove(gone.uri)
    const picture = (more: Partial<DraftMedia>): DraftMedia => ({
      name: 'a.png',
      mediaType: 'image/png',
      size: 10,
      alt: '',
      bytes: async () => new Uint8Array(10),
      ...more,
    })
    const cases: [string, Partial<Errand>][] = [
      ['too-long', { draft: draftOf('é'.repeat(301)) }],
      ['nothing-to-say', { draft: draftOf('  ') }],
      ['no-warning', { draft: draftOf('a', { warning: 'attention' }) }],
      ['public-only', { draft: draftOf('a', { audience: 'followers' }) }],
      ['too-many-pictures', { draft: draftOf('a', { media: Array.from({ length: 5 }, () => picture({})) }) }],
      ['picture-too-large', { draft: draftOf('a', { media: [picture({ size: 1_000_001 })] }) }],
      ['not-a-picture', { draft: draftOf('a', { media: [picture({ mediaType: 'image/svg+xml' })] }) }],
      ['post-is-gone', { to: referenceAt(gone.uri) }],
      ['replies-closed', { to: referenceAt(closed.uri) }],
      ['not-a-post', { to: referenceAt(stage.ana.did) }],
    ]
    for (const [why, more] of cases) {
      const errand = errandOf('reply', world.clock, {
        draft: draftOf('a'),
        to: referenceAt(post.uri),
        ...more,
      })
      const detail = `bluesky-account.${why}`
      assert.deepEqual(await failureOf(stage.run(errand)), { kind: 'refused', detail })
    }
    const foreign = errandOf('remove', world.clock, { to: referenceAt(post.uri) })
    assert.deepEqual(await failureOf(stage.run(foreign)), {
      kind: 'refused',
      detail: 'bluesky-account.not-ours',
    })
    assert.equal(accepted.size, 0)
  })

  it('carries its pictures, described and measured', async (t) => {
    const stage = await blueskyStage(t)
    const png = Buffer.alloc(40)
    png.write('\x89PNG', 0, 'latin1')
    png.writeUInt32BE(3, 16)
    png.writeUInt32BE(2, 20)
    const media = [
      { name: 'a.png', mediaType: 'image/png', size: 40, alt: 'Un colis', bytes: async () => png },
    ]
    const sent = await stage.run(
      errandOf('publish', stage.server.world.clock, { draft: draftOf('', { media }) }),
    )
    assert.deepEqual(stage.server.blobs, [{ mediaType: 'image/png', bytes: 40 }])
    const { embed } = (stage.server.world.at(sent.activity.externalId)?.value ?? {}) as {
      embed: { images: { alt: string; aspectRatio: object }[] }
    }
    assert.deepEqual(
      [embed.images[0]?.alt, embed.images[0]?.aspectRatio],
      ['Un colis', { width: 3, height: 2 }],
    )
    assert.equal(sent.activity.object.media?.[0]?.alt, 'Un colis')
  })
})

test('a link bears the card that was written with it, its picture uploaded, and never beside pictures', async (t) => {
  const stage = await blueskyStage(t)
  const { world, blobs } = stage.server
  const bytes = async () => new Uint8Array(12)
  const thumb = { name: 'a.jpg', mediaType: 'image/jpeg', size: 12, alt: '', bytes }
  const shown = { url: 'https://maison.example/', title: 'Maison', description: 'Des lampes' }
  const publish = (more: object) =>
    stage.run(errandOf('publish', world.clock, { draft: draftOf('voir https://maison.example/', more) }))
  const sent = await publish({ card: { ...shown, thumb } })
  assert.deepEqual(blobs, [{ mediaType: 'image/jpeg', bytes: 12 }])
  const embedOf = (id: string) => world.at(id)?.value.embed as { external: Record<string, unknown> }
  const { thumb: kept, ...words } = embedOf(sent.activity.externalId).external
  assert.deepEqual(words, { uri: shown.url, title: shown.title, description: shown.description })
  assert.ok(kept)
  const bare = await publish({ card: shown })
  assert.ok(!('thumb' in embedOf(bare.activity.externalId).external))
  const media = [thumb]
  const detail = (why: string) => ({ kind: 'refused', detail: `bluesky-account.${why}` })
  assert.deepEqual(await failureOf(publish({ card: shown, media })), detail('card-beside-pictures'))
  const large = { ...thumb, size: 1_000_001 }
  assert.deepEqual(
    await failureOf(publish({ card: { ...shown, thumb: large } })),
    detail('picture-too-large'),
  )
})

async function sentThenTaken(t: TestContext, act: 'like' | 'repost') {
  const stage = await blueskyStage(t)
  const { world } = stage.server
  const post = world.post(stage.ana, 'joli')
  const { activity } = await stage.run(errandOf(act, world.clock, { to: referenceAt(post.uri) }))
  const undone = await stage.run(errandOf('remove', world.clock, { to: referenceTo(activity) }))
  return { activity, undone: undone.activity, there: world.at(activity.externalId) }
}

test('a like and a repost are taken back as such', async (t) => {
  for (const act of ['like', 'repost'] as const) {
    const { activity, undone, there } = await sentThenTaken(t, act)
    assert.equal(there, undefined)
    assert.deepEqual([undone.verb, undone.object.id], ['Undo', activity.externalId])
  }
})

test('what was liked or shared, here or elsewhere, is not any more; what was not stays undone', async (t) => {
  const stage = await blueskyStage(t)
  const { world, accepted } = stage.server
  for (const act of ['like', 'repost'] as const) {
    const post = world.post(stage.ana, `joli ${act}`)
    const theirs = world.react(stage.brand, act, post)
    const errand = errandOf(`un${act}`, world.clock, { to: referenceAt(post.uri) })
    const undone = await stage.run(errand)
    assert.deepEqual([undone.activity.verb, undone.activity.object.id], ['Undo', theirs.uri])
    assert.equal(world.at(theirs.uri), undefined)
    const again = await stage.run({ ...errand, tries: 1 })
    assert.deepEqual([again.activity.verb, again.activity.ours], ['Undo', true])
    assert.equal(accepted.get(`delete:${theirs.uri}`), 1)
  }
})

test('what the server says of limits is told', async (t) => {
  const stage = await blueskyStage(t)
  const { world, faults } = stage.server
  await stage.run(errandOf('publish', world.clock, { draft: draftOf('un') }))
  const resets = new Date(world.clock.getTime() + 120_000)
  assert.deepEqual(stage.quotas.at(-1), { name: 'writes', remaining: 2999, limit: 3000, resets })
  faults.limited = true
  const refused = await failureOf(stage.run(errandOf('publish', world.clock, { draft: draftOf('deux') })))
  assert.deepEqual(refused, { kind: 'rate-limited', until: resets })
  assert.deepEqual(stage.quotas.at(-1), { name: 'writes', remaining: 0, limit: 3000, resets })
})

test('a server that cannot be reached has done nothing', async (t) => {
  const stage = await blueskyStage(t)
  await stage.run(errandOf('publish', stage.server.world.clock, { draft: draftOf('un') }))
  await stage.server.close()
  // On a connection of its own: one that was kept open may have taken the request before it broke.
  const http = loopbackHttp()
  t.after(() => http.close())
  stage.host.http = http
  const failure = await failureOf(
    stage.run(errandOf('publish', stage.server.world.clock, { draft: draftOf('deux') })),
  )
  assert.equal(failure.kind, 'unreachable')
})
