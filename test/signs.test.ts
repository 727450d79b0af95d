import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consume } from '../src/activity/index.ts'
import { docOfRow, toTokens } from '../src/match/index.ts'
import { inboxIntake, inboxRoutes, mergeRoutes, searchInboxRoutes } from '../src/relate/inbox/index.ts'
import { moderationRoutes, signsOn } from '../src/relate/moderation/index.ts'
import { searchRoutes, streamRoutes } from '../src/report/index.ts'
import type { Member } from './support/http.ts'
import { act, CRITICAL, made, moderationStage, post, RUDE, type Stage } from './support/moderation.ts'

/** What each door shows of a post that something was decided about. */
interface Said {
  id: string
  text: string | null
  decided?: { id: string; kind: string; state: string; rule: { version: number }; by: { id: string } }[]
  covered?: boolean
  sealed?: boolean
}

let stage: Stage
/** Who may not read the archive, and who may. */
let agent: Member
let owner: Member
before(async () => {
  stage = await moderationStage({
    more: (deps) => [
      ...moderationRoutes(deps),
      ...searchInboxRoutes({ signsOn }),
      ...inboxRoutes({ signsOn }),
      ...mergeRoutes({ signsOn }),
      ...streamRoutes,
      // No network is connected: only what is kept is searched.
      ...searchRoutes({ runner: {} as never }),
    ],
  })
  agent = stage.ana
  owner = stage.owner
})
after(() => stage.close())

async function said(text: string, more: object = {}): Promise<string> {
  const id = await post(stage, { text, ...more })
  const { server, workspaceId } = stage
  const { rows } = await server.pool.query('select * from activity where id = $1', [id])
  await server.pool.query('update activity set tokens = $2::tsvector where id = $1', [
    id,
    toTokens(docOfRow(rows[0])),
  ])
  const intake = inboxIntake({
    inboxAlerts: async () => new Set(),
    inboxAccounts: async () => new Set([stage.accountId]),
  })
  while ((await consume(server.db, workspaceId, intake)) > 0);
  return id
}

/** One post by every door that shows posts: the stream, by itself, both searches, and its conversation. */
async function everywhere(who: Member, id: string, word: string): Promise<Record<string, Said>> {
  const get = async <T>(path: string) => made<T>(await who.browser.get(path))
  const own = ({ items }: { items: Said[] }) => items.find((item) => item.id === id) as Said
  const found = await get<{ items: { id: string; found: Said }[] }>(`/conversations/search?q=${word}`)
  const talk = found.items.find((item) => item.found.id === id)
  assert.ok(talk, 'the inbox finds it')
  const thread = await get<{ items: { activity: Said }[] }>(`/conversations/${talk.id}/items`)
  return {
    stream: own(await get('/activities')),
    'by itself': await get<Said>(`/activities/${id}`),
    'everywhere at once': own(await get(`/search?q=${word}`)),
    'in the inbox': talk.found,
    thread: own({ items: thread.items.map(({ activity }) => activity) }),
  }
}

test('a post without any decision bears no sign, whoever reads it', async () => {
  const id = await said('Bonjour, une samovarine sans histoire.', { sentiment: 'neutral', toxicity: 0 })
  for (const who of [agent, owner])
    for (const [door, one] of Object.entries(await everywhere(who, id, 'samovarine'))) {
      assert.match(one.text ?? '', /samovarine/, door)
      assert.equal(one.decided, undefined, door)
      assert.equal(one.sealed, undefined, door)
    }
})

test('what is proposed is told by every door, and its words stay', async () => {
  const id = await said(`${CRITICAL} Pistache.`)
  await stage.server.pool.query('update activity set toxicity = 10 where id = $1', [id])
  const proposed = await act(stage.luc, id)
  assert.equal(proposed.state, 'proposed')
  for (const who of [agent, owner])
    for (const [door, one] of Object.entries(await everywhere(who, id, 'pistache'))) {
      const [sign] = one.decided ?? []
      assert.deepEqual([sign?.id, sign?.state, sign?.kind], [proposed.id, 'proposed', 'hide'], door)
      assert.deepEqual([sign?.rule.version, sign?.by.id], [1, stage.luc.memberId], door)
      assert.match(one.text ?? '', /Pistache/, door)
    }
})

test('what is hidden is told by every door; its words are for who may read the archive alone', async () => {
  const id = await said(`${RUDE} Zinzolin.`)
  const { id: done } = await act(stage.luc, id)
  for (const [door, one] of Object.entries(await everywhere(owner, id, 'zinzolin'))) {
    assert.deepEqual([one.decided?.[0]?.id, one.covered, one.sealed], [done, true, false], door)
    assert.match(one.text ?? '', /Zinzolin/, door)
  }
  for (const [door, one] of Object.entries(await everywhere(agent, id, 'zinzolin'))) {
    assert.deepEqual([one.decided?.[0]?.id, one.covered, one.sealed], [done, true, true], door)
    assert.doesNotMatch(JSON.stringify(one), /crétin|Zinzolin/, door)
  }
  const search = await agent.browser.get('/conversations/search?q=zinzolin')
  assert.doesNotMatch(await search.text(), /crétin/, 'nor beside what is found')
  await made(await owner.browser.post(`/moderation/acts/${done}/restoration`, {}))
  for (const [door, one] of Object.entries(await everywhere(agent, id, 'zinzolin'))) {
    assert.equal(one.decided, undefined, door)
    assert.match(one.text ?? '', /Zinzolin/, door)
  }
})

test('who is silenced is named so, and what they said stays', async () => {
  const id = await said(`${RUDE} Amarante.`)
  const { id: asked } = await act(stage.luc, id, { kind: 'block', ruleId: 'haine' })
  await made(await owner.browser.post(`/moderation/acts/${asked}/decision`, { decision: 'approve' }))
  for (const [door, one] of Object.entries(await everywhere(agent, id, 'amarante'))) {
    const [sign] = one.decided ?? []
    assert.deepEqual([sign?.kind, sign?.state, sign?.by.id], ['block', 'done', owner.memberId], door)
    assert.equal(one.sealed, false, door)
    assert.match(one.text ?? '', /Amarante/, door)
  }
})
