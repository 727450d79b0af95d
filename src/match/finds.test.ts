import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Doc } from './doc.ts'
import { createMatcher } from './live/matcher.ts'
import { explainMatch } from './query/explain.ts'
import { parseQuery } from './query/parse.ts'

/** A query, what it finds, and what it does not. */
type Row = [query: string, finds: string[], not: string[]]

function doc(text: string): Doc {
  return { text, lang: 'fr', sentiment: 'neutral', channel: 'bluesky', verb: 'Create', author: {} }
}

function check(rows: Row[]): void {
  for (const [source, finds, not] of rows) {
    const parsed = parseQuery(source)
    assert.ok(parsed.ok, source)
    const matcher = createMatcher()
    matcher.add('q', parsed.query)
    for (const text of [...finds, ...not]) {
      const expected = finds.includes(text)
      assert.equal(matcher.match(doc(text)).length === 1, expected, `${source} on ${text}`)
      assert.equal(explainMatch(parsed.query, doc(text)).matches, expected, `${source} on ${text}, explained`)
      if (expected) assert.ok(matcher.wanted(text), `${source} wants ${text}`)
    }
  }
}

test('brands as French people write them', () => {
  check([
    [
      'oréal',
      ["J'adore L'Oréal", 'l’oreal Paris', 'L´ORÉAL', 'Oréal', '#LOréal', "produits d'Oréal"],
      ['oréale', 'floréal', 'loreal'],
    ],
    ["l'oréal", ['Oréal', 'loreal', 'LOREAL paris', "l'Oréal"], ['floréal']],
    ['loreal', ["L'Oréal", 'LOréal'], ['oréal']],
    [
      '"air france"',
      ['Air France', 'AIR  FRANCE !', "d'Air France", '#AirFrance', 'air-france', 'Air\nFrance'],
      ['airfrance', 'France Air', 'air de France', '@AirFrance'],
    ],
    [
      'airfrance',
      [
        '#airfrance',
        '#AirFrance',
        '@airfrance',
        '@AirFrance@mastodon.social',
        'airfrance.fr',
        'https://www.airfrance.fr/x',
        'air-france',
      ],
      ['air france', '@airfrancefr'],
    ],
    [
      '"saint gobain"',
      ['Saint-Gobain', 'saint gobain', 'SAINT‑GOBAIN', '#SaintGobain', '#Saint_Gobain'],
      ['saintgobain', 'gobain saint'],
    ],
    [
      'saint-gobain',
      ['Saint-Gobain', 'saint gobain', 'SaintGobain', '#saintgobain'],
      ['saint', 'sainte gobain'],
    ],
    ['H&M', ['chez H&M', 'h&m'], ['hm…', 'H et M']],
    ['Canal+', ['Canal+ !', 'sur canal+', 'CANAL+'], ['le canal du midi', 'canal']],
    ['canal', ['Canal+', 'le canal'], ['canaux']],
    ['sncf', ['SNCF', 'S.N.C.F.', '#sncf', '@SNCF', 'la SNCF,'], ['sncf2']],
    ['"sncf connect"', ['#SNCFConnect', 'SNCF Connect', 'SNCF-Connect'], ['sncfconnect']],
    ["mcdonald's", ["McDonald's", 'McDonald’s', 'mcdonalds', 'McDonald'], ['mcdo']],
    ['"la poste"', ['La Poste', '#LaPoste', 'À la poste'], ['la-haute poste', 'le poste']],
    ['"c\'est dans l\'air"', ["C'est dans l'air", 'c’est dans l’air'], ["c'est dans le l'air"]],
  ])
})

test('words as they are written in haste', () => {
  check([
    ['déçu', ['Decu', 'DÉÇU', 'de\u0301c\u0327u', '𝐝𝐞𝐜𝐮', 'ｄéçu'], ['déçue']],
    ['déçu*', ['déçue', 'DÉÇUS', 'deçu'], ['décoré']],
    ['cœur', ['coeur', 'CŒUR', 'cœur', "l'cœur"], ['cour']],
    [
      'arnaque',
      ['ar\u00adnaque', 'ar\u200bnaque', 'аrnаque', 'ᴀrnaque', '#arnaque', 'ARNAQUE!!!'],
      ['arnaques'],
    ],
    ["aujourd'hui", ['aujourd’hui', 'Aujourd´hui', 'aujourdhui'], ['hui']],
    ['"j\'ai attendu"', ["J'ai attendu", 'ai attendu', 'jai attendu'], ['j ai bien attendu']],
    ['peut-être', ['peut être', 'Peut-être', 'peutêtre'], ['peut bien être']],
    ['😡', ['livraison 😡', '😡😡', '😡😂'], ['😂', ':-(']],
    ['👍', ['👍🏿', '👍🏽👍'], ['👎']],
    ['❤', ['❤️', '❤'], ['🧡']],
  ])
})

test('other languages', () => {
  check([
    ['straße', ['Strasse', 'STRASSE', 'straße'], ['strase']],
    ['"don\'t work"', ["DON'T work", 'dont work', 'don’t Work'], ["don't it work"]],
    ['İstanbul', ['istanbul', 'ISTANBUL', 'İSTANBUL'], ['stanbul']],
    ['москва', ['Москва', 'МОСКВА́'], ['москвич']],
    ['Ελλάδα', ['ΕΛΛΑΔΑ', 'ελλαδα'], ['ελλας']],
    ['ὀδός', ['οδος', 'ΟΔΟΣ'], ['οδων']],
    ['مصر', ['مِصْر', 'مصر!'], ['مصري']],
    ['東京', ['東京', '今日は東京で', '東京都'], ['京東', '東の京']],
    ['ネトフリ', ['ネトフリでも', 'ﾈﾄﾌﾘ'], ['ネット']],
    ['がん', ['か\u3099ん', 'がん'], ['かん']],
    ['삼성', ['삼성전자가', '삼성'.normalize('NFD')], ['성삼']],
    ['สวัสดี', ['สวัสดีครับ', 'เธอสวัสดี'], ['สวัส']],
    ['हिन्दी', ['हिन्दी में'], ['हिन्द']],
    ['Việt', ['viet nam', 'VIỆT'], ['viets']],
    ['"são paulo"', ['Sao Paulo', 'SÃO PAULO', '#SaoPaulo'], ['saopaulo']],
  ])
})

test('operators', () => {
  check([
    ['retard vol', ['le vol a du retard'], ['retard', 'vol']],
    ['a b OU c d', ['b a', 'd x c'], ['a c', 'b d']],
    ['a (b OU c) d', ['d c a', 'a b d'], ['a b', 'c d']],
    ['orange -jus', ['orange'], ['jus d’orange']],
    ['orange SAUF (jus OU "fruit mûr")', ['orange fruit', 'orange mûr'], ['orange jus', 'orange, fruit mûr']],
    ['orange NOT (jus -pressé)', ['orange', 'orange jus pressé'], ['jus orange']],
    ['"vols annul*"', ['des vols annulés', 'vols ANNULATION'], ['vol annulé', 'vols bien annulés']],
    ['"re* de vol"', ['retard de vol', 'reports de vol'], ['retard du vol']],
    ['#grève', ['#Greve', '#GRÈVE!'], ['grève', '#grèves', '@greve']],
    ['#sncf*', ['#SNCF', '#SNCFConnect'], ['sncf', '@sncf']],
    [
      '@jean',
      ['@jean', '@Jean@mastodon.social', '@jean.bsky.social'],
      ['@jean.dupont', '@jeanne', 'jean', 'x@jean.fr'],
    ],
    ['@jean.bsky.social', ['@Jean.bsky.social'], ['@jean', '@jean.bsky.app']],
  ])
})

/** Shared lists that the papers speak of. */
const LISTS = new Map(['rivaux', 'rivals', 'marques', 'brands'].map((name) => [name, ['maison']]))

test('every query that the papers show is understood', () => {
  for (const paper of ['query-language.md', 'guide/fr/requetes.md', 'guide/en/queries.md']) {
    const text = readFileSync(new URL(`../../docs/${paper}`, import.meta.url), 'utf8')
    // The signs of other tools stand in a part of their own.
    const [ours = ''] = text.split(/^## .*(?:other tools|autres outils).*$/imu)
    const shown = ours
      .split('\n')
      .filter((line) => /^\| `/.test(line) && !/`-a`|`\*`|NEAR|foo:bar|^\| `AND/.test(line))
      .flatMap((line) =>
        [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
      )
      .filter((source) => /^[^A-Z]+$|#|"/.test(source) && !source.endsWith(':'))
    assert.ok(shown.length > 10, paper)
    for (const source of shown) {
      const parsed = parseQuery(source.startsWith('-') ? `x ${source}` : source, { lists: LISTS })
      assert.ok(parsed.ok, `${paper}: ${source}`)
    }
    const grouped = /^[^|\n]*`?(\("air france".*?négatif|\("air france".*?negative)/m.exec(text)?.[1] ?? ''
    assert.ok(parseQuery(grouped).ok, grouped)
  }
})
