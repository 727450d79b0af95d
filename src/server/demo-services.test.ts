import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { inTransaction } from '../../lib/db/index.ts'
import { silentLog } from '../../lib/log/index.ts'
import {
  complaint,
  escalationStage,
  made,
  NOW,
  type Raised,
  type Stage,
} from '../../test/support/escalation.ts'
import { loopbackHttp } from '../../test/support/listening.ts'
import { startFollowing } from '../relate/inbox/index.ts'
import { fillServices } from './demo-services.ts'

/** What a story of the demonstration is about, each in a conversation of its own. */
const TEXTS = [
  'Mon colis n’est jamais arrivé.',
  'L’interrupteur de la lampe grésille.',
  'Je voudrais un remboursement.',
  'La page du panier reste blanche.',
  'Mon code promo est refusé.',
  'Vos mails ne m’arrivent plus.',
]
const http = loopbackHttp()
let stage: Stage
before(async () => {
  stage = await escalationStage(http)
  for (const text of TEXTS)
    await complaint(stage, [`Bonjour, ${text} Pouvez-vous m’aider, s’il vous plaît ?`])
  await stage.server.pool.query(`update conversation set lang = 'fr'`)
  // Later than the oldest story began.
  stage.clock.set(new Date(NOW.getTime() + 200 * 3_600_000))
  await inTransaction(stage.server.db, (tx) =>
    fillServices(tx, stage.workspaceId, stage.owner.memberId, stage.clock.now()),
  )
})
after(async () => {
  await stage?.close()
  await http.close()
})

async function withTicket(): Promise<Raised> {
  const { rows } = await stage.server.pool.query<{ id: string }>(
    'select id from escalation where issue is not null',
  )
  assert.equal(rows.length, 1)
  return made<Raised>(await stage.owner.browser.get(`/escalations/${rows[0]?.id}`), 200)
}

it('a matter of the demonstration stands in a tool: its ticket, what was said there, then said otherwise, its end', async () => {
  const one = await withTicket()
  assert.equal(one.issue?.number, '412')
  assert.match(one.issue?.url ?? '', /^https:\/\/github\.lumerelle\.example\//)
  assert.equal(one.state, 'solved')
  assert.deepEqual(
    one.entries.filter(({ via }) => via === 'tool').map(({ kind, author }) => [kind, author]),
    [
      ['issue', null],
      ['answer', 'Hugo Marchand'],
      ['answer', 'Anaïs Perrin'],
      ['solved', 'Anaïs Perrin'],
    ],
  )
  const [corrected] = one.entries.filter(({ edited }) => edited)
  assert.match(corrected?.text ?? '', /mardi soir/)
  assert.deepEqual(
    corrected?.earlier.map(({ text }) => text.includes('lundi')),
    [true],
  )
  const times = one.entries.map(({ at }) => at)
  assert.deepEqual(times, [...times].sort(), 'in the order in which it happened')
})

it('nothing is asked of that tool, and nothing to be made there waits', async () => {
  const before = await withTicket()
  const sealing = { seal: (text: string) => text, open: () => assert.fail('there is no token') }
  const { clock, server } = stage
  const rounds = startFollowing({
    ...{ db: server.db, http, sealing, log: silentLog(), clock, lookEveryMs: 10 },
  })
  try {
    for (let n = 0; n < 100; n++) {
      const { rows } = await server.pool.query('select 1 from escalation where issue_look is not null')
      if (rows.length === 0) break
      await new Promise((done) => setTimeout(done, 50))
    }
  } finally {
    await rounds.stop()
  }
  const { rows } = await server.pool.query('select 1 from escalation where issue_look is not null')
  assert.deepEqual(rows, [])
  assert.deepEqual(await withTicket(), before)
  const legs = await server.pool.query(`select 1 from escalation_leg where what = 'issue'`)
  assert.deepEqual(legs.rows, [])
})
