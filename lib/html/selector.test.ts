import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { checkSelector, readHtml, SelectorRefused, select } from './index.ts'
import { type Element, elementsIn } from './tree.ts'

/** A page as a tree that can be asked plainly, and as its markup. */
interface Node {
  name: string
  id: string | undefined
  classes: string[]
  title: string | undefined
  children: Node[]
}

const NAMES = ['div', 'section', 'span', 'b'] as const
const WORDS = ['x', 'y', 'x-y'] as const

const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.record({
    name: fc.constantFrom(...NAMES),
    id: fc.option(fc.constantFrom(...WORDS), { nil: undefined }),
    classes: fc.uniqueArray(fc.constantFrom(...WORDS), { maxLength: 2 }),
    title: fc.option(fc.constantFrom('x', 'x y', 'yx', ''), { nil: undefined }),
    children: fc.oneof({ maxDepth: 4 }, fc.constant<Node[]>([]), fc.array(tie('node'), { maxLength: 3 })),
  }),
}))

type Simple = (one: Node) => boolean
interface Part {
  text: string
  is: Simple
}

const quoted = fc.constantFrom(
  (value: string) => `"${value}"`,
  (value: string) => `'${value}'`,
)
const attribute: fc.Arbitrary<Part> = fc
  .tuple(fc.constantFrom('', '=', '^=', '$=', '*='), fc.constantFrom('x', 'y', 'x y', ''), quoted)
  .map(([how, value, quote]) => ({
    text: how === '' ? '[title]' : `[title${how}${quote(value)}]`,
    is: ({ title }) => {
      if (title === undefined) return false
      if (how === '') return true
      if (how === '=') return title === value
      if (value === '') return false
      if (how === '^=') return title.startsWith(value)
      return how === '$=' ? title.endsWith(value) : title.includes(value)
    },
  }))
const name: fc.Arbitrary<Part> = fc.oneof(
  fc.constantFrom(...NAMES).map((one): Part => ({ text: one, is: (node) => node.name === one })),
  fc
    .constantFrom(...NAMES)
    .map((one): Part => ({ text: one.toUpperCase(), is: (node) => node.name === one })),
  fc.constant<Part>({ text: '*', is: () => true }),
)
const sign: fc.Arbitrary<Part> = fc.oneof(
  fc
    .constantFrom(...WORDS)
    .map((one): Part => ({ text: `.${one}`, is: (node) => node.classes.includes(one) })),
  fc.constantFrom(...WORDS).map((one): Part => ({ text: `#${one}`, is: (node) => node.id === one })),
  attribute,
)
const compound: fc.Arbitrary<Part> = fc
  .tuple(fc.option(name, { nil: undefined }), fc.array(sign, { maxLength: 2 }))
  .filter(([first, signs]) => first !== undefined || signs.length > 0)
  .map(([first, signs]) => {
    const parts = first ? [first, ...signs] : signs
    return { text: parts.map((part) => part.text).join(''), is: (one) => parts.every((part) => part.is(one)) }
  })

interface Way {
  first: Part
  after: { how: string; part: Part }[]
}
const way: fc.Arbitrary<Way> = fc.record({
  first: compound,
  after: fc.array(fc.record({ how: fc.constantFrom(' ', '  ', '>', ' > ', '> '), part: compound }), {
    maxLength: 2,
  }),
})

const textOf = ({ first, after }: Way) => first.text + after.map(({ how, part }) => how + part.text).join('')

/** Of a path from the root, whether a way leads to its last. */
function leads(path: Node[], { first, after }: Way): boolean {
  const at = path.at(-1)
  const last = after.at(-1)
  if (!at) return false
  if (!last) return first.is(at)
  if (!last.part.is(at)) return false
  const before = { first, after: after.slice(0, -1) }
  const above = path.slice(0, -1)
  if (last.how.includes('>')) return leads(above, before)
  return above.some((_, i) => leads(above.slice(0, i + 1), before))
}

function plainly(roots: Node[], ways: Way[]): number[] {
  const found: number[] = []
  let count = -1
  const walk = (path: Node[], within: boolean) => {
    const mine = ++count
    const fits = ways.some((one) => leads(path, one))
    if (fits && !within) found.push(mine)
    for (const child of path.at(-1)?.children ?? []) walk([...path, child], within || fits)
  }
  // Above what stands alone is the page itself.
  const page: Node = { name: '#root', id: undefined, classes: [], title: undefined, children: roots }
  for (const root of roots) walk([page, root], false)
  return found
}

function markup({ name: tag, id, classes, title, children }: Node): string {
  const attributes = [
    id === undefined ? '' : ` id="${id}"`,
    classes.length > 0 ? ` class=" ${classes.join('\n ')} "` : '',
    title === undefined ? '' : ` title="${title}"`,
  ]
  return `<${tag}${attributes.join('')}>${children.map(markup).join('')}</${tag}>`
}

describe('a selector', () => {
  it('names what it names in CSS, outermost only, in the order of the page', () => {
    fc.assert(
      fc.property(
        fc.array(node, { maxLength: 3 }),
        fc.array(way, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(',', ', ', ' , '),
        (roots, ways, comma) => {
          const page = readHtml(roots.map(markup).join(''))
          const order = new Map<Element, number>([...elementsIn(page)].map((element, i) => [element, i]))
          const found = select(page, ways.map(textOf).join(comma)).map((element) => order.get(element))
          assert.deepEqual(found, plainly(roots, ways), ways.map(textOf).join(comma))
        },
      ),
      { numRuns: 400 },
    )
  })

  it('takes a comma within brackets for a sign of the value', () => {
    const page = readHtml('<p title="a, b">1</p><p title=a>2</p><p lang="x">3</p>')
    const found = (selector: string) => select(page, selector).map((element) => element.children[0])
    assert.deepEqual(found('[title="a, b"]'), ['1'])
    assert.deepEqual(found("[title='a, b'], [lang=x]"), ['1', '3'])
    assert.deepEqual(found('[title=a],[lang]'), ['2', '3'])
  })

  it('is taken or refused, and whatever is taken can be looked for', () => {
    const piece = fc.constantFrom(
      'p',
      '.',
      '#',
      'a',
      '[',
      ']',
      '=',
      '"',
      "'",
      '>',
      ',',
      ' ',
      '*',
      ':',
      '~',
      'é',
      '1',
      '(',
    )
    const page = readHtml('<main><p class="a" id="p">words</p></main>')
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 14 }).map((parts) => parts.join('')),
        (text) => {
          try {
            checkSelector(text)
          } catch (error) {
            assert.ok(error instanceof SelectorRefused, text)
            assert.throws(() => select(page, text), SelectorRefused)
            return
          }
          for (const element of select(page, text)) assert.ok([...elementsIn(page)].includes(element))
        },
      ),
      { numRuns: 600 },
    )
  })

  it('is refused where it is too long or too deep, at its limits and not before', () => {
    checkSelector(`.${'a'.repeat(299)}`)
    assert.throws(() => checkSelector(`.${'a'.repeat(300)}`), SelectorRefused)
    checkSelector(Array(12).fill('a').join(' '))
    assert.throws(() => checkSelector(Array(13).fill('a').join(' ')), SelectorRefused)
  })

  it('meets no property that every object has', () => {
    const page = readHtml('<p constructor>1</p><p>2</p>')
    assert.equal(select(page, '[constructor]').length, 1)
    for (const key of ['toString', 'hasOwnProperty', '__proto__', 'valueOf'])
      assert.deepEqual(select(page, `[${key}]`), [], key)
  })
})
