import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Draft, Errand, Reference } from '../../channel.ts'
import { config, type EmailConfig, ownAddresses } from '../config.ts'
import { activityOf } from '../mail/message.ts'
import { parseMail } from '../mail/parse.ts'
import { compose, messageIdOf } from './compose.ts'

const CONFIG: EmailConfig = config.parse({
  address: 'aide@maison.example',
  name: 'Maison « Lumière », l’aide',
  aliases: ['sav@maison.example'],
  imapHost: 'imap.maison.example',
  imapUser: 'aide',
  imapPassword: 'x',
  smtpHost: 'smtp.maison.example',
})
const AT = new Date('2026-11-03T10:00:00Z')

function errand(draft: Partial<Draft>, to: Reference): Errand {
  const key = '0198c000-0000-7000-8000-000000000001'
  return { act: 'reply', key, at: AT, tries: 0, draft: { text: 'Bien reçu.', media: [], ...draft }, to }
}

function question(mail: Record<string, unknown> = {}, more: Partial<Reference> = {}): Reference {
  return {
    id: 'q1@client.example',
    verb: 'Create',
    ours: false,
    published: AT,
    actor: { id: 'lea@client.example', handle: 'lea@client.example', name: 'Léa' },
    title: 'Ma commande',
    text: 'Où est-elle ?',
    thread: 'q1@client.example',
    visibility: 'private',
    extra: { mail: { to: [{ address: 'aide@maison.example', name: '' }], cc: [], references: [], ...mail } },
    ...more,
  }
}

/** As whoever receives it reads it, or we ourselves in the folder of what was sent. */
async function received(one: Errand) {
  const { raw, ...letter } = await compose(one, CONFIG)
  const parsed = await parseMail(raw)
  const activity = await activityOf(parsed, { own: ownAddresses(CONFIG), sent: true, arrived: AT })
  return { raw: Buffer.from(raw).toString('latin1'), letter, parsed, activity }
}

const WORD = fc.constantFrom(
  'bonjour',
  'é',
  'œuvre',
  '😀',
  '日本',
  '.',
  '..',
  'From moi',
  '=C3=A9',
  '=?utf-8?Q?x?=',
  '<b>gras</b>',
  '&amp;',
  'a@b.c',
  'http://x.example/?a=1&b=2',
  '«',
  '»',
  '—',
  "l'été",
  'x'.repeat(90),
  '\t',
  '*',
  '_',
)
/** Lines as people write them: none that looks like a quotation or a signature, which reading takes away. */
const TEXT = fc
  .array(
    fc.array(WORD, { minLength: 1, maxLength: 12 }).map((words) => `Mot ${words.join(' ')}`),
    { minLength: 1, maxLength: 6 },
  )
  .map((lines) => lines.join('\n'))

const TITLE = fc
  .array(WORD, { maxLength: 4 })
  .map((words) => `Sujet ${words.join(' ')}`.replaceAll('=?', '='))

const tidy = (text = '') =>
  text
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()

describe('what is composed', () => {
  it('is read back as it was written, by others and by us', () =>
    fc.assert(
      fc.asyncProperty(TEXT, TITLE, async (text, title) => {
        const { activity, raw, parsed } = await received(errand({ text, title }, question()))
        assert.equal(tidy(activity.object.text), tidy(text))
        assert.equal(
          tidy(activity.extra?.mail ? (activity.extra.mail as { subject: string }).subject : ''),
          tidy(title),
        )
        assert.equal(activity.ours, true)
        assert.equal(activity.object.inReplyTo, 'q1@client.example')
        assert.equal(parsed.mail.from?.name, CONFIG.name)
        // Servers cut or refuse what is longer (RFC 5321), and no line end stands alone.
        for (const line of raw.split('\r\n')) assert.ok(line.length <= 998 && !/[\r\n]/.test(line), line)
      }),
      { numRuns: 60 },
    ))

  it('lets nothing that strangers wrote become a header, a recipient or a part', () => {
    const evil = fc
      .array(
        fc.constantFrom(
          '\r\n',
          '\n',
          '\r',
          'Bcc: v@autre.example',
          '"',
          '<',
          '>',
          ',',
          ';',
          '@',
          '(',
          '\\',
          'é',
          '\0',
          ' ',
          '--x',
          '=?utf-8?B?',
          '?=',
        ),
        { maxLength: 10 },
      )
      .map((pieces) => pieces.join(''))
    const own = [
      'from',
      'to',
      'cc',
      'subject',
      'message-id',
      'date',
      'in-reply-to',
      'references',
      'mime-version',
      'content-type',
    ]
    return fc.assert(
      fc.asyncProperty(evil, evil, evil, evil, async (name, subject, id, address) => {
        const to = question(
          {
            subject,
            references: [id, 'root@client.example'],
            cc: [{ address: `${address}@client.example`, name }],
          },
          { id, title: subject, thread: id, actor: { id: 'lea@client.example', name }, text: name },
        )
        const { parsed, letter } = await received(errand({ title: subject, quote: true }, to))
        const names = parsed.mail.headers.map(({ key }) => key)
        assert.deepEqual(
          names.filter((key) => !own.includes(key)),
          [],
        )
        assert.equal(new Set(names).size, names.length, 'no header stands twice')
        assert.equal(letter.to[0], 'lea@client.example')
        assert.ok(
          letter.to.every((one) => /^[^\s<>",;]+@client\.example$/.test(one)),
          letter.to.join(),
        )
        assert.equal(parsed.mail.attachments.length, 0)
      }),
      { numRuns: 120 },
    )
  })

  it('goes to whoever asked to be answered, never to ourselves, and to nobody twice', async () => {
    const box = (address: string) => ({ address, name: '' })
    const cases: [what: string, mail: Record<string, unknown>, ours: boolean, to: string[]][] = [
      ['who wrote', {}, false, ['lea@client.example']],
      ['where they ask', { replyTo: [box('bureau@client.example')] }, false, ['bureau@client.example']],
      [
        'who wrote, where they ask for us',
        { replyTo: [box('SAV@maison.example')] },
        false,
        ['lea@client.example'],
      ],
      [
        'who we wrote to',
        { to: [box('lea@client.example'), box('aide@maison.example')] },
        true,
        ['lea@client.example'],
      ],
      [
        'each once, whatever its case',
        {
          replyTo: [box('A@client.example'), box('a@client.example')],
          cc: [box('a@CLIENT.example'), box('b@client.example')],
        },
        false,
        ['A@client.example', 'b@client.example'],
      ],
      [
        'what is an address',
        { replyTo: [box('lea@client.example')], cc: [box('pas une'), box('x@y z'), box('@')] },
        false,
        ['lea@client.example'],
      ],
    ]
    for (const [what, mail, ours, expected] of cases)
      assert.deepEqual((await compose(errand({}, question(mail, { ours })), CONFIG)).to, expected, what)
    const us = question({}, { actor: { id: 'sav@maison.example' } })
    await assert.rejects(compose(errand({}, us), CONFIG), {
      failure: { kind: 'refused', detail: 'email.no-recipient' },
    })
  })

  it('names the thread from its root, however long it has become', async () => {
    for (const length of [0, 1, 2, 19, 20, 21, 500]) {
      const references = Array.from({ length }, (_, n) => `m${n}@client.example`)
      const { parsed } = await received(errand({}, question({ references })))
      const told = [...parsed.header('references').matchAll(/<([^>]+)>/g)].map(([, id]) => id)
      assert.equal(told.at(-1), 'q1@client.example')
      if (length > 0) assert.equal(told[0], 'm0@client.example')
      assert.equal(told.length, Math.min(length || 1, 19) + 1 - (length === 0 ? 1 : 0))
      assert.equal(parsed.header('message-id'), `<${messageIdOf(errand({}, question()), CONFIG)}>`)
    }
  })
})
