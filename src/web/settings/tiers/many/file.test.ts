import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Brought, bodyOf, isThere, mayTake, NOTHING, queryOf, refusalsCsv } from './file.ts'

const FILE = new File(['id;niveau'], 'niveaux.csv')
const list = (more: Partial<Brought>): Brought => ({ ...NOTHING, way: 'list', ...more })

test('what is sent is what is being looked at: the file, or the list', async () => {
  const both = { ...NOTHING, file: FILE, text: 'ines@client.example' }
  assert.equal(bodyOf(both), FILE)
  assert.equal(await bodyOf({ ...both, way: 'list' }).text(), 'ines@client.example')
  assert.ok(!isThere(NOTHING) && !isThere(list({ text: ' \n', file: FILE })))
  assert.ok(isThere({ ...NOTHING, file: FILE }) && isThere(list({ text: 'a' })))
})

test('the tier of a list is for everybody in it, and is nothing of a file’s; nothing is overwritten that is decided', () => {
  assert.deepEqual(queryOf(list({ tier: 'g', overwrite: true })), { tier: 'g', overwrite: '' })
  assert.deepEqual(queryOf(list({ overwrite: true })), { tier: '', overwrite: 'yes' })
  assert.deepEqual(queryOf({ ...NOTHING, tier: 'g' }), { tier: '', overwrite: '' })
})

test('nothing is taken while a line is refused and not left aside, nor where nothing changes', () => {
  fc.assert(
    fc.property(fc.nat(3), fc.nat(3), fc.boolean(), (changed, refused, aside) => {
      assert.equal(mayTake({ changed, refused }, aside), changed > 0 && (aside || refused === 0))
    }),
  )
})

test('refused lines are handed out with their reason, and harmless to a spreadsheet', () => {
  const refusals = [{ line: 3, who: '=1+1', tier: 'Or, ou rien', words: 'Personne.' }]
  assert.equal(refusalsCsv(['Ligne'], { refusals }), `Ligne\r\n3,'=1+1,"Or, ou rien",Personne.`)
})
