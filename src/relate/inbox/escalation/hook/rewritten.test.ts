import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import {
  type DeskDelivery,
  type DeskNews,
  deskDelivery,
  isTold,
} from '../../../../../test/support/desk-deliveries.ts'
import { type DeskStage, deskStage } from '../../../../../test/support/desk-stage.ts'
import {
  addService,
  made,
  NOW,
  pageFor,
  type Raised,
  visitor,
} from '../../../../../test/support/escalation.ts'
import type { DeskComment, DeskKind } from '../../../../../test/support/issue-server.ts'

/** Comments that are written anew or taken away in a tool after they were read. */
const KINDS = ['github', 'gitlab', 'jira'] as const
let stage: DeskStage
const services = new Map<DeskKind, { id: string; secret: string; path: string }>()
before(async () => {
  stage = await deskStage()
  for (const kind of KINDS) {
    const id = await stage.service(kind)
    const { url, secret } = await made<{ url: string; secret: string }>(
      await stage.owner.browser.post(`/services/${id}/hook`),
    )
    services.set(kind, { id, secret, path: new URL(url).pathname })
  }
})
after(async () => {
  await stage?.close()
})
beforeEach(fresh)
async function fresh() {
  await stage.server.pool.query('delete from escalation')
  stage.clock.set(NOW)
  stage.desks.reset()
}

const at = (kind: DeskKind) => services.get(kind) ?? assert.fail()
const post = (kind: DeskKind, { headers, body }: DeskDelivery) =>
  stage.server.app.request(`http://localhost:4300${at(kind).path}`, { method: 'POST', headers, body })
const minutes = (n: number) => stage.clock.advance(n * 60_000)
let deliveries = 0
const told = (kind: DeskKind, news: DeskNews, number: string) =>
  deskDelivery(kind, news, { secret: at(kind).secret, id: `r-${++deliveries}`, number })
const said = ({ entries }: Raised) => entries.filter(({ kind, via }) => kind === 'answer' && via === 'tool')
const numberOf = (kind: DeskKind) => (kind === 'jira' ? 'SAV-1' : '1')

function write(kind: DeskKind, text: string): DeskComment {
  const when = stage.clock.now().toISOString()
  return stage.desks.comment(kind, numberOf(kind), { author: 'Léa', text, at: when, aside: false })
}

/** Told where the tool tells of it; looked at by the clock where it does not. */
async function hear(kind: DeskKind, news: DeskNews): Promise<number> {
  if (isTold(kind, news)) {
    assert.equal((await post(kind, told(kind, news, numberOf(kind)))).status, 202)
    minutes(1)
  } else minutes(6)
  return stage.follow()
}

for (const kind of KINDS)
  describe(`a comment of ${kind}`, () => {
    it('that is written anew says what it says now, and keeps what it said', async () => {
      const { id } = await stage.ask(kind, at(kind).id)
      minutes(1)
      const written = stage.clock.now()
      const comment = write(kind, 'Le colis part demain.')
      assert.equal(await hear(kind, 'comment'), 1)
      minutes(30)
      const changed = stage.clock.now()
      stage.desks.rewrite(kind, comment.id, 'Le colis part\u0000 lundi.', changed)
      assert.equal(await hear(kind, 'rewritten'), 1)
      assert.equal(await hear(kind, 'rewritten'), 0, 'nothing is new in it')
      const [answer, ...more] = said(await stage.shown(id))
      assert.equal(more.length, 0)
      assert.deepEqual(
        [answer?.text, answer?.at, answer?.edited, answer?.gone],
        ['Le colis part lundi.', written.toISOString(), changed.toISOString(), null],
      )
      assert.deepEqual(answer?.earlier, [{ text: 'Le colis part demain.', at: written.toISOString() }])
    })

    it('that is taken away is marked, is not shown at the service, and stands again when it is put back', async () => {
      const { id } = await stage.ask(kind, at(kind).id)
      minutes(1)
      const comment = write(kind, 'Erreur de ticket.')
      minutes(1)
      const other = write(kind, 'On regarde.')
      assert.equal(await hear(kind, 'comment'), 2)
      stage.desks.erase(kind, comment.id)
      assert.equal(await hear(kind, 'erased'), 1)
      const seen = stage.clock.now().toISOString()
      const [gone, kept] = said(await stage.shown(id))
      assert.deepEqual([gone?.text, gone?.gone, kept?.gone], ['Erreur de ticket.', seen, null])
      stage.desks.erase(kind, other.id)
      await hear(kind, 'erased')
      assert.ok(
        said(await stage.shown(id)).every((one) => one.gone),
        'the last of all, too',
      )
      stage.desks.made(kind)[0]?.comments.push(comment)
      assert.equal(await hear(kind, 'comment'), 1)
      assert.deepEqual(
        said(await stage.shown(id)).map((one) => one.gone !== null),
        [false, true],
      )
    })
  })

it('what a tool keeps for its own people from now on is as good as taken away', async () => {
  const { id } = await stage.ask('jira', at('jira').id)
  minutes(1)
  const comment = write('jira', 'Le client est pénible.')
  await hear('jira', 'comment')
  comment.aside = true
  await hear('jira', 'rewritten')
  assert.equal(said(await stage.shown(id))[0]?.gone, stage.clock.now().toISOString())
})

it('who has left the house has taken nothing back', async () => {
  const { id } = await stage.ask('github', at('github').id)
  minutes(1)
  const comment = write('github', 'Remplacé.')
  await hear('github', 'comment')
  comment.aside = true
  assert.equal(await hear('github', 'comment'), 0)
  assert.equal(said(await stage.shown(id))[0]?.gone, null)
})

it('of what is written anew over and over, the first and the last are kept', async () => {
  const { id } = await stage.ask('github', at('github').id)
  const comment = write('github', 'Mot 0')
  await hear('github', 'comment')
  for (let n = 1; n <= 25; n++) {
    stage.desks.rewrite('github', comment.id, `Mot ${n}`, stage.clock.now())
    await hear('github', 'rewritten')
  }
  const [answer] = said(await stage.shown(id))
  assert.equal(answer?.text, 'Mot 25')
  assert.deepEqual(
    answer?.earlier.map(({ text }) => text),
    ['Mot 0', ...Array.from({ length: 19 }, (_, n) => `Mot ${n + 6}`)],
  )
})

it('the page of the service says so, and shows no more what was taken away', async () => {
  const tool = {
    kind: 'github',
    url: `${stage.desks.url}/github`,
    title: '',
    body: '',
    project: 'ardoise/boutique',
  }
  const service = await addService(stage, { name: 'SAV', tool, token: stage.desks.token })
  const one = await stage.ask('github', service)
  const [first, second] = [write('github', 'Mot de passe : 1234'), write('github', 'Vu')]
  minutes(6)
  assert.equal(await stage.follow(), 2)
  stage.desks.erase('github', first.id)
  stage.desks.rewrite('github', second.id, 'Vu, merci', stage.clock.now())
  minutes(6)
  assert.equal(await stage.follow(), 2)
  const page = await (await visitor(stage).get(`${await pageFor(stage, one)}?lang=fr`)).text()
  assert.match(page, /modifié[\s\S]*Vu, merci/)
  assert.doesNotMatch(page, /1234|Vu</)
})

const NEWS = { say: 'comment', rewrite: 'rewritten', erase: 'erased' } as const
type Step = 'say' | 'rewrite' | 'erase' | 'look' | { deliver: number }
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Step[]>('say', 'rewrite', 'erase', 'look'),
  fc.record({ deliver: fc.nat() }),
)

it('whatever is written, changed and taken away, delivered in whatever order, ends as the tool stands (generated)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...KINDS), fc.array(step, { maxLength: 16 }), async (kind, steps) => {
      await fresh()
      const one = await stage.ask(kind, at(kind).id)
      const sent: DeskDelivery[] = []
      const there = () => stage.desks.made(kind)[0]?.comments ?? []
      let words = 0
      for (const next of steps) {
        stage.clock.advance(7000)
        const last = there().at(-1)
        if (typeof next === 'object') {
          const delivery = sent[next.deliver % Math.max(1, sent.length)]
          if (delivery) await Promise.all([post(kind, delivery), post(kind, delivery)])
        } else if (next === 'look') await stage.follow()
        else if (next === 'say') write(kind, `Mot ${++words}`)
        else if (next === 'rewrite' && last)
          stage.desks.rewrite(kind, last.id, `Mot ${++words}`, stage.clock.now())
        else if (next === 'erase' && last) stage.desks.erase(kind, last.id)
        const news = typeof next === 'object' || next === 'look' ? undefined : NEWS[next]
        if (news && isTold(kind, news)) sent.push(told(kind, news, one.issue?.number ?? ''))
      }
      // The clock comes round at last, whatever was lost.
      minutes(10)
      // Two of our processes look at once.
      await Promise.all([stage.follow(), stage.follow()])
      const entries = said(await stage.shown(one.id))
      assert.deepEqual(
        entries.filter((entry) => !entry.gone).map(({ text }) => text),
        there().map(({ text }) => text),
      )
      for (const entry of entries) {
        const texts = [...entry.earlier.map(({ text }) => text), entry.text]
        assert.equal(new Set(texts).size, texts.length, 'each text once, in the order in which it was read')
        const times = [...entry.earlier.map((one) => one.at), entry.edited ?? entry.at]
        assert.deepEqual(times, [...times].sort())
      }
    }),
    { numRuns: 15 },
  )
})
