import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Doc } from '../doc.ts'
import { AUTHOR_FIRST, lexemes, TEXT_FIRST, toTokens } from './document.ts'

function doc(text: string, more: Partial<Doc> = {}): Doc {
  return { text, lang: 'fr', sentiment: 'neutral', channel: 'file', verb: 'Create', author: {}, ...more }
}

/** Words with their places counted from the first of the text; ways to write them and facts aside. */
function words(text: string): Record<string, number[]> {
  const all = [...lexemes(doc(text))].filter(([word]) => !/[=~]/u.test(word))
  return Object.fromEntries(all.map(([word, places]) => [word, places.map((place) => place - TEXT_FIRST)]))
}

function only(text: string): string[] {
  return [...lexemes(doc(text)).keys()].filter((word) => !/[=~]/u.test(word))
}

test('case, accents, ligatures and compatibility forms fold to the same word', () => {
  for (const same of [
    'ÉTÉ',
    'été',
    'e\u0301te\u0301',
    'Ｅté',
    '𝐞𝐭𝐞',
    'e\u00adte',
    'e\u200bte',
    'z͑͢ete'.slice(3),
  ]) {
    assert.deepEqual(only(same), ['ete'], same)
  }
  assert.deepEqual(only('œuvre Œuvre ﬁn Straße ĲSSEL ᴏʀᴀɴɢᴇ'), [
    'oeuvre',
    'fin',
    'strasse',
    'ijssel',
    'orange',
  ])
  assert.deepEqual(only('Оrаnge'), ['orange'], 'Cyrillic letters in a Latin word')
  assert.deepEqual(only('Россия'), ['россия'.normalize('NFD')], 'and not in a Russian one')
  assert.deepEqual(only('Coca™ n° 5²'), ['coca', 'n', '52'])
})

test('elisions are heard with the word that follows, by either apostrophe', () => {
  for (const apostrophe of ["'", '’', 'ʼ', '´', '＇']) {
    assert.deepEqual(words(`l${apostrophe}Oréal`), { oreal: [0], loreal: [0] })
  }
  assert.deepEqual(words("Qu'Air France d'abord"), {
    air: [0],
    quair: [0],
    france: [1],
    abord: [2],
    dabord: [2],
  })
  assert.deepEqual(words("aujourd'hui don't"), { aujourdhui: [0], dont: [1] })
  assert.deepEqual(words("McDonald's rock'n'roll"), { mcdonald: [0], mcdonalds: [0], rocknroll: [1] })
})

test('hyphens give the parts one after the other, and the whole at both ends', () => {
  assert.deepEqual(words('un coca-cola light'), {
    un: [0],
    cocacola: [1, 2],
    coca: [1],
    cola: [2],
    light: [3],
  })
  assert.deepEqual(words("l'avant‑garde"), { avantgarde: [0, 1], avant: [0], lavant: [0], garde: [1] })
  assert.deepEqual(words('a-b-c-d-e'), { a: [0], b: [1], c: [2], d: [3], e: [4] }, 'a chain is no name')
  assert.deepEqual(words('H&M'), { 'h&m': [0, 1], h: [0], m: [1] })
  assert.deepEqual(words('Paris - Lyon'), { paris: [0], lyon: [1] })
})

test('brands written with a plus, and initials', () => {
  assert.deepEqual(words('Canal+, C++ 1+1'), { canal: [0], 'canal+': [0], c: [1], 'c++': [1], 1: [2, 3] })
  assert.deepEqual(words('S.N.C.F. U.S.A'), { sncf: [0], usa: [1] })
  assert.deepEqual(words('3.5 12,5'), { 3: [0], 5: [1, 3], 12: [2] })
})

test('tags are taken apart at capitals, and stand at both ends', () => {
  assert.deepEqual(words('#AirFrance !'), { air: [0], france: [1], '#airfrance': [0, 1], airfrance: [0, 1] })
  assert.deepEqual(only('#SNCFConnect'), ['sncf', 'connect', '#sncfconnect', 'sncfconnect'])
  assert.deepEqual(only('#air_france'), ['air', 'france', '#air_france', 'airfrance'])
  assert.deepEqual(only('#5G'), ['5g', '#5g'])
  assert.deepEqual(only('#東京2020'), ['東', '京', '2020', '#東京2020'])
  assert.deepEqual(only('C#5 # #️⃣'), ['c', '5'])
})

test('a handle names one account', () => {
  assert.deepEqual(words('@AirFranceFR.'), { '@airfrancefr': [0], airfrancefr: [0] })
  assert.deepEqual(only('@Jean@mastodon.social'), ['@jean@mastodon.social', '@jean', 'jean'])
  assert.deepEqual(only('@jean.bsky.social'), ['@jean.bsky.social', '@jean', 'jean'])
  assert.deepEqual(only('@jean.dupont'), ['@jean.dupont', 'jean'])
  assert.deepEqual(only('contact@airfrance.fr'), ['contact', 'airfrance', 'fr'])
})

test('of an address only the host is read', () => {
  assert.deepEqual(only('https://www.airfrance.fr/promo?x=1#y suite'), ['airfrance', 'fr', 'suite'])
  assert.deepEqual(only('http://t.co/AbCdこんにちは'), ['t', 'co', 'こ', 'ん', 'に', 'ち', 'は'])
})

test('scripts without spaces are read sign by sign, composed', () => {
  assert.deepEqual(words('東京'), { 東: [0], 京: [1] })
  assert.deepEqual(only('ﾊﾞス'), ['バ', 'ス'])
  assert.deepEqual(only('バ'), ['バ'])
  assert.deepEqual(only('한국'.normalize('NFD')), ['한', '국'])
  assert.deepEqual(only('สวัสดี').join(''), 'สวัดี')
  assert.deepEqual(only('हिन्दी'), ['हिन्दी'], 'vowel signs of Indic scripts are letters')
})

test('emoji are words, whatever their skin or variation', () => {
  assert.deepEqual(words('👍🏽👍 ❤️'), { '👍': [0, 1], '❤': [2] })
  assert.deepEqual(only('👨‍👩‍👧 🇫🇷🇧🇪 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣'), ['👨‍👩‍👧', '🇫🇷', '🇧🇪', '🏴', '1'])
})

test('title, text and author stand apart, and facts at no place', () => {
  const tokens = toTokens(
    doc('Le texte', {
      title: 'Le titre',
      author: { name: "Jean d'O", handle: 'jean.bsky.social' },
      reply: true,
    }),
  )
  assert.match(tokens, /'le':1A,1300 'titre':2A 'texte':1301/)
  assert.match(tokens, new RegExp(`'\\^jean':${AUTHOR_FIRST},`))
  assert.match(tokens, /'\^@jean\.bsky\.social':16251 '\^@jean':16251/)
  assert.match(tokens, /'~reply'$/)
  assert.match(toTokens(doc('x', { verb: 'Announce' })), /'~repost'/)
  assert.match(toTokens(doc('x', { verb: 'Update', type: 'Review' })), /'~review'/)
})

test('the way a word is written stands beside it where it is not as folded', () => {
  const written = (text: string) =>
    [...lexemes(doc(text))].filter(([word]) => word.includes('=')).map(([word]) => word)
  assert.deepEqual(written('Orange orange ORANGE'), ['orange=Orange', 'orange=ORANGE'])
  assert.deepEqual(written('d’Orange Orange'), ['orange=Orange', "dorange=d'Orange"], 'elisions aside')
  assert.deepEqual(written('McDonald’s'), ['mcdonald=McDonald', "mcdonalds=McDonald's"])
  assert.deepEqual(written('aujourd’hui coca-cola'), ["aujourdhui=aujourd'hui", 'cocacola=coca-cola'])
  assert.deepEqual(
    written('E\u0301te\u0301 e\u00adau'),
    ['ete=Été'],
    'composed, and without what cannot be seen',
  )
  assert.deepEqual(written('#AirFrance @AirFrance_fr').sort(), [
    '#airfrance=#AirFrance',
    'air=Air',
    'airfrance=#AirFrance',
    'airfrancefr=AirFrance_fr',
    'france=France',
  ])
  assert.deepEqual(written('S.N.C.F. Canal+ rien'), ['sncf=S.N.C.F', 'canal=Canal', 'canal+=Canal+'])
})

test('facts of a text: what it links to, where it stands, whether it asks', () => {
  const facts = (text: string, more: Partial<Doc> = {}) =>
    [...lexemes(doc(text, more)).keys()].filter((word) => word.startsWith('~')).join(' ')
  assert.equal(
    facts('voir https://Blog.AirFrance.fr/a?b=c'),
    '~link ~url:blog.airfrance.fr ~url:airfrance.fr ~url:fr',
  )
  assert.equal(facts('www.airfrance.fr. Et ?'), '~question ~link ~url:airfrance.fr ~url:fr')
  assert.equal(
    facts('https://a.fr?x', { title: 'www.b.fr ?' }),
    '~question ~link ~url:b.fr ~url:fr ~url:a.fr',
  )
  assert.equal(facts('rien', { url: 'https://www.lemonde.fr/x?y' }), '~site:lemonde.fr ~site:fr')
  assert.equal(facts('http://société.fr'), '~link ~url:xn--socit-esab.fr ~url:fr')
  assert.equal(facts('https://user@airfrance.fr http://localhost xhttps://b.fr'), '~link')
  assert.equal(facts('rien', { url: 'at://did:plc:x/app', author: { name: 'www.a.fr' } }), '')
  assert.equal(facts('sondage', { verb: 'Question' }), '~question')
})

test('halves of pairs, controls and marks alone are no words', () => {
  assert.deepEqual(only('\ud800 x\udc00 \u0000 \u0301 ́ ½ \u{E0061}'), ['x'])
})

test('no text gives more than a tsvector holds', () => {
  const hostile = [
    'x-y '.repeat(40_000),
    '#aB'.repeat(30_000),
    'ﷺﬃ'.repeat(50_000),
    "l'".repeat(50_000),
    '東'.repeat(99_999),
  ]
  for (const text of hostile) {
    const tokens = toTokens(doc(text, { title: text, author: { name: text, handle: text } }))
    assert.ok(Buffer.byteLength(tokens) < 1_048_575)
    for (const [word, places] of lexemes(doc(text))) {
      assert.ok(Buffer.byteLength(word) < 2046)
      assert.ok(places.length <= 255)
      if (word.startsWith('~')) assert.deepEqual(places, [])
      for (const place of places) assert.ok(place >= TEXT_FIRST && place < AUTHOR_FIRST)
    }
  }
})

test('letters of two alphabets make no word that would be read as another alone', () => {
  assert.deepEqual(words('ἀ_ℊ'), { α: [0], g: [1] }, 'held by a hyphen they are two')
  assert.deepEqual(words('ἀ’Ḁ'), { aa: [0] }, 'by an apostrophe one, and a mask')
  assert.deepEqual(words('ŉ'), { n: [0] })
  const parts = [...lexemes(doc('#ỏἸ')).keys()].filter((word) => !word.includes('='))
  assert.deepEqual(parts.sort(), ['#oι', 'o', 'ι'], 'nor taken apart in a tag')
  const named = [...lexemes(doc('@Ḁἀ')).keys()].filter((word) => !word.includes('='))
  assert.deepEqual(named.sort(), ['@aα', 'aa'], 'a handle is one word, and a mask within it')
})

test('any string whatsoever is cut, into words that are well formed and folded', () => {
  const any = fc.string({
    unit: fc.oneof(
      fc.constantFrom(..."#@&+-_.'’:/ \u200d"),
      fc.nat(0xffff).map((u) => String.fromCharCode(u)),
    ),
    maxLength: 200,
  })
  fc.assert(
    fc.property(any, (text) => {
      for (const [lexeme, places] of lexemes(doc(text))) {
        if (lexeme.startsWith('~')) continue
        const [word = '', written = 'x'] = lexeme.split('=')
        assert.ok(
          written.isWellFormed() && written.length > 0 && written.length <= 64,
          JSON.stringify(lexeme),
        )
        assert.ok(!/[\s\0()"]/u.test(written), JSON.stringify(lexeme))
        assert.ok(word.isWellFormed() && word.length > 0 && word.length <= 64, JSON.stringify(word))
        assert.ok(!/[\s\0()"]/u.test(word), JSON.stringify(word))
        assert.ok(places.length > 0)
        // Folding twice changes nothing: a query made of what a text gave finds it again.
        if (/^[\p{L}\p{N}]+$/u.test(word)) assert.deepEqual(only(word), [word])
      }
    }),
    { numRuns: 3000, examples: [['\u{1d6fc}a'], ['\u00e7.\u1f00'], ['c.α.'], ['α.b.с.']] },
  )
})

test('the same words come of a text and of the same text in capitals or decomposed', () => {
  const said = fc.string({ unit: fc.constantFrom(..."aàâbcçdeéèêiîoôuùœæ ÿß-’'.,#@0123"), maxLength: 60 })
  fc.assert(
    fc.property(said, (text) => {
      assert.deepEqual(words(text.normalize('NFD')), words(text))
      if (!/[#@]/.test(text)) assert.deepEqual(words(text.toUpperCase()), words(text))
    }),
    { numRuns: 1000 },
  )
})
