import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { fold, type Token, tokenize } from './token.ts'

const forms = (text: string) => tokenize(text).map((token) => token.form)
const kinds = (text: string) => tokenize(text).map((token) => token.kind)

describe('tokenize', () => {
  it('cuts French elisions, and leaves other apostrophes in their word', () => {
    assert.deepEqual(forms('l’abat-jour n’est qu’à moi'), [
      "l'",
      'abat',
      'jour',
      "n'",
      'est',
      "qu'",
      'a',
      'moi',
    ])
    assert.deepEqual(forms('aujourd’hui don’t'), ["aujourd'hui", "don't"])
  })

  it('passes over links, mentions and mail addresses', () => {
    const text = 'voir https://a.example/x?y=1 @la_maison jo@mail.example ok'
    assert.deepEqual(kinds(text), ['word', 'skip', 'skip', 'skip', 'word'])
  })

  it('keeps emoji whole, with their skin and their joins', () => {
    for (const emoji of ['👍🏽', '❤️', '👩‍💻', '🙋‍♀️']) {
      const tokens = tokenize(`a ${emoji} b`)
      assert.deepEqual(kinds(`a ${emoji} b`), ['word', 'emoji', 'word'])
      assert.equal(tokens[1]?.end, 2 + emoji.length)
    }
  })

  it('sees emoticons where they stand alone, and not in a time', () => {
    const seen = kinds('super :) mais :( voilà <3 xD')
    assert.deepEqual(seen, ['word', 'emoticon', 'word', 'emoticon', 'word', 'emoticon', 'emoticon'])
    assert.ok(!kinds('à 12:30 précises').includes('emoticon'))
  })

  it('marks capitals and stretched letters', () => {
    const [shouted, stretched, plain] = tokenize('NULLE suuuper nulle')
    assert.deepEqual([shouted?.caps, stretched?.caps, plain?.caps], [true, false, false])
    assert.deepEqual([stretched?.form, stretched?.short, plain?.short], ['suuper', 'super', null])
  })

  it('takes common words by their letters just as the expression would', () => {
    const bits =
      "xD XDD x http https://a.b www.x - – l' l’ qu' aujourd' hui é É œuvre @ a@b.c fin. .fin a-b -b a_b www. a-b@c d.e. . ... ! ? ; ) ( « » … <3 :) ;) 12 3.5 nuuul NULLE 👍🏽 ß × ÷ 日本 #tag _ \u0301 ſ İ".split(
        ' ',
      )
    const text = fc
      .array(fc.oneof(fc.constantFrom(...bits), fc.constantFrom(' ', ' ', ',', '\n')), { maxLength: 16 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (written) => {
        // Before a wide space no word is taken by its letters, nor is the space.
        const slow = tokenize(written.replaceAll(' ', '\u2003'))
        const plain = ({ lexeme: _, form, ...token }: Token) => ({
          ...token,
          form: form.replaceAll('\u2003', ' '),
        })
        assert.deepEqual(tokenize(written).map(plain), slow.map(plain))
      }),
      { numRuns: 5000 },
    )
  })

  it('reads an address whole however it begins, and what only looks like one as words', () => {
    const cases: [text: string, kinds: string][] = [
      ['jean-paul.du_pont@maison.example ici', 'skip word'],
      ['www.maison.example', 'skip'],
      ['www. maison', 'word stop word'],
      ['abat-jour', 'word word'],
      ['la fin.', 'word word stop'],
      ['fin.Début', 'word stop word'],
      [`${'a'.repeat(64)}@b`, 'skip'],
      [`${'a'.repeat(70)}.fin`, 'word stop word'],
      ['a.b.c.d', 'word stop word stop word stop word'],
    ]
    for (const [text, expected] of cases) assert.equal(kinds(text).join(' '), expected, text)
  })

  it('knows the same word again by its lexeme, links and mentions by one for all of them', () => {
    const [one, other, again, capital] = tokenize('colis lampe colis Colis')
    assert.equal(one?.lexeme, again?.lexeme)
    assert.notEqual(one?.lexeme, other?.lexeme)
    assert.deepEqual([capital?.lexeme.form, capital?.lexeme.written], ['colis', 'Colis'])
    const [link, site, me, you] = tokenize('https://a.b www.c.d @moi @toi')
    assert.equal(link?.lexeme, site?.lexeme)
    assert.equal(me?.lexeme, you?.lexeme)
    assert.notEqual(me?.lexeme, link?.lexeme)
  })

  it('has places that stand in the text, in order, apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        let last = 0
        for (const token of tokenize(text)) {
          assert.ok(token.start >= last && token.end > token.start && token.end <= text.length)
          last = token.end
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe('fold', () => {
  it('lowers, strips accents, spells ligatures', () => {
    assert.equal(fold('ÉTÉ'), 'ete')
    assert.equal(fold('Cœur'), 'coeur')
    assert.equal(fold('L’'), "l'")
    assert.equal(fold('n\u0301\u0323ul'), 'nul')
  })

  it('folds twice as once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => assert.equal(fold(fold(text)), fold(text))),
    )
  })
})
