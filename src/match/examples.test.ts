import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Doc } from './doc.ts'
import { createMatcher } from './live/matcher.ts'
import { explainMatch } from './query/explain.ts'
import { parseQuery } from './query/parse.ts'

/** The query language by example: what docs/query-language.md promises, asked of posts as people write them. */
function doc(text: string, more: Partial<Doc> = {}): Doc {
  return { text, lang: 'fr', sentiment: 'neutral', channel: 'file', verb: 'Create', author: {}, ...more }
}

function finds(source: string, post: Doc | string): boolean {
  const parsed = parseQuery(source)
  assert.ok(parsed.ok, `${source}: ${JSON.stringify(parsed)}`)
  const one = typeof post === 'string' ? doc(post) : post
  const matcher = createMatcher()
  matcher.add('q', parsed.query)
  const live = matcher.match(one).length > 0
  assert.equal(explainMatch(parsed.query, one).matches, live, `${source} explained`)
  return live
}

/** Each query with posts that it finds and posts that it does not. */
type Example = [query: string, yes: (string | Doc)[], no: (string | Doc)[]]

function holds(examples: Example[]): void {
  for (const [query, yes, no] of examples) {
    for (const post of yes) assert.ok(finds(query, post), `${query} finds ${JSON.stringify(post)}`)
    for (const post of no) assert.ok(!finds(query, post), `${query} does not find ${JSON.stringify(post)}`)
  }
}

describe('words', () => {
  it('are found in any case, with or without accents, in any alphabet that looks like it', () => {
    holds([
      ['été', ['En ÉTÉ', 'cet ete', 'ｅ́té'], ['étésien', 'te']],
      ['oeuvre', ['une œuvre', 'ŒUVRE'], ['ouvre']],
      ['strasse', ['Straße 12'], ['stras']],
      ['orange', ['𝗢𝗿𝗮𝗻𝗴𝗲', 'Ｏrange', 'ｏｒａｎｇｅ', 'or\u200bange', 'Оrange'], ['oran']],
      ['naive', ['naïve', 'NAÏVE'], ['naif']],
    ])
  })

  it('are whole, in any order, in title or text', () => {
    holds([
      [
        'retard vol',
        ['vol en retard', doc('en retard', { title: 'Mon vol' })],
        ['retard', 'voler en retard'],
      ],
      ['train', ['Le train.', '«train»', '(train)', 'train/bus'], ['entrain', 'trains']],
    ])
  })

  it('hear elisions and hyphens as people do', () => {
    holds([
      ["l'Oréal", ['L’Oréal', 'oreal', 'loreal'], ['réal']],
      ['loreal', ['chez l’Oréal'], []],
      ['coca-cola', ['Coca Cola', 'coca‑cola', 'CocaCola', 'cocacola'], ['coca']],
      ['cola', ['coca-cola'], ['cocacola']],
      ["aujourd'hui", ['Aujourd’hui', 'aujourdhui'], ['jour']],
      ['H&M', ['chez H&M'], ['h puis m']],
      ['Canal+', ['sur Canal+'], ['le canal']],
      ['canal', ['sur Canal+', 'le canal'], ['canaux']],
      ['sncf', ['la S.N.C.F.', 'SNCF'], ['s n c f']],
    ])
  })

  it('are signs and emoji too', () => {
    holds([
      ['😡', ['quoi 😡', '😡😡'], ['😠']],
      ['👍', ['👍🏽 merci'], ['👎']],
      ['東京', ['私は東京に行く'], ['京東']],
    ])
  })
})

describe('operators', () => {
  it('join, choose and leave out, in both languages, in capitals only', () => {
    holds([
      ['lampe AND verte', ['une lampe verte'], ['une lampe']],
      ['lampe ET verte', ['une lampe verte'], ['une lampe']],
      ['lampe OU chaise', ['une chaise'], ['une table']],
      ['lampe | chaise', ['une lampe'], ['une table']],
      ['lampe et chaise', ['lampe et chaise'], ['lampe chaise']],
      ['lampe -concours', ['une lampe'], ['concours : une lampe']],
      ['lampe SAUF (concours OU promo)', ['une lampe'], ['promo lampe', 'lampe du concours']],
      ['lampe NOT verte', ['lampe bleue'], ['lampe verte']],
      ['lampe -"air france"', ['lampe france air'], ['lampe air france']],
      ['a1 OR b1 c1', ['a1', 'b1 c1'], ['b1', 'c1']],
      ['(a1 OR b1) c1', ['a1 c1', 'b1 c1'], ['a1', 'c1']],
      ['--lampe', ['lampe'], ['chaise']],
    ])
  })

  it('leave dashes within words and between spaces alone', () => {
    holds([
      ['saint-malo', ['à Saint-Malo', 'Saint Malo'], ['saint']],
      ['Paris - Lyon', ['Paris Lyon'], ['Paris']],
    ])
  })
})

describe('phrases and nearness', () => {
  it('want the words one right after the other, within one part', () => {
    holds([
      ['"air france"', ['Air France !', '#AirFrance', 'air-france'], ['france air', 'air de france']],
      ['"air france"', [], [doc('france', { title: 'air' })]],
      ['"vols annul*"', ['vols annulés', 'des vols annulations'], ['vol annulé', 'vols très annulés']],
      ['«air france»', ['air france'], ['air']],
      ['“air france”', ['air france'], ['air']],
    ])
  })

  it('want them at most so far apart, either first, or this one first', () => {
    holds([
      [
        'retard NEAR/2 bagage',
        ['retard bagage', 'bagage en retard', 'retard du bagage'],
        ['retard de mon gros bagage'],
      ],
      ['retard ONEAR/3 bagage', ['retard du bagage'], ['bagage en retard']],
      ['retard NEAR/3f bagage', ['retard du bagage'], ['bagage en retard']],
      ['retard PRÈS/2 bagage', ['bagage en retard'], ['bagage perdu et en retard']],
      [
        '(retard OR panne) NEAR/3 (bagage OR "mon vol")',
        ['panne sur mon vol', 'bagage en retard'],
        ['retard ; rien du tout à voir avec mon vol'],
      ],
      ['vol -retard NEAR/1 bagage', ['vol retard', 'vol bagage'], ['vol retard bagage']],
      ['a1 NEAR/2 b1 NEAR/2 c1', ['a1 x b1 x c1'], ['a1 b1', 'a1 x x b1 c1']],
    ])
  })
})

describe('patterns and exact forms', () => {
  it('stand for letters, any or one', () => {
    holds([
      ['retard*', ['retardé', 'retard', 'RETARDS'], ['retar', 'enretard']],
      ['re*ard', ['retard', 'regard', 'reard'], ['retards', 'hasard']],
      ['*tard', ['retard', 'tard', 'moutard'], ['tarder']],
      ['colo?r', ['colour'], ['color', 'colouur']],
    ])
  })

  it('keep case and accents where they are asked to', () => {
    holds([
      ['=Orange', ['chez Orange', 'd’Orange'], ['une orange', 'ORANGE', 'Orangé']],
      ['=orange', ['une orange'], ['chez Orange']],
      ['="Air France"', ['par Air France'], ['air france', 'Air france']],
      ['=Été', ['Été 2026'], ['été', 'Ete']],
    ])
  })
})

describe('tags, handles and authors', () => {
  it('are of one spelling, in any case', () => {
    holds([
      ['#AirFrance', ['#airfrance', '#AIRFRANCE'], ['airfrance', '#air_france', '#AirFranceKLM']],
      ['airfrance', ['#AirFrance', 'AirFrance'], ['air']],
      ['@airfrance', ['merci @AirFrance', '@airfrance@social.example'], ['airfrance', '@airfrancefr']],
      [
        '@airfrance@social.example',
        ['@airfrance@social.example'],
        ['@airfrance', '@airfrance@other.example'],
      ],
      ['orange', [], ['merci @jean_orange']],
    ])
  })

  it('author: looks at who wrote, not at what was written', () => {
    const by = (name: string, handle?: string) =>
      doc('bonjour', { author: { name, ...(handle ? { handle } : {}) } })
    holds([
      ['author:dupont', [by('Marc Dupont')], ['dupont est là', by('Marc Dupond')]],
      ['auteur:"marc dupont"', [by('Marc Dupont')], [by('Dupont Marc')]],
      ['author:@airfrance', [by('x', 'airfrance'), by('x', '@AirFrance')], [by('airfrance'), '@airfrance']],
      ['bonjour -author:dupont', [by('Marc')], [by('Dupont')]],
    ])
  })

  it('title: looks at the title only', () => {
    holds([
      ['title:grève', [doc('rien', { title: 'La grève' })], ['grève']],
      ['titre:(grève OU panne)', [doc('', { title: 'Panne' })], ['panne']],
      [
        'title:"grève des trains"',
        [doc('', { title: 'Grève des trains' })],
        [doc('des trains', { title: 'Grève' })],
      ],
    ])
  })
})

describe('what is known of a post', () => {
  const post = (more: Partial<Doc>) => doc('lampe', more)
  it('is asked by name, in either language', () => {
    holds([
      ['lampe lang:fr', [post({})], [post({ lang: 'en' }), post({ lang: 'und' })]],
      ['lampe langue:fr-CA', [post({})], [post({ lang: 'en' })]],
      ['lampe sentiment:negative', [post({ sentiment: 'negative' })], [post({})]],
      ['lampe ton:négatif', [post({ sentiment: 'negative' })], [post({ sentiment: 'positive' })]],
      ['lampe channel:bluesky', [post({ channel: 'bluesky' })], [post({})]],
      ['lampe canal:bluesky', [post({ channel: 'bluesky' })], [post({})]],
      ['lampe country:fr', [post({ country: 'FR' })], [post({ country: 'BE' }), post({})]],
      ['lampe pays:FR', [post({ country: 'FR' })], [post({})]],
      [
        'lampe intent:complaint',
        [post({ intent: 'complaint' })],
        [post({ intent: 'praise' }), post({ intent: null })],
      ],
      ['lampe intention:réclamation', [post({ intent: 'complaint' })], [post({})]],
      ['lampe intention:départ', [post({ intent: 'leaving' })], [post({ intent: 'complaint' })]],
      ['lampe urgency:now', [post({ urgency: 2 })], [post({ urgency: 1 }), post({ urgency: null })]],
      ['lampe urgence:bientôt', [post({ urgency: 1 })], [post({ urgency: 0 })]],
      [
        'lampe topic:delivery',
        [post({ topics: ['price', 'delivery'] })],
        [post({ topics: ['price'] }), post({})],
      ],
      ['lampe thème:livraison', [post({ topics: ['delivery'] })], [post({ topics: [] })]],
    ])
  })

  it('is compared, and what is not known compares with nothing', () => {
    holds([
      ['lampe followers:>1000', [post({ followers: 1001 })], [post({ followers: 1000 }), post({})]],
      ['lampe abonnés:>=1000', [post({ followers: 1000 })], [post({ followers: 999 })]],
      [
        'lampe followers:10k..50k',
        [post({ followers: 10_000 }), post({ followers: 50_000 })],
        [post({ followers: 50_001 })],
      ],
      ['lampe followers:12', [post({ followers: 12 })], [post({ followers: 13 })]],
      ['lampe rating:<=2', [post({ rating: 2 }), post({ rating: 1.5 })], [post({ rating: 2.5 }), post({})]],
      ['lampe note:>4', [post({ rating: 5 })], [post({ rating: 4 })]],
      [
        'lampe toxicity:>0.8',
        [post({ toxicity: 801 })],
        [post({ toxicity: 800 }), post({ toxicity: null }), post({})],
      ],
      ['lampe toxicité:>80%', [post({ toxicity: 900 })], [post({ toxicity: 800 })]],
      ['lampe -followers:<100', [post({ followers: 100 }), post({})], [post({ followers: 99 })]],
      ['lampe rating:>=1 -rating:>4', [post({ rating: 3 })], [post({ rating: 5 }), post({})]],
    ])
  })

  it('is dated by days of UTC, both ends included', () => {
    const at = (published: string) => post({ published: new Date(published) })
    holds([
      ['lampe since:2026-11-01', [at('2026-11-01T00:00:00Z')], [at('2026-10-31T23:59:59.999Z'), post({})]],
      ['lampe until:2026-11-20', [at('2026-11-20T23:59:59.999Z')], [at('2026-11-21T00:00:00Z')]],
      [
        'lampe depuis:2026-11-01 jusque:2026-11-02',
        [at('2026-11-02T12:00:00Z')],
        [at('2026-11-03T00:00:00Z')],
      ],
      [
        'lampe date:2026-11-20',
        [at('2026-11-20T00:00:00Z')],
        [at('2026-11-19T23:00:00Z'), at('2026-11-21T00:00:00Z')],
      ],
      ['lampe date:2026-11', [at('2026-11-30T23:00:00Z')], [at('2026-12-01T00:00:00Z')]],
      ['lampe date:>2026-11-20', [at('2026-11-21T00:00:00Z')], [at('2026-11-20T23:59:59Z')]],
    ])
  })

  it('is in it, or is what it is', () => {
    holds([
      ['lampe is:reply', [post({ reply: true })], [post({})]],
      ['lampe est:réponse', [post({ reply: true })], [post({ reply: false })]],
      ['lampe is:repost', [post({ verb: 'Announce' })], [post({})]],
      ['lampe is:review', [post({ verb: 'Review' }), post({ type: 'Review' })], [post({})]],
      ['lampe has:image', [post({ media: ['image'] })], [post({ media: ['video'] }), post({})]],
      ['lampe avec:photo', [post({ media: ['image'] })], [post({})]],
      ['lampe has:media', [post({ media: ['audio'] })], [post({ media: [] })]],
      ['lampe has:link', ['lampe https://a.example/x'], ['lampe']],
      ['lampe has:question', ['Où est ma lampe ?', 'lampe ?'], ['ma lampe.', 'lampe https://a.example/?q=1']],
      ['lampe -is:reply', [post({})], [post({ reply: true })]],
    ])
  })

  it('links somewhere, or stands somewhere', () => {
    const linked = 'lampe : https://www.airfrance.fr/vols?x=1'
    holds([
      [
        'lampe url:airfrance.fr',
        [linked],
        ['lampe airfrance.fr.example.com est https://evil.example/airfrance.fr', 'lampe'],
      ],
      ['lampe lien:airfrance.fr', [linked], ['lampe https://notairfrance.fr/']],
      ['lampe url:www.airfrance.fr', [linked, 'lampe https://airfrance.fr/'], ['lampe https://air.fr/']],
      [
        'lampe site:lemonde.fr',
        [post({ url: 'https://www.lemonde.fr/a' })],
        ['lampe https://www.lemonde.fr/a', post({ url: 'https://lemonde.fr.example/' })],
      ],
      ['airfrance', [linked], ['https://a.example/airfrance']],
    ])
  })
})

describe('lists', () => {
  it('stand for any of their terms', () => {
    const lists = new Map([['marques', ['Maison', '"air france"', 'oré*', '#lampe', '@boutique']]])
    const parsed = parseQuery('retard list:marques', { lists })
    assert.ok(parsed.ok, JSON.stringify(parsed))
    const matcher = createMatcher()
    matcher.add('q', parsed.query)
    for (const text of [
      'maison en retard',
      'retard air france',
      'retard oréal',
      'retard #Lampe',
      'retard @boutique',
    ])
      assert.deepEqual(matcher.match(doc(text)), ['q'], text)
    for (const text of ['retard', 'retard air', 'maison', 'retard boutique'])
      assert.deepEqual(matcher.match(doc(text)), [], text)
  })
})

describe('the index of queries', () => {
  it('answers as each query would alone, whatever else it holds, and forgets what is removed', () => {
    const sources = [
      'lampe',
      'lampe OR chaise',
      '"lampe verte"',
      'lampe -verte',
      'lam*',
      'lampe NEAR/3 chaise',
      '=Lampe',
      'verte lang:fr',
    ]
    const posts = ['Une lampe verte', 'une chaise', 'lampes', 'la lampe et la chaise', 'Lampe', 'rien']
    const matcher = createMatcher()
    for (const source of sources) {
      const parsed = parseQuery(source)
      assert.ok(parsed.ok, source)
      matcher.add(source, parsed.query)
    }
    const alone = (text: string, among: string[]) => among.filter((source) => finds(source, text)).sort()
    for (const text of posts) assert.deepEqual(matcher.match(doc(text)).sort(), alone(text, sources), text)
    for (const source of sources.slice(0, 4)) matcher.remove(source)
    for (const text of posts)
      assert.deepEqual(matcher.match(doc(text)).sort(), alone(text, sources.slice(4)), text)
  })
})
