import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '../../lib/db/index.ts'
import {
  type ApprovalStage,
  approvalStage,
  approvalsOf,
  asked,
  leaving,
  NOW,
} from '../../test/support/approval.ts'
import type { Member } from '../../test/support/http.ts'
import type { Approval, ApprovalRules } from './api.ts'
import { fillApprovals } from './demo-approval.ts'

let stage: ApprovalStage
let team: Record<'jeanne' | 'ines' | 'malo' | 'farida' | 'theo', Member>
let talks: string[]
before(async () => {
  stage = await approvalStage()
  const { server, workspaceId } = stage
  const ines = await server.member(workspaceId, 'manager')
  const farida = await server.member(workspaceId, 'agent')
  team = { jeanne: stage.owner, ines, malo: stage.agent, farida, theo: stage.approver }
  talks = [
    await asked(stage, 'Ma lampe est arrivée cassée'),
    await asked(stage, 'Mon colis a du retard, le suivi ne bouge plus'),
    await asked(stage, 'Où est mon colis, il devait arriver lundi'),
    await asked(stage, 'Quelle ampoule pour cette couleur ?'),
  ]
  await sql`update conversation set lang = 'fr'`.execute(server.db)
  stage.at(new Date(NOW.getTime() + 28 * 3_600_000))
  const now = new Date(NOW.getTime() + 28 * 3_600_000)
  const members = new Map(Object.entries(team).map(([key, one]) => [key, one.memberId]))
  await inTransaction(server.db, (tx) => fillApprovals(tx, workspaceId, members, now))
})
after(() => stage?.close())

const all = async (state: string) =>
  ((await (await stage.owner.browser.get(`/approvals?state=${state}`)).json()) as { items: Approval[] }).items

it('has rules that read as the shop’s own, and one that is off', async () => {
  const { rules } = (await (await stage.owner.browser.get('/approval-rules')).json()) as ApprovalRules
  assert.deepEqual(
    rules.map(({ kind, enabled, roles }) => [kind, enabled, roles.length > 0]),
    [
      ['newcomer', true, true],
      ['money', true, true],
      ['alarm', false, false],
    ],
  )
})

it('has two answers that wait, for whom may decide them', async () => {
  const waits = (await all('waiting')).toSorted((a, b) => (a.asked < b.asked ? -1 : 1))
  assert.deepEqual(
    waits.map(({ by, reasons, mayDecide, standIn }) => [by?.id, reasons[0]?.kind, mayDecide, standIn]),
    [
      [team.malo.memberId, 'money', true, false],
      [team.farida.memberId, 'newcomer', true, false],
    ],
  )
  assert.deepEqual(waits[0]?.reasons[0]?.found, ['remboursons'])
  for (const { expires, asked: since } of waits) {
    assert.ok(Date.parse(expires) > NOW.getTime() + 28 * 3_600_000, 'they wait still')
    assert.ok(Date.parse(since) < NOW.getTime() + 28 * 3_600_000)
  }
})

it('has one that was approved in other words, with the difference, and one sent back with its reason', async () => {
  const ended = await all('decided')
  const [approved, refused] = ['approved', 'refused'].map((state) => ended.find((one) => one.state === state))
  assert.equal(ended.length, 2)
  assert.deepEqual([approved?.decidedBy?.id, approved?.editor?.id], [team.ines.memberId, team.ines.memberId])
  assert.ok(approved?.difference?.some(({ kind }) => kind === 'added'))
  assert.ok(approved?.decided && approved.decided < (refused?.decided ?? ''))
  assert.match(refused?.reason ?? '', /le colis est le nôtre/)
  const drafts = await team.farida.browser.get(`/conversations/${refused?.conversationId}/drafts`)
  const { mine } = (await drafts.json()) as { mine: { draft: { text: string } } | null }
  assert.equal(mine?.draft.text, refused?.text)
  assert.equal((await approvalsOf(stage, refused?.conversationId ?? ''))[0]?.id, refused?.id)
})

it('each is in a conversation of its own; nothing leaves by it, and nobody is told', async () => {
  const stories = [...(await all('waiting')), ...(await all('decided'))]
  assert.deepEqual(stories.map((one) => one.conversationId).toSorted(), talks.toSorted())
  assert.deepEqual(await leaving(stage), [])
  assert.deepEqual(await stage.step(), [])
})
