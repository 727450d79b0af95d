import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FIELD_NAMES, fieldNamed, fieldValue, nearestName, VALUES } from './fields.ts'
import { type Lexeme, lex } from './lexer.ts'
import { FIELDS } from './query.ts'

test('fields are named in both languages, accents and case aside', () => {
  const named: [string, ReturnType<typeof fieldNamed>][] = [
    ['lang', 'lang'],
    ['LANGUE', 'lang'],
    ['média', 'channel'],
    ['ton', 'sentiment'],
    ['est', 'is'],
    ['Titre', 'title'],
    ['auteur', 'author'],
    ['constructor', undefined],
    ['toString', undefined],
    ['abonnés', 'followers'],
    ['Toxicité', 'toxicity'],
    ['depuis', 'since'],
    ['liste', 'list'],
    ['', undefined],
  ]
  for (const [name, field] of named) assert.equal(fieldNamed(name), field, name)
  for (const name of FIELD_NAMES) assert.equal(fieldNamed(name), name)
})

test('the name that was meant', () => {
  assert.equal(nearestName('sentimant'), 'sentiment')
  assert.equal(nearestName('chanel'), 'channel')
  assert.equal(nearestName('autor'), 'author')
  assert.equal(nearestName('tittle'), 'title')
  for (const name of ['score', 'foo', 'x', 'q'.repeat(5000)]) assert.equal(nearestName(name), undefined, name)
})

test('values as people write them', () => {
  assert.deepEqual(fieldValue('lang', 'FR'), { value: 'fr' })
  assert.deepEqual(fieldValue('lang', 'pt_BR'), { value: 'pt' })
  assert.deepEqual(fieldValue('lang', 'und'), { value: 'und' })
  assert.deepEqual(fieldValue('lang', 'Français'), { meant: 'fr' })
  assert.deepEqual(fieldValue('lang', 'klingon'), {})
  assert.deepEqual(fieldValue('sentiment', 'Négatif'), { value: 'negative' })
  assert.deepEqual(fieldValue('sentiment', 'pos'), { meant: 'positive' })
  assert.deepEqual(fieldValue('is', 'réponse'), { value: 'reply' })
  assert.deepEqual(fieldValue('is', 'constructor'), {})
  assert.deepEqual(fieldValue('intent', 'Réclamation'), { value: 'complaint' })
  assert.deepEqual(fieldValue('urgency', 'bientôt'), { value: 'soon' })
  assert.deepEqual(fieldValue('topic', 'livraison'), { value: 'delivery' })
  assert.deepEqual(fieldValue('topic', 'deliver'), { meant: 'delivery' })
  assert.deepEqual(fieldValue('country', 'fr'), { value: 'FR' })
  assert.deepEqual(fieldValue('country', 'Belgique'), { meant: 'BE' })
  assert.deepEqual(fieldValue('url', 'WWW.Lemonde.fr'), { value: 'lemonde.fr' })
  assert.deepEqual(fieldValue('site', 'https://www.lemonde.fr/a'), { meant: 'lemonde.fr' })
  assert.deepEqual(fieldValue('site', 'lemonde'), {})
  assert.deepEqual(fieldValue('channel', 'Bluesky'), { value: 'bluesky' })
  assert.deepEqual(fieldValue('channel', 'a b'), {})
  for (const field of FIELDS) {
    for (const value of VALUES[field]) assert.deepEqual(fieldValue(field, value), { value })
  }
})

function symbols(source: string): string {
  return lex(source)
    .map(({ symbol, text, glued }) => `${glued ? '+' : ''}${symbol}:${text}`)
    .join(' ')
}

test('a source is cut into symbols, with their places', () => {
  assert.equal(symbols('a AND (b OU "c d")'), 'word:a and:AND open:( +word:b or:OU phrase:c d +close:)')
  assert.equal(symbols('-a --b c-d'), 'not:- +word:a not:- +not:- +word:b word:c-d')
  assert.equal(symbols('a - b -'), 'word:a word:b', 'dashes with nothing after them separate')
  assert.equal(symbols('title:(a) x:"b"'), 'word:title: +open:( +word:a +close:) word:x: +phrase:b')
  assert.equal(symbols('«\u00a0a b\u00a0» c»'), 'phrase:\u00a0a b\u00a0 word:c')
  assert.equal(symbols('（a）'), 'open:（ +word:a +close:）')
  assert.equal(symbols('and Or ET constructor'), 'word:and word:Or and:ET word:constructor')
  const whole = (source: string) =>
    lex(source).every((one: Lexeme) => one.end > one.start && one.end <= source.length)
  for (const source of ['"', '«', '"a', '(', '-', '– x']) assert.ok(whole(source), source)
  assert.deepEqual(
    lex('x "a b').map(({ start, end, open }) => [start, end, open]),
    [
      [0, 1, undefined],
      [2, 6, true],
    ],
  )
})
