import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { jetstreamEvents, take } from '../../../../test/support/jetstream-events.ts'
import type { Activity } from '../../../activity/index.ts'
import { readFrame, type WireEvent } from '../wire/frame.ts'
import { readPost } from '../wire/record.ts'
import { isRefused } from '../wire/refused.ts'
import type { Interest } from './act.ts'
import { withLinks } from './facet.ts'
import { createMemory } from './memory.ts'
import { publishedOf } from './published.ts'
import { sift } from './sift.ts'

const ANA = 'did:plc:anaanaanaanaanaanaanaana'
const BRAND = 'did:plc:brandbrandbrandbrandbran'
const TIME = Date.UTC(2026, 6, 4, 14, 38, 8, 94)
const all: Interest = { wanted: () => true, known: () => true, accounts: new Set() }
const none: Interest = { wanted: () => false, known: () => false, accounts: new Set() }

function commit(operation: string, collection: string, rkey: string, record?: object, rev = '3mptbypoy522s') {
  return {
    did: ANA,
    time_us: TIME * 1000,
    kind: 'commit',
    commit: { rev, operation, collection, rkey, record: record && { $type: collection, ...record } },
  }
}

function post(record: object, rkey = '3mpt1') {
  const createdAt = '2026-07-04T14:38:07.420Z'
  return commit('create', 'app.bsky.feed.post', rkey, { createdAt, text: '', ...record })
}

function event(raw: object): WireEvent {
  const read = readFrame(JSON.stringify(raw))
  assert.ok(read.kind !== 'refused' && read.kind !== 'tick', JSON.stringify(read))
  return read
}

function activityOf(raw: object, interest = all, memory = createMemory()): Activity | undefined {
  const verdict = sift(event(raw), interest, memory)
  assert.ok(verdict?.kind !== 'refused', JSON.stringify(verdict))
  return verdict?.activity
}

const blob = (cid: string, mimeType = 'image/jpeg') => ({
  $type: 'blob',
  ref: { $link: cid },
  mimeType,
  size: 9,
})
const root = `at://${BRAND}/app.bsky.feed.post/3root`
const parent = 'at://did:plc:other/app.bsky.feed.post/3parent'

describe('a post', () => {
  it('becomes a Create of a Note', () => {
    const memory = createMemory()
    sift(
      event({ did: ANA, time_us: 1, kind: 'identity', identity: { did: ANA, handle: 'ana.test' } }),
      all,
      memory,
    )
    const got = activityOf(post({ text: 'Toujours pas de réponse', langs: ['fr-FR', 'en'] }), all, memory)
    assert.deepEqual(got, {
      verb: 'Create',
      externalId: `at://${ANA}/app.bsky.feed.post/3mpt1`,
      published: new Date('2026-07-04T14:38:07.420Z'),
      actor: { id: ANA, handle: 'ana.test', url: `https://bsky.app/profile/${ANA}` },
      object: {
        type: 'Note',
        id: `at://${ANA}/app.bsky.feed.post/3mpt1`,
        title: undefined,
        text: 'Toujours pas de réponse',
        url: `https://bsky.app/profile/${ANA}/post/3mpt1`,
        lang: 'fr-FR',
        media: undefined,
        inReplyTo: undefined,
        thread: `at://${ANA}/app.bsky.feed.post/3mpt1`,
      },
      visibility: 'public',
      extra: undefined,
    })
  })

  it('keeps what it answers and the root of the thread', () => {
    const got = activityOf(post({ text: 'non', reply: { root: { uri: root }, parent: { uri: parent } } }))
    assert.deepEqual([got?.object.inReplyTo, got?.object.thread], [parent, root])
  })

  it('keeps pictures with their descriptions, galleries and videos', () => {
    const images = [{ alt: 'Un colis ouvert', image: blob('bafkone') }, { image: blob('bafktwo') }]
    assert.deepEqual(activityOf(post({ embed: { $type: 'app.bsky.embed.images', images } }))?.object.media, [
      {
        type: 'image',
        url: `https://cdn.bsky.app/img/feed_fullsize/plain/${ANA}/bafkone@jpeg`,
        alt: 'Un colis ouvert',
        mediaType: 'image/jpeg',
      },
      {
        type: 'image',
        url: `https://cdn.bsky.app/img/feed_fullsize/plain/${ANA}/bafktwo@jpeg`,
        alt: undefined,
        mediaType: 'image/jpeg',
      },
    ])
    const gallery = activityOf(post({ embed: { $type: 'app.bsky.embed.gallery', media: images } }))
    assert.equal(gallery?.object.media?.length, 2)
    const video = { $type: 'app.bsky.embed.video', video: blob('bafkvid', 'video/mp4'), alt: 'chute' }
    assert.deepEqual(activityOf(post({ embed: video }))?.object.media, [
      {
        type: 'video',
        url: `https://video.bsky.app/watch/${encodeURIComponent(ANA)}/bafkvid/playlist.m3u8`,
        alt: 'chute',
        mediaType: 'video/mp4',
      },
    ])
  })

  it('takes the title of the page it shares, asks the queries about it, and keeps the quote', () => {
    const asked: string[] = []
    const interest = { ...none, wanted: (text: string) => asked.push(text) > 0 }
    const external = {
      uri: 'https://news.example/a',
      title: 'Tournesol rappelle ses thés',
      description: 'Rappel',
    }
    const got = activityOf(
      post({
        text: 'Eh bien',
        embed: {
          $type: 'app.bsky.embed.recordWithMedia',
          record: { record: { uri: root } },
          media: { $type: 'app.bsky.embed.external', external },
        },
      }),
      interest,
    )
    assert.deepEqual(asked, ['Tournesol rappelle ses thés\nEh bien'])
    assert.equal(got?.object.title, 'Tournesol rappelle ses thés')
    assert.equal(got?.extra?.quote, root)
    assert.deepEqual(got?.extra?.link, { url: external.uri, title: external.title, description: 'Rappel' })
  })

  it('writes out an address shown cut short, counting bytes as facets do', () => {
    const text = '☀️ été : shop.example/promoti… et voilà'
    const start = Buffer.byteLength('☀️ été : ')
    const index = { byteStart: start, byteEnd: start + Buffer.byteLength('shop.example/promoti…') }
    const uri = 'https://shop.example/promotions/ete'
    const read = readPost({ text, facets: [{ index, features: [{ $type: 'x#link', uri }] }] })
    assert.ok(!isRefused(read))
    assert.equal(withLinks(read), `☀️ été : ${uri} et voilà`)
  })

  it('leaves words that are a link, and facets that do not fit, alone', () => {
    const facets = [
      { index: { byteStart: 0, byteEnd: 3 }, features: [{ uri: 'https://elsewhere.example' }] },
      { index: { byteStart: 5, byteEnd: 500 }, features: [{ uri: 'https://elsewhere.example' }] },
      { index: { byteStart: -1, byteEnd: 2 }, features: [] },
      'nonsense',
    ]
    const got = activityOf(post({ text: 'ici et là', facets }))
    assert.equal(got?.object.text, 'ici et là')
    assert.deepEqual(got?.extra?.links, ['https://elsewhere.example'])
  })
})

describe('the date of a post', () => {
  const claimed = (createdAt: string) => publishedOf(createdAt, TIME * 1000).toISOString()
  const seen = new Date(TIME).toISOString()
  it('is its author’s within the day before it was seen, and otherwise the network’s', () => {
    assert.equal(claimed('2026-07-04T14:38:02+00:00'), '2026-07-04T14:38:02.000Z')
    assert.equal(claimed('2026-07-04T16:38:02+02:00'), '2026-07-04T14:38:02.000Z')
    assert.equal(claimed('2026-07-03T14:39:00Z'), '2026-07-03T14:39:00.000Z')
    for (const lie of ['2099-01-01T00:00:00Z', '2012-03-04T05:06:07Z', '2026-07-03T14:00:00Z', '', 'hier'])
      assert.equal(claimed(lie), seen, lie)
  })
  it('is UTC where it has no zone, whatever the zone of this machine', () => {
    assert.equal(claimed('2026-07-04T14:38:02.123456'), '2026-07-04T14:38:02.123Z')
  })
  it('remembers a claim it does not believe', () => {
    const got = activityOf(post({ text: 'import', createdAt: '2012-03-04T05:06:07Z' }))
    assert.deepEqual([got?.published.getTime(), got?.extra?.claimedAt], [TIME, '2012-03-04T05:06:07.000Z'])
  })
})

describe('what happens to a post', () => {
  const uri = `at://${ANA}/app.bsky.feed.post/3mpt1`
  const deletion = commit('delete', 'app.bsky.feed.post', '3mpt1', undefined, '3mptz')
  const edit = commit('update', 'app.bsky.feed.post', '3mpt1', { text: 'corrigé', createdAt: '' }, '3mptc')

  it('is Update and Delete of the post, with ids of their own', () => {
    const updated = activityOf(edit)
    assert.deepEqual(
      [updated?.verb, updated?.externalId, updated?.object.id, updated?.object.text],
      ['Update', `${uri}#3mptc`, uri, 'corrigé'],
    )
    const deleted = activityOf(deletion)
    assert.deepEqual(
      [deleted?.verb, deleted?.externalId, deleted?.object],
      ['Delete', `${uri}#deleted`, { type: 'Note', id: uri }],
    )
  })

  it('concerns us only where the post does, or where its new text is wanted', () => {
    assert.equal(activityOf(deletion, none), undefined)
    assert.equal(activityOf(edit, none), undefined)
    assert.equal(activityOf(edit, { ...none, wanted: (text) => text.includes('corrigé') })?.verb, 'Update')
  })

  it('is known at once of a post that was just given out, before the host can know', () => {
    const memory = createMemory()
    activityOf(post({ text: 'oui' }), { ...none, wanted: () => true }, memory)
    assert.equal(activityOf(edit, none, memory)?.verb, 'Update')
    assert.equal(activityOf(deletion, none, memory)?.verb, 'Delete')
  })

  it('is not undone by a replay: a post older than its deletion stays away, a new one under its key does not', () => {
    const memory = createMemory()
    activityOf(deletion, none, memory)
    assert.equal(activityOf(post({ text: 'revenant' }), all, memory), undefined)
    const anew = { ...post({ text: 'neuf' }), commit: { ...post({ text: 'neuf' }).commit, rev: '3mpu1' } }
    assert.equal(activityOf(anew, all, memory)?.object.text, 'neuf')
  })

  it('is given once, however often it comes', () => {
    const memory = createMemory()
    assert.ok(activityOf(post({ text: 'une fois' }), all, memory))
    assert.equal(activityOf(post({ text: 'une fois' }), all, memory), undefined)
  })
})

describe('reactions', () => {
  const createdAt = '2026-07-04T14:38:07Z'
  const reaction = (name: string, subject: unknown) =>
    commit('create', `app.bsky.${name}`, '3like', { createdAt, subject })

  it('are Like, Announce and Follow of what is known', () => {
    for (const [name, subject, verb, url] of [
      ['feed.like', { uri: root, cid: 'b' }, 'Like', `https://bsky.app/profile/${BRAND}/post/3root`],
      ['feed.repost', { uri: root, cid: 'b' }, 'Announce', `https://bsky.app/profile/${BRAND}/post/3root`],
      ['graph.follow', BRAND, 'Follow', `https://bsky.app/profile/${BRAND}`],
    ] as const) {
      const got = activityOf(reaction(name, subject))
      assert.equal(got?.verb, verb)
      assert.equal(got?.externalId, `at://${ANA}/app.bsky.${name}/3like`)
      assert.equal(got?.object.id, name === 'graph.follow' ? BRAND : root)
      assert.equal(got?.object.url, url)
      assert.equal(activityOf(reaction(name, subject), none), undefined)
    }
  })

  it('are Undo when they are taken back', () => {
    const got = activityOf(commit('delete', 'app.bsky.feed.like', '3like'))
    assert.deepEqual([got?.verb, got?.object.id], ['Undo', `at://${ANA}/app.bsky.feed.like/3like`])
    assert.equal(activityOf(commit('delete', 'app.bsky.feed.like', '3like'), none), undefined)
  })

  it('of one’s own account are certain, and so is what is written to it', () => {
    const ours: Interest = { ...none, accounts: new Set([BRAND]) }
    const certain = (raw: object) => {
      const verdict = sift(event(raw), ours, createMemory())
      return verdict?.kind === 'kept' && verdict.certain
    }
    assert.ok(certain(reaction('graph.follow', BRAND)))
    assert.ok(certain(reaction('feed.like', { uri: root })))
    assert.ok(certain(post({ text: 'vous', reply: { root: { uri: root }, parent: { uri: parent } } })))
    const mention = { index: { byteStart: 0, byteEnd: 2 }, features: [{ $type: 'x#mention', did: BRAND }] }
    assert.ok(certain(post({ text: '@b', facets: [mention] })))
    assert.ok(certain(post({ text: 'q', embed: { $type: 'app.bsky.embed.record', record: { uri: root } } })))
    assert.ok(certain({ ...post({ text: 'nous' }), did: BRAND }))
    assert.equal(activityOf({ ...post({ text: 'nous' }), did: BRAND }, ours)?.ours, true)
    assert.ok(!certain(post({ text: 'eux' })))
  })
})

describe('an account', () => {
  const account = (active: boolean, status?: string) => ({
    did: ANA,
    time_us: TIME * 1000,
    kind: 'account',
    account: { active, status, did: ANA, seq: 1, time: '2026-07-04T14:38:07.877Z' },
  })
  it('that is deleted takes what it said with it; one that sleeps does not', () => {
    assert.deepEqual(
      [activityOf(account(false, 'deleted'))?.verb, activityOf(account(false, 'deleted'))?.object],
      ['Delete', { type: 'Person', id: ANA }],
    )
    assert.equal(activityOf(account(false, 'deactivated')), undefined)
    assert.equal(activityOf(account(true)), undefined)
    assert.equal(activityOf(account(false, 'deleted'), none), undefined)
  })
})

describe('the guard', () => {
  it('refuses with a place and a rule, never with the content', () => {
    const secret = 'ne le répétez pas'
    const bad = [
      'not json',
      '[]',
      'null',
      '{"kind":"commit"}',
      JSON.stringify({ ...post({ text: 'a' }), did: 'javascript:alert(1)' }),
      JSON.stringify({ ...post({ text: 'a' }), time_us: secret }),
      JSON.stringify(commit('create', 'app.bsky.feed.post', '../../x', { text: secret })),
      JSON.stringify(commit('explode', 'app.bsky.feed.post', 'x', { text: secret })),
    ]
    for (const text of bad) {
      const read = readFrame(text)
      assert.equal(read.kind, 'refused', text)
      assert.ok(!JSON.stringify(read).includes(secret), text)
    }
  })

  it('refuses a post without a text and a reaction to nothing, and says where', () => {
    const verdict = (raw: object) => sift(event(raw), all, createMemory())
    assert.deepEqual(verdict(commit('create', 'app.bsky.feed.post', 'x', { createdAt: '' })), {
      kind: 'refused',
      reason: 'post: text invalid_type',
      at: `at://${ANA}/app.bsky.feed.post/x`,
    })
    for (const subject of [undefined, 7, { uri: 'https://elsewhere' }, { uri: 'at://did:plc:x' }])
      assert.equal(verdict(commit('create', 'app.bsky.feed.like', 'x', { subject }))?.kind, 'refused')
    assert.equal(verdict(commit('create', 'app.bsky.feed.post', 'x'))?.kind, 'refused')
  })

  it('takes a post whose decorations are nonsense', () => {
    const got = activityOf(
      post({
        text: 'sain',
        langs: 'fr',
        reply: 7,
        embed: { $type: 'x' },
        facets: {},
        tags: [1],
        labels: [],
        createdAt: 5,
      }),
    )
    assert.deepEqual([got?.object.text, got?.object.lang, got?.object.media], ['sain', undefined, undefined])
  })

  it('lets kinds that came later pass as signs of life', () => {
    assert.deepEqual(readFrame('{"kind":"sync","did":"did:plc:x","time_us":12}'), {
      kind: 'tick',
      time_us: 12,
    })
  })

  it('never throws, whatever it is given', () => {
    const frames = take(jetstreamEvents({ seed: 3 }), 300).map((made) => JSON.stringify(made))
    fc.assert(
      fc.property(
        fc.constantFrom(...frames),
        fc.nat(),
        fc.string(),
        fc.jsonValue(),
        (frame, place, junk, value) => {
          const cut = place % frame.length
          for (const text of [frame.slice(0, cut) + junk + frame.slice(cut), junk, JSON.stringify(value)])
            readOne(text)
          const parts = JSON.parse(frame) as { commit?: { record?: Record<string, unknown> } }
          const record = parts.commit?.record
          const key = record && Object.keys(record)[place % Object.keys(record).length]
          if (record && key) record[key] = value
          readOne(JSON.stringify(parts))
        },
      ),
      { numRuns: 2_000 },
    )
  })
})

function readOne(text: string): void {
  const read = readFrame(text)
  if (read.kind !== 'refused' && read.kind !== 'tick') sift(read, all, createMemory())
}

describe('events recorded from the network', () => {
  const file = new URL(
    '../../../../../shared/data/api-samples/bluesky/jetstream_v1_events.jsonl',
    import.meta.url,
  )
  it('are all taken', { skip: existsSync(file) ? false : 'recorded events are not on this machine' }, () => {
    const memory = createMemory()
    const counts: Record<string, number> = {}
    for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
      const verdict = sift(event(JSON.parse(line) as object), all, memory)
      assert.notEqual(verdict?.kind, 'refused', JSON.stringify(verdict))
      if (verdict?.kind === 'kept') counts[verdict.activity.verb] = (counts[verdict.activity.verb] ?? 0) + 1
    }
    assert.deepEqual(counts, { Like: 60, Create: 10, Announce: 10, Follow: 4, Undo: 2, Delete: 1 })
  })
})
