import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Member, problemOf, type TestServer, testServer } from '../../../../test/support/http.ts'
import { savedRoutes } from './routes.ts'
import type { Content } from './saved.ts'
import { countUses, createSaved, getSaved, versionsOf } from './store.ts'

let server: TestServer
let workspaceId = ''
let agent: Member
let other: Member
let approver: Member
let analyst: Member

before(async () => {
  server = await testServer({ routes: () => savedRoutes })
  workspaceId = await server.workspace()
  agent = await server.member(workspaceId, 'agent')
  other = await server.member(workspaceId, 'agent')
  approver = await server.member(workspaceId, 'approver')
  analyst = await server.member(workspaceId, 'analyst')
})
after(() => server.close())

let made = 0
const content = (part: Partial<Content> = {}): Content => ({
  name: `Réponse ${++made}`,
  shortcut: null,
  folder: '',
  tags: [],
  channels: [],
  crisis: false,
  texts: { fr: 'Bonjour {{prénom}}, votre colis part demain.' },
  ...part,
})

interface Shown {
  id: string
  content: Content
  version: number
  approved: { by: string } | null
  archived: string | null
  uses: number
  unknown: string[]
}

async function create(part: Partial<Content> = {}, by = agent): Promise<Shown> {
  const answer = await by.browser.post('/saved-answers', content(part))
  assert.equal(answer.status, 201, await answer.clone().text())
  return (await answer.json()) as Shown
}
const read = async (id: string) => (await (await analyst.browser.get(`/saved-answers/${id}`)).json()) as Shown
const change = (id: string, from: number, to: Content, by = agent) =>
  by.browser.put(`/saved-answers/${id}`, { content: to, from })
const code = async (answer: Promise<Response>) => (await problemOf(await answer)).id
const lines = async (action: string) =>
  (await server.pool.query('select target, detail from audit_entry where action = $1', [action])).rows

describe('saved answers', () => {
  it('are kept for the team, found by any of their words, and are in the journal', async () => {
    const { id } = await create({ name: 'Retard', shortcut: 'Retard', folder: 'Livraison', tags: ['colis'] })
    for (const q of ['retard', 'LIVRAISON', 'colis demain', 'pr%C3%A9nom']) {
      const page = (await (await analyst.browser.get(`/saved-answers?q=${encodeURI(q)}`)).json()) as {
        items: Shown[]
      }
      if (!q.includes('%'))
        assert.deepEqual(
          page.items.map((one) => one.id),
          [id],
          q,
        )
    }
    const none = (await (await analyst.browser.get('/saved-answers?q=%25_%25')).json()) as { items: Shown[] }
    assert.deepEqual(none.items, [], 'a sign of a pattern is a sign')
    assert.equal((await lines('saved_answer.create')).at(-1)?.target, id)
    assert.equal((await read(id)).content.shortcut, 'retard')
  })

  it('come page by page, each once', async () => {
    for (let n = 0; n < 5; n++) await create({ name: 'Même nom' })
    const seen: string[] = []
    let next = ''
    do {
      const answer = await agent.browser.get(`/saved-answers?limit=2${next && `&cursor=${next}`}`)
      const page = (await answer.json()) as { items: Shown[]; next: string | null }
      seen.push(...page.items.map(({ id }) => id))
      next = page.next ?? ''
    } while (next)
    assert.equal(new Set(seen).size, seen.length)
    assert.ok(seen.length >= 6)
  })

  it('are not written by who only reads, nor approved by who may not', async () => {
    const { id } = await create()
    assert.equal(await code(analyst.browser.post('/saved-answers', content())), 'forbidden')
    assert.equal(await code(agent.browser.post(`/saved-answers/${id}/approval`, { version: 1 })), 'forbidden')
  })

  it('keep every version, with who, when and what changed, and bring one back as a new one', async () => {
    const first = await create({ texts: { fr: 'Votre colis part demain.' } })
    const second = { ...first.content, texts: { fr: 'Votre colis part lundi.', en: 'On Monday.' } }
    assert.equal((await change(first.id, 1, second, other)).status, 200)
    const back = await agent.browser.post(`/saved-answers/${first.id}/restore`, { to: 1, from: 2 })
    assert.deepEqual(((await back.json()) as Shown).content, first.content)
    const versions = (await (await analyst.browser.get(`/saved-answers/${first.id}/versions`)).json()) as {
      version: number
      by: string
      restored: number | null
      changes: { part: string; lang: string; pieces: { text: string; kind: string }[] }[]
    }[]
    assert.deepEqual(
      versions.map(({ version, restored }) => [version, restored]),
      [
        [3, 1],
        [2, null],
        [1, null],
      ],
    )
    const [en, fr] = versions[1]?.changes ?? []
    assert.deepEqual([en?.lang, en?.pieces], ['en', [{ text: 'On Monday.', kind: 'added' }]])
    assert.deepEqual(
      fr?.pieces.filter(({ kind }) => kind !== 'same').map(({ text, kind }) => [text, kind]),
      [
        ['demain', 'removed'],
        ['lundi', 'added'],
      ],
    )
    assert.equal(versions[1]?.by, 'Camille agent')
    assert.equal(
      await code(agent.browser.post(`/saved-answers/${first.id}/restore`, { to: 9, from: 3 })),
      'not_found',
    )
  })

  it('make no version of what says the same, and never overwrite what was written since', async () => {
    const { id, content: same } = await create()
    assert.equal((await change(id, 1, same)).status, 200)
    assert.equal((await read(id)).version, 1)
    const races = await Promise.all(
      [agent, other, approver].map((by, n) => change(id, 1, { ...same, folder: `f${n}` }, by)),
    )
    assert.deepEqual(races.map(({ status }) => status).sort(), [200, 409, 409])
    assert.equal((await read(id)).version, 2)
    assert.equal((await versionsOf(server.db, workspaceId, id)).length, 2)
  })

  it('share no shortcut, not even when two are made at the same moment', async () => {
    const both = await Promise.all(
      [agent, other].map((by) => by.browser.post('/saved-answers', content({ shortcut: 'unique' }))),
    )
    assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409])
    const { id, content: mine } = await create()
    assert.equal(await code(change(id, 1, { ...mine, shortcut: 'unique' })), 'saved_shortcut_taken')
  })

  it('are put away and brought back, and never deleted', async () => {
    const { id } = await create()
    const put = (archived: boolean) => agent.browser.patch(`/saved-answers/${id}`, { archived })
    assert.notEqual(((await (await put(true)).json()) as Shown).archived, null)
    const page = (await (await agent.browser.get('/saved-answers?limit=500')).json()) as { items: Shown[] }
    assert.ok(!page.items.some((one) => one.id === id))
    assert.equal(((await (await put(false)).json()) as Shown).archived, null)
    assert.equal((await agent.browser.delete(`/saved-answers/${id}`)).status, 405)
  })

  it('say which of their variables nothing will fill', async () => {
    const { unknown } = await create({ texts: { fr: '{{prénom}} {{surnom}}', en: '{{nick}}' } })
    assert.deepEqual(unknown, ['nick', 'surnom'])
  })

  it('of another workspace are not there', async () => {
    const elsewhere = await server.workspace('Autre')
    const stranger = await server.member(elsewhere, 'owner')
    const { id, content: mine } = await create()
    for (const ask of [
      stranger.browser.get(`/saved-answers/${id}`),
      stranger.browser.get(`/saved-answers/${id}/versions`),
      change(id, 1, mine, stranger),
      stranger.browser.patch(`/saved-answers/${id}`, { archived: true }),
      stranger.browser.post(`/saved-answers/${id}/approval`, { version: 1 }),
      stranger.browser.delete(`/saved-answers/${id}/approval`),
    ])
      assert.equal(await code(ask), 'not_found')
    await countUses(server.db, elsewhere, [id], new Date())
    assert.equal((await read(id)).uses, 0)
  })

  it('count their uses, once an answer each, and nobody by name', async () => {
    const [{ id }, { id: second }] = [await create(), await create()]
    await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        countUses(server.db, workspaceId, n % 2 ? [id, second] : [second, id, id], new Date()),
      ),
    )
    assert.deepEqual([(await read(id)).uses, (await read(second)).uses], [8, 8])
    assert.ok(!JSON.stringify(await getSaved(server.db, workspaceId, id)).includes(agent.memberId))
  })
})

describe('an approval', () => {
  const approve = (id: string, version: number, by = approver) =>
    by.browser.post(`/saved-answers/${id}/approval`, { version })

  it('is of a version as it was read, and ends with it', async () => {
    const { id, content: said } = await create({ crisis: true })
    await change(id, 1, { ...said, folder: 'Crise' })
    assert.equal(await code(approve(id, 1)), 'saved_changed')
    assert.equal(((await (await approve(id, 2)).json()) as Shown).approved?.by, 'Camille approver')
    await change(id, 2, { ...said, folder: 'Autre' })
    assert.equal((await read(id)).approved, null)
    await approve(id, 3)
    assert.equal((await approver.browser.delete(`/saved-answers/${id}/approval`)).status, 204)
    assert.equal((await read(id)).approved, null)
    assert.ok((await lines('saved_answer.unapprove')).some(({ target }) => target === id))
  })

  it('is not of who wrote it, unless nobody else may give one', async () => {
    const { id } = await create({ crisis: true }, approver)
    await server.member(workspaceId, 'manager')
    assert.equal(await code(approve(id, 1)), 'saved_own_approval')
    const alone = await server.workspace('Seule')
    const owner = await server.member(alone, 'owner')
    const by = {
      workspaceId: alone,
      memberId: owner.memberId,
      who: { userId: owner.userId },
      now: new Date(),
    }
    const mine = await createSaved(server.db, by, content({ crisis: true }))
    assert.equal((await approve(mine, 1, owner)).status, 201)
  })
})
