import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { invalid, notFound, Problem } from '../../../../lib/errors/index.ts'
import { html } from '../../../../lib/markup/index.ts'
import { hidden, labelled, trapField, trying, wordOf } from './frame.ts'

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom('"', "'", '<', '>', '&', '">', '</label>', '<script>', ' onclick=x', 'é', '\u2028'),
      {
        maxLength: 8,
      },
    )
    .map((parts) => parts.join('')),
)

describe('what a form asks', () => {
  it('is done, and what it answers is handed on', async () => {
    assert.deepEqual(await trying('fr', async () => 3), { done: 3 })
  })

  it('is handed back in words of the page’s language, at each field that is wrong', async () => {
    const wrong = (lang: 'fr' | 'en') =>
      trying(lang, async () => {
        throw invalid('body_invalid', {}, { text: 'field_required', email: 'field_email' })
      })
    const [fr, en] = [await wrong('fr'), await wrong('en')]
    for (const tried of [fr, en]) {
      assert.ok('wrong' in tried)
      assert.equal(tried.status, 422)
      assert.deepEqual(Object.keys(tried.wrong.fields), ['text', 'email'])
      for (const words of [tried.wrong.message, ...Object.values(tried.wrong.fields)])
        assert.doesNotMatch(words, /^error:|_|\{\{|^$/)
    }
    assert.notDeepEqual(fr, en)
  })

  it('is a page of its own where there is nothing, and never a visitor’s fault where it is ours', async () => {
    const ours = [
      notFound('site'),
      new Problem('internal', { status: 500 }),
      new TypeError('x is not a function'),
    ]
    for (const error of ours) {
      const tried = trying('fr', async () => {
        throw error
      })
      await assert.rejects(tried, (thrown) => thrown === error)
    }
    const many = await trying('fr', async () => {
      throw new Problem('rate_limited', { status: 429, values: { seconds: 30 } })
    })
    assert.ok('wrong' in many && many.status === 429)
    assert.match(many.wrong.message, /30/)
    assert.deepEqual(many.wrong.fields, {})
  })
})

describe('a field of a page', () => {
  it('is named for who sees it and for who hears it, with what is wrong in it', () => {
    const { text } = labelled(
      'mail',
      'Votre adresse',
      html`<input id="mail">`,
      'Une adresse, s’il vous plaît.',
    )
    assert.match(text, /<label for="mail">Votre adresse<\/label><input id="mail">/)
    assert.match(text, /<span class="wrong" id="wrong-mail">Une adresse, s’il vous plaît\.<\/span>/)
    assert.doesNotMatch(labelled('mail', 'Votre adresse', html`<input id="mail">`).text, /wrong/)
  })

  it('holds whatever is put into it, and nothing leaves it', () => {
    fc.assert(
      fc.property(nasty, nasty, nasty, (name, value, wrong) => {
        const tags = /<[^>]*>/g
        const field = hidden({ [name]: value }).text
        assert.equal(field.match(tags)?.length, 1, field)
        assert.equal(field.match(/"/g)?.length, 6, 'three attributes, and no more')
        const around = labelled('a', name, html`<input>`, wrong).text
        const bare = labelled('a', 'x', html`<input>`, wrong === '' ? '' : 'y').text
        assert.deepEqual(around.match(tags), bare.match(tags))
      }),
    )
  })

  it('is read as words only: a file in its place is none, nor is what was not sent', () => {
    const form = new FormData()
    form.set('text', 'Bonjour')
    form.set('file', new File(['x'], 'note.txt'))
    form.append('twice', 'un')
    form.append('twice', 'deux')
    assert.deepEqual(
      ['text', 'file', 'none', 'twice', '__proto__', 'constructor'].map((name) => wordOf(form, name)),
      ['Bonjour', '', '', 'un', '', ''],
    )
  })

  it('that only a program sees is not read out, not reached by keys and not filled in by a browser', () => {
    const { text } = trapField()
    for (const said of ['aria-hidden="true"', 'tabindex="-1"', 'autocomplete="off"', 'name="website"'])
      assert.ok(text.includes(said), said)
    assert.doesNotMatch(text, /required|type="hidden"/)
  })
})
