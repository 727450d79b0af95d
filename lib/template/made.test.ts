import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { blanksIn, fill, variablesIn } from './index.ts'

/** Templates made of their own parts: what is expected of them is known without reading them again. */
type Part = { said: string } | { name: string; fallback: string | null }

const said = fc.stringMatching(/^[a-zéà ,.!?:\n]{0,12}$/u).map((text) => ({ said: text }))
const variable = fc.record({
  name: fc.constantFrom('prénom', 'agent', 'lien', 'date_2', "l'heure", 'constructor', '__x', 'toString'),
  fallback: fc.option(fc.stringMatching(/^[a-zé|]{0,8}$/u)),
})
const template = fc.array(fc.oneof(said, variable), { maxLength: 12 })
const written = (part: Part) =>
  'said' in part ? part.said : `{{${part.name}${part.fallback === null ? '' : `|${part.fallback}`}}}`
const isVariable = (part: Part) => 'name' in part && !part.name.startsWith('_')

describe('a template of known parts', () => {
  it('has the variables that were put in it, where they were put', () => {
    fc.assert(
      fc.property(template, (parts) => {
        const text = parts.map(written).join('')
        const found = variablesIn(text)
        assert.deepEqual(
          found.map(({ start, end }) => text.slice(start, end)),
          parts.filter(isVariable).map(written),
        )
        assert.equal(blanksIn(text).length, parts.filter((part) => 'name' in part).length)
      }),
    )
  })

  it('is filled part by part, and what nothing fills is still a blank', () => {
    const values = fc.dictionary(
      fc.constantFrom('prénom', 'agent', 'lien'),
      fc.string({ unit: 'binary', maxLength: 400 }),
      { noNullPrototype: false },
    )
    fc.assert(
      fc.property(template, values, (parts, known) => {
        const text = parts.map(written).join('')
        const out = fill(text, (name) => (Object.hasOwn(known, name) ? known[name] : undefined))
        const open = parts.filter((part) => {
          if (!('name' in part)) return false
          if (!isVariable(part)) return true
          return part.fallback === null && plainly(known, part.name) === ''
        })
        assert.deepEqual(
          blanksIn(out).map(({ name }) => name),
          open.map((part) => ('name' in part ? part.name : '')),
        )
        assert.doesNotMatch(out, /\p{Bidi_Control}|\p{Cs}(?!\p{Cs})/u)
      }),
    )
  })

  it('changes nothing once it is filled: a second filling finds what the first left', () => {
    fc.assert(
      fc.property(template, (parts) => {
        const know = (name: string) => (name === 'agent' ? 'Léa {{lien}}' : undefined)
        const once = fill(parts.map(written).join(''), know)
        assert.equal(fill(once, know), once)
      }),
    )
  })

  it('never makes a variable out of what a stranger is called', () => {
    const brace = fc.constantFrom('{', '}', '{{', '}}', 'lien', '|', '\n', ' ')
    fc.assert(
      fc.property(fc.array(brace, { maxLength: 10 }), fc.array(brace, { maxLength: 4 }), (value, around) => {
        const frame = around.join('').replace(/[{}]/g, '')
        const out = fill(`${frame}{{prénom}}${frame}`, () => value.join(''))
        const nothing = value.join('').replace(/[{}\s]/g, '') === ''
        assert.equal(blanksIn(out).length, nothing ? 1 : 0)
      }),
    )
  })
})

/** What is left of a value once it may stand in a text. */
function plainly(known: Record<string, string>, name: string): string {
  const value = Object.hasOwn(known, name) ? (known[name] ?? '') : ''
  return value
    .replace(/[{}\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, ' ')
    .trim()
    .slice(0, 300)
}
