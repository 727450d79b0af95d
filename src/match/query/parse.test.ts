import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hasWords, LOCALES } from '../../../lib/i18n/index.ts'
import { describeQuery, errorWords } from './describe.ts'
import { explainMatch } from './explain.ts'
import { VALUES } from './fields.ts'
import { type ParseOptions, parseQuery } from './parse.ts'
import { MAX_SOURCE, MAX_TERMS, type Node } from './query.ts'

/** The tree in one line: `&`, `|`, `!`, `/run run/` for what is looked for. */
function tree(source: string): string {
  const parsed = parseQuery(source)
  return parsed.ok ? show(parsed.query.root) : parsed.errors.map((error) => error.id).join(' ')
}

function show(node: Node): string {
  if (node.kind === 'and') return `(${node.nodes.map(show).join(' & ')})`
  if (node.kind === 'or') return `(${node.nodes.map(show).join(' | ')})`
  if (node.kind === 'not') return `!${show(node.node)}`
  if (node.kind === 'field') return `${node.field}=${node.value}`
  if (node.kind === 'compare') return `${node.measure}${node.test}${node.value}`
  if (node.kind === 'near') {
    const sides = [node.left, node.right].map((side) => side.map(show).join('|'))
    return sides.join(` <${node.ordered ? '>' : ''}${node.distance} `)
  }
  const runs = node.runs.map((run) =>
    run.map(({ words, prefix }) => words.join('~') + (prefix ? '*' : '')).join(' '),
  )
  return `${node.where === 'title' ? 'title:' : ''}/${runs.join('/')}/`
}

function problems(source: string, options?: ParseOptions) {
  const parsed = parseQuery(source, options)
  return parsed.ok ? [] : parsed.errors
}

test('words, phrases and operators in both languages', () => {
  assert.equal(
    tree('("air france" OR @airfrance) AND retard* -concours lang:fr sentiment:negative'),
    '((/air france/ | /@airfrance/) & /retard*/ & !/concours/ & lang=fr & sentiment=negative)',
  )
  assert.equal(tree('a ET b OU c SAUF d'), '((/a/ & /b/) | (/c/ & !/d/))')
  assert.equal(tree('a AND b OR c NOT d'), tree('a ET b OU c SAUF d'))
  assert.equal(tree('a b|c'), '(/a/ & /b c/)', 'a bar without spaces only separates')
  assert.equal(tree('a | b && c'), '(/a/ | (/b/ & /c/))')
  assert.equal(tree('a NOT (b c) NON d'), '(/a/ & !(/b/ & /c/) & !/d/)')
  assert.equal(tree('et ou sauf and'), '(/et/ & /ou/ & /sauf/ & /and/)', 'operators are in capitals')
  assert.equal(tree('"ET"'), '/et/')
  assert.equal(tree('« air france » “air” ＂x y＂'), '(/air france/ & /air/ & /x y/)')
})

test('words near one another, patterns, and words as they are written', () => {
  assert.equal(tree('a NEAR/5 "b c"'), '/a/ <5 /b c/')
  assert.equal(tree('a NEAR b PRÈS/3 (c OU "d e")'), '(/a/ <10 /b/ & /b/ <3 /c/|/d e/)')
  assert.equal(tree('a ONEAR/2 b OR c NEAR/2f d'), '(/a/ <>2 /b/ | /c/ <>2 /d/)')
  assert.equal(tree('x -a NEAR/2 b'), '(/x/ & !/a/ <2 /b/)', 'it binds tighter than an exclusion')
  assert.equal(tree('title:(a NEAR/2 b)'), 'title:/a/ <2 title:/b/')
  assert.equal(tree('near Near pres'), '(/near/ & /near/ & /pres/)')
  assert.equal(
    tree('re*ard *tard colo?r pourquoi? #air*ce'),
    '(/re*ard/ & /*tard/ & /colo?r/ & /pourquoi/ & /#air*ce/)',
  )
  assert.equal(tree('"vols ann*és"'), '/vols ann*es/')
  assert.equal(
    tree('=Orange =orange ="Air d’Été" =#Tag'),
    '(/orange=Orange/ & /orange=/ & /air=Air ete=Été/ & /#tag=#Tag/)',
  )
})

test('comparisons, days and lists of terms', () => {
  assert.equal(
    tree('followers:>1000 abonnés:<=10k followers:1..2'),
    '(followers>1000 & followers<=10000 & (followers>=1 & followers<=2))',
  )
  assert.equal(tree('note:>=4,5 toxicity:>0.8 toxicité:<80%'), '(rating>=4.5 & toxicity>800 & toxicity<800)')
  const day = (text: string) => Date.parse(`${text}T00:00:00Z`)
  assert.equal(
    tree('since:2026-11-01 until:01/12/2026'),
    `(published>=${day('2026-11-01')} & published<${day('2026-12-02')})`,
  )
  assert.equal(tree('date:2026-12'), `(published>=${day('2026-12-01')} & published<${day('2027-01-01')})`)
  const paris = parseQuery('date:2026-10-25', { zone: 'Europe/Paris' })
  assert.ok(paris.ok)
  const [from, to] = [Date.parse('2026-10-24T22:00:00Z'), Date.parse('2026-10-25T23:00:00Z')]
  assert.equal(show(paris.query.root), `(published>=${from} & published<${to})`, 'a civil day of 25 hours')
  const lists = new Map([
    ['Marques à suivre', ['orange', '"air france"', 'l’Oréal']],
    ['vide', []],
  ])
  const listed = parseQuery('list:"marques a suivre" NEAR/3 panne', { lists })
  assert.ok(listed.ok)
  assert.equal(show(listed.query.root), '/orange/|/air france/|/oreal~loreal/ <3 /panne/')
  assert.equal(problems('list:marquis', { lists })[0]?.id, 'list_unknown')
  assert.equal(problems('list:marque', { lists })[0]?.mend, 'list:"Marques à suivre"')
  assert.equal(problems('list:vide', { lists })[0]?.id, 'list_empty')
  assert.ok(parseQuery('title:list:"marques à suivre"', { lists }).ok)
  const many = new Map([['longue', Array.from({ length: MAX_TERMS + 1 }, (_, i) => `mot${i}`)]])
  assert.equal(problems('list:longue', { lists: many })[0]?.id, 'too_many_terms')
})

test('a dash excludes only where a word begins', () => {
  assert.equal(tree('a -b'), '(/a/ & !/b/)')
  assert.equal(tree('a –b −"c d" -(e OR f)'), '(/a/ & !/b/ & !/c d/ & !(/e/ | /f/))')
  assert.equal(tree('a - b'), '(/a/ & /b/)')
  assert.equal(tree('saint-malo'), '/saint malo/saintmalo/')
})

test('spellings', () => {
  assert.equal(tree('l’Oréal'), '/oreal~loreal/')
  assert.equal(tree('McDonald’s'), '/mcdonald~mcdonalds/')
  assert.equal(tree('"boire du coca-cola"'), '/boire du coca cola/boire du cocacola/')
  assert.equal(tree('H&M'), '/h m/h&m/')
  assert.equal(tree('Canal+'), '/canal+/')
  assert.equal(tree('#AirFrance @Jean@mastodon.social'), '(/#airfrance/ & /@jean@mastodon.social/)')
  assert.equal(tree('東京 😂'), '(/東 京/ & /😂/)')
  assert.equal(tree('airfrance.fr https://www.airfrance.fr/x?y=z'), '(/airfrance fr/ & /airfrance fr/)')
})

test('prefixes', () => {
  assert.equal(tree('retard* #air* "vols annul*"'), '(/retard*/ & /#air*/ & /vols annul*/)')
  assert.equal(tree("l'oré*"), '/ore~lore*/')
  assert.equal(tree('東京* 😂*'), '(/東 京/ & /😂/)', 'signs begin no other word')
})

test('fields in both languages, alone or over a group', () => {
  assert.equal(
    tree('x langue:FR-be canal:bluesky ton:négatif est:avis'),
    '(/x/ & lang=fr & channel=bluesky & sentiment=negative & is=review)',
  )
  assert.equal(
    tree('title:(grève OR "vol annulé") titre:retard*'),
    '((title:/greve/ | title:/vol annule/) & title:/retard*/)',
  )
  assert.equal(
    tree('lang:(fr OR en) auteur:"Jean d’O" author:@jean'),
    '((lang=fr | lang=en) & /^jean ^o~^do/ & /^@jean/)',
  )
})

test('each mistake is told at its place, with a mend', () => {
  const cases: [source: string, id: string, at: string, mend?: string][] = [
    ['', 'empty', ''],
    ['   ', 'empty', '   '],
    ['-a', 'lone_not', '-a'],
    ['-a -b', 'lone_not', '-a -b'],
    ['a OR -b', 'lone_not', 'OR -b', 'a -b'],
    ['lang:fr OR NOT b', 'lone_not', 'OR NOT b', 'lang:fr NOT b'],
    ['*', 'star_alone', '*'],
    ['a *', 'star_alone', '*', 'a'],
    ['"vol * paris"', 'star_alone', '"vol * paris"'],
    ['a*', 'prefix_short', 'a*', 'a'],
    ["l'a*", 'prefix_short', "l'a*", "l'a"],
    ['#a*', 'prefix_short', '#a*', '#a'],
    ['*rd', 'pattern_wide', '*rd', 'rd*'],
    ['r*rd vol', 'pattern_wide', 'r*rd'],
    ['*tar* vol', 'pattern_wide', '*tar*', 'tar* vol'],
    ['=Oran*', 'exact_star', '=Oran*', '=Oran'],
    ['(a b', 'paren_open', '(', '(a b)'],
    ['a AND (', 'paren_open', '(', 'a'],
    ['(', 'paren_open', '('],
    ['a OR NOT ()', 'paren_empty', '()', 'a'],
    ['a) b', 'paren_close', ')', 'a b'],
    ['a () b', 'paren_empty', '()', 'a b'],
    ['x "a b', 'quote_open', '"a b', 'x "a b"'],
    ['x «\u00a0a', 'quote_open', '«\u00a0a', 'x «\u00a0a »'],
    ['a "" b', 'phrase_empty', '""', 'a b'],
    ['a AND', 'operator_alone', 'AND', 'a'],
    ['OU a', 'operator_alone', 'OU', 'a'],
    ['a (OR b)', 'operator_alone', 'OR', 'a (b)'],
    ['a NOT', 'operator_alone', 'NOT', 'a'],
    ['langage:fr a', 'field_unknown', 'langage:', 'language:fr a'],
    ['Re:Zero', 'field_unknown', 'Re:', '"Re:Zero"'],
    ['pond:fr', 'field_unknown', 'pond:', '"pond:fr"'],
    ['a followers:many', 'followers_malformed', 'many'],
    ['a note:>6', 'rating_malformed', '>6'],
    ['a toxicity:>2', 'toxicity_malformed', '>2'],
    ['a since:2026-02-30', 'date_malformed', '2026-02-30'],
    ['a since:>2026-02-03', 'date_malformed', '>2026-02-03'],
    ['a country:belgique', 'value_unknown', 'belgique', 'a country:BE'],
    ['a site:https://lemonde.fr/x', 'domain_malformed', 'https://lemonde.fr/x', 'a site:lemonde.fr'],
    ['a intent:complain', 'value_unknown', 'complain', 'a intent:complaint'],
    ['a list:marques', 'list_none', 'marques'],
    ['lang: fr', 'field_empty', 'lang:', 'fr'],
    ['title:(lang:fr a)', 'field_nested', 'lang:', 'title:("lang:fr" a)'],
    ['x lang:français', 'value_unknown', 'français', 'x lang:fr'],
    ['x sentiment:nég', 'value_unknown', 'nég', 'x sentiment:negative'],
    ['x is:replay', 'value_unknown', 'replay', 'x is:reply'],
    ['x channel:a/b', 'channel_malformed', 'a/b'],
    ['a NEAR/99 b', 'near_distance', 'NEAR/99', 'a NEAR/50 b'],
    ['a NEAR/0 b', 'near_distance', 'NEAR/0', 'a NEAR/1 b'],
    ['a NEAR (b c)', 'near_operand', 'NEAR', 'a AND (b c)'],
    ['a NEAR lang:fr', 'near_operand', 'NEAR', 'a AND lang:fr'],
    ['a NEAR', 'operator_alone', 'NEAR', 'a'],
    ['NEAR/5 a', 'operator_alone', 'NEAR/5', 'a'],
    ['a W/5', 'reserved', 'W/5', 'a NEAR/5'],
    ['~a', 'reserved', '~a', 'a'],
    ['a !!!', 'word_empty', '!!!', 'a'],
    ['a #', 'mark_alone', '#', 'a'],
  ]
  for (const [source, id, at, mend] of cases) {
    const [error, ...more] = problems(source)
    assert.deepEqual(more, [], source)
    assert.equal(error?.id, id, source)
    assert.equal(source.slice(error?.start, error?.end), at, source)
    assert.equal(error?.mend, mend, source)
    if (mend && !mend.endsWith('NEAR/5')) assert.ok(parseQuery(mend).ok, mend)
    for (const locale of LOCALES) assert.ok(hasWords(locale, `query:${id}`), `${locale} ${id}`)
  }
})

test('all mistakes are told at once', () => {
  assert.deepEqual(
    problems('a* AND (retard OR "" foo:b').map((error) => error.id),
    ['prefix_short', 'phrase_empty', 'field_unknown', 'paren_open'],
  )
})

test('what costs too much is refused: length, terms, depth', () => {
  assert.deepEqual(
    problems('a'.repeat(MAX_SOURCE + 1)).map(({ id, start }) => [id, start]),
    [['too_long', MAX_SOURCE]],
  )
  assert.ok(parseQuery(`${'ab '.repeat(MAX_TERMS - 1)}ab`).ok)
  assert.deepEqual(
    problems('ab '.repeat(MAX_TERMS + 1)).map((error) => error.id),
    ['too_many_terms'],
  )
  assert.deepEqual(
    problems('東'.repeat(MAX_TERMS + 1)).map((error) => error.id),
    ['too_many_terms'],
  )
  assert.deepEqual(
    problems(`"${'a-b/'.repeat(5000)}"`).map((error) => error.id),
    ['too_many_terms'],
  )
  assert.ok(parseQuery(`${'('.repeat(30)}a${')'.repeat(30)}`).ok)
  assert.deepEqual(
    problems(`${'('.repeat(2000)}a`).map((error) => error.id),
    ['too_deep'],
  )
  assert.deepEqual(
    problems(`a ${'-'.repeat(2000)}b`).map((error) => error.id),
    ['too_deep'],
  )
})

test('an alert needs a word to listen for', () => {
  const ids = (source: string) => problems(source, { alert: true }).map((error) => error.id)
  assert.deepEqual(ids('lang:fr sentiment:negative'), ['needs_word'])
  assert.deepEqual(ids('orange OR is:review'), ['needs_word'])
  assert.deepEqual(ids('is:review -orange'), ['needs_word'])
  assert.deepEqual(ids('(lang:fr orange) OR author:jean'), [])
  assert.deepEqual(ids('lang:fr -(-orange)'), [])
  assert.deepEqual(ids('lang:fr -(-orange OR x)'), [])
  assert.deepEqual(ids('lang:fr -(-orange x)'), ['needs_word'])
})

test('channels that there are not', () => {
  const [error] = problems('x channel:blusky', { channels: ['bluesky', 'feed'] })
  assert.deepEqual([error?.id, error?.values.known], ['value_unknown', 'bluesky, feed'])
  assert.ok(parseQuery('x channel:bluesky', { channels: ['bluesky'] }).ok)
})

test('the reading says what was understood, in both languages', () => {
  const reading = (source: string, locale: 'fr' | 'en') => {
    const parsed = parseQuery(source)
    assert.ok(parsed.ok)
    return describeQuery(parsed.query, locale)
  }
  const source = '("air france" OR @airfrance) retard* -concours -#jeu lang:fr sentiment:negative'
  assert.equal(
    reading(source, 'en'),
    '(“air france” in this order or the handle @airfrance) and a word that begins with “retard” and in French and with a negative tone, but not “concours” nor the tag #jeu',
  )
  assert.equal(
    reading(source, 'fr').replaceAll('\u202f', ' '),
    '(« air france » dans cet ordre ou le compte @airfrance) et un mot qui commence par « retard » et en français et d’un ton négatif, mais pas « concours » ni le mot-dièse #jeu',
  )
  assert.equal(
    reading('title:air author:jean is:reply lang:und', 'en'),
    'In the title: “air” and written by “jean” and replies only and in a language that could not be told',
  )
  const [error] = problems('a* b', {})
  assert.equal(
    error && errorWords(error, 'en'),
    '“a*” would find far too much: at least 2 letters are needed before the star.',
  )
})

test('every kind of leaf is read back, in both languages', () => {
  const read = (source: string, locale: 'fr' | 'en') => {
    const parsed = parseQuery(source, { lists: new Map([['Marques', ['x1']]]) })
    assert.ok(parsed.ok, source)
    return describeQuery(parsed.query, locale)
  }
  assert.equal(
    read('retard NEAR/5 (bagage OR "mon vol")', 'en'),
    '“retard” within 5 words of (“bagage” or “mon vol” in this order)',
  )
  assert.equal(read('a ONEAR/2 b', 'fr'), '«\u202fa\u202f» suivi à 2 mots au plus de «\u202fb\u202f»')
  assert.equal(read('=Orange re*ard', 'en'), '“Orange” written exactly so and a word like “re*ard”')
  assert.equal(read('x toxicity:>0.8', 'fr'), '«\u202fx\u202f» et d’une toxicité de plus de 0,8')
  assert.equal(
    read('followers:10k..50k', 'en'),
    'By an author with at least 10,000 followers and by an author with at most 50,000 followers',
  )
  assert.equal(
    read('date:2026-11-20', 'en'),
    'Published from November 20, 2026 on and published until the end of November 20, 2026',
  )
  assert.equal(
    read('list:marques topic:delivery', 'fr'),
    'Un terme de la liste «\u202fMarques\u202f» et à propos de\u202f: Livraison',
  )
  assert.equal(read('country:be url:lemonde.fr', 'en'), 'From Belgium and with a link to lemonde.fr')
  for (const locale of LOCALES) {
    for (const field of ['is', 'has', 'intent', 'urgency'] as const) {
      for (const value of VALUES[field])
        assert.doesNotMatch(read(`${field}:${value}`, locale), /read_/, value)
    }
    for (const measure of ['followers', 'rating', 'toxicity']) {
      for (const sign of ['>', '>=', '<', '<='])
        assert.doesNotMatch(read(`${measure}:${sign}1`, locale), /read_/i)
    }
  }
})

test('the words that made a match are shown where they stand', () => {
  const parsed = parseQuery('("air france" OR train) retard* title:grève -bus author:jean')
  assert.ok(parsed.ok)
  const doc = {
    text: "Encore en retard, #AirFrance ! L'Air France",
    title: 'La GRÈVE',
    lang: 'fr',
    sentiment: 'neutral' as const,
    channel: 'feed',
    verb: 'Create',
    author: { name: 'Jean' },
  }
  const { matches, spans } = explainMatch(parsed.query, doc)
  assert.ok(matches)
  assert.deepEqual(
    spans.map(({ part, start, end }) => (part === 'author' ? part : doc[part].slice(start, end))),
    ['GRÈVE', 'retard', 'Air', 'France', 'Air', 'France', 'author'],
  )
  assert.deepEqual(explainMatch(parsed.query, { ...doc, text: `${doc.text} bus` }), {
    matches: false,
    spans: [],
  })
})

const written = fc.string({
  unit: fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        ...'"()-*#@:|&« »+=?/ \u200d',
        ' AND ',
        ' OR ',
        ' NOT ',
        'lang:',
        'title:',
        'is:',
        'a',
        'bé',
        "l'",
        '東',
      ),
    },
    { weight: 1, arbitrary: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) },
  ),
  maxLength: 60,
})

test('any string is understood, or refused with places, words and mends that hold', () => {
  fc.assert(
    fc.property(written, (source) => {
      const parsed = parseQuery(source)
      if (parsed.ok) {
        for (const locale of LOCALES)
          assert.ok(!/query:|\{\{/.test(describeQuery(parsed.query, locale).replace(source, '')))
        return
      }
      assert.ok(parsed.errors.length > 0)
      for (const error of parsed.errors) {
        assert.ok(error.start >= 0 && error.start <= error.end && error.end <= source.length, error.id)
        assert.ok(hasWords('fr', `query:${error.id}`) && hasWords('en', `query:${error.id}`), error.id)
        if (error.mend !== undefined) assert.notEqual(error.mend, source)
      }
    }),
    { numRuns: 4000 },
  )
})

test('taking every mend ends in a query, or in an error that has none', () => {
  fc.assert(
    fc.property(written, (source) => {
      let now = source
      for (let step = 0; step < 200; step++) {
        const parsed = parseQuery(now)
        if (parsed.ok) return
        const mend = parsed.errors.find((error) => error.mend !== undefined)?.mend
        if (mend === undefined) return
        now = mend
      }
      assert.fail(`mends go round: ${now}`)
    }),
    { numRuns: 2000 },
  )
})
