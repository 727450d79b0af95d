import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { silentLog } from '../../../../../lib/log/index.ts'
import {
  addService,
  complaint,
  escalationStage,
  made,
  NOW,
  type Raised,
  raised,
  type Stage,
} from '../../../../../test/support/escalation.ts'
import { type Desks, startDesks } from '../../../../../test/support/issue-server.ts'
import { loopbackHttp } from '../../../../../test/support/listening.ts'
import type { SenderDeps } from '../sender/deps.ts'
import { makeIssue } from '../sender/issue-leg.ts'
import { claim } from '../sender/queue.ts'
import { followIssues } from './follow.ts'
import { issueWords, markerOf, toolSchema } from './tool.ts'

/** Tools of services, at the wire: simulators that speak as GitHub, GitLab and Jira are documented to. */
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
  github: () => ({
    kind: 'github',
    url: `${desks.url}/github`,
    project: 'ardoise/boutique',
    title: '',
    body: '',
  }),
  gitlab: () => ({
    kind: 'gitlab',
    url: `${desks.url}/gitlab`,
    project: 'ardoise/sav/boutique',
    title: '',
    body: '',
  }),
  jira: () => ({
    kind: 'jira',
    url: `${desks.url}/jira`,
    project: 'SAV',
    user: 'lea@example.org',
    type: 'Bug',
    title: '',
    body: '',
  }),
}
const KINDS = ['github', 'gitlab', 'jira'] as const
type Kind = (typeof KINDS)[number]

function deps(): SenderDeps {
  return {
    ...{ db: stage.server.db, http, sealing: stage.sealing, clock: stage.clock, log: silentLog() },
    ...{
      publicUrl: 'https://veille.example',
      mailWay: async () => undefined,
      tellMember: async () => undefined,
    },
  }
}

async function work(): Promise<void> {
  for (const leg of await claim(stage.server.db, 50, 60_000, stage.clock.now()))
    if (leg.what === 'issue') await makeIssue(deps(), leg, AbortSignal.timeout(10_000))
}
const service = (kind: Kind, more: object = {}) =>
  addService(stage, { name: kind, tool: TOOLS[kind](), token: desks.token, ...more })
async function ask(kind: Kind): Promise<Raised> {
  const { conversationId } = await complaint(stage)
  return raised(stage, conversationId, await service(kind))
}
const shown = async (id: string) =>
  (await (await stage.agent.browser.get(`/escalations/${id}`)).json()) as Raised
const follow = () =>
  followIssues(
    { db: stage.server.db, http, sealing: stage.sealing, log: silentLog() },
    stage.clock.now(),
    AbortSignal.timeout(10_000),
  )

for (const kind of KINDS)
  describe(kind, () => {
    it('is given one issue, without a link that opens and without the customer’s words', async () => {
      const one = await ask(kind)
      await work()
      await work()
      assert.equal(desks.made(kind).length, 1)
      const [issue] = desks.made(kind)
      assert.match(issue?.title ?? '', /Colis perdu/)
      assert.match(issue?.body ?? '', /Où est ce colis \?/)
      assert.match(`${issue?.body} ${issue?.labels}`, new RegExp(markerOf(one.id)))
      assert.doesNotMatch(JSON.stringify(issue), /\/service\/|Inès|06 12/)
      const now = await shown(one.id)
      assert.equal(now.issue?.number, issue?.number)
      assert.match(now.issue?.url ?? '', /^http/)
    })

    it('that makes it and does not say so is asked for it, and makes no second', async () => {
      const one = await ask(kind)
      desks.fault('cut-after')
      await work()
      assert.equal((await shown(one.id)).issue, null)
      stage.clock.advance(3_600_000)
      await work()
      assert.equal(desks.made(kind).length, 1)
      assert.equal((await shown(one.id)).issue?.number, desks.made(kind)[0]?.number)
    })

    it('that makes nothing and answers with a fault is asked again later', async () => {
      await ask(kind)
      desks.fault('busy')
      await work()
      await work()
      assert.equal(desks.made(kind).length, 0)
      stage.clock.advance(3_600_000)
      await work()
      assert.equal(desks.made(kind).length, 1)
    })

    it('where it is closed closes it here, once; where it is closed undone, refuses it', async () => {
      const one = await ask(kind)
      await work()
      stage.clock.advance(6 * 60_000)
      assert.equal(await follow(), 0)
      desks.end(kind, 'done')
      assert.equal(await follow(), 0, 'not yet due again')
      stage.clock.advance(6 * 60_000)
      assert.equal(await follow(), 1)
      stage.clock.advance(6 * 60_000)
      assert.equal(await follow(), 0)
      const now = await shown(one.id)
      assert.deepEqual([now.state, now.entries.at(-1)?.via], ['solved', 'tool'])
      if (kind === 'gitlab') return
      const two = await ask(kind)
      await work()
      desks.end(kind, 'refused')
      stage.clock.advance(6 * 60_000)
      await follow()
      assert.equal((await shown(two.id)).state, 'refused')
    })

    it('says in words whether it can be reached, and by whom', async () => {
      const id = await service(kind)
      const test = async () =>
        made<{ ok: boolean; words: string }>(await stage.owner.browser.post(`/services/${id}/test`), 200)
      assert.equal((await test()).ok, true)
      for (const [fault, words] of [
        ['token', /token/],
        ['missing', /no such project/],
        ['strange', /Something other/],
      ] as const) {
        desks.fault(fault)
        const said = await test()
        assert.equal(said.ok, false)
        assert.match(said.words, words)
      }
      assert.equal(desks.made(kind).length, 0)
    })
  })

it('a token that is refused is told, and not tried again until a person says so', async () => {
  const one = await ask('github')
  desks.fault('token')
  await work()
  stage.clock.advance(24 * 3_600_000)
  await work()
  const [trouble] = (await shown(one.id)).troubles.filter(({ what }) => what === 'issue')
  assert.equal(trouble?.words, 'tool-token')
  await stage.agent.browser.post(`/escalations/${one.id}/legs/${trouble?.id}/retry`)
  await work()
  assert.equal(desks.made('github').length, 1)
})

it('a tool that is killed between making and keeping finds its issue again', async () => {
  const one = await ask('github')
  const [leg] = (await claim(stage.server.db, 50, 60_000, stage.clock.now())).filter(
    ({ what }) => what === 'issue',
  )
  assert.ok(leg)
  await stage.server.pool.query('update escalation_leg set handed = $2 where id = $1', [
    leg.id,
    stage.clock.now(),
  ])
  await desks.make('github', { title: 'x', body: markerOf(one.id) })
  stage.clock.advance(61_000)
  await work()
  assert.equal(desks.made('github').length, 1)
  assert.equal((await shown(one.id)).issue?.number, desks.made('github')[0]?.number)
})

it('a token is sealed, never shown, and not sent to another place than it was given for', async () => {
  const id = await service('github')
  const { rows } = await stage.server.pool.query('select sealed_token from service where id = $1', [id])
  assert.equal(rows[0]?.sealed_token, `service:${stage.workspaceId}:${id}|${desks.token}`)
  const list = await (await stage.owner.browser.get('/services')).text()
  assert.ok(!list.includes(desks.token))
  const [mine] = (JSON.parse(list) as { id: string }[]).filter((one) => one.id === id)
  const { id: _, hasToken: _token, ...settings } = mine as unknown as Record<string, unknown>
  const moved = { ...settings, tool: { ...TOOLS.github(), url: 'https://api.evil.example' } }
  assert.equal((await stage.owner.browser.put(`/services/${id}`, moved)).status, 422)
  const same = { ...settings, tool: { ...TOOLS.github(), project: 'ardoise/autre' } }
  assert.equal((await stage.owner.browser.put(`/services/${id}`, same)).status, 200)
})

describe('the words of an issue', () => {
  const facts = {
    ...{ reference: 'veillee-01', service: 'SAV', reason: 'Panne', question: 'Où ?\nQuand ?' },
    ...{ fields: 'Commande : {{lien}}', due: 'demain', link: 'https://veille.example/inbox/1' },
  }

  it('are those of the service, with what they name, and end with the marker', () => {
    const { title, body } = issueWords(
      { title: '[{{service}}] {{motif}}', body: 'Voir {{lien}}' },
      facts,
      'mark',
    )
    assert.deepEqual([title, body], ['[SAV] Panne', 'Voir https://veille.example/inbox/1\n\nmark'])
  })

  it('are all that is known where there is no template, and read nothing of it as one', () => {
    const { body } = issueWords({ title: '', body: '' }, facts, 'mark')
    assert.match(body, /Où \?\nQuand \?/)
    assert.match(body, /\{\{lien\}\}/)
  })

  it('reach nothing of the program', () => {
    const { title } = issueWords({ title: '{{constructor}} {{toString}}', body: '' }, facts, 'mark')
    assert.doesNotMatch(title, /function|native/)
  })
})

it('a project is a name, and no way to another address', () => {
  for (const project of ['../../user', 'a/b/../../c?x', 'a', 'a/b#c', ''])
    assert.equal(toolSchema.safeParse({ ...TOOLS.github(), project }).success, false, project)
})
