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

describe('a rule, a desk and an absence', () => {
  const rule = (more: object = {}) => ({
    ...{
      name: 'Bluesky',
      enabled: true,
      when: { channels: ['bluesky'] },
      give: { to: 'member', memberId: ben.memberId },
    },
    ...more,
  })
  interface Rules {
    version: string
    rules: { id: string; name: string }[]
  }
  interface Team {
    members: { id: string; open: number; away: boolean; there: boolean; skills: string[] }[]
    groups: { id: string; name: string }[]
  }
  const inJournal = async (action: string) =>
    (await read<{ items: { detail: unknown }[] }>(ana, `/audit?action=${action}`)).items.map(
      (one) => one.detail,
    )

  test('are set by who manages the team, tried before, and stand in the journal', async () => {
    const { version } = await read<Rules>(ana, '/assignment/rules')
    const span = { from: new Date(Date.now() - 86_400_000).toISOString(), to: new Date().toISOString() }
    const tried = await ana.browser.post('/assignment/try', { rules: [rule()], ...span })
    const trial = (await tried.json()) as {
      began: number
      given: { member: { name: string }; count: number }[]
    }
    assert.ok(trial.began > 0)
    assert.deepEqual(
      trial.given.map(({ member, count }) => [member.name, count]),
      [['Ben Roux', trial.began]],
    )
    assert.equal((await ben.browser.put('/assignment/rules', { version, rules: [] })).status, 403)
    const saved = await ana.browser.put('/assignment/rules', { version, rules: [rule()] })
    assert.equal(saved.status, 200)
    const again = await ana.browser.put('/assignment/rules', { version, rules: [] })
    assert.equal((await problemOf(again)).id, 'rules_changed')
    const { version: now } = (await saved.json()) as Rules
    for (const [bad, id] of [
      [rule({ when: { query: '(' } }), 'search_invalid'],
      [rule({ give: { to: 'member', memberId: talk } }), 'rule_member_gone'],
      [rule({ give: { to: 'pool', groupId: talk } }), 'rule_group_gone'],
    ] as const)
      assert.equal(
        (await problemOf(await ana.browser.put('/assignment/rules', { version: now, rules: [bad] }))).id,
        id,
      )
    assert.deepEqual(await inJournal('assignment.rules'), [{ rules: ['Bluesky'] }])
  })

  test('know skills, groups and absences, each said by who may', async () => {
    const profile = {
      skills: ['SAV'],
      langs: ['fr'],
      capacity: 20,
      hours: [{ days: [1], starts: '09:00', ends: '17:00' }],
    }
    assert.equal((await ben.browser.put(`/assignment/team/${ben.memberId}`, profile)).status, 403)
    assert.equal((await ana.browser.put(`/assignment/team/${ben.memberId}`, profile)).status, 200)
    const groups = [{ name: 'Après-vente', members: [ben.memberId] }]
    assert.equal((await ana.browser.put('/assignment/groups', { groups })).status, 200)
    const from = new Date(Date.now() - 1000).toISOString()
    assert.equal((await ben.browser.put('/me/absence', { from, until: null })).status, 200)
    const team = await read<Team>(ana, '/assignment/team')
    const member = team.members.find((one) => one.id === ben.memberId)
    assert.deepEqual([member?.away, member?.there, member?.skills], [true, false, ['SAV']])
    assert.deepEqual(
      team.groups.map(({ name }) => name),
      ['Après-vente'],
    )
    assert.equal(
      team.members.some((one) => one.id === guest.memberId),
      false,
    )
    const upside = await ben.browser.put('/me/absence', { from, until: '2020-01-01T00:00:00Z' })
    assert.equal((await problemOf(upside)).id, 'absence_ends_before')
    assert.equal((await ben.browser.put('/me/absence', { from: null, until: null })).status, 200)
    assert.equal((await inJournal('assignment.absence')).length, 2)
  })

  test('are handed over by who may, with a way back, and told of to who was away', async () => {
    await ana.browser.patch(`/conversations/${talk}`, { assigneeId: ana.memberId, status: 'open' })
    const since = new Date(Date.now() - 1000).toISOString()
    const over = await ana.browser.post('/hand-overs', { to: { memberId: ben.memberId } })
    const { id, moved, given } = (await over.json()) as {
      id: string
      moved: number
      given: { count: number }[]
    }
    assert.ok(moved > 0 && given[0]?.count === moved)
    const away = await read<{ assigned: { items: { conversation: { id: string }; by: { id: string } }[] } }>(
      ben,
      `/away?since=${since}`,
    )
    assert.deepEqual(
      away.assigned.items.map(({ conversation, by }) => [conversation.id, by.id]),
      [[talk, ana.memberId]],
    )
    assert.equal((await ben.browser.post(`/hand-overs/${id}/undo`)).status, 403)
    assert.equal((await ben.browser.post('/hand-overs', { from: ana.memberId, to: 'rules' })).status, 403)
    assert.equal(
      (await problemOf(await ana.browser.post('/hand-overs', { to: { memberId: guest.memberId } }))).id,
      'assignee_unknown',
    )
    assert.deepEqual(await (await ana.browser.post(`/hand-overs/${id}/undo`)).json(), { back: moved })
    assert.equal((await inJournal('inbox.hand_over')).length, 1)
  })

  test('know who is in charge of a customer: who was said to be, else nobody who has not answered', async () => {
    const { personId } = await read<{ personId: string }>(ana, `/conversations/${talk}?glance=yes`)
    const path = `/people/${personId}/owner`
    assert.deepEqual(await read(ana, path), { set: false, member: null })
    const chosen = await ana.browser.put(path, { owner: ben.memberId })
    assert.deepEqual(await chosen.json(), { set: true, member: { id: ben.memberId, name: 'Ben Roux' } })
    assert.equal((await ana.browser.put(path, { owner: talk })).status, 404)
    assert.deepEqual(await (await ana.browser.put(path, { owner: null })).json(), {
      set: false,
      member: null,
    })
  })

  test('of a member taken out go to whom it is said', async () => {
    const cleo = await server.member(await workspaceOf(ana), 'agent')
    await ana.browser.patch(`/conversations/${talk}`, { assigneeId: cleo.memberId })
    const to = (heir: string) => ana.browser.delete(`/members/${cleo.memberId}?to=${heir}`)
    assert.equal((await problemOf(await to(guest.memberId))).id, 'heir_cannot')
    assert.equal((await to(ben.memberId)).status, 204)
    const { assignee } = await read<{ assignee: { id: string } }>(ana, `/conversations/${talk}?glance=yes`)
    assert.equal(assignee.id, ben.memberId)
  })
})

async function workspaceOf(who: Member): Promise<string> {
  return (await read<{ workspace: { id: string } }>(who, '/me')).workspace.id
}
