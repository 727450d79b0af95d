import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeCalendar } from './calendar.ts'
import { makeDice } from './dice.ts'
import { makeOrders } from './orders.ts'
import { makePassersBy, makePeople } from './people.ts'

describe('customers', () => {
  const people = makePeople(makeDice(1), 800, new Set())

  it('have one mail each, and handles that are theirs alone', () => {
    assert.equal(new Set(people.map((person) => person.email)).size, people.length)
    for (const channel of ['bluesky', 'mastodon', 'instagram', 'forum'] as const) {
      const ids = people.flatMap((person) => person.handles[channel]?.handle ?? [])
      assert.equal(new Set(ids).size, ids.length, channel)
    }
  })

  it('write from addresses that lead nowhere', () => {
    for (const person of people) {
      assert.match(person.email, /^[a-z0-9.]+@[a-z]+\.example$/)
      assert.match(person.handles.bluesky?.handle ?? 'x.example', /^[a-z0-9.-]+\.example$/)
      assert.match(person.handles.mastodon?.handle ?? 'x@x.example', /^\w+@[a-z]+\.example$/)
    }
  })

  it('are on several channels, the active more', () => {
    const mean = (list: typeof people) =>
      list.reduce((sum, person) => sum + Object.keys(person.handles).length, 0) / list.length
    assert.ok(mean(people.slice(0, 200)) > mean(people.slice(400)))
    assert.ok(people.every((person) => person.handles.email && person.handles.webhook))
  })

  it('weigh less and less, as a power law', () => {
    assert.ok(people.every((person, rank) => rank === 0 || person.weight < (people[rank - 1]?.weight ?? 0)))
    assert.ok((people[0]?.weight ?? 0) / (people[799]?.weight ?? 1) > 20)
  })

  it('speak French for the greater part', () => {
    const french = people.filter((person) => person.lang === 'fr').length / people.length
    assert.ok(french > 0.62 && french < 0.8, String(french))
  })
})

describe('passers-by', () => {
  it('never bought anything, so have no mail to write from', () => {
    const passers = makePassersBy(makeDice(2), 100, new Set())
    assert.ok(passers.every((person) => !person.handles.email && Object.keys(person.handles).length >= 1))
  })
})

describe('orders', () => {
  it('are one for each and more for those who return, with numbers that grow with time', () => {
    const people = makePeople(makeDice(3), 300, new Set())
    const calendar = makeCalendar(Date.parse('2026-05-05T12:00:00Z'), makeDice(3))
    const orders = makeOrders(people, 420, calendar, makeDice(3))
    assert.equal(orders.length, 420)
    assert.equal(new Set(orders.map((order) => order.person)).size, 300)
    assert.equal(new Set(orders.map((order) => order.id)).size, 420)
    for (const [index, order] of orders.entries()) {
      const before = orders[index - 1]
      if (before) assert.ok(order.at >= before.at && order.id > before.id)
      assert.ok(order.amount >= order.lamp.price && Number.isInteger(order.amount))
      assert.ok(order.lines[0]?.includes(order.lamp.name))
    }
  })
})
