import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Memory, type Reader } from '../sift/index.ts'
import { status, type WireStatus } from '../wire/wire.ts'
import type { Lookup } from './lookup.ts'
import { resolveThreads } from './thread.ts'

const START = Date.parse('2026-11-20T08:00:00Z')

/** A forest by the parent of each, which is always older; -1 begins a thread. */
function forest(parents: number[]): WireStatus[] {
  return parents.map((parent, n) =>
    status.parse({
      id: `s${n}`,
      uri: `https://autre.example/s/${n}`,
      created_at: new Date(START + n * 60_000).toISOString(),
      account: { id: `${n % 3}`, acct: n % 2 ? 'lea@autre.example' : 'Paul' },
      content: '',
      ...(parent < 0 ? {} : { in_reply_to_id: `s${parent}` }),
    }),
  )
}

function above(all: WireStatus[], one: WireStatus): WireStatus[] {
  const parent = all.find(({ id }) => id === one.in_reply_to_id)
  return parent ? [...above(all, parent), parent] : []
}

/** A server that knows them all, or says nothing of what stands around them. */
function serverOf(all: WireStatus[], { tells = true, gone = new Set<string>() } = {}) {
  const find = (id: string) => (gone.has(id) ? undefined : all.find((one) => one.id === id))
  const asked: string[] = []
  const lookup: Lookup = {
    async some(ids) {
      asked.push(`some ${ids.join()}`)
      return new Map(ids.flatMap((id) => find(id) ?? []).map((one) => [one.id, one]))
    },
    async one(id) {
      asked.push(`one ${id}`)
      return find(id)
    },
    async around(id) {
      asked.push(`around ${id}`)
      const one = find(id)
      const ancestors = tells && one ? above(all, one).filter((each) => !gone.has(each.id)) : []
      return { ancestors, descendants: [] }
    },
    most: () => 300,
  }
  return { lookup, asked }
}

const readerOf = (): Reader => ({
  ...{ server: 'https://social.example', domain: 'social.example' },
  memory: new Memory(),
})

const parents = fc
  .array(fc.nat(), { minLength: 1, maxLength: 25 })
  .map((dice) => dice.map((die, n) => (n === 0 || die % 4 === 0 ? -1 : die % n)))
/** Which of them come, oldest first. */
const coming = fc.tuple(parents, fc.array(fc.boolean(), { minLength: 25, maxLength: 25 }))

describe('threads of what comes in', () => {
  it('are known by their root, and each by who wrote it, whatever of them comes', async () => {
    await fc.assert(
      fc.asyncProperty(coming, async ([tree, comes]) => {
        const all = forest(tree)
        const reader = readerOf()
        const come = all.filter((_, n) => comes[n])
        await resolveThreads(come, reader, serverOf(all).lookup)
        for (const one of come) {
          const [root = one] = above(all, one)
          const known = reader.memory.get(one.id)
          assert.equal(known?.root, root.uri)
          assert.equal(
            known?.author,
            one.account.acct === 'Paul' ? 'paul@social.example' : 'lea@autre.example',
          )
          if (one.in_reply_to_id)
            assert.ok(reader.memory.get(one.in_reply_to_id), 'what it answers is known by its address')
        }
      }),
    )
  })

  it('have no root rather than a wrong one where the server does not tell what stands above', async () => {
    await fc.assert(
      fc.asyncProperty(coming, async ([tree, comes]) => {
        const all = forest(tree)
        const reader = readerOf()
        await resolveThreads(
          all.filter((_, n) => comes[n]),
          reader,
          serverOf(all, { tells: false }).lookup,
        )
        for (const one of all) {
          const root = reader.memory.get(one.id)?.root
          assert.ok(root === undefined || root === (above(all, one)[0] ?? one).uri)
        }
      }),
    )
  })

  it('that are known already are asked for no more', async () => {
    await fc.assert(
      fc.asyncProperty(coming, async ([tree, comes]) => {
        const all = forest(tree)
        const reader = readerOf()
        const come = all.filter((_, n) => comes[n])
        const { lookup, asked } = serverOf(all)
        await resolveThreads(come, reader, lookup)
        const before = asked.length
        await resolveThreads(come, reader, lookup)
        assert.equal(asked.length, before)
      }),
    )
  })

  it('that come whole ask the server for nothing', async () => {
    const all = forest([-1, 0, 1, 1, -1, 4])
    const { lookup, asked } = serverOf(all)
    await resolveThreads(all, readerOf(), lookup)
    assert.deepEqual(asked, [])
  })

  it('many answers to beginnings are one question to the server', async () => {
    const all = forest([-1, -1, -1, 0, 1, 2])
    const { lookup, asked } = serverOf(all)
    await resolveThreads(all.slice(3), readerOf(), lookup)
    assert.deepEqual(asked, ['some s0,s1,s2'])
  })

  it('of which a message above is hidden from us are read all the same, and what answers later too', async () => {
    const all = forest([-1, 0, 1, 2])
    const reader = readerOf()
    const { lookup } = serverOf(all, { gone: new Set(['s1']) })
    await resolveThreads(all.slice(2, 3), reader, lookup)
    assert.equal(reader.memory.get('s2')?.uri, all[2]?.uri)
    assert.equal(reader.memory.get('s1'), undefined, 'nothing is made up of what is hidden')
    await resolveThreads(all.slice(3), reader, lookup)
    assert.equal(reader.memory.get('s3')?.root, all[0]?.uri)
  })
})
