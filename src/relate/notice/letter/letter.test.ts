import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { StoredActivity } from '../../../activity/index.ts'
import { leaveToken, readLeave } from '../mail/unsubscribe.ts'
import type { Item } from './content.ts'
import { cut, lineOf, plain, textOf } from './line.ts'
import { type Letter, scopeOf, wordsOf } from './mail.ts'
import { pushOf } from './push.ts'

const READER = { locale: 'fr', timeZone: 'Europe/Paris' } as const
const ALERT = { id: 'a1', name: 'Marque', query: 'ardoise' }

const item = (text: string, more: Partial<StoredActivity> = {}, posts = 1): Item => ({
  id: 'item',
  alerts: [ALERT],
  posts,
  post: {
    ...{ id: 'p', text, title: null, channel: 'bluesky', verb: 'Create', object_type: 'Note', lang: 'fr' },
    ...{ published: new Date('2026-11-22T09:30:00Z'), visibility: 'public', sentiment: 'neutral' },
    ...{ actor_name: 'Ana', actor_handle: null, in_reply_to: null },
    ...more,
  } as StoredActivity,
})

const letter = (lines: Letter['lines'], more: Partial<Letter['notice']> = {}): Letter => ({
  locale: 'fr',
  workspace: 'Maison',
  notice: { id: 'n1', slot: 'once:story:1', items: lines.length, more: 0, capped: false, ...more },
  lines,
  publicUrl: 'https://veillee.example',
  unsubscribe: 'https://veillee.example/unsubscribe#token',
  scope: scopeOf(more.slot ?? 'once:story:1', lines),
})

test('a line says who said what, where and when, with its words, and how many repeated it', () => {
  const line = lineOf(item('Bonjour Ardoise, merci', {}, 100), READER)
  assert.match(line.said, /^Ana, .+, 22 nov\. 2026.* 10:30$/)
  assert.deepEqual(
    line.pieces.filter((piece) => piece.hit).map((piece) => piece.text),
    ['Ardoise'],
  )
  assert.equal(line.after, 'et 99 reprises')
  const far = lineOf(item(`${'mot '.repeat(200)}Ardoise ${'fin '.repeat(200)}`), READER)
  const said = textOf(far.pieces)
  assert.ok(said.startsWith('…') && said.endsWith('…') && said.includes('Ardoise') && said.length < 300)
  assert.ok(!textOf(lineOf(item('Ardoise', { visibility: 'private' }), READER).pieces).includes('Ardoise'))
})

test('what strangers write stays text: no markup, no line of a header, nothing that turns words around', () => {
  const evil = item('<img src=x onerror=alert(1)> Ardoise "quoted" \u202eevil', {
    actor_name: '<b>Ana</b>\r\nBcc: all@example.org',
  })
  const { html, subject, text } = wordsOf(letter([lineOf(evil, READER)]))
  assert.ok(!/<img|<b>Ana/.test(html))
  assert.ok(html.includes('&lt;img src=x onerror=alert(1)&gt;'))
  assert.ok(!/[\r\n]/.test(subject))
  assert.ok(![html, subject, text].some((one) => one.includes('\u202e')))
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (odd) => {
      const line = lineOf(item(`${odd} ardoise ${odd}`, { actor_name: odd }), READER)
      const words = wordsOf(letter([line]))
      assert.ok(!/[\r\n]/.test(words.subject) && words.subject.isWellFormed())
      const bare = words.html.replaceAll(
        /<\/?(?:html|head|meta|title|body|div|p|a|br|mark|strong|!doctype)\b[^<>]*>/g,
        '',
      )
      assert.ok(!/[<>]/.test(bare), bare)
      assert.equal(plain(odd).includes('\n'), false)
    }),
    { numRuns: 60 },
  )
})

test('a mail of many says how many it leaves out, and takes all mails away; one of one alert, that alert’s', () => {
  const lines = [lineOf(item('Ardoise un'), READER), lineOf(item('Ardoise deux'), READER)]
  const many = letter(lines, { slot: 'morning:x', items: 50, more: 7, capped: true })
  const { subject, text } = wordsOf(many)
  assert.equal(subject, 'Ce matin – 50 sujets')
  for (const words of [
    'Et 48 autres sujets',
    'Et 7 autres publications',
    'Plus de 10 notifications',
    'https://veillee.example/notices/n1',
    many.unsubscribe,
  ])
    assert.ok(text.includes(words), words)
  assert.deepEqual([many.scope, scopeOf('once:story:1', lines.slice(0, 1))], ['all', { alertId: 'a1' }])
  assert.equal(scopeOf('once:alarm:1:3', [{ ...(lines[0] as Letter['lines'][number]), level: 3 }]), 'alarms')
})

test('a post that a hundred alerts found has a title and a subject that mails and devices take', () => {
  const alerts = Array.from({ length: 100 }, (_, n) => ({
    id: `${n}`,
    name: `Marque numéro ${n} 😀`,
    query: 'ardoise',
  }))
  const many = { ...item('Ardoise'), alerts }
  const line = lineOf(many, READER)
  assert.ok(
    line.title.startsWith('Alerte\u202f: Marque numéro 0 😀, Marque numéro 1') && line.title.endsWith('…'),
  )
  assert.ok(line.title.length < 220 && line.title.isWellFormed() && !line.title.includes('\ufffd'))
  assert.equal(line.alertIds.length, 100)
  assert.ok(wordsOf(letter([line])).subject.length < 320)
  assert.equal(scopeOf('once:story:1', [line]), 'all', 'one link cannot take away mails of some alerts')
})

test('what is cut is cut between characters, and says so', () => {
  for (const most of [1, 2, 3, 4, 5, 6]) {
    const short = cut('a😀b😀', most)
    assert.ok(short.isWellFormed() && !short.includes('\ufffd') && short.length <= most + 1)
    assert.equal(short.endsWith('…'), most < 6)
  }
  fc.assert(
    fc.property(fc.array(fc.constantFrom('😀', 'a', 'é', ' '), { maxLength: 600 }), (units) => {
      const text = units.join('')
      const said = textOf(lineOf(item(text), READER).pieces)
      assert.ok(!said.includes('\ufffd') && said.length <= 282)
      const { subject } = wordsOf(letter([lineOf(item(text), READER)]))
      assert.ok(!subject.includes('\ufffd'))
    }),
    { numRuns: 60 },
  )
})

test('a push says the one thing, or how many', () => {
  const notice = { id: '0198-n1', slot: 'once:story:1', items: 1, more: 0, urgent: false }
  assert.deepEqual(pushOf(notice, [item('Ardoise, encore', {}, 3)], READER), {
    ...{ path: '/notices/0198-n1', tag: '0198n1', urgent: false },
    ...{ title: 'Alerte\u202f: Marque', body: 'Ardoise, encore · et 2 reprises' },
  })
  const many = pushOf({ ...notice, slot: 'hour:x', items: 12 }, [item('Ardoise')], READER)
  assert.equal(many?.title, 'Cette heure-ci – 12 sujets')
  assert.equal(pushOf(notice, [], READER), undefined)
})

test('a link that takes mails away does so for whom and what it was made, and cannot be changed', () => {
  const secret = Buffer.alloc(32, 1)
  const id = fc.uuid()
  const scope = fc.oneof(
    fc.constantFrom('all' as const, 'alarms' as const),
    fc.record({ alertId: id }, { noNullPrototype: true }),
  )
  fc.assert(
    fc.property(id, id, scope, fc.nat(), (workspaceId, memberId, taken, place) => {
      const token = leaveToken(secret, { workspaceId, memberId, scope: taken })
      assert.deepEqual(readLeave(secret, token), { workspaceId, memberId, scope: taken })
      const bytes = Buffer.from(token, 'base64url')
      const at = place % bytes.length
      bytes[at] = (bytes[at] ?? 0) ^ 1
      assert.equal(readLeave(secret, bytes.toString('base64url')), undefined)
      assert.equal(readLeave(Buffer.alloc(32, 2), token), undefined)
      for (const sign of 'AEIMQUYcgkosw048BCD-_+/=')
        if (!token.endsWith(sign)) assert.equal(readLeave(secret, token.slice(0, -1) + sign), undefined)
    }),
    { numRuns: 100 },
  )
  assert.equal(readLeave(secret, 'AAAA'), undefined)
})
