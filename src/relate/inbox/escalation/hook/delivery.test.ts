import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { type DeskDelivery, deskDelivery } from '../../../../../test/support/desk-deliveries.ts'
import { type DeskStage, deskStage } from '../../../../../test/support/desk-stage.ts'
import { made, NOW, type Raised } from '../../../../../test/support/escalation.ts'
import type { DeskKind } from '../../../../../test/support/issue-server.ts'

/** Deliveries at the wire, of tools that are simulators, into the program's own doors. */
const KINDS = ['github', 'gitlab', 'jira'] as const
let stage: DeskStage
const services = new Map<DeskKind, { id: string; secret: string; path: string }>()

interface HookState {
  url: string
  made: string | null
  graceUntil: string | null
  last: { at: string; event: string; delivery: string | null; outcome: string } | null
  refused: { at: string; why: string } | null
  quietDays: number | null
  secret: string
}

before(async () => {
  stage = await deskStage()
  for (const kind of KINDS) {
    const id = await stage.service(kind)
    const { url, secret } = await made<HookState>(await stage.owner.browser.post(`/services/${id}/hook`))
    services.set(kind, { id, secret, path: new URL(url).pathname })
  }
})
after(async () => {
  await stage?.close()
})
beforeEach(async () => {
  await stage.server.pool.query('delete from escalation')
  stage.clock.set(NOW)
  stage.desks.reset()
})

const at = (kind: DeskKind) => services.get(kind) ?? assert.fail()
const minutes = (n: number) => stage.clock.advance(n * 60_000)
const post = (path: string, { headers, body }: DeskDelivery) =>
  stage.server.app.request(`http://localhost:4300${path}`, { method: 'POST', headers, body })
let deliveries = 0
/** Tells of it once more, as something new. */
function told(kind: DeskKind, news: Parameters<typeof deskDelivery>[1], number?: string): DeskDelivery {
  const id = `delivery-${++deliveries}`
  return deskDelivery(kind, news, { secret: at(kind).secret, id, ...(number && { number }) })
}
const state = async (kind: DeskKind) =>
  made<HookState>(await stage.owner.browser.get(`/services/${at(kind).id}/hook`), 200)
const ask = (kind: DeskKind) => stage.ask(kind, at(kind).id)
async function kept(): Promise<number> {
  const { rows } = await stage.server.pool.query('select count(*)::int as n from service_hook_delivery')
  return rows[0]?.n
}
const said = (one: Raised) => one.entries.filter(({ kind, via }) => kind === 'answer' && via === 'tool')

for (const kind of KINDS)
  describe(`${kind} tells`, () => {
    const number = kind === 'jira' ? 'SAV-1' : '1'

    it('of a comment, which stands in the thread at once: who, when, where; and is told once', async () => {
      const one = await ask(kind)
      minutes(1)
      const when = stage.clock.now().toISOString()
      stage.desks.comment(kind, number, {
        author: 'Léa',
        text: 'Le colis part\u0000 demain.',
        at: when,
        aside: false,
      })
      assert.equal(await stage.follow(), 0, 'it is not looked for yet')
      const delivery = told(kind, 'comment', number)
      assert.equal((await post(at(kind).path, delivery)).status, 202)
      minutes(1)
      assert.equal(await stage.follow(), 1)
      assert.equal((await post(at(kind).path, delivery)).status, 202)
      assert.equal((await state(kind)).last?.outcome, 'again')
      minutes(1)
      assert.equal(await stage.follow(), 0)
      const now = await stage.shown(one.id)
      assert.equal(now.state, 'answered')
      const [answer, ...more] = said(now)
      assert.deepEqual([answer?.author, answer?.text, answer?.at], ['Léa', 'Le colis part demain.', when])
      assert.match(answer?.url ?? '', /^https?:\/\/.+/)
      assert.equal(more.length, 0)
      const legs = `select count(*)::int as n from escalation_leg where escalation_id = $1 and what = 'tell'`
      assert.equal((await stage.server.pool.query(legs, [one.id])).rows[0]?.n, 1)
    })

    it('of its end, and of what is opened again, commented on and ended anew', async () => {
      const one = await ask(kind)
      const hear = async (news: Parameters<typeof deskDelivery>[1]) => {
        await post(at(kind).path, told(kind, news, number))
        minutes(1)
        await stage.follow()
        return stage.shown(one.id)
      }
      minutes(1)
      const closed = stage.clock.now()
      stage.desks.end(kind, 'done', closed, { number, by: 'Hugo' })
      const over = await hear('closed')
      const end = over.entries.at(-1)
      assert.deepEqual([over.state, end?.author, end?.at], ['solved', 'Hugo', closed.toISOString()])
      const late = {
        author: 'Léa',
        text: 'Finalement non.',
        at: stage.clock.now().toISOString(),
        aside: false,
      }
      stage.desks.comment(kind, number, late)
      const after = await hear('comment')
      assert.deepEqual([after.state, said(after).length], ['solved', 1], 'what is said after the end is read')
      stage.desks.reopen(kind, number)
      const again = await hear('reopened')
      assert.deepEqual([again.state, again.open, again.entries.at(-1)?.kind], ['sent', true, 'reopened'])
      stage.desks.end(kind, 'done', stage.clock.now(), { number })
      assert.equal((await hear('closed')).state, 'solved')
    })

    it('nothing of what is forged, cut, too large, of another project or of nobody (T13)', async () => {
      const one = await ask(kind)
      stage.desks.end(kind, 'done', stage.clock.now())
      minutes(1)
      const { path } = at(kind)
      const before = await kept()
      const right = told(kind, 'closed', number)
      const foreign = deskDelivery(kind, 'closed', { secret: 'whsec_x', id: 'f', number })
      assert.equal((await post(path, foreign)).status, 401)
      assert.equal(
        (await post(path, { ...right, headers: { 'content-type': 'application/json' } })).status,
        401,
      )
      if (kind !== 'gitlab')
        assert.equal((await post(path, { ...right, body: right.body.slice(0, -9) })).status, 401)
      const nobody = path.replace(/[^/]+$/, '0198c000-0000-7000-8000-000000000001')
      assert.equal((await post(nobody, right)).status, 401)
      const other = path.replace(/tools\/[^/]+/, 'tools/0198c000-0000-7000-8000-000000000002')
      assert.equal((await post(other, right)).status, 401)
      assert.equal((await post(path, { ...right, body: ' '.repeat(2_000_001) })).status, 413)
      const place = {
        secret: at(kind).secret,
        id: 'p',
        number,
        project: kind === 'jira' ? 'AUTRE' : 'autre/projet',
      }
      assert.equal((await post(path, deskDelivery(kind, 'closed', place))).status, 202)
      assert.equal((await post(path, told(kind, 'closed', kind === 'jira' ? 'SAV-77' : '77'))).status, 202)
      assert.equal(await stage.follow(), 0)
      assert.equal((await stage.shown(one.id)).state, 'sent')
      const { last, refused } = await state(kind)
      assert.equal(last?.outcome, 'unknown')
      assert.ok(refused)
      assert.equal(await kept(), before, 'what is not ours is forgotten')
      const answers = await Promise.all([post(path, foreign), post(nobody, foreign)])
      const [here, nowhere] = await Promise.all(
        answers.map(async (answer) => (await answer.text()).replace(/"code":"[^"]*"/, '')),
      )
      assert.equal(here, nowhere, 'a stranger does not learn whether there is anybody')
    })

    it('neither what a program, a stranger or their own people write there, nor what is ours', async () => {
      const one = await ask(kind)
      minutes(1)
      const when = stage.clock.now().toISOString()
      for (const text of ['Un robot', 'Un passant'])
        stage.desks.comment(kind, number, { author: 'x', text, at: when, aside: true })
      stage.desks.comment(kind, number, {
        author: 'x',
        text: `De nous veillee-${one.id}`,
        at: when,
        aside: false,
      })
      await post(at(kind).path, told(kind, 'comment', number))
      minutes(1)
      assert.equal(await stage.follow(), 0)
      assert.equal((await stage.shown(one.id)).entries.length, one.entries.length)
    })

    it('nothing more of what was withdrawn', async () => {
      const one = await ask(kind)
      await stage.act(one.id, 'withdrawn')
      stage.desks.end(kind, 'done', stage.clock.now())
      await post(at(kind).path, told(kind, 'closed', number))
      assert.equal((await state(kind)).last?.outcome, 'unknown')
      minutes(200)
      assert.equal(await stage.follow(), 0)
      assert.equal((await stage.shown(one.id)).state, 'withdrawn')
    })
  })

type Step = { do: 'done' | 'refused' | 'open' | 'say' | 'look' } | { deliver: number }
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('done' as const, 'refused' as const, 'open' as const, 'say' as const) }),
  fc.record({ do: fc.constant('look' as const) }),
  fc.record({ deliver: fc.nat() }),
)

it('whatever is delivered, in whatever order and however often, ends as the tool stands (generated)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...KINDS), fc.array(step, { maxLength: 14 }), async (kind, steps) => {
      stage.desks.reset()
      await stage.server.pool.query('delete from escalation')
      const one = await ask(kind)
      const number = one.issue?.number ?? ''
      const sent: DeskDelivery[] = []
      let comments = 0
      for (const next of steps) {
        stage.clock.advance(7000)
        const now = stage.clock.now()
        if ('deliver' in next) {
          const delivery = sent[next.deliver % Math.max(1, sent.length)]
          // Two servers are told at once.
          if (delivery) await Promise.all([post(at(kind).path, delivery), post(at(kind).path, delivery)])
        } else if (next.do === 'look') await Promise.all([stage.follow(), stage.follow()])
        else if (next.do === 'say') {
          const text = `Mot ${++comments}`
          stage.desks.comment(kind, number, { author: 'Léa', text, at: now.toISOString(), aside: false })
          sent.push(told(kind, 'comment', number))
        } else {
          if (next.do === 'open') stage.desks.reopen(kind, number)
          else stage.desks.end(kind, next.do, now, { number })
          sent.push(told(kind, next.do === 'open' ? 'reopened' : 'closed', number))
        }
      }
      const last = sent.at(-1)
      if (last) await post(at(kind).path, last)
      stage.clock.advance(7000)
      await stage.follow()
      const now = await stage.shown(one.id)
      const there = stage.desks.made(kind)[0]?.end
      const ends = { done: 'solved', refused: kind === 'gitlab' ? 'solved' : 'refused' }
      if (there === 'done' || there === 'refused') {
        // Closed twice over for another reason, it keeps the first, as nobody opened it between two looks.
        assert.ok(['solved', 'refused'].includes(now.state), now.state)
        if (steps.filter((one) => 'do' in one && (one.do === 'done' || one.do === 'refused')).length === 1)
          assert.equal(now.state, ends[there])
      } else assert.equal(now.open, true)
      const words = said(now).map(({ text }) => text)
      assert.deepEqual(
        words,
        Array.from({ length: comments }, (_, n) => `Mot ${n + 1}`),
      )
    }),
    { numRuns: 12 },
  )
})

it('the same by the clock alone, where no delivery comes', async () => {
  const one = await ask('github')
  minutes(6)
  stage.desks.end('github', 'done', stage.clock.now())
  assert.equal(await stage.follow(), 1)
  minutes(6)
  assert.equal(await stage.follow(), 0)
  stage.desks.reopen('github', '1')
  minutes(60)
  assert.equal(await stage.follow(), 0, 'what is over is looked at less often')
  minutes(61)
  assert.equal(await stage.follow(), 1)
  assert.equal((await stage.shown(one.id)).open, true)
})

it('an answer that was overtaken by a later one changes nothing', async () => {
  const one = await ask('github')
  minutes(6)
  const first = stage.follow()
  await stage.server.pool.query(`update escalation set issue_read = $2 where id = $1`, [
    one.id,
    new Date(stage.clock.now().getTime() + 1),
  ])
  stage.desks.end('github', 'done', stage.clock.now())
  const news = await first
  const { state: now } = await stage.shown(one.id)
  assert.equal(now, news > 0 ? 'solved' : 'sent')
})

describe('a secret', () => {
  it('holds on for two days when it is made anew, and not a moment longer', async () => {
    const { id, secret: old, path } = at('github')
    const fresh = await made<HookState>(await stage.owner.browser.post(`/services/${id}/hook`))
    assert.notEqual(fresh.secret, old)
    assert.ok(fresh.graceUntil)
    const by = (secret: string, n: number) =>
      post(path, deskDelivery('github', 'ping', { secret, id: `g-${n}` }))
    assert.deepEqual([(await by(old, 1)).status, (await by(fresh.secret, 2)).status], [202, 202])
    minutes(48 * 60)
    assert.deepEqual([(await by(old, 3)).status, (await by(fresh.secret, 4)).status], [401, 202])
    services.set('github', { id, path, secret: fresh.secret })
  })

  it('is shown once, kept sealed, and goes with what it was made for', async () => {
    const { id, secret } = at('gitlab')
    const { rows } = await stage.server.pool.query(
      'select sealed_secret from service_hook where service_id = $1',
      [id],
    )
    assert.equal(rows[0]?.sealed_secret, `service-hook:${stage.workspaceId}:${id}|${secret}`)
    assert.ok(!JSON.stringify(await state('gitlab')).includes(secret))
    const journal = await stage.server.pool.query(
      `select action, detail from audit_entry where target = $1`,
      [id],
    )
    assert.ok(journal.rows.some(({ action }) => action === 'service.hook_made'))
    assert.ok(!JSON.stringify(journal.rows).includes(secret))
  })

  it('that is removed opens nothing, and what is told after is refused', async () => {
    const id = await stage.service('jira')
    const { secret, url } = await made<HookState>(await stage.owner.browser.post(`/services/${id}/hook`))
    const ping = deskDelivery('jira', 'ping', { secret, id: 'r-1' })
    assert.equal((await post(new URL(url).pathname, ping)).status, 202)
    assert.equal((await stage.owner.browser.delete(`/services/${id}/hook`)).status, 204)
    assert.equal((await post(new URL(url).pathname, ping)).status, 401)
    assert.equal((await stage.owner.browser.delete(`/services/${id}/hook`)).status, 404)
    assert.equal((await state('jira')).made !== null, true, 'another service keeps its own')
  })

  it('is made by those alone who manage connections, and for a service that has a tool', async () => {
    const { id } = at('jira')
    assert.equal((await stage.agent.browser.post(`/services/${id}/hook`)).status, 403)
    assert.equal((await stage.agent.browser.get(`/services/${id}/hook`)).status, 403)
  })
})

it('what came last is told, and for how long nothing has', async () => {
  const { path } = at('jira')
  await post(path, told('jira', 'ping'))
  const { last, quietDays } = await state('jira')
  assert.deepEqual([last?.event, last?.outcome, quietDays], ['jira:version_released', 'other', null])
  minutes(3 * 24 * 60 + 5)
  assert.equal((await state('jira')).quietDays, 3)
  await post(path, { headers: { 'content-type': 'application/json' }, body: '{}' })
  assert.equal((await state('jira')).refused?.why, 'unsigned')
})
