import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { inTransaction } from '../../lib/db/index.ts'
import type { Member } from '../../test/support/http.ts'
import { type TestSite, testSite } from '../../test/support/site.ts'
import { fillSite } from './demo-site.ts'

/** A Tuesday in the hours of calls, wherever the clock of this machine is. */
const NOW = new Date('2026-11-17T13:00:00Z')

let site: TestSite
let owner: Member
before(async () => {
  site = await testSite()
  owner = await site.server.member(site.workspaceId, 'owner')
  const where = { workspaceId: site.workspaceId, memberId: owner.memberId }
  await inTransaction(site.server.db, (tx) => fillSite(tx, site.engine, where, NOW))
  await site.follow()
})
after(() => site.server.close())
const query = async (text: string) => (await site.server.pool.query(text)).rows

describe('the site of the demonstration', () => {
  it('has talks, a form that was filled in, a call that is booked and one that was written down, each once', async () => {
    assert.deepEqual(
      await query('select author_name, channel, status from conversation order by author_name'),
      [
        { author_name: 'Bastien Lorcy', channel: 'site', status: 'open' },
        { author_name: 'Gaëlle Tanguy', channel: 'phone', status: 'done' },
        { author_name: 'Ilyes Marchand', channel: 'site', status: 'open' },
        { author_name: 'Odile Varenne', channel: 'site', status: 'snoozed' },
        { author_name: 'Soline Perrec', channel: 'site', status: 'open' },
      ],
    )
    const [answered] = await query(
      `select count(*)::int as items, count(*) filter (where ours)::int as ours from site_item as item
        join site_visitor as visitor on visitor.id = item.visitor_id where visitor.name = 'Soline Perrec'`,
    )
    assert.deepEqual(answered, { items: 3, ours: 1 })
    assert.deepEqual(await query(`select jsonb_array_length(answers) as answers from site_submission`), [
      { answers: 4 },
    ])
  })

  it('is of a time that it was told at, and offers its calls within the hours of the shop', async () => {
    const rows = await query('select published from activity order by published desc limit 1')
    assert.ok(rows[0].published <= NOW)
    const [call] = await query('select starts, wall, state from call_back')
    assert.ok(call.starts > NOW && call.state === 'booked')
    assert.match(call.wall, /^\d{4}-\d\d-\d\d (09|1\d):[024]0$/)
    const [asked] = await query(`select text from activity where text like 'Rappel demandé%'`)
    assert.match(
      asked.text,
      /^Rappel demandé pour le \p{L}+ \d+ \p{L}+ à \d+[\s\S]*, au \+33 1 99 00 12 34\.\nUn retour/u,
    )
  })

  it('lets nothing leave: nobody is told of its calls, nobody is mailed', async () => {
    assert.deepEqual(await query('select team_due, remind_due from call_back'), [
      { team_due: null, remind_due: null },
    ])
    assert.deepEqual(await query('select 1 from delivery'), [])
    for (const { email } of await query('select email from site_visitor')) assert.match(email, /\.example$/)
  })

  it('shows its form and its calls by the same doors as any', async () => {
    const forms = (await (await owner.browser.get('/site-forms')).json()) as { name: string; url: string }[]
    assert.deepEqual(
      forms.map(({ name }) => name),
      ['Après-vente'],
    )
    const page = await site.server.app.request(new URL(forms[0]?.url ?? '').pathname)
    assert.match(await page.text(), /Numéro de commande/)
  })
})
