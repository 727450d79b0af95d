import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { plainText } from '../../../../lib/text/index.ts'
import type { Reference } from '../../channel.ts'
import { config, imapOf, ownAddresses, profileOf, smtpOf } from '../config.ts'
import { htmlOf } from './html.ts'
import { quoteOf } from './quote.ts'

const ADDRESSES = ['https://maison.example/suivi?n=4&l=fr', 'http://x.example/a_(b']

describe('the same words in HTML', () => {
  const unit = fc.constantFrom(
    ...['a', 'é', '😀', '<', '>', '&', '"', "'", ' ', '&lt;', '<script>', 'http://', ...ADDRESSES],
  )
  const line = fc.array(unit, { maxLength: 12 }).map((units) => units.join(''))
  const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'))

  it('say what the text says, and nothing in them is markup of theirs', () => {
    fc.assert(
      fc.property(text, (words) => {
        const html = htmlOf(words)
        const tags = new Set([...html.matchAll(/<\/?([a-z!]+)/g)].map(([, name]) => name))
        for (const tag of ['!doctype', 'html', 'body', 'p', 'br', 'a', 'blockquote']) tags.delete(tag)
        assert.deepEqual([...tags], [])
        const bare = (some: string) => some.replace(/[\s>]+/g, '')
        assert.equal(bare(plainText(html)), bare(words))
        for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g)) {
          assert.match(href, /^https?:\/\//)
          assert.ok(words.includes(href.replaceAll('&amp;', '&')))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('make addresses that can be followed, without what ends a sentence', () => {
    const linked = (words: string) => [...htmlOf(words).matchAll(/href="([^"]*)"/g)].map(([, href]) => href)
    assert.deepEqual(linked('Voir https://maison.example/a?b=1&c=2, ou (http://x.example/y).'), [
      'https://maison.example/a?b=1&amp;c=2',
      'http://x.example/y',
    ])
    for (const none of [
      'javascript:alert(1)',
      'xhttps://a.example',
      'https://',
      'ftp://a.example',
      'a@b.example',
    ])
      assert.deepEqual(linked(none), [], none)
  })

  it('show paragraphs, lines, and what is quoted as such', () => {
    assert.equal(
      htmlOf('Un\ndeux\n\n\ntrois\n\n> cité\n>> deux fois'),
      '<!doctype html><html><body><p>Un<br>\ndeux</p>\n<p>trois</p>\n<blockquote type="cite" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">cité<br>\n&gt; deux fois</blockquote></body></html>',
    )
  })
})

describe('what is answered, quoted', () => {
  const question = (more: Partial<Reference> = {}): Reference => ({
    id: 'q@client.example',
    verb: 'Create',
    ours: false,
    published: new Date('2026-03-28T23:30:00Z'),
    actor: { id: 'lea@client.example', name: 'Léa' },
    text: 'Bonjour,\n\nOù est-elle ?',
    visibility: 'private',
    extra: {},
    ...more,
  })
  const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

  it('is introduced in the language of the answer, at the clock of who wrote', () => {
    const french = plain(quoteOf(question({ extra: { mail: { offset: 60 } } }), 'fr'))
    assert.match(
      french,
      /^Le dim\. 29 mars 2026 à 00:30, Léa <lea@client\.example> a écrit :\n\n> Bonjour,\n>\n> Où/,
    )
    assert.equal(plain(quoteOf(question({ extra: { mail: { offset: 60 } } }), undefined)), french)
    const kathmandu = { mail: { offset: 345 } }
    assert.match(plain(quoteOf(question({ extra: kathmandu }), 'fr-CA')), /^Le dim\. 29 mars 2026 à 05:15,/)
    const english = plain(quoteOf(question({ actor: { id: 'lea@client.example' } }), 'en-GB'))
    assert.match(english, /^On Sat,? 28 Mar 2026 at 23:30, lea@client\.example wrote:\n/)
    assert.match(plain(quoteOf(question(), 'en-US')), /^On Sat, Mar 28, 2026 at 11:30 PM, /)
    assert.match(plain(quoteOf(question(), 'de')), /^On Sat,? 28 Mar 2026/)
  })

  it('is nothing where nothing was said', () => {
    for (const text of [undefined, '', ' \n\t']) assert.equal(quoteOf(question({ text }), 'fr'), '')
  })

  it('is marked line by line, once more where it was, and can be read back', () => {
    const line = fc.constantFrom('a', '', '> b', '>> c', ' d', 'é😀', '-- ')
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 10 }), (lines) => {
        fc.pre(lines.some((one) => one.trim()))
        const [, ...quoted] = quoteOf(question({ text: lines.join('\n') }), 'fr').split('\n\n')
        const body = quoted.join('\n\n').split('\n')
        assert.ok(body.every((one) => one.startsWith('>')))
        assert.deepEqual(
          body.map((one) => one.replace(/^>(?: |(?=>)|$)/, '').trimEnd()),
          lines.map((one) => one.trimEnd()),
        )
      }),
    )
  })

  it('is cut where it is very long, between characters', () => {
    const quoted = quoteOf(question({ text: `${'x'.repeat(19_999)}😀😀` }), 'fr')
    assert.ok(quoted.isWellFormed() && quoted.endsWith('x') && quoted.length < 20_200)
  })
})

describe('the settings of a mailbox', () => {
  const least = {
    address: ' Aide@Maison.example ',
    imapHost: ' IMAP.maison.example',
    imapUser: 'aide',
    imapPassword: 'entrée',
    smtpHost: 'smtp.maison.example',
  }

  it('are encrypted, and sent through as they are read, unless said otherwise', () => {
    const full = config.parse(least)
    assert.deepEqual(imapOf(full), {
      kind: 'imap',
      host: 'imap.maison.example',
      port: 993,
      security: 'tls',
      user: 'aide',
      password: 'entrée',
    })
    const { host, port, security, user, password } = smtpOf(full)
    assert.deepEqual(
      [host, port, security, user, password],
      ['smtp.maison.example', 587, 'starttls', 'aide', 'entrée'],
    )
    const own = smtpOf({ ...full, smtpUser: 'relais' })
    assert.deepEqual([own.user, own.password], ['relais', 'entrée'])
    const both = smtpOf({ ...full, smtpUser: 'relais', smtpPassword: 'autre' })
    assert.deepEqual([both.user, both.password], ['relais', 'autre'])
    // A password of its own goes with a user of its own: never another's.
    assert.equal(smtpOf({ ...full, smtpPassword: 'autre' }).password, 'entrée')
  })

  it('hold nothing that would end a command and begin another', () => {
    for (const change of [
      { imapUser: 'a\r\nA2 DELETE INBOX' },
      { imapPassword: 'x\n' },
      { smtpUser: 'a\0b' },
      { folders: ['INBOX\r\nA3'] },
      { sentFolder: '\u0085' },
      { address: 'a@b.example\r\nBcc: c@d.example' },
      { address: '<a@b.example>' },
      { imapHost: 'a b' },
      { imapHost: 'host/path' },
      { smtpPort: 0 },
      { imapPort: 65_536 },
      { folders: [] },
      { aliases: ['pas une adresse'] },
    ])
      assert.equal(config.safeParse({ ...least, ...change }).success, false, JSON.stringify(change))
  })

  it('say who the account is, whatever the case', () => {
    const full = config.parse({ ...least, aliases: ['SAV@maison.example'] })
    assert.deepEqual([...ownAddresses(full)], ['aide@maison.example', 'sav@maison.example'])
    assert.deepEqual(profileOf(full), { id: 'aide@maison.example', handle: 'aide@maison.example' })
    assert.equal(profileOf({ ...full, name: 'Maison' }).name, 'Maison')
  })
})
