import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { allSigned, type Signs, signed } from './sign.ts'

const words = fc.option(fc.string({ minLength: 1 }), { nil: null })
const posts = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    title: words,
    text: words,
    media: fc.array(fc.record({ url: fc.webUrl() }), { maxLength: 2 }),
    why: fc.array(fc.record({ start: fc.nat(9), end: fc.nat(9) }), { maxLength: 2 }),
    lang: fc.constantFrom('fr', 'en'),
  }),
  { selector: ({ id }) => id, maxLength: 8 },
)
const one = (id: string): Signs['decided'][number] => ({
  ...{ id, kind: 'hide', state: 'done', rule: { title: { fr: 'Respect', en: 'Respect' }, version: 2 } },
  ...{ by: { id: 'ana', name: 'Ana' }, at: '2026-11-10T12:00:00.000Z' },
})
/** Of each post: no sign, one that leaves its words, one that puts them away, one that keeps them from who asks. */
const ways = fc.array(fc.constantFrom('none', 'told', 'covered', 'sealed'), { minLength: 8, maxLength: 8 })

function signsOf(ids: string[], how: string[]): Map<string, Signs> {
  return new Map(
    ids.flatMap((id, n): [string, Signs][] => {
      const way = how[n]
      if (way === 'none') return []
      const covered = way === 'covered' || way === 'sealed'
      return [[id, { decided: [one(`act-${id}`)], covered, sealed: way === 'sealed' }]]
    }),
  )
}

test('words are left, put away or kept from who asks exactly as is told; nothing else of a post changes', () => {
  fc.assert(
    fc.property(posts, ways, (items, how) => {
      const signs = signsOf(
        items.map(({ id }) => id),
        how,
      )
      for (const item of items) {
        const said = signed(item, signs)
        const sign = signs.get(item.id)
        assert.deepEqual(
          [said.decided, said.covered, said.sealed],
          [sign?.decided, sign?.covered, sign?.sealed],
        )
        assert.deepEqual([said.id, said.lang], [item.id, item.lang])
        const shown = [said.title, said.text, said.media, said.why]
        if (sign?.sealed) assert.deepEqual(shown, [null, null, [], []])
        else assert.deepEqual(shown, [item.title, item.text, item.media, item.why])
      }
    }),
  )
})

test('a page of posts is one question, in its order, and one without signs stays as it is', async () => {
  await fc.assert(
    fc.asyncProperty(posts, ways, async (items, how) => {
      const asked: string[][] = []
      const signsOn = async (_: null, ids: string[]) => {
        asked.push(ids)
        return signsOf(ids, how)
      }
      const said = await allSigned(null, signsOn, items)
      assert.equal(asked.length, 1)
      assert.deepEqual(
        said.map(({ id }) => id),
        items.map(({ id }) => id),
      )
      for (const [n, item] of items.entries()) if (how[n] === 'none') assert.equal(said[n], item)
    }),
  )
})
