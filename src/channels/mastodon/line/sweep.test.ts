import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Chunk, type Fetch, type Item, newer } from './sweep.ts'

const START = Date.parse('2026-11-20T08:00:00Z')
const MINUTE = 60_000

/** A list as servers give it: newest first, or turned round; so many at once; by Link headers, or by ids alone. */
interface Model {
  /** In the order of the server, oldest first. */
  items: Item[]
  page: number
  links: boolean
  turned: boolean
}

function fetchOf({ items, page, links, turned }: Model): Fetch<Item> & { asked: number } {
  const fetch = async (query: Record<string, string>) => {
    fetch.asked++
    const place = (id: string | undefined, none: number) =>
      id === undefined ? none : items.findIndex((one) => one.id === id)
    const min = place(query.min_id, -1)
    const max = place(query.max_id, items.length)
    const within = items.slice(min + 1, max)
    const taken = (query.min_id === undefined ? within.slice(-page) : within.slice(0, page)).toReversed()
    const [first, last] = [taken[0], taken.at(-1)]
    return {
      items: turned ? taken.toReversed() : taken,
      bad: 0,
      newer: links && first ? { min_id: first.id } : undefined,
      older: links && last ? { max_id: last.id } : undefined,
    }
  }
  fetch.asked = 0
  return fetch
}

async function all(chunks: AsyncIterable<Chunk<Item>>): Promise<Chunk<Item>[]> {
  const list: Chunk<Item>[] = []
  for await (const chunk of chunks) list.push(chunk)
  return list
}

/** Ids that betray no order, a minute between one and the next. */
function itemsOf(count: number): Item[] {
  return Array.from({ length: count }, (_, n) => ({
    id: ((n * 7919) % 100_003).toString(36),
    created_at: new Date(START + n * MINUTE),
  }))
}

const models = fc.record({
  items: fc.integer({ min: 2, max: 130 }).map(itemsOf),
  page: fc.constantFrom(1, 3, 20, 40),
  links: fc.boolean(),
  turned: fc.boolean(),
})

describe('reading on in a list', () => {
  it('gives all that came after its place, oldest first and once, whatever the pages', async () => {
    await fc.assert(
      fc.asyncProperty(models, fc.nat(), async (model, n) => {
        const at = n % model.items.length
        const reach = {
          anchor: model.items[at]?.id,
          since: new Date(START),
          settled: new Date(START + 1_000 * MINUTE),
          pages: 1_000,
        }
        const chunks = await all(newer(fetchOf(model), reach))
        const given = chunks.flatMap(({ items }) => items)
        assert.deepEqual(given, model.items.slice(at + 1))
        if (given.length > 0) assert.equal(chunks.at(-1)?.anchor, model.items.at(-1)?.id)
        assert.ok(chunks.every(({ gap }) => !gap))
      }),
      { numRuns: 150 },
    )
  })

  it('its place stays before what is not settled yet, so that what comes late is still found', async () => {
    await fc.assert(
      fc.asyncProperty(models, fc.nat(), async (model, n) => {
        const settled = new Date(START + (n % model.items.length) * MINUTE)
        const reach = { anchor: model.items[0]?.id, since: new Date(START), settled, pages: 1_000 }
        const dates = new Map(model.items.map(({ id, created_at }) => [id, created_at]))
        for (const { anchor, items } of await all(newer(fetchOf(model), reach))) {
          if (anchor !== undefined) assert.ok((dates.get(anchor) ?? 0) <= settled)
          else assert.ok(items.every(({ created_at }) => created_at > settled))
        }
      }),
      { numRuns: 100 },
    )
  })

  it('without a place it goes back to the beginning asked for, and a page of what was before', async () => {
    await fc.assert(
      fc.asyncProperty(models, fc.nat(), async (model, n) => {
        const since = new Date(START + (n % model.items.length) * MINUTE)
        const settled = new Date(START + 1_000 * MINUTE)
        const fetch = fetchOf(model)
        const chunks = await all(newer(fetch, { anchor: undefined, since, settled, pages: 1_000 }))
        const given = chunks.flatMap(({ items }) => items)
        assert.deepEqual(given, model.items.slice(-given.length))
        const young = model.items.filter(({ created_at }) => created_at >= since)
        assert.ok(given.length >= young.length, 'lost')
        assert.ok(given.length <= young.length + 40 + model.page, 'read on and on')
      }),
      { numRuns: 100 },
    )
  })

  it('says that there is more than is read in one go, and where to go on', async () => {
    const model = { items: itemsOf(100), page: 10, links: true, turned: false }
    const reach = {
      anchor: model.items[0]?.id,
      since: new Date(START),
      settled: new Date(START + 1_000 * MINUTE),
      pages: 3,
    }
    const chunks = await all(newer(fetchOf(model), reach))
    const given = chunks.flatMap(({ items }) => items)
    assert.equal(chunks.at(-1)?.gap, true)
    assert.deepEqual(given, model.items.slice(1, 1 + given.length))
    const rest = await all(newer(fetchOf(model), { ...reach, anchor: chunks.at(-1)?.anchor, pages: 100 }))
    assert.deepEqual([...given, ...rest.flatMap(({ items }) => items)], model.items.slice(1))
  })

  it('does not go round in a list that gives the same page for ever', async () => {
    let asked = 0
    const page = { items: itemsOf(3).toReversed(), bad: 1, newer: undefined, older: undefined }
    const fetch: Fetch<Item> = async () => {
      asked++
      return page
    }
    const reach = { anchor: 'x', since: new Date(START), settled: new Date(START), pages: 1_000 }
    const forward = await all(newer(fetch, reach))
    assert.deepEqual(forward.flatMap(({ items }) => items).length, 3)
    const back = await all(newer(fetch, { ...reach, anchor: undefined }))
    assert.equal(back.flatMap(({ items }) => items).length, 3)
    assert.ok(asked < 6, `asked ${asked} times`)
  })
})
