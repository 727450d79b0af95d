import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { html } from '../../../../lib/markup/index.ts'
import { route } from '../../../access/index.ts'
import { type JsonSchema, openApi } from '../openapi.ts'
import { example } from './example.ts'
import { shape } from './shape.ts'
import { typeOf } from './words.ts'

const leaf = z
  .object({ name: z.string().max(9).describe('What it is called'), size: z.int().min(1).optional() })
  .meta({ id: 'Leaf' })
const tree = z.object({
  id: z.uuid(),
  leaves: z.array(leaf),
  first: leaf.nullable(),
  kind: z.enum(['oak', 'elm']),
  when: z.iso.datetime(),
  tags: z.array(z.string()),
  deep: z.object({ er: z.object({ still: z.boolean() }) }),
})
const document = openApi(
  [
    route({
      method: 'get',
      path: '/trees',
      summary: 'Trees',
      tag: 'Trees',
      can: 'member',
      reply: tree,
      async handler(): Promise<never> {
        throw new Error('not called')
      },
    }),
  ],
  { publicUrl: 'http://x', version: '1' },
)
const answer = document.paths['/trees']?.get?.responses['200'] as {
  content: Record<string, { schema: JsonSchema }>
}
const schema = answer.content['application/json']?.schema ?? {}

test('fields are listed with their type, their bounds and what they mean, parts inside parts', () => {
  const shown = shape(schema, document).text.replaceAll(/\s+/g, ' ')
  assert.match(shown, /<code class="field">leaves<\/code> <span class="type">list of Leaf<\/span>/)
  assert.match(shown, /What it is called/)
  assert.match(shown, /string, at most 9/)
  assert.match(shown, /<span class="opt">optional<\/span> <span class="type">integer, ≥ 1/)
  assert.match(shown, /&quot;oak&quot; \| &quot;elm&quot;/)
  assert.match(shown, /Leaf \| null/)
  assert.match(shown, /still/)
})

test('an example has every field, of its type', () => {
  const made = example(schema, document) as Record<string, unknown>
  assert.ok(tree.safeParse(made).success, JSON.stringify(made))
})

test('a schema that holds itself is shown as far as a reader follows', () => {
  const schemas = document.components.schemas
  schemas.Loop = { type: 'object', properties: { next: { $ref: '#/components/schemas/Loop' } } }
  const loop = { $ref: '#/components/schemas/Loop' }
  assert.equal(shape(loop, document).text.match(/class="field"/g)?.length, 6)
  assert.equal(typeOf(loop, document), 'Loop')
  assert.ok(JSON.stringify(example(loop, document)).length < 500)
})

test('whatever is put into a page is text, unless it was made as HTML', () => {
  const name = '<img src=x onerror=alert(1)> "\'&'
  assert.equal(
    html`<p title="${name}">${name}</p>`.text,
    '<p title="&lt;img src=x onerror=alert(1)&gt; &quot;&#39;&amp;">&lt;img src=x onerror=alert(1)&gt; &quot;&#39;&amp;</p>',
  )
  assert.equal(html`${[html`<b>${1}</b>`, null, false, undefined, 'a<b']}`.text, '<b>1</b>a&lt;b')
})
