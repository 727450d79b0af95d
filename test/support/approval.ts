import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../lib/db/index.ts'
import { accessRoutes } from '../../src/access/index.ts'
import { append, consume } from '../../src/activity/index.ts'
import { CHANNELS } from '../../src/channels/index.ts'
import { outboxRoutes, presented, stopRoutes } from '../../src/deliver/index.ts'
import { claim } from '../../src/deliver/sender/claim.ts'
import { createAccount } from '../../src/ingest/index.ts'
import { approvalPages, approvalRoutes } from '../../src/relate/inbox/approval/index.ts'
import { newLink } from '../../src/relate/inbox/approval/mail/link.ts'
import { type ApprovalTelling, stepApprovals } from '../../src/relate/inbox/approval/matter/clock.ts'
import { getApproval } from '../../src/relate/inbox/approval/matter/store.ts'
import type { Rule } from '../../src/relate/inbox/approval/rule/rule.ts'
import { answerRoutes, draftRoutes, inboxIntake, inboxRoutes } from '../../src/relate/inbox/index.ts'
import { signsOn } from '../../src/relate/moderation/index.ts'
import type { Approval, Delivery } from '../../src/server/api.ts'
import { deliverRouteDeps } from '../../src/server/outbox.ts'
import { entry, note } from './entries.ts'
import { type Member, type TestServer, testServer } from './http.ts'
import { echoRunner, OPEN_VAULT } from './sending.ts'

export const NOW = new Date('2026-11-18T09:00:00Z')

export interface ApprovalStage {
  server: TestServer
  workspaceId: string
  accountId: string
  owner: Member
  agent: Member
  approver: Member
  /** Moves its clock. */
  at(time: Date): void
  /** What the clock does now, and whom it tells. */
  step(): Promise<ApprovalTelling[]>
  close(): Promise<void>
}

/** A workspace with an owner, an agent and an approver, an account that can answer, and routes of all that waits and leaves. */
export async function approvalStage(): Promise<ApprovalStage> {
  let time = NOW
  const clock = { now: () => time }
  const server = await testServer({
    clock,
    routes: ({ db, auth }) => {
      const runner = { ...echoRunner(db), channelOf: (id: string) => CHANNELS.find((one) => one.id === id) }
      const deps = deliverRouteDeps(runner, '')
      return [
        ...accessRoutes({ auth, begin: async () => {}, measure: async () => ({}) }),
        ...outboxRoutes(deps),
        ...stopRoutes,
        ...inboxRoutes({ signsOn }),
        ...draftRoutes,
        ...answerRoutes({ shown: (context, id) => presented(deps, context, id) }),
        ...approvalRoutes({
          limitsOf: async (context, id) =>
            (await deps.accounts(context.db, context.workspaceId)).find((one) => one.id === id)?.limits,
        }),
      ]
    },
    pages: () => approvalPages,
  })
  const workspaceId = await server.workspace('Maison Ardoise')
  const member = (role: 'owner' | 'agent' | 'approver') => server.member(workspaceId, role)
  const [owner, agent, approver] = [await member('owner'), await member('agent'), await member('approver')]
  const channel = CHANNELS.find((one) => one.id === 'irc')
  assert.ok(channel)
  const config = { server: 'irc.example.org', nick: 'veillee', channels: ['#ardoise'] }
  const accountId = await createAccount(server.db, OPEN_VAULT, channel, { workspaceId, name: 'Voix', config })
  return {
    ...{ server, workspaceId, accountId, owner, agent, approver },
    at: (later) => {
      time = later
    },
    async step() {
      const told: ApprovalTelling[] = []
      await stepApprovals(server.db, workspaceId, time, async (_tx, _workspace, tellings) => {
        told.push(...tellings.filter(({ members }) => members.length > 0))
      })
      return told
    },
    close: () => server.close(),
  }
}

export function rule(more: Partial<Rule> = {}): Rule {
  return {
    ...{ id: uuidv7(), name: 'Tout', enabled: true, kind: 'all', members: [], first: 0, channels: [] },
    ...{ labels: [], alerts: [], approvers: [], roles: [], hours: 8, editorMay: false },
    ...more,
  }
}

/** Puts these rules in the place of those that are there. */
export async function ruled({ owner }: ApprovalStage, ...rules: Rule[]): Promise<void> {
  const { revision } = (await (await owner.browser.get('/approval-rules')).json()) as { revision: number }
  const kept = await owner.browser.put('/approval-rules', { revision, rules })
  assert.equal(kept.status, 200, await kept.clone().text())
}

/** Somebody writes to us; answers the conversation. */
export async function asked(stage: ApprovalStage, text = 'Où est ma commande ?', more = {}): Promise<string> {
  const { server, workspaceId, accountId } = stage
  const id = `at://${uuidv7()}`
  const intake = inboxIntake({
    inboxAlerts: async () => new Set(),
    inboxAccounts: async () => new Set([accountId]),
  })
  const activity = note(id, text, { at: '2026-11-18T08:00:00Z', ...more })
  await append(server.db, {
    ...{ workspaceId, channel: 'irc', accountId, entries: [entry(activity)], received: NOW },
  })
  while ((await consume(server.db, workspaceId, intake)) > 0);
  const { rows } = await sql<{ id: string }>`
    select conversation_id as id from conversation_item where activity_id =
      (select activity_id from activity_key where workspace_id = ${workspaceId} and external_id = ${id})`.execute(
    server.db,
  )
  assert.ok(rows[0])
  return rows[0].id
}

/** An answer of the agent’s, or of somebody else. */
export async function answered(
  { agent }: Pick<ApprovalStage, 'agent'>,
  conversationId: string,
  text = 'Bonjour, elle arrive demain.',
  more: object = {},
): Promise<Delivery> {
  const answer = await agent.browser.post(`/conversations/${conversationId}/replies`, { text, ...more })
  assert.equal(answer.status, 201, await answer.clone().text())
  return (await answer.json()) as Delivery
}

/** What is asked about the answers of a conversation, the latest first. */
export async function approvalsOf({ owner }: ApprovalStage, conversationId: string): Promise<Approval[]> {
  const answer = await owner.browser.get(`/approvals?conversationId=${conversationId}`)
  return ((await answer.json()) as { items: Approval[] }).items
}

/** An answer that waits, in a conversation of its own. */
export async function waiting(stage: ApprovalStage, text?: string): Promise<Approval> {
  const conversationId = await asked(stage)
  const { state } = await answered(stage, conversationId, text)
  assert.equal(state, 'approval')
  const [one] = await approvalsOf(stage, conversationId)
  assert.ok(one)
  return one
}

/** A link as a mail to a member carries it. */
export async function linkTo(stage: ApprovalStage, id: string, { memberId }: Member): Promise<string> {
  const { server, workspaceId } = stage
  const row = await getApproval(server.db, workspaceId, id)
  return `/approve/${await inTransaction(server.db, (tx) => newLink(tx, row, memberId))}`
}

export async function stateOf({ server }: ApprovalStage, deliveryId: string): Promise<string | undefined> {
  const { rows } = await sql<{ state: string }>`select state from delivery where id = ${deliveryId}`.execute(
    server.db,
  )
  return rows[0]?.state
}

/** What a worker would take of the outbox now; taken by it from then on. */
export function leaving({ server }: ApprovalStage) {
  return claim(server.db, { seat: 1, most: 50, perAccount: 50, lease: 60_000 })
}
