import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseQuery } from '../query/parse.ts'
import { type Anchor, anchorOf, costOf } from './anchor.ts'
import { eachTerm, type Program, programOf } from './program.ts'
import { guessedShare } from './rarity.ts'

const SHARES: Record<string, number> = {
  le: 0.3,
  vol: 0.02,
  retard: 0.01,
  air: 0.02,
  france: 0.03,
  orange: 0.001,
  rare: 1e-6,
}

/** Programs with their terms by name, and a world where the words above are as common as said. */
function read(source: string) {
  const parsed = parseQuery(source)
  assert.ok(parsed.ok, source)
  const names: string[] = []
  const number = (text: string) => {
    const known = names.indexOf(text)
    return known < 0 ? names.push(text) - 1 : known
  }
  const program = programOf(parsed.query.root, {
    term: (text, prefix) => number(prefix ? `${text}*` : text),
    value: (text) => number(text),
    number: (value) => value,
  })
  const share = (term: number) => SHARES[names[term] ?? ''] ?? 0.0001
  return { program, names, share, anchor: anchorOf(program, share) }
}

/** What a query is filed under: words, and pairs as `a+b`. */
function filed(source: string): string[] {
  const { names, anchor } = read(source)
  return show(anchor, names)
}

function show(anchor: Anchor, names: string[]): string[] {
  const pairs: string[] = []
  for (let i = 0; i < anchor.pairs.length; i += 2) {
    pairs.push(`${names[anchor.pairs[i] ?? 0]}+${names[anchor.pairs[i + 1] ?? 0]}`)
  }
  return [...anchor.terms.map((term) => names[term] ?? ''), ...pairs]
}

test('a query is filed under the rarest of what it needs', () => {
  assert.deepEqual(filed('vol'), ['vol'])
  assert.deepEqual(filed('le vol retard'), ['retard'])
  assert.deepEqual(filed('le (orange OR vol) retard'), ['retard'], 'either is commoner than one')
  assert.deepEqual(filed('le (orange OR rare) retard'), ['orange', 'rare'])
  assert.deepEqual(filed('retard (le OR (vol orange))'), ['retard'])
  assert.deepEqual(filed('retard -orange lang:fr'), ['retard'], 'never under what it excludes')
  assert.deepEqual(filed('vol -(-orange)'), ['orange'], 'twice excluded is needed')
  assert.deepEqual(filed('vol -(-orange le)'), ['vol'])
  assert.deepEqual(filed("l'orange le"), ['orange', 'lorange'], 'all its spellings')
})

test('a phrase of usual words is filed under two of them side by side, one with a rare word under that', () => {
  assert.deepEqual(filed('"le vol"'), ['le+vol'])
  assert.deepEqual(filed('"le air france"'), ['air+france'])
  assert.deepEqual(filed('"le vol rare"'), ['rare'])
  assert.deepEqual(filed('title:"air france"'), ['air+france'])
  assert.deepEqual(filed('"air fr*"'), ['air+fr*'])
  assert.deepEqual(filed('"le vol" OR rare'), ['rare', 'le+vol'])
})

test('an author is filed under for want of anything else', () => {
  assert.deepEqual(filed('author:rare vol'), ['vol'])
  assert.deepEqual(filed('author:rare'), ['^rare'])
  assert.equal(read('author:rare').anchor.byAuthor, true)
  assert.equal(read('author:rare vol').anchor.byAuthor, false)
  assert.equal(read('author:"jean rare" OR vol').anchor.byAuthor, true)
})

test('a query that needs no word is filed nowhere', () => {
  for (const source of ['lang:fr', 'lang:fr -vol', 'vol OR lang:fr', 'is:review (vol OR -retard)']) {
    const { anchor } = read(source)
    assert.deepEqual([anchor.terms, anchor.pairs, anchor.cost], [[], [], Number.POSITIVE_INFINITY], source)
  }
})

test('the cost of an anchor is told again by what is known now', () => {
  const { anchor, share } = read('"le vol" OR rare')
  assert.ok(Math.abs(costOf(anchor, share) - anchor.cost) < 1e-12)
  assert.ok(costOf(anchor, () => 0.5) > anchor.cost)
})

test('programs have their exclusions at the leaves, and tell all their terms', () => {
  const terms = (source: string) => {
    const { program, names } = read(source)
    const all: string[] = []
    eachTerm(program, (term, placed) => all.push(`${names[term]}${placed ? '@' : ''}`))
    return all.join(' ')
  }
  assert.equal(terms('vol -(retard OR "air france") -title:orange'), 'vol retard air@ france@ orange@')
  assert.equal(terms('coca-cola'), 'coca@ cola@ cocacola')
  assert.equal(terms('lang:fr author:"a b" author:c'), '^a@ ^b@ ^c')
  const not = (source: string): Program => read(source).program
  assert.deepEqual(not('-(a b) c').slice(0, 3), not('(-a OR -b) c').slice(0, 3))
  assert.deepEqual(not('-(a b) c'), not('(-a OR -b) c'))
  assert.deepEqual(not('-(a OR lang:fr) c'), not('(-a -lang:fr) c'))
})

test('what is guessed of a word before any text was read', () => {
  const order = ['de', 'vol', 'retard', 'chronopost', '#chronopost']
  const shares = order.map((word) => guessedShare(word, false))
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => b - a),
  )
  assert.ok(guessedShare('retard', true) > guessedShare('retard', false))
  assert.ok(guessedShare('の', false) > guessedShare('京', false))
  assert.ok(guessedShare('pour', false) > 0.01)
})
