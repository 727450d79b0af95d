import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SavedAnswer } from '../../../server/api.ts'
import { byFolder, emptyContent, sentContent, withVariable } from './queries.ts'

const answer = (name: string, folder: string): SavedAnswer => ({
  ...{
    id: name,
    version: 1,
    approved: null,
    archived: null,
    uses: 0,
    lastUsed: null,
    changed: '',
    unknown: [],
  },
  content: { ...emptyContent('fr'), name, folder },
})

test('saved answers stand by folder, those without one first, in the order of the language', () => {
  const folders = byFolder(
    ['Étape 10', 'zèle', '', 'Étape 2', 'zèle'].map((folder, n) => answer(`${n}`, folder)),
    'fr',
  )
  assert.deepEqual(
    folders.map(([folder, answers]) => [folder, answers.length]),
    [
      ['', 1],
      ['Étape 2', 1],
      ['Étape 10', 1],
      ['zèle', 2],
    ],
  )
})

test('what was left empty is not sent', () => {
  const content = { ...emptyContent('fr'), name: ' Retard ', shortcut: ' ', texts: { fr: 'x', en: '  ' } }
  const sent = sentContent(content)
  assert.deepEqual([sent.name, sent.shortcut, sent.texts], ['Retard', null, { fr: 'x' }])
})

test('a variable goes where the cursor stands', () => {
  assert.deepEqual(withVariable('Bonjour ,', 8, 'prénom'), { text: 'Bonjour {{prénom}},', at: 18 })
  assert.deepEqual(withVariable('', 0, 'a'), { text: '{{a}}', at: 5 })
})
