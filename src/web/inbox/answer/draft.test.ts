import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { bodyOf, type Draft, draftIn, EMPTY, keepDraft, openDraft, readDraft } from './draft.ts'

/** What a browser keeps, in memory. */
function keeper(most = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => void kept.delete(key),
    setItem(key: string, value: string) {
      if (value.length > most) throw new DOMException('no room', 'QuotaExceededError')
      kept.set(key, value)
    },
  }
}

const file = { attachmentId: 'a', name: 'lampe.png', mediaType: 'image/png', size: 12, alt: 'Une lampe' }
const WHOLE: Draft = {
  text: 'Bonjour',
  title: 'Re: lampe',
  warning: 'Santé',
  audience: 'followers',
  quote: false,
  lang: 'fr',
  accountId: 'b',
  media: [file],
}

describe('a draft', () => {
  it('is kept by conversation, whole, and gone once nothing is left of it', () => {
    const storage = keeper()
    keepDraft('one', WHOLE, storage)
    keepDraft('two', { ...EMPTY, text: 'autre' }, storage)
    assert.deepEqual(readDraft('one', storage), WHOLE)
    assert.equal(readDraft('two', storage).text, 'autre')
    keepDraft('one', { ...WHOLE, text: ' \n', media: [] }, storage)
    assert.deepEqual(readDraft('one', storage), EMPTY)
    assert.equal(storage.kept.size, 1)
  })

  it('is kept and gone though no view takes the change up, and goes on where there is no room', () => {
    for (const storage of [keeper(), keeper(0)]) {
      const { draft, change } = openDraft('one', storage)
      change({ text: 'Bonjour' })
      change((old) => ({ media: [...old.media, file] }))
      assert.deepEqual(draft(), { text: 'Bonjour', media: [file] })
      change(EMPTY)
      assert.deepEqual([draft(), readDraft('one', storage)], [EMPTY, EMPTY])
    }
  })

  it('of a picture alone is one', () => {
    const storage = keeper()
    keepDraft('one', { ...EMPTY, media: [file] }, storage)
    assert.deepEqual(readDraft('one', storage).media, [file])
  })

  it('that the browser has no room for is written on all the same', () => {
    const storage = keeper(10)
    assert.doesNotThrow(() => keepDraft('one', WHOLE, storage))
    assert.deepEqual(readDraft('one', storage), EMPTY)
    const closed = { ...storage, getItem: () => assert.fail('closed to this page') }
    assert.deepEqual(readDraft('one', closed), EMPTY)
  })

  it('that cannot be read is a new one; what of it has another form is left out', () => {
    const storage = keeper()
    for (const odd of ['{', 'null', '[]', '"text"', '{"text":1}', '{"media":[]}']) {
      storage.kept.set('veillee.draft.one', odd)
      assert.deepEqual(readDraft('one', storage), EMPTY, odd)
    }
    const mixed = {
      text: 'x',
      title: 3,
      audience: 'everybody',
      quote: 'yes',
      media: [file, { name: 'a' }, null],
    }
    assert.deepEqual(draftIn(mixed), { text: 'x', media: [file] })
  })

  it('survives being kept, whatever was written', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 }).filter((one) => one.trim() !== '')
    const optional = fc.option(text, { nil: undefined })
    fc.assert(
      fc.property(text, optional, optional, fc.boolean(), (words, title, warning, quote) => {
        const storage = keeper()
        const draft = {
          text: words,
          ...(title === undefined ? {} : { title }),
          ...(warning === undefined ? {} : { warning }),
          quote,
          media: [file],
        }
        keepDraft('one', draft, storage)
        assert.deepEqual(readDraft('one', storage), draft)
      }),
    )
  })

  it('never throws at what it finds, and gives the server what it takes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (kept) => {
        const body = bodyOf(draftIn(kept), false)
        assert.equal(typeof body.text, 'string')
        assert.ok(Array.isArray(body.media))
      }),
    )
  })
})
