import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { silentLog } from '../../../../../lib/log/index.ts'
import { note } from '../../../../../test/support/entries.ts'
import {
  addService,
  bring,
  complaint,
  escalationStage,
  NOW,
  type Raised,
  raised,
  type Stage,
  visitor,
} from '../../../../../test/support/escalation.ts'
import { loopbackHttp } from '../../../../../test/support/listening.ts'
import { type SmtpServer, startSmtp } from '../../../../../test/support/smtp-server.ts'
import { stepEscalations } from '../index.ts'
import type { SenderDeps, Telling } from './deps.ts'
import { sendMail, tellMember } from './mail-leg.ts'
import { claim } from './queue.ts'

/** What services receive, at the wire. */
const http = loopbackHttp()
let stage: Stage
let smtp: SmtpServer
let serviceId: string
const mails: { to: string[]; raw: string }[] = []
const told: Telling[] = []
before(async () => {
  stage = await escalationStage(http)
  serviceId = await addService(stage)
  smtp = await startSmtp({
    ...{ user: 'veillee', password: 'secret' },
    deliver: ({ to, raw }) => void mails.push({ to, raw: raw.toString() }),
  })
})
after(async () => {
  await smtp?.close()
  await stage?.close()
  await http.close()
})
beforeEach(async () => {
  await stage.server.pool.query('delete from escalation')
  mails.length = 0
  told.length = 0
  stage.clock.set(NOW)
})

function deps(more: Partial<SenderDeps> = {}): SenderDeps {
  const server = {
    ...{ kind: 'smtp' as const, host: '127.0.0.1', port: smtp.port, security: 'clear' as const },
    ...{ user: 'veillee', password: 'secret' },
  }
  const from = { name: 'Veillée', address: 'contact@ardoise.example' }
  return {
    ...{ db: stage.server.db, http, sealing: stage.sealing, clock: stage.clock, log: silentLog() },
    publicUrl: 'https://veille.example',
    mailWay: async () => ({ server, from, http, reads: true }),
    tellMember: async (_tx, _workspace, telling) => void told.push(telling),
    ...more,
  }
}

/** Sends all that is due now, as the worker does. */
async function sendAll(more: Partial<SenderDeps> = {}): Promise<void> {
  const given = deps(more)
  for (const leg of await claim(stage.server.db, 50, 60_000, stage.clock.now())) {
    if (leg.what === 'tell') await tellMember(given, leg)
    else await sendMail(given, leg, AbortSignal.timeout(10_000))
  }
}
const ask = async (more: object = {}): Promise<Raised> => {
  const { conversationId } = await complaint(stage)
  return raised(stage, conversationId, serviceId, more)
}
const shown = async (id: string) =>
  (await (await stage.agent.browser.get(`/escalations/${id}`)).json()) as Raised
const linkIn = (raw: string) =>
  /https:\/\/veille\.example(\/service\/[\w-]+)/.exec(raw.replaceAll('=\r\n', ''))?.[1] ?? ''
const header = (raw: string, name: string) =>
  new RegExp(`^${name}:\\s*([^\\r\\n]+)`, 'im').exec(raw)?.[1] ?? ''

describe('a mail to a service', () => {
  it('leaves once, says what is asked and by when, and holds none of the customer’s words', async () => {
    const one = await ask()
    await sendAll()
    await sendAll()
    assert.equal(mails.length, 1)
    const [mail] = mails
    assert.deepEqual(mail?.to, ['sav@example.org'])
    assert.match(header(mail?.raw ?? '', 'message-id'), /^<escalation\.[0-9a-f-]{36}@ardoise\.example>/)
    assert.doesNotMatch(mail?.raw ?? '', /A-4821|In=C3=A8s|06 12/)
    const page = await visitor(stage).get(linkIn(mail?.raw ?? ''))
    assert.equal(page.status, 200, 'its link opens')
    assert.equal((await shown(one.id)).troubles.length, 0)
  })

  it('that may have arrived is not sent again, and says so; one that was refused says why', async () => {
    const one = await ask()
    smtp.faults.push('cut-after-acceptance')
    await sendAll()
    stage.clock.advance(3_600_000)
    await sendAll()
    assert.equal(mails.length, 1)
    assert.deepEqual(
      (await shown(one.id)).troubles.map(({ state }) => state),
      ['unknown'],
    )
    const [trouble] = (await shown(one.id)).troubles
    const again = await stage.agent.browser.post(`/escalations/${one.id}/legs/${trouble?.id}/retry`)
    assert.equal(again.status, 204)
    await sendAll()
    assert.equal(mails.length, 2, 'a person has said so')
  })

  it('waits where the server asks for it, and is tried later', async () => {
    await ask()
    smtp.faults.push('rate-limit')
    await sendAll()
    await sendAll()
    assert.equal(mails.length, 0)
    stage.clock.advance(3_600_000)
    await sendAll()
    assert.equal(mails.length, 1)
  })

  it('of a process that died while handing it over is told as unknown; before that, another sends it', async () => {
    const one = await ask()
    const [cut] = await claim(stage.server.db, 5, 60_000, stage.clock.now())
    assert.ok(cut)
    stage.clock.advance(61_000)
    await sendAll()
    assert.equal(mails.length, 1, 'not a byte had left')
    const two = await ask()
    const [leg] = await claim(stage.server.db, 5, 60_000, stage.clock.now())
    await stage.server.pool.query('update escalation_leg set handed = $2 where id = $1', [
      leg?.id,
      stage.clock.now(),
    ])
    stage.clock.advance(61_000)
    await sendAll()
    assert.equal(mails.length, 1)
    assert.deepEqual(
      (await shown(two.id)).troubles.map(({ words }) => words),
      ['cut'],
    )
    assert.equal((await shown(one.id)).troubles.length, 0)
  })

  it('leaves by nothing where nothing can, and that is said', async () => {
    const one = await ask()
    await sendAll({ mailWay: async () => undefined })
    assert.deepEqual(
      (await shown(one.id)).troubles.map(({ words }) => words),
      ['no-way'],
    )
  })

  it('shared by many processes leaves once each', async () => {
    for (let n = 0; n < 6; n++) await ask()
    await Promise.all([sendAll(), sendAll(), sendAll()])
    assert.equal(mails.length, 6)
    assert.equal(new Set(mails.map(({ raw }) => linkIn(raw))).size, 6)
  })

  it('of a matter that was withdrawn meanwhile does not leave; who was asked is told', async () => {
    const one = await ask()
    await stage.agent.browser.post(`/escalations/${one.id}/acts`, { kind: 'withdrawn' })
    await sendAll()
    assert.equal(mails.length, 1)
    assert.match(header(mails[0]?.raw ?? '', 'subject'), /./)
    assert.equal(linkIn(mails[0]?.raw ?? ''), '')
  })
})

describe('reminders', () => {
  const at = (instant: string) => stage.clock.set(new Date(instant))
  const tick = () => stepEscalations(stage.server.db, stage.workspaceId, stage.clock.now())

  it('come by the plan, once each, whoever looks and however often; then the manager is told', async () => {
    const one = await ask()
    await sendAll()
    at('2026-11-20T08:00:00Z')
    await Promise.all([tick(), tick(), tick()])
    await sendAll()
    assert.equal(mails.length, 2)
    at('2026-11-23T08:30:00Z')
    await tick()
    await tick()
    at('2026-11-23T09:30:00Z')
    await tick()
    await sendAll()
    assert.deepEqual(
      mails.map(({ to }) => to[0]),
      ['sav@example.org', 'sav@example.org', 'sav@example.org', 'chef@example.org'],
    )
    assert.deepEqual(
      (await shown(one.id)).entries.map(({ kind }) => kind),
      ['asked', 'reminded', 'reminded', 'manager'],
    )
    assert.equal(linkIn(mails[3]?.raw ?? ''), '', 'a manager is told, and is given no link')
    assert.equal(
      (await visitor(stage).get(linkIn(mails[0]?.raw ?? ''))).status,
      200,
      'the first link opens still',
    )
  })

  it('that passed while nothing ran are one', async () => {
    const one = await ask()
    at('2026-11-26T12:00:00Z')
    await tick()
    await tick()
    assert.deepEqual(
      (await shown(one.id)).entries.map(({ kind }) => kind),
      ['asked', 'reminded', 'manager'],
    )
  })

  it('end with an answer, and begin anew when the service is asked again', async () => {
    const one = await ask()
    await sendAll()
    await visitor(stage).send(linkIn(mails[0]?.raw ?? ''), { do: 'answer', text: 'Demain' })
    at('2026-11-26T12:00:00Z')
    await tick()
    assert.deepEqual(
      (await shown(one.id)).entries.map(({ kind }) => kind),
      ['asked', 'answer'],
    )
    await stage.agent.browser.post(`/escalations/${one.id}/acts`, { kind: 'reply', text: 'Toujours rien' })
    const again = await shown(one.id)
    assert.equal(again.due, '2026-11-30T17:00:00.000Z')
    at('2026-11-30T08:30:00Z')
    await tick()
    assert.equal((await shown(one.id)).entries.filter(({ kind }) => kind === 'reminded').length, 1)
  })

  it('end with the links, the member is told, and the conversation comes back', async () => {
    const one = await ask({ snoozes: true })
    at('2026-12-20T12:00:00Z')
    await tick()
    await tick()
    const now = await shown(one.id)
    assert.equal(now.state, 'expired')
    assert.equal(now.entries.filter(({ kind }) => kind === 'expired').length, 1)
    await sendAll()
    assert.deepEqual(
      told.map(({ what }) => what),
      ['expired'],
    )
  })
})

/** Mails come in after they were sent. */
const LATER = new Date(NOW.getTime() + 60_000)

describe('an answer by mail', () => {
  const answerTo = (raw: string, from: string, text: string, more: object = {}) => {
    const id = header(raw, 'message-id').replace(/[<>]/g, '').trim()
    const base = note(`m-${Math.random()}@x`, text, {
      actor: { id: from, handle: from },
      visibility: 'private',
    })
    return {
      ...base,
      object: { ...base.object, type: 'Message' as const, inReplyTo: id, thread: 'x' },
      ...more,
    }
  }
  const conversations = async () =>
    (await stage.server.pool.query('select count(*)::int as n from conversation')).rows[0].n as number

  it('of who was asked stands in the escalation, and makes no conversation', async () => {
    const one = await ask()
    await sendAll()
    const before = await conversations()
    const mail = answerTo(mails[0]?.raw ?? '', 'SAV@example.org', 'Parti ce matin.')
    await bring(stage.server.db, stage.workspaceId, 'email', [mail], LATER)
    const now = await shown(one.id)
    assert.equal(now.state, 'answered')
    assert.deepEqual(now.entries.at(-1)?.via, 'mail')
    assert.equal(now.entries.at(-1)?.text, 'Parti ce matin.')
    assert.equal(await conversations(), before)
    stage.clock.set(LATER)
    await sendAll()
    assert.deepEqual(
      told.map(({ what, service }) => [what, service]),
      [['answer', 'Service après-vente']],
    )
  })

  it('of anybody else stays in the inbox, and answers nothing', async () => {
    const one = await ask()
    await sendAll()
    const before = await conversations()
    const mail = answerTo(mails[0]?.raw ?? '', 'pirate@example.org', 'C’est réglé.')
    await bring(stage.server.db, stage.workspaceId, 'email', [mail], LATER)
    assert.equal((await shown(one.id)).state, 'sent')
    assert.equal(await conversations(), before + 1)
  })

  it('that says that nobody is there answers nothing, and troubles nobody', async () => {
    const one = await ask()
    await sendAll()
    const before = await conversations()
    const mail = answerTo(mails[0]?.raw ?? '', 'sav@example.org', 'Je suis absent.', {
      extra: { auto: 'reply' },
    })
    await bring(stage.server.db, stage.workspaceId, 'email', [mail], LATER)
    assert.equal((await shown(one.id)).state, 'sent')
    assert.equal(await conversations(), before)
  })

  it('that comes when all is over is kept, and changes nothing', async () => {
    const one = await ask()
    await sendAll()
    await stage.agent.browser.post(`/escalations/${one.id}/acts`, { kind: 'solved' })
    await bring(
      stage.server.db,
      stage.workspaceId,
      'email',
      [answerTo(mails[0]?.raw ?? '', 'sav@example.org', 'Tard')],
      LATER,
    )
    const now = await shown(one.id)
    assert.deepEqual([now.state, now.entries.at(-1)?.text], ['solved', 'Tard'])
  })
})
