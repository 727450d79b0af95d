import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Given, inspect, rowMapper, sniffEncoding } from '../index.ts'

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'propose-'))
})
after(() => rm(folder, { recursive: true }))

async function look(lines: string[], given?: Given) {
  const path = join(folder, 'given.csv')
  await writeFile(path, lines.join('\n'))
  return inspect(path, { encoding: await sniffEncoding(path), timeZone: 'Europe/Paris' }, given)
}

async function optionsOf(lines: string[], given?: Given) {
  return (await look(lines, given)).options
}

test('the decimal mark and the scale of ratings come from the ratings themselves', async () => {
  const rated = (...ratings: string[]) =>
    optionsOf([
      'Date,Message,Note',
      ...ratings.map((rating, i) => `2024-01-0${i + 1},Texte ${i},"${rating}"`),
    ])
  assert.deepEqual(await rated('4,5', '3', '5').then(({ decimal, ratingScale }) => [decimal, ratingScale]), [
    ',',
    5,
  ])
  assert.deepEqual(await rated('4.5', '3').then(({ decimal, ratingScale }) => [decimal, ratingScale]), [
    '.',
    5,
  ])
  assert.equal((await rated('9', '7', '10')).ratingScale, 10)
  assert.equal((await rated('18', '12')).ratingScale, 20)
  assert.equal((await rated('85', '40')).ratingScale, 100)
})

test('lines that are often short are filled up, one that is short is told', async () => {
  const line = '01/02/2024;A;Bonjour'
  const whole = `${line};5`
  const some = ['Date;Auteur;Message;Note', ...Array.from({ length: 20 }, (_, i) => (i === 7 ? line : whole))]
  assert.equal((await optionsOf(some)).pad, false)
  const many = [
    'Date;Auteur;Message;Note',
    ...Array.from({ length: 20 }, (_, i) => (i % 3 === 0 ? line : whole)),
  ]
  assert.equal((await optionsOf(many)).pad, true)
})

test('twelve-hour clocks read months first, where nothing else tells', async () => {
  assert.equal(
    (await optionsOf(['Date,Comment', '02/03/2024 2:30 PM,a', '02/03/2024 3:30 PM,b'])).dateOrder,
    'mdy',
  )
  assert.equal(
    (await optionsOf(['Date,Comment', '02/03/2024 14:30,a', '02/03/2024 15:30,b'])).dateOrder,
    'dmy',
  )
})

test('what was decided without being sure is said, and no more once a person has decided', async () => {
  const doubts = async (lines: string[], given?: Given) => (await look(lines, given)).doubts
  assert.deepEqual(await doubts(['Date;Message', '02/03/2024;a']), ['date_order'])
  assert.deepEqual(await doubts(['Date;Message', '02/03/2024;a'], { options: { dateOrder: 'dmy' } }), [])
  assert.deepEqual(await doubts(['id;Date;Message', '1,23457E+18;2024-01-31;a']), ['ids_ruined'])
  const orders = ['Date;Client;Montant;Type', '2024-01-31;A;12;achat']
  assert.deepEqual(await doubts(orders), ['currency_assumed'])
  assert.deepEqual(await doubts(orders, { options: { currency: 'CHF' } }), [])
  assert.deepEqual(await doubts(['Date;Client;Montant;Type', '2024-01-31;A;12 €;achat']), [])
  assert.deepEqual(await doubts(['Date;Client;Montant;Type;Devise', '2024-01-31;A;12;achat;EUR']), [])
})

test('another column for the date finds its order again', async () => {
  const lines = ['Date;Reçu le;Message', '31/01/2024;01/31/2024;a', '13/02/2024;02/13/2024;b']
  assert.equal((await optionsOf(lines)).dateOrder, 'dmy')
  const mapping = { 'Reçu le': 'published', Message: 'text' } as const
  assert.equal((await optionsOf(lines, { mapping })).dateOrder, 'mdy')
})

test('a mapping of columns that are not there any more is proposed anew', async () => {
  const lines = ['a,b;c', '02/01/2024,x;Bonjour à vous', '03/01/2024,y;Merci à vous']
  const kept = await look(lines, { mapping: { Date: 'published' } })
  assert.equal(kept.mapping.Date, undefined)
})

test('the same export keeps its source from a month to the next, and another has another', async () => {
  const source = async (titles: string, line = '1;2024-01-31;A;Bonjour;x') =>
    (await optionsOf([titles, line])).source
  const january = await source('id;Date;Auteur;Message;Extra')
  assert.equal(await source('Auteur;Message;id;Date;Nouveau', 'A;Bonjour;1;2024-01-31;x'), january)
  assert.notEqual(await source('ref;Date;Auteur;Message;Extra'), january)
})

test('columns may be called anything', async () => {
  const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'Date', 'Message']
  const { columns, mapping, options } = await look([names.join(';'), 'a;b;c;d;31/01/2024;Bonjour'])
  assert.deepEqual(
    columns.map(({ name }) => name),
    names,
  )
  assert.deepEqual(mapping, { Date: 'published', Message: 'text' })
  const map = rowMapper({ columns: names, mapping, options, now: new Date('2025-01-01') })
  const mapped = map({ line: 2, cells: ['a', 'b', 'c', 'd', '31/01/2024', 'Bonjour'] })
  assert.ok('activity' in mapped && mapped.activity.object.text === 'Bonjour')
})
