import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Member } from '../../../../test/support/http.ts'
import { type TestSite, testSite } from '../../../../test/support/site.ts'
import { forgetActivities } from '../forget.ts'

let site: TestSite
let agent: Member
let other: Member
before(async () => {
  site = await testSite()
  agent = await site.server.member(site.workspaceId, 'agent')
  other = await site.server.member(site.workspaceId, 'agent')
})
after(() => site.server.close())

interface Exchange {
  id: string
  activityId: string
  note: string
  outcome: string
  minutes: number | null
  version: number
  author: { id: string }
  mine: boolean
}
const log = async (more: object, by = agent, status = 201): Promise<Exchange> => {
  const call = {
    kind: 'phone',
    direction: 'in',
    name: 'Mme Roy',
    contact: '01 23 45 67 89',
    note: 'Très mécontente du retard.',
  }
  const answer = await by.browser.post('/exchanges', { ...call, ...more })
  assert.equal(answer.status, status, await answer.clone().text())
  return (await answer.json()) as Exchange
}
const query = async (sql: string, values: unknown[] = []) => (await site.server.pool.query(sql, values)).rows

describe('a call that is written down', () => {
  it('stands with its person and in the inbox, and waits for nobody', async () => {
    const { activityId, author } = await log({ outcome: 'Joint', minutes: 4 })
    await site.follow()
    assert.equal(author.id, agent.memberId)
    assert.deepEqual(
      await query('select channel, visibility, text, sentiment, extra from activity where id = $1', [
        activityId,
      ]),
      [
        {
          channel: 'phone',
          visibility: 'private',
          text: 'Très mécontente du retard.',
          sentiment: 'negative',
          extra: { logged: true, direction: 'in', outcome: 'Joint', minutes: 4 },
        },
      ],
    )
    assert.deepEqual(
      await query(`select status, waiting_since, author_name from conversation where channel = 'phone'`),
      [{ status: 'done', waiting_since: null, author_name: 'Mme Roy' }],
    )
    await log({ note: 'Elle rappelle.' })
    await site.follow()
    assert.equal(
      (await query(`select id from person where name = 'Mme Roy'`)).length,
      1,
      'one number, one person',
    )
    assert.equal((await query(`select id from conversation where channel = 'phone'`)).length, 1)
  })

  it('comes back ten minutes before its next step', async () => {
    const next = new Date(Date.now() + 86_400_000)
    await log({ name: 'M. Petit', contact: '06 00 00 00 00', next: next.toISOString() })
    await site.follow()
    assert.deepEqual(
      await query(`select status, snoozed_until from conversation where author_name = 'M. Petit'`),
      [{ status: 'snoozed', snoozed_until: new Date(next.getTime() - 600_000) }],
    )
  })

  it('of somebody known is theirs, whatever number they called from; what was heard goes before what reads', async () => {
    const [person] = await query(`select id from person where name = 'Mme Roy'`)
    const letter = await log({
      kind: 'letter',
      personId: person.id,
      contact: '',
      note: 'Merci.',
      sentiment: 'negative',
    })
    const rows = await query('select person_id, actor_name, sentiment from activity where id = $1', [
      letter.activityId,
    ])
    assert.deepEqual(rows, [{ person_id: person.id, actor_name: 'Mme Roy', sentiment: 'negative' }])
    await log({ personId: '01980000-0000-7000-8000-000000000000' }, agent, 404)
  })

  it('is refused without anybody, without anything, or before it was had', async () => {
    await log({ name: '', contact: '' }, agent, 422)
    await log({ note: '', outcome: '' }, agent, 422)
    await log({ at: new Date(Date.now() + 3_600_000).toISOString() }, agent, 422)
    const guest = await site.server.member(site.workspaceId, 'guest')
    await log({}, guest, 403)
  })
})

describe('what was written down', () => {
  it('is changed by its author alone, and what it said before is kept', async () => {
    const { id, activityId } = await log({
      name: 'M. Lys',
      contact: '07 11 11 11 11',
      note: 'Première version.',
    })
    await site.follow()
    const change = (by: Member, to: object) => by.browser.patch(`/exchanges/${id}`, to)
    assert.equal((await change(other, { note: 'Autre' })).status, 403)
    assert.equal((await change(agent, { note: 'Seconde version.', minutes: 7 })).status, 200)
    assert.equal((await change(agent, { note: 'Seconde version.' })).status, 200)
    const again = (await (await change(agent, { outcome: 'Résolu' })).json()) as Exchange
    assert.deepEqual(
      [again.note, again.outcome, again.minutes, again.version],
      ['Seconde version.', 'Résolu', 7, 3],
    )
    const versions = await (await other.browser.get(`/exchanges/${id}/versions`)).json()
    assert.deepEqual(
      (versions as { version: number; was: { note: string } }[]).map(({ version, was }) => [
        version,
        was.note,
      ]),
      [
        [1, 'Première version.'],
        [2, 'Seconde version.'],
      ],
    )
    assert.deepEqual(await query('select text from activity where id = $1', [activityId]), [
      { text: 'Seconde version.' },
    ])
    await site.follow()
    const [talk] = await query(`select id, snippet from conversation where author_name = 'M. Lys'`)
    assert.equal(talk.snippet, 'Seconde version.')
    const listed = (await (
      await other.browser.get(`/conversations/${talk.id}/exchanges`)
    ).json()) as Exchange[]
    assert.deepEqual(
      listed.map((one) => one.id),
      [id],
    )
    const ofActivity = async (by: Member, activity: string) =>
      (await (await by.browser.get(`/exchanges?activityId=${activity}`)).json()) as Exchange[]
    const [shown] = await ofActivity(other, activityId)
    assert.deepEqual([shown?.id, shown?.version, shown?.mine], [id, 3, false])
    assert.equal((await ofActivity(agent, activityId))[0]?.mine, true)
    assert.deepEqual(await ofActivity(other, id), [], 'nothing else is one')
    const elsewhere = await site.server.member(await site.server.workspace(), 'owner')
    assert.equal((await elsewhere.browser.get(`/conversations/${talk.id}/exchanges`)).status, 404)
    assert.deepEqual(await ofActivity(elsewhere, activityId), [])
  })

  it('goes with the activity that it was', async () => {
    const { id, activityId } = await log({ name: 'Mme Oubli', contact: '07 22 22 22 22' })
    await agent.browser.patch(`/exchanges/${id}`, { note: 'Changé.' })
    await forgetActivities(site.server.db, site.workspaceId, [activityId])
    assert.equal((await agent.browser.get(`/exchanges/${id}/versions`)).status, 404)
    assert.deepEqual(await query('select version from exchange_version where exchange_id = $1', [id]), [])
  })
})

it('outcomes are the usual ones until the team says its own', async () => {
  const read = async () => (await (await agent.browser.get('/exchange-outcomes')).json()) as string[]
  assert.equal((await read()).length, 6)
  const manager = await site.server.member(site.workspaceId, 'manager')
  assert.equal((await agent.browser.put('/exchange-outcomes', { outcomes: ['Joint'] })).status, 403)
  await manager.browser.put('/exchange-outcomes', { outcomes: ['Joint', 'Avoir envoyé', 'Joint'] })
  assert.deepEqual(await read(), ['Joint', 'Avoir envoyé'])
})
