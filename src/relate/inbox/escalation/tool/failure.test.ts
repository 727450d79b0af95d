import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { silentLog } from '../../../../../lib/log/index.ts'
import {
  addService,
  complaint,
  escalationStage,
  NOW,
  type Raised,
  raised,
  type Stage,
} from '../../../../../test/support/escalation.ts'
import { type Desks, startDesks } from '../../../../../test/support/issue-server.ts'
import { loopbackHttp } from '../../../../../test/support/listening.ts'
import { makeIssue } from '../sender/issue-leg.ts'
import { claim } from '../sender/queue.ts'
import { isLasting, read, ToolFailure } from './failure.ts'
import { followIssues } from './follow.ts'

const reply = (status: number, body: string, headers: Record<string, string> = {}) =>
  ({ status, headers, body: Buffer.from(body) }) as unknown as Parameters<typeof read>[0]

describe('what a tool answers', () => {
  it('is a value or a failure of the closed kinds, whatever it says', () => {
    const headers = fc.dictionary(
      fc.constantFrom('retry-after', 'x-ratelimit-remaining'),
      fc.constantFrom('0', '-5', '60', '1e99', 'Wed, 21 Oct 2026 07:28:00 GMT', '', 'NaN'),
      { noNullPrototype: true },
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 599 }),
        fc.oneof(fc.json(), fc.string({ unit: 'binary' })),
        headers,
        fc.boolean(),
        (status, body, given, changes) => {
          try {
            const value = read(reply(status, body, given), changes)
            assert.ok(status < 300)
            assert.deepEqual(value, JSON.parse(body))
          } catch (error) {
            assert.ok(error instanceof ToolFailure, String(error))
            assert.ok(error.wait <= 86_400_000 && !Number.isNaN(error.wait))
            if (error.sent) assert.ok(changes && (status < 300 || status >= 500), 'only then may it be made')
            if (changes && status >= 500) assert.ok(error.sent && !isLasting(error))
            if (status === 401) assert.ok(isLasting(error) && error.kind === 'token')
            if (status === 429) assert.ok(!isLasting(error), 'it will go better by itself')
          }
        },
      ),
    )
  })

  it('of a limit is no lack of rights', () => {
    const kindOf = (status: number, headers: Record<string, string>) => {
      try {
        read(reply(status, '{}', headers), false)
      } catch (error) {
        return error instanceof ToolFailure ? [error.kind, error.wait] : error
      }
      return undefined
    }
    assert.deepEqual(kindOf(403, {}), ['rights', 0])
    assert.deepEqual(kindOf(403, { 'retry-after': '7' }), ['busy', 7000])
    assert.deepEqual(kindOf(403, { 'x-ratelimit-remaining': '0' }), ['busy', 60_000])
    assert.deepEqual(kindOf(429, { 'retry-after': '999999999' }), ['busy', 86_400_000])
  })
})

const http = loopbackHttp()
let stage: Stage
let desks: Desks
before(async () => {
  stage = await escalationStage(http)
  desks = await startDesks()
})
after(async () => {
  await desks?.close()
  await stage?.close()
  await http.close()
})
beforeEach(async () => {
  await stage.server.pool.query('delete from escalation')
  stage.clock.set(NOW)
  desks.reset()
})

const TOOLS = {
  github: { project: 'ardoise/boutique' },
  gitlab: { project: 'ardoise/sav/boutique' },
  jira: { project: 'SAV', user: 'lea@example.org', type: 'Bug' },
}
type Kind = keyof typeof TOOLS
async function ask(kind: Kind): Promise<Raised> {
  const tool = { kind, url: `${desks.url}/${kind}`, title: '', body: '', ...TOOLS[kind] }
  const serviceId = await addService(stage, { name: kind, tool, token: desks.token })
  return raised(stage, (await complaint(stage)).conversationId, serviceId)
}
async function work(): Promise<void> {
  const usual = { db: stage.server.db, http, sealing: stage.sealing, clock: stage.clock, log: silentLog() }
  const ways = { publicUrl: 'https://veille.example', mailWay: async () => undefined }
  const deps = { ...usual, ...ways, tellMember: async () => undefined }
  for (const leg of await claim(stage.server.db, 50, 60_000, stage.clock.now()))
    if (leg.what === 'issue') await makeIssue(deps, leg, AbortSignal.timeout(10_000))
}
const follow = () =>
  followIssues(
    { db: stage.server.db, http, sealing: stage.sealing, log: silentLog() },
    stage.clock.now(),
    AbortSignal.timeout(10_000),
  )
const shown = async (id: string) =>
  (await (await stage.agent.browser.get(`/escalations/${id}`)).json()) as Raised
const reopen = (id: string) => stage.agent.browser.post(`/escalations/${id}/acts`, { kind: 'reopened' })
const minutes = (n: number) => stage.clock.advance(n * 60_000)

describe('a tool that answers something other than its API', () => {
  for (const kind of ['github', 'gitlab', 'jira'] as const)
    it(`${kind}: an issue that may have been made is looked for, and no second is made`, async () => {
      const one = await ask(kind)
      desks.fault('odd')
      await work()
      assert.equal(desks.made(kind).length, 0)
      const { rows } = await stage.server.pool.query(
        `select state, words, handed is not null as handed from escalation_leg where escalation_id = $1 and what = 'issue'`,
        [one.id],
      )
      assert.deepEqual(rows, [{ state: 'waiting', words: 'tool-strange', handed: true }])
      minutes(60)
      await work()
      assert.equal(desks.made(kind).length, 1)
      assert.ok((await shown(one.id)).issue)
    })

  it('keeps nobody else’s issues from being followed (T19)', async () => {
    const all = [await ask('github'), await ask('gitlab'), await ask('jira')]
    await work()
    const by = (n: number, extra = '') =>
      stage.server.pool.query(`update escalation set issue_look = $2${extra} where id = $1`, [
        all[n]?.id,
        new Date(NOW.getTime() + n * 1000),
      ])
    for (const n of [0, 1, 2]) await by(n)
    for (const kind of ['github', 'gitlab', 'jira'] as const) desks.end(kind, 'done', NOW)
    minutes(6)
    desks.fault('odd')
    assert.equal(await follow(), 2, 'the first that is asked says nothing of use')
    minutes(6)
    assert.equal(await follow(), 1, 'it is asked again')
  })

  it('nor does a token that opens no more, with which nothing can be asked', async () => {
    const [bad, good] = [await ask('github'), await ask('gitlab')]
    await work()
    for (const kind of ['github', 'gitlab'] as const) desks.end(kind, 'done', NOW)
    await stage.server.pool.query(
      `update service set sealed_token = 'sealed with another key'
       where id = (select service_id from escalation where id = $1)`,
      [bad.id],
    )
    minutes(6)
    assert.equal(await follow(), 1)
    assert.deepEqual([(await shown(bad.id)).state, (await shown(good.id)).state], ['sent', 'solved'])
  })
})

describe('a matter that is opened again here', () => {
  for (const kind of ['github', 'gitlab', 'jira'] as const)
    it(`${kind}: stays open while its issue is closed since before, and ends when it is closed anew`, async () => {
      const one = await ask(kind)
      await work()
      desks.end(kind, 'done', new Date(NOW.getTime() + 60_000))
      minutes(6)
      assert.equal(await follow(), 1)
      assert.equal((await shown(one.id)).state, 'solved')
      minutes(1)
      assert.equal((await reopen(one.id)).status, 200)
      minutes(6)
      assert.equal(await follow(), 0)
      assert.equal((await shown(one.id)).state, 'sent', 'what was closed before is no news')
      desks.end(kind, 'done', stage.clock.now())
      minutes(6)
      assert.equal(await follow(), 1)
      assert.equal((await shown(one.id)).state, 'solved')
    })

  it('is ended by a person where its tool does not say since when it is closed', async () => {
    const one = await ask('github')
    await work()
    desks.end('github', 'done')
    minutes(6)
    assert.equal(await follow(), 1, 'the first time there is nothing to compare')
    minutes(1)
    await reopen(one.id)
    minutes(6)
    assert.equal(await follow(), 0)
    assert.equal((await shown(one.id)).state, 'sent')
  })
})

it('erased while a tool is asked, a matter is followed no more, and keeps no other waiting', async () => {
  const [gone, stays] = [await ask('github'), await ask('gitlab')]
  await work()
  desks.end('gitlab', 'done', NOW)
  minutes(6)
  await stage.server.pool.query('delete from escalation where id = $1', [gone.id])
  assert.equal(await follow(), 1)
  assert.equal((await shown(stays.id)).state, 'solved')
})
