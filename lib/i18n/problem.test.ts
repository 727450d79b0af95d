import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forbidden, notFound, Problem } from '../errors/index.ts'
import { problemWords } from './problem.ts'

test('what is not found and what is not allowed are said in words of the language', () => {
  assert.match(problemWords('fr', notFound('conversation')), /pas trouvé cette conversation\u202f:/)
  assert.match(problemWords('en', notFound('gizmo')), /could not find this item/)
  assert.match(problemWords('fr', forbidden('keys:manage')), /ne permet pas de gérer les clés/)
})

test('a problem without words of its own is told as a fault of ours, with its id to quote', () => {
  assert.match(problemWords('en', new Problem('nothing_of_the_kind', { status: 500 })), /nothing_of_the_kind/)
})
