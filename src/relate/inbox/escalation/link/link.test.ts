import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { packIds } from '../../../../../lib/crypto/index.ts'
import { note } from '../../../../../test/support/entries.ts'
import {
  addService,
  bring,
  complaint,
  escalationStage,
  NOW,
  pageFor,
  type Raised,
  raised,
  type Stage,
  visitor,
} from '../../../../../test/support/escalation.ts'
import { loopbackHttp } from '../../../../../test/support/listening.ts'
import { findLink, newLinkToken } from './link.ts'

/** T9, T16: what opens without an account, and what does not. */
const http = loopbackHttp()
let stage: Stage
let serviceId: string
before(async () => {
  stage = await escalationStage(http)
  serviceId = await addService(stage)
})
after(async () => {
  await stage?.close()
  await http.close()
})

const shown = async (id: string) =>
  (await (await stage.agent.browser.get(`/escalations/${id}`)).json()) as Raised
const asked = async () => raised(stage, (await complaint(stage)).conversationId, serviceId)
const tokenFor = async (one: Raised, email?: string) =>
  (await pageFor(stage, one, email)).slice('/service/'.length)

describe('a token', () => {
  it('opens for no other that is near it: cut, longer, changed, of another link, of another workspace', async () => {
    const [one, two] = [await asked(), await asked()]
    const token = await tokenFor(one)
    const other = await tokenFor(two)
    const elsewhere = await stage.server.workspace()
    assert.ok(await findLink(stage.server.db, token))
    const near = fc.oneof(
      fc.nat(token.length - 1).map((at) => token.slice(0, at)),
      fc.string({ minLength: 1, maxLength: 20 }).map((more) => token + more),
      fc
        .tuple(fc.nat(token.length - 1), fc.constantFrom(...'AZaz09-_%é\0'))
        .filter(([at, sign]) => token[at] !== sign)
        .map(([at, sign]) => token.slice(0, at) + sign + token.slice(at + 1)),
      fc.constant(token.slice(0, 43) + other.slice(43)),
      fc.constant(packIds(elsewhere, one.links[0]?.id ?? '') + token.slice(43)),
      fc.string({ unit: 'binary', maxLength: 120 }),
    )
    await fc.assert(
      fc.asyncProperty(near, async (given) => {
        const found = await findLink(stage.server.db, given)
        assert.equal(found, undefined, given)
      }),
      { numRuns: 60 },
    )
  })

  it('of the twenty that were made last open, and none before them', async () => {
    const one = await asked()
    const id = one.links[0]?.id ?? ''
    const all: string[] = []
    for (let n = 0; n < 23; n++) all.push(await newLinkToken(stage.server.db, stage.workspaceId, id))
    const open = await Promise.all(all.map(async (each) => Boolean(await findLink(stage.server.db, each))))
    assert.deepEqual(
      open,
      all.map((_, n) => n >= 3),
    )
    assert.equal(new Set(all).size, 23)
  })

  it('made by two at once are both good', async () => {
    const one = await asked()
    const tokens = await Promise.all([1, 2, 3, 4].map(() => tokenFor(one)))
    for (const token of tokens) assert.equal((await visitor(stage).get(`/service/${token}`)).status, 200)
  })
})

describe('a link that was taken back', () => {
  async function takenBack(): Promise<{ one: Raised; mine: string; theirs: string }> {
    const one = await asked()
    const mine = await pageFor(stage, one)
    await visitor(stage).send(mine, { do: 'handed', to: 'lea@example.org' })
    const now = await shown(one.id)
    const theirs = await pageFor(stage, now, 'lea@example.org')
    const link = now.links.find(({ email }) => email === 'lea@example.org')
    await stage.agent.browser.delete(`/escalations/${one.id}/links/${link?.id}`)
    return { one, mine, theirs }
  }

  it('opens nothing again when a colleague hands over anew: a new mail has a new token', async () => {
    const { one, mine, theirs } = await takenBack()
    assert.equal((await visitor(stage).get(theirs)).status, 410)
    const again = await visitor(stage).send(mine, { do: 'handed', to: 'LEA@example.org' })
    assert.equal(again.status, 303)
    assert.equal((await visitor(stage).get(theirs)).status, 404, 'what was taken back stays so')
    const anew = await pageFor(stage, await shown(one.id), 'lea@example.org')
    assert.equal((await visitor(stage).get(anew)).status, 200)
    assert.equal((await shown(one.id)).links.length, 2, 'an address has one link')
  })

  it('is not brought back by asking for another, nor is a live one shortened by handing over to it', async () => {
    const { one, mine, theirs } = await takenBack()
    assert.equal((await visitor(stage).send(theirs, { do: 'link' })).status, 410)
    const { rows } = await stage.server.pool.query(
      `update escalation_link set expires = expires + interval '90 days'
       where escalation_id = $1 and email = 'sav@example.org' returning expires`,
      [one.id],
    )
    const anew = await (async () => {
      await visitor(stage).send(mine, { do: 'handed', to: 'lea@example.org' })
      return pageFor(stage, await shown(one.id), 'lea@example.org')
    })()
    await visitor(stage).send(anew, { do: 'handed', to: 'sav@example.org' })
    const after = await stage.server.pool.query(
      `select expires from escalation_link where escalation_id = $1 and email = 'sav@example.org'`,
      [one.id],
    )
    assert.deepEqual(after.rows, rows)
  })

  it('writes to one address three times at the most, whoever holds a link and however they write it', async () => {
    const one = await asked()
    const mine = await pageFor(stage, one)
    const hand = async (to: string) => (await visitor(stage).send(mine, { do: 'handed', to })).status
    const names = ['lea@example.org', 'LEA@example.org', 'Lea@Example.org']
    for (const to of names) assert.equal(await hand(to), 303)
    for (const to of names) assert.equal(await hand(to), 422)
    assert.equal(await hand('marc@example.org'), 303)
    const { rows } = await stage.server.pool.query(
      `select email from escalation_leg where escalation_id = $1 and what = 'hand' order by id`,
      [one.id],
    )
    assert.deepEqual(
      rows.map(({ email }) => email.toLowerCase()),
      [...Array(3).fill('lea@example.org'), 'marc@example.org'],
    )
  })

  it('takes the answer by mail back with it: that mail stays in the inbox for a person', async () => {
    const { one } = await takenBack()
    const { rows } = await stage.server.pool.query<{ id: string; email: string }>(
      `select id, email from escalation_leg where escalation_id = $1 and email is not null`,
      [one.id],
    )
    const mailOf = (email: string, n: number) => {
      const leg = rows.find((row) => row.email === email)
      const said = note(`m-${one.id}-${n}`, `De ${email}`, {
        actor: { id: email, handle: email },
        visibility: 'private',
      })
      const inReplyTo = `escalation.${leg?.id}@ardoise.example`
      return { ...said, object: { ...said.object, type: 'Message' as const, inReplyTo, thread: inReplyTo } }
    }
    const bringMail = (email: string, n: number) =>
      bring(stage.server.db, stage.workspaceId, 'email', [mailOf(email, n)], new Date(NOW.getTime() + n))
    await bringMail('lea@example.org', 1)
    assert.equal((await shown(one.id)).state, 'sent', 'nothing of hers stands in it')
    await bringMail('sav@example.org', 2)
    const now = await shown(one.id)
    assert.deepEqual([now.state, now.entries.at(-1)?.text], ['answered', 'De sav@example.org'])
  })
})

it('nobody copies or takes back a link of another escalation by naming both', async () => {
  const [one, two] = [await asked(), await asked()]
  const foreign = two.links[0]?.id
  const path = `/escalations/${one.id}/links/${foreign}`
  assert.equal((await stage.agent.browser.post(`${path}/copy`)).status, 404)
  assert.equal((await stage.agent.browser.delete(path)).status, 404)
  assert.ok((await shown(two.id)).links[0]?.open)
  const analyst = await stage.server.member(stage.workspaceId, 'analyst')
  const own = `/escalations/${one.id}/links/${one.links[0]?.id}`
  assert.equal((await analyst.browser.post(`${own}/copy`)).status, 403, 'who only reads gets no way in')
  assert.equal((await analyst.browser.delete(own)).status, 403)
})
