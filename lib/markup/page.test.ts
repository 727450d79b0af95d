import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html, page, privateHeaders } from './index.ts'

const BODY = html`<main><h1>${'<b>Charte</b>'}</h1></main>`

test('a page says its language and title, escapes what it shows, and runs nothing', async () => {
  const answer = page('fr', 'Charte & règles', BODY)
  const text = await answer.text()
  assert.match(text, /^<!doctype html>\n<html lang="fr">/)
  assert.match(text, /<title>Charte &amp; règles<\/title>/)
  assert.match(text, /&lt;b&gt;Charte&lt;\/b&gt;/)
  assert.doesNotMatch(text, /<script/)
  const policy = answer.headers.get('content-security-policy') ?? ''
  const nonce = /<style nonce="([\w-]+)">/.exec(text)?.[1]
  assert.ok(nonce && policy.includes(`'nonce-${nonce}'`))
  assert.ok(policy.startsWith("default-src 'none'") && policy.includes("frame-ancestors 'none'"))
})

test('a page at a secret address is kept by nobody, an open one is found by all', async () => {
  const secret = page('fr', 'x', BODY)
  for (const [name, value] of Object.entries(privateHeaders())) assert.equal(secret.headers.get(name), value)
  assert.match(await secret.text(), /noindex/)
  const open = page('en', 'x', BODY, 200, { open: true })
  assert.equal(open.headers.get('x-robots-tag'), null)
  assert.equal(open.headers.get('cache-control'), 'no-cache')
  assert.equal(open.headers.get('referrer-policy'), 'no-referrer')
  assert.doesNotMatch(await open.text(), /noindex/)
})

test('no two pages bear the same nonce, and a page says how it ended', async () => {
  const nonces = await Promise.all(
    Array.from(
      { length: 20 },
      async () => /nonce="([\w-]+)"/.exec(await page('fr', 'x', BODY, 410).text())?.[1],
    ),
  )
  assert.equal(new Set(nonces).size, 20)
  assert.equal(page('fr', 'x', BODY, 410).status, 410)
})

test('a page has the icon of the program, so that no browser looks for one that is not there', async () => {
  assert.match(await page('fr', 'x', BODY).text(), /<link rel="icon" href="\/favicon\.svg"/)
})
