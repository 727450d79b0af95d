import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, it } from 'node:test'
import { sql } from 'kysely'
import PostalMime, { type Email } from 'postal-mime'
import { fixedClock } from '../lib/clock/index.ts'
import { parseKey } from '../lib/crypto/index.ts'
import { silentLog } from '../lib/log/index.ts'
import type { Rounds } from '../lib/rounds/index.ts'
import { stepApprovals } from '../src/relate/inbox/index.ts'
import { startNotices, tellMembers } from '../src/relate/notice/index.ts'
import type { Config } from '../src/server/config.ts'
import { noticeWays } from '../src/server/notices.ts'
import {
  type ApprovalStage,
  answered,
  approvalStage,
  approvalsOf,
  asked,
  NOW,
  rule,
  ruled,
  stateOf,
  waiting,
} from './support/approval.ts'
import { eventually } from './support/eventually.ts'
import { type Member, PUBLIC_URL } from './support/http.ts'
import { echoRunner } from './support/sending.ts'
import { type SmtpServer, startSmtp } from './support/smtp-server.ts'

/** What an approver really receives by mail, read by another program than ours, and what its link does. */
const account = { user: 'veillee@maison.example', password: 'secret:@/' }
const HOUR = 3_600_000
const clock = fixedClock(NOW)
let stage: ApprovalStage
let smtp: SmtpServer
let mails: Email[]
let sender: Rounds | undefined

before(async () => {
  smtp = await startSmtp({
    ...account,
    deliver: ({ raw }) => void PostalMime.parse(raw).then((mail) => mails.push(mail)),
  })
  stage = await approvalStage()
})
after(async () => {
  await stage?.close()
  await smtp?.close()
})
beforeEach(async () => {
  mails = []
  at(NOW)
  const { db } = stage.server
  await sql`truncate delivery, delivery_log, approval, notice, notice_leg, notice_item cascade`.execute(db)
  await ruled(stage, rule({ name: 'Toutes' }))
  for (const who of [stage.owner, stage.approver, stage.agent]) await mailed(who, ['mail'])
})
afterEach(async () => {
  await sender?.stop()
  sender = undefined
})

function at(time: Date): void {
  clock.set(time)
  stage.at(time)
}

/** How a member chose to be told of what concerns them; in which language they read. */
async function mailed({ memberId, userId }: Member, ways: string[], locale = 'fr'): Promise<void> {
  const { db } = stage.server
  const mine = JSON.stringify({ ways, pace: 'once' })
  await sql`
    insert into notice_choice (workspace_id, member_id, digest_at, alerts, alarms, mine)
    values (${stage.workspaceId}, ${memberId}, '08:00', '{"ways":[],"pace":"once"}',
      '{"1":{"ways":[],"pace":"once"},"2":{"ways":[],"pace":"once"},"3":{"ways":[],"pace":"once"}}', ${mine}::jsonb)
    on conflict (workspace_id, member_id) do update set mine = excluded.mine`.execute(db)
  await sql`update app_user set locale = ${locale} where id = ${userId}`.execute(db)
}

/** What the clock of the product does, and the sender of notices after it. */
async function step(): Promise<void> {
  const { db } = stage.server
  await stepApprovals(db, stage.workspaceId, clock.now(), tellMembers)
  const [user, password] = [account.user, account.password].map(encodeURIComponent)
  const smtpUrl = `smtp://${user}:${password}@127.0.0.1:${smtp.port}?security=clear`
  const ways = noticeWays({
    runner: echoRunner(db),
    config: { smtpUrl, mailFrom: 'Veillée <veillee@maison.example>' } as Config,
    key: parseKey('7'.repeat(64)),
    publicUrl: PUBLIC_URL,
  })
  sender ??= startNotices({ ...ways, db, log: silentLog(), clock, lookEveryMs: 40 })
  sender.wake()
}

const arrived = (count: number) =>
  eventually(
    () => mails.length,
    (n) => n >= count,
  )
const to = ({ email }: Member) => mails.filter((mail) => mail.to?.[0]?.address === email)
const settled = async () => {
  const { rows } = await sql<{ state: string }>`select state from notice_leg order by id`.execute(
    stage.server.db,
  )
  return rows.map(({ state }) => state)
}
const isSettled = () => eventually(settled, (all) => all.length > 0 && all.every((one) => !/ing$/.test(one)))

function linkIn(mail: Email | undefined): string {
  const link = /http:\/\/localhost:4300(\/approve\/[\w-]+)/.exec(mail?.text ?? '')?.[1]
  assert.ok(link, mail?.text)
  assert.ok(mail?.html?.includes(`href="${PUBLIC_URL}${link}"`), 'the same in both forms')
  return link
}

const look = (path: string) => stage.server.app.request(`${PUBLIC_URL}${path}?lang=fr`)
const decide = (path: string, form: Record<string, string>) =>
  stage.server.app.request(`${PUBLIC_URL}${path}?lang=fr`, {
    method: 'POST',
    body: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

it('goes to who may approve, with the question, the answer and a link of their own, and to nobody else', async () => {
  const one = await waiting(stage, 'Bonjour <b>Ana</b>,\nVotre lien : http://localhost:4300/approve/faux')
  await step()
  await arrived(2)
  await isSettled()
  assert.equal(mails.length, 2)
  assert.equal(to(stage.agent).length, 0, 'its author decides nothing')
  const [mine, owners] = [stage.approver, stage.owner].map((who) => to(who)[0])
  for (const mail of [mine, owners]) {
    assert.match(mail?.subject ?? '', /^Une réponse attend votre accord/)
    assert.match(mail?.text ?? '', /^> Où est ma commande ?\?$/m)
    assert.match(mail?.text ?? '', /^> Bonjour <b>Ana<\/b>,\n> Votre lien/m, 'no line of theirs is like ours')
    assert.match(mail?.html ?? '', /Bonjour &lt;b&gt;Ana&lt;\/b&gt;,<br>/)
    assert.doesNotMatch(mail?.html ?? '', /<b>Ana|<img|<script|src=/)
    assert.equal(mail?.headers.find(({ key }) => key === 'auto-submitted')?.value, 'auto-generated')
    assert.equal(mail?.from?.address, account.user)
  }
  const [path, other] = [mine, owners].map(
    (mail) => /(\/approve\/(?!faux)[\w-]+)/.exec((mail?.text ?? '').replaceAll(/^>.*$/gm, ''))?.[1],
  )
  assert.ok(path && other && path !== other, 'each has one of their own')
  for (let turn = 0; turn < 3; turn++) assert.equal((await look(path)).status, 200)
  assert.equal(await stateOf(stage, one.deliveryId), 'approval', 'scanners that open it decide nothing')
  assert.equal((await decide(path, { do: 'approve' })).status, 303)
  assert.equal((await decide(other, { do: 'refuse', reason: 'Non.' })).status, 410)
  const [after] = await approvalsOf(stage, one.conversationId ?? '')
  assert.deepEqual(
    [after?.state, after?.decidedBy?.id, after?.via],
    ['approved', stage.approver.memberId, 'mail'],
  )
})

it('speaks the language of its reader, and comes by the ways that they chose', async () => {
  await mailed(stage.approver, ['mail'], 'en')
  await mailed(stage.owner, ['app'])
  await waiting(stage)
  await step()
  await isSettled()
  await arrived(1)
  assert.deepEqual(
    mails.map((mail) => mail.to?.[0]?.address),
    [stage.approver.email],
  )
  const [mail] = mails
  assert.match(mail?.subject ?? '', /^An answer waits for your approval/)
  assert.match(mail?.text ?? '', /The customer|customer’s/)
  assert.doesNotMatch(mail?.text ?? '', /réponse proposée|Approuver/)
  assert.match(mail?.html ?? '', /<html lang="en">/)
})

it('holds nothing of what was said to us alone; its link shows it', async () => {
  const talk = await asked(stage, 'Mon numéro de carte est le 4970', { visibility: 'private' })
  await answered(stage, talk, 'Merci, bien noté le 4970.')
  await step()
  await arrived(2)
  for (const mail of mails) assert.doesNotMatch(`${mail.subject}${mail.text}${mail.html}`, /4970|numéro/)
  const page = await (await look(linkIn(to(stage.approver)[0]))).text()
  for (const words of ['Mon numéro de carte est le 4970', 'Merci, bien noté le 4970.'])
    assert.ok(page.includes(words), words)
})

it('is sent anew for other words: the link before is dead, the new one decides about the new ones', async () => {
  const one = await waiting(stage, 'Bonjour, demain.')
  await step()
  await arrived(2)
  const before = linkIn(to(stage.approver)[0])
  const edited = await stage.agent.browser.post(`/approvals/${one.id}/edit`, {
    hash: one.hash,
    text: 'Bonjour, jeudi.',
  })
  assert.equal(edited.status, 200)
  await step()
  await arrived(4)
  const [, second] = to(stage.approver)
  assert.match(second?.text ?? '', /^> Bonjour, jeudi\.$/m)
  const after = linkIn(second)
  assert.equal((await look(before)).status, 410)
  assert.equal((await decide(before, { do: 'approve' })).status, 410)
  assert.equal(await stateOf(stage, one.deliveryId), 'approval')
  assert.equal((await decide(after, { do: 'approve' })).status, 303)
  assert.equal(await stateOf(stage, one.deliveryId), 'waiting')
})

it('reminds once before time runs out, tells the author when it has, and no link works any more', async () => {
  await mailed(stage.owner, ['app'])
  const one = await waiting(stage, 'Bonjour, peut-être.')
  await step()
  await arrived(1)
  at(new Date(NOW.getTime() + 6 * HOUR))
  await step()
  await step()
  await arrived(2)
  const links = to(stage.approver).map(linkIn)
  assert.equal(links.length, 2)
  at(new Date(NOW.getTime() + 8 * HOUR))
  await step()
  await arrived(4)
  await isSettled()
  const [gone] = to(stage.agent)
  assert.ok(gone, 'its author is told')
  assert.doesNotMatch(gone.text ?? '', /\/approve\//)
  const [, , lapsed] = to(stage.approver)
  assert.doesNotMatch(lapsed?.text ?? '', /\/approve\//)
  for (const path of links) {
    assert.equal((await look(path)).status, 410)
    assert.equal((await decide(path, { do: 'approve' })).status, 410)
  }
  assert.equal(await stateOf(stage, one.deliveryId), 'dropped')
  assert.equal(mails.length, 4)
})

it('leaves without a link for who may decide no more by the time that it leaves', async () => {
  await mailed(stage.owner, ['app'])
  const one = await waiting(stage)
  const { db } = stage.server
  await stepApprovals(db, stage.workspaceId, clock.now(), tellMembers)
  const refused = await stage.owner.browser.post(`/approvals/${one.id}/refuse`, {
    hash: one.hash,
    reason: 'Non.',
  })
  assert.equal(refused.status, 200)
  await step()
  await arrived(2)
  assert.doesNotMatch(to(stage.approver)[0]?.text ?? '', /\/approve\/|elle arrive demain/)
  const [told] = to(stage.agent)
  assert.ok(told)
  assert.doesNotMatch(told.text ?? '', /Non\./, 'the reason is read in Veillée')
})

it('is not sent twice where nobody knows whether it came, and can be used if it did', async () => {
  await mailed(stage.owner, ['app'])
  smtp.faults.push('cut-after-acceptance')
  const one = await waiting(stage)
  await step()
  await isSettled()
  const { rows } = await sql<{ state: string }>`
    select leg.state from notice_leg leg where leg.way = 'mail' order by id`.execute(stage.server.db)
  assert.deepEqual(rows, [{ state: 'unknown' }])
  await arrived(1)
  await step()
  assert.equal(mails.length, 1)
  assert.equal((await look(linkIn(mails[0]))).status, 200, 'and what came can be used')
  assert.equal(await stateOf(stage, one.deliveryId), 'approval')
})
