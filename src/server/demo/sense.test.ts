import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Activity } from '../../activity/index.ts'
import { type Demo, generateDemo } from './index.ts'
import { EXTRAS, LAMPS } from './world/brand.ts'
import { FIRST_ORDER } from './world/orders.ts'

/** What nobody would believe if they read it: each of these was, or could be, seen in the demonstration. */
const STORIES: [seed: number, now: string][] = [
  [1, '2026-03-17T14:20:00Z'],
  [2026, '2026-11-02T07:05:00Z'],
]

interface Story {
  demo: Demo
  all: Activity[]
  /** What was said, by its id. */
  said: Map<string, Activity>
  /** Mail address of the customer, by their id on a network. */
  customer: Map<string, string>
  selves: Set<string>
}

function tell(seed: number, now: string): Story {
  const demo = generateDemo({ seed, now: new Date(now) })
  const all = [...demo.batches].flatMap(({ activities }) => activities)
  const first = all.filter(({ verb }) => verb === 'Create' || verb === 'Review')
  return {
    demo,
    all,
    said: new Map(first.map((activity) => [activity.object.id, activity])),
    customer: new Map(demo.people.flatMap(({ email, handles }) => handles.map(({ id }) => [id, email]))),
    selves: new Set(demo.accounts.flatMap(({ self }) => (self ? [self.id] : []))),
  }
}

for (const [seed, now] of STORIES) {
  describe(`in the story of seed ${seed}`, () => {
    const story = tell(seed, now)
    it('who quotes an order has placed it before, or long before', () => quotedOrders(story))
    it('an order costs what is in it, and its postage', () => costs(story))
    it('nobody answers, likes or repeats what is no more, nor what they said', () => reactions(story))
    it('nobody leaves what they did not follow, follows twice, or joins twice', () => followers(story))
    it('a private talk stays private, and has one customer', () => privacy(story))
    it('a mail is signed by who wrote it, and greeted by their name', () => mails(story))
    it('the brand answers customers, in their language', () => answers(story))
  })
}

function quotedOrders({ all, customer }: Story): void {
  const orders = new Map(all.filter(({ verb }) => verb === 'Purchase').map((one) => [one.externalId, one]))
  let own = 0
  for (const { actor, object, published } of all) {
    const by = customer.get(actor.id)
    if (by === undefined) continue
    for (const [id] of `${object.title ?? ''} ${object.text ?? ''}`.matchAll(/LU-\d+/g)) {
      const order = orders.get(id)
      if (!order) assert.ok(Number(id.slice(3)) < FIRST_ORDER, `${id} was never given: ${object.text}`)
      else {
        assert.equal(order.actor.id, by, `${id} is somebody else's: ${object.text}`)
        assert.ok(order.published <= published, `${id} comes later`)
        own++
      }
    }
  }
  assert.ok(own > 200, `${own} quoted of their own`)
}

function costs({ all }: Story): void {
  const prices = new Map<string, number>(LAMPS.map(({ name, price }) => [name, price]))
  for (const { fr, en, price } of EXTRAS) prices.set(fr, price).set(en, price)
  for (const { object } of all.filter(({ verb }) => verb === 'Purchase')) {
    const lines = (object.text ?? '').split('\n').map((line) => /^(\d) × (.+?)(?: \(.+\))?$/.exec(line))
    const sum = lines.reduce((total, line) => {
      const price = prices.get(line?.[2] ?? '') ?? prices.get(line?.[0].slice(4) ?? '')
      return total + Number(line?.[1]) * (price ?? Number.NaN)
    }, 0)
    assert.ok([0, 490, 1290].includes((object.amount ?? 0) - sum), `${object.text}: ${object.amount}`)
    if (object.country !== 'FR') assert.equal((object.amount ?? 0) - sum, 1290, object.country)
  }
}

function reactions({ all, said }: Story): void {
  const gone = new Map(
    all.filter(({ verb }) => verb === 'Delete').map((one) => [one.object.id, one.published]),
  )
  assert.ok(gone.size > 50)
  for (const one of all) {
    const about = one.verb === 'Create' ? one.object.inReplyTo : one.object.id
    if (one.verb === 'Delete') assert.equal(said.get(one.object.id)?.actor.id, one.actor.id)
    if (!about || one.verb === 'Delete') continue
    const end = gone.get(about)
    assert.ok(!end || one.published < end, `${one.verb} of ${about}, which is no more`)
    if (one.verb === 'Like' || one.verb === 'Announce')
      assert.notEqual(said.get(about)?.actor.id, one.actor.id)
    if (one.verb === 'Update') assert.equal(said.get(about)?.actor.id, one.actor.id)
  }
}

function followers({ all }: Story): void {
  const followed = new Map<string, Activity>()
  const joined = new Set<string>()
  for (const one of all.toSorted((a, b) => a.published.getTime() - b.published.getTime())) {
    const pair = `${one.actor.id} ${one.object.id}`
    if (one.verb === 'Follow') {
      assert.ok(!followed.has(pair), pair)
      followed.set(pair, one).set(one.externalId, one)
    }
    if (one.verb === 'Undo') assert.equal(followed.get(one.object.id)?.actor.id, one.actor.id)
    if (one.verb === 'Join') {
      assert.ok(!joined.has(pair), pair)
      joined.add(pair)
    }
  }
}

function privacy({ all, said, selves }: Story): void {
  const whose = new Map<string, string>()
  for (const { verb, object, visibility, actor } of all) {
    if (verb !== 'Create') continue
    const parent = said.get(object.inReplyTo ?? '')
    if (parent) assert.equal(visibility, parent.visibility, object.id)
    if (visibility !== 'private' || selves.has(actor.id)) continue
    const thread = object.thread ?? object.id
    assert.equal(whose.get(thread) ?? actor.id, actor.id, thread)
    whose.set(thread, actor.id)
  }
  assert.ok(whose.size > 500)
}

function mails({ all, said, customer, selves }: Story): void {
  const names = new Map(all.flatMap(({ actor }) => (actor.name ? [[actor.id, actor.name] as const] : [])))
  let greeted = 0
  for (const { verb, actor, object } of all) {
    if (verb !== 'Create' || !object.inReplyTo || !selves.has(actor.id)) continue
    const asked = said.get(object.inReplyTo)?.actor
    const name = asked && customer.has(asked.id) ? names.get(asked.id) : undefined
    const to =
      /^(?:Bonjour|Bonsoir|Hello|Hi|Dear) (?:(?:Madame|Monsieur|Mrs|Ms|Mr) )?(\p{L}[\p{L}’' -]*?),/u.exec(
        object.text ?? '',
      )
    if (!name || !to?.[1]) continue
    assert.ok(name.includes(to[1]), `${to[0]} is written to ${name}`)
    greeted++
  }
  assert.ok(greeted > 500, `${greeted} are greeted by name`)
}

function answers({ all, said, customer, selves, demo }: Story): void {
  const langs = new Map(demo.people.map(({ email, lang }) => [email, lang]))
  const english = /^(Hi|Hello|Dear|Thanks|Thank you|Good (morning|evening|afternoon))\b/
  const french = /^(Bonjour|Bonsoir|Merci|Madame|Monsieur|Chère?)\b/
  for (const { verb, actor, object } of all) {
    const asked = said.get(object.inReplyTo ?? '')
    if (verb !== 'Create' || !asked || !selves.has(actor.id)) continue
    assert.ok(!selves.has(asked.actor.id), 'the brand answers itself')
    const lang = langs.get(customer.get(asked.actor.id) ?? '')
    const wrong = lang === 'fr' ? english : french
    if (lang) assert.doesNotMatch(object.text ?? '', wrong, lang)
  }
}
