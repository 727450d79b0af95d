import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Engine } from '../src/server/engine.ts'
import { everyRoute, populate } from './support/every-route.ts'
import { type Member, problemOf, type TestServer, testServer } from './support/http.ts'

let server: TestServer
let engine: Engine
let ana: Member
let ben: Member
let guest: Member
let talk: string
before(async () => {
  server = await testServer({
    routes: async (parts) => {
      const made = await everyRoute(parts)
      engine = made.engine
      return made.routes
    },
  })
  const workspaceId = await server.workspace()
  ana = await server.member(workspaceId, 'owner')
  ben = await server.member(workspaceId, 'agent')
  guest = await server.member(workspaceId, 'guest')
  await server.pool.query(`update app_user set name = 'Ben Roux' where id = $1`, [ben.userId])
  await populate(server, engine, workspaceId, ana)
  const page = await read<{ items: { id: string }[] }>(ana, '/conversations')
  talk = page.items[0]?.id ?? ''
})
after(() => server.close())

async function read<T>(who: Member, path: string): Promise<T> {
  const answer = await who.browser.get(path)
  assert.equal(answer.status, 200, path)
  return (await answer.json()) as T
}

describe('who is there', () => {
  const tab = '01a20000-0000-7000-8000-000000000001'
  const there = (who: Member) =>
    read<{ conversationId: string; member: { name: string }; writing: boolean }[]>(
      who,
      '/conversations/presence',
    )

  test('is seen by the others in the list and in the conversation, and gone at once when they leave', async () => {
    const sign = (state: string) => ben.browser.post(`/conversations/${talk}/presence`, { tab, state })
    assert.equal((await sign('writing')).status, 204)
    assert.deepEqual(
      (await there(ana)).map((one) => [one.conversationId, one.member.name, one.writing]),
      [[talk, 'Ben Roux', true]],
    )
    assert.deepEqual(await there(ben), [])
    const { viewers } = await read<{ viewers: { name: string }[] }>(ana, `/conversations/${talk}?glance=yes`)
    assert.deepEqual(
      viewers.map((one) => one.name),
      ['Ben Roux'],
    )
    await sign('gone')
    assert.deepEqual(await there(ana), [])
  })
})

describe('a mention', () => {
  const note = (who: Member, text: string, mentions?: string[]) =>
    who.browser.post(`/conversations/${talk}/notes`, { text, ...(mentions ? { mentions } : {}) })
  const unread = async (who: Member) => (await read<{ count: number }>(who, '/mentions/unread')).count
  interface Page {
    items: { id: string; text: string; read: boolean; by: { id: string }; conversation: { id: string } }[]
    next: string | null
  }

  test('reaches who is named, by the note, the list, the view and a notice, until it is read', async () => {
    assert.equal((await note(ana, 'Peux-tu voir cela, @Ben Roux ?')).status, 201)
    assert.equal((await note(ana, 'Merci à tous.')).status, 201)
    assert.equal(await unread(ben), 1)
    assert.equal(await unread(ana), 0)
    const { items } = await read<Page>(ben, '/mentions?unread=true')
    assert.deepEqual(
      items.map(({ text, by, conversation }) => [text, by.id, conversation.id]),
      [['Peux-tu voir cela, @Ben Roux ?', ana.memberId, talk]],
    )
    const view = await read<{ items: { id: string }[] }>(ben, '/conversations?mentioned=yes')
    assert.deepEqual(
      view.items.map((one) => one.id),
      [talk],
    )
    assert.deepEqual((await read<{ items: unknown[] }>(ana, '/conversations?mentioned=yes')).items, [])
    const entries = await read<{ items: { kind: string; mentions?: { name: string }[] }[] }>(
      ben,
      `/conversations/${talk}/items`,
    )
    assert.deepEqual(
      entries.items.flatMap((one) => one.mentions?.map(({ name }) => name) ?? []),
      ['Ben Roux'],
    )
    const { rows } = await server.pool.query(
      `select item.matter, item.facts, item.conversation_id from notice_item as item where item.member_id = $1 and matter = 'mention'`,
      [ben.memberId],
    )
    assert.deepEqual(rows, [{ matter: 'mention', facts: { member: ana.memberId }, conversation_id: talk }])
    assert.equal((await ben.browser.post('/mentions/read', { conversationId: talk })).status, 204)
    assert.equal(await unread(ben), 0)
    await ben.browser.post('/mentions/read', { ids: items.map((one) => one.id), read: false })
    assert.equal(await unread(ben), 1)
  })

  test('of somebody who cannot read the inbox is refused in words, and the note with it', async () => {
    const before = (await read<{ notes: number }>(ana, `/conversations/${talk}?glance=yes`)).notes
    const answer = await note(ana, 'Pour information.', [guest.memberId])
    assert.equal(answer.status, 422)
    const problem = await problemOf(answer)
    assert.equal(problem.id, 'mention_cannot_read')
    assert.match(problem.detail, /Camille guest cannot read the inbox/)
    assert.equal((await problemOf(await note(ana, 'Ici @Camille guest.'))).id, 'mention_cannot_read')
    const other = '01a20000-0000-7000-8000-000000000009'
    assert.equal((await problemOf(await note(ana, 'Ici.', [other]))).id, 'mention_unknown')
    assert.equal((await read<{ notes: number }>(ana, `/conversations/${talk}?glance=yes`)).notes, before)
  })

  test('is one however often the name is written, and none of oneself', async () => {
    const was = await unread(ben)
    await note(ben, 'Moi, @Ben Roux, je m’en charge.')
    await note(ana, '@Ben Roux et encore @Ben Roux.', [ben.memberId])
    assert.equal(await unread(ben), was + 1)
    let cursor: string | null = ''
    const seen: string[] = []
    while (cursor !== null) {
      const page: Page = await read<Page>(ben, `/mentions?limit=1${cursor && `&cursor=${cursor}`}`)
      seen.push(...page.items.map((one) => one.id))
      cursor = page.next
    }
    assert.deepEqual(seen, [...new Set(seen)].sort().reverse())
    assert.equal(seen.length, 2)
  })
})

describe('a draft', () => {
  test('goes from one desk to another by way of the server', async () => {
    const path = `/conversations/${talk}/draft`
    const draft = { text: 'Bonjour,', media: [], seen: [] }
    const kept = await ana.browser.put(path, { version: 0, shared: true, draft })
    assert.equal(kept.status, 200)
    const { shared } = await read<{ shared: { version: number; by: { id: string }; draft: unknown }[] }>(
      ben,
      `/conversations/${talk}/drafts`,
    )
    assert.deepEqual(
      shared.map((one) => [one.by.id, one.draft]),
      [[ana.memberId, draft]],
    )
    const again = await ana.browser.put(path, { version: 0, draft: { text: 'Autre', media: [] } })
    const { more, ...problem } = (await again.json()) as {
      type: string
      more: { draft: { version: number } }
    }
    assert.deepEqual(
      [again.status, problem.type, more.draft.version],
      [409, 'urn:veillee:problem:draft_changed', 1],
    )
    const taken = await ben.browser.post(`/conversations/${talk}/drafts/${ana.memberId}/take`, { version: 1 })
    assert.equal(((await taken.json()) as { takenFrom: string }).takenFrom, ana.memberId)
    assert.equal((await ben.browser.delete(path)).status, 204)
    assert.deepEqual(await read(ben, `/conversations/${talk}/drafts`), { mine: null, shared: [] })
  })
})
