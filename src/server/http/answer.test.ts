import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  conflict,
  forbidden,
  invalid,
  notFound,
  Problem,
  unauthenticated,
} from '../../../lib/errors/index.ts'
import { newCode, problemResponse, toProblem } from './answer.ts'

async function told(problem: Problem, locale: 'fr' | 'en' = 'fr') {
  const response = problemResponse(problem, locale, 'ABCD-2345')
  return { response, body: (await response.json()) as Record<string, unknown> }
}

test('a problem is RFC 9457, in the reader’s language, with the code to quote', async () => {
  const { response, body } = await told(notFound('conversation'))
  assert.equal(response.status, 404)
  assert.equal(response.headers.get('content-type'), 'application/problem+json')
  assert.deepEqual(body, {
    type: 'urn:veillee:problem:not_found',
    title: 'Introuvable',
    status: 404,
    detail:
      'Nous n’avons pas trouvé cette conversation\u202f: l’adresse est fausse, ou cela a été retiré, ou vous n’y avez pas accès.',
    code: 'ABCD-2345',
  })
})

test('each status has its title, and one that has none is told by its kind', async () => {
  for (const [status, title] of [
    [401, 'Sign-in needed'],
    [409, 'Conflict'],
    [418, 'Request not understood'],
    [502, 'A fault of ours'],
  ]) {
    const { body } = await told(new Problem('internal', { status: Number(status) }), 'en')
    assert.equal(body.title, title)
  }
})

test('fields come in words, whether they were given as keys or as words', async () => {
  const { body } = await told(
    invalid('body_invalid', {}, { name: 'field_required', when: 'Already in words.' }),
    'en',
  )
  assert.deepEqual(body.fields, { name: 'Required.', when: 'Already in words.' })
})

test('who must sign in, or wait, is told so in the headers too', async () => {
  assert.match((await told(unauthenticated())).response.headers.get('www-authenticate') ?? '', /^Bearer/)
  const waiting = new Problem('rate_limited', { status: 429, values: { seconds: 7 } })
  assert.equal((await told(waiting)).response.headers.get('retry-after'), '7')
  assert.match(String((await told(forbidden('keys:manage'), 'en')).body.detail), /manage keys/)
  assert.match(
    String((await told(conflict('sign_in_first', { email: 'a@b.fr' }), 'en')).body.detail),
    /a@b\.fr/,
  )
})

test('what is not a problem of ours tells nothing of itself', async () => {
  const { body } = await told(toProblem(new Error('password authentication failed for user "veillee"')), 'en')
  assert.doesNotMatch(JSON.stringify(body), /password|veillee"/)
  assert.match(String(body.detail), /ABCD-2345/)
  const known = notFound('key')
  assert.equal(toProblem(known), known)
})

test('codes are short, without letters that look alike, and do not repeat', () => {
  const codes = new Set(Array.from({ length: 5000 }, newCode))
  assert.ok(codes.size > 4995)
  for (const code of codes) assert.match(code, /^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/)
})
