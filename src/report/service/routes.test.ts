import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fixedClock } from '../../../lib/clock/index.ts'
import { inTransaction } from '../../../lib/db/index.ts'
import { entry, note } from '../../../test/support/entries.ts'
import { type Member, type TestServer, testServer } from '../../../test/support/http.ts'
import { type Activity, append, consume } from '../../activity/index.ts'
import { inboxIntake, keepSettings, proposal } from '../../relate/inbox/index.ts'
import { serviceReportRoutes } from './routes.ts'

const inbox = inboxIntake({ inboxAlerts: async () => new Set(), inboxAccounts: async () => new Set() })
const us = { id: 'brand', name: 'Maison', handle: 'maison' }
let server: TestServer
let workspaceId: string
let analyst: Member
before(async () => {
  server = await testServer({
    clock: fixedClock(new Date('2026-11-27T10:00:00Z')),
    routes: () => serviceReportRoutes,
  })
  workspaceId = await server.workspace()
  analyst = await server.member(workspaceId, 'analyst')
  const settings = proposal('Europe/Paris', { calendar: 'B', urgent: 'U', policy: 'P' })
  await inTransaction(server.db, (tx) =>
    keepSettings(tx, workspaceId, settings, new Date('2026-11-01T08:00:00Z')),
  )
  // Four hours of work to answer in: two of three answers are in time.
  for (const [n, answered] of ['10:00', '12:50', '16:00'].entries()) {
    await said(`t${n}`, '2026-11-23T08:00:00Z')
    await said(`t${n}`, `2026-11-23T${answered}:00Z`, { actor: us, ours: true })
  }
  while ((await consume(server.db, workspaceId, inbox)) > 0);
})
after(() => server.close())

async function said(thread: string, at: string, more: Partial<Activity> = {}): Promise<void> {
  const one = note(`${thread}/${at}`, 'Bonjour', { at, visibility: 'private', ...more })
  const entries = [entry({ ...one, object: { ...one.object, thread } })]
  await append(server.db, {
    workspaceId,
    channel: 'email',
    accountId: null,
    entries,
    received: one.published,
  })
}

interface Report {
  kinds: {
    kind: string
    all: {
      ended: number
      judged: number
      within: { value: number } | null
      worked: { median: number }
    } | null
    channels: object[]
    weeks: { key: string }[]
  }[]
  satisfaction: { all: { asked: number; rate: null }; mine: null; enabled: boolean }
}

test('the report tells shares in time, times of work, and what is not known yet', async () => {
  const report = (await (await analyst.browser.get('/reports/service?span=4w')).json()) as Report
  const first = report.kinds.find(({ kind }) => kind === 'first')
  assert.deepEqual([first?.all?.ended, first?.all?.judged], [3, 3])
  assert.equal(first?.all?.within?.value.toFixed(3), '0.667')
  // From nine to ten to two in Paris less an hour of lunch: 3 h 50.
  assert.equal(first?.all?.worked.median, 230)
  assert.deepEqual(
    first?.weeks.map(({ key }) => key),
    ['2026-11-23'],
  )
  assert.deepEqual(
    [report.satisfaction.all.asked, report.satisfaction.all.rate, report.satisfaction.mine],
    [0, null, null],
  )
  assert.equal(report.satisfaction.enabled, false, 'nobody is asked before somebody says so')
})

test('the table has the same figures, and a guest may read them', async () => {
  const guest = await server.member(workspaceId, 'guest')
  const answer = await guest.browser.get('/reports/service.csv?span=4w')
  assert.match(answer.headers.get('content-disposition') ?? '', /attachment/)
  const lines = (await answer.text()).trim().split('\r\n')
  assert.match(lines[0] ?? '', /what,by,key,ended/)
  assert.ok(lines.some((line) => line.startsWith('first,all,all,3,0,3,0.6667,')))
  assert.ok(lines.every((line) => line.split(',').length === 13))
  assert.equal((await guest.browser.get('/reports/service?span=9w')).status, 422)
})
