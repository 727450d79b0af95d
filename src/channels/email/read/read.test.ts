import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Activity } from '../../../activity/index.ts'
import { cursorOf } from './cursor.ts'
import { createThreads, type Lookup } from './threads.ts'
import { createTwice } from './twice.ts'

const OWN = new Set(['aide@maison.example', 'sav@maison.example'])
const START = Date.parse('2026-11-01T08:00:00Z')
const DAY = 86_400_000

interface Mail {
  id: string
  references?: string[]
  subject?: string
  title?: string
  from?: string
  to?: string[]
  at?: number
  verb?: 'Create' | 'Reject'
  about?: string
}

function mail({
  id,
  references = [],
  subject = 'Ma commande',
  from = 'lea@client.example',
  ...more
}: Mail): Activity {
  const { title = subject.replace(/^(re|tr) ?: */i, ''), to = ['aide@maison.example'], at = 0 } = more
  return {
    verb: more.verb ?? 'Create',
    externalId: id,
    published: new Date(START + at),
    visibility: 'private',
    actor: { id: from },
    object: { type: 'Message', id: more.about ?? id, title },
    extra: { mail: { references, subject, to: to.map((address) => ({ address, name: '' })) } },
  } as unknown as Activity
}

const nowhere: Lookup = async () => undefined

async function threadsOf(mails: Mail[], lookup: Lookup = nowhere): Promise<(string | undefined)[]> {
  const threads = createThreads()
  const settled = []
  for (const one of mails) settled.push((await threads.settle(mail(one), OWN, lookup)).object.thread)
  return settled
}

describe('the conversation of a mail', () => {
  it('is that of the root, whatever is left of its references, as long as what it answers was seen', async () => {
    // Each mail answers an earlier one, and names the whole way, its ends, the last two of it, or only what it answers.
    const talk = fc.array(fc.tuple(fc.nat(), fc.constantFrom('whole', 'ends', 'tail', 'parent')), {
      minLength: 1,
      maxLength: 15,
    })
    await fc.assert(
      fc.asyncProperty(talk, async (answers) => {
        const mails: Mail[] = [{ id: 'm0@x' }]
        const ways: string[][] = [[]]
        for (const [pick, form] of answers) {
          const parent = pick % mails.length
          const way = [...(ways[parent] ?? []), `m${parent}@x`]
          const named =
            form === 'whole'
              ? way
              : form === 'ends'
                ? [...new Set([way[0] ?? '', way.at(-1) ?? ''])]
                : way.slice(form === 'tail' ? -2 : -1)
          ways.push(way)
          mails.push({ id: `m${mails.length}@x`, references: named, subject: 'Re: Ma commande' })
        }
        assert.deepEqual(
          await threadsOf(mails),
          mails.map(() => 'm0@x'),
        )
      }),
    )
  })

  it('is asked of the mailbox once where only the mail that it answers is named', async () => {
    const asked: string[] = []
    const lookup: Lookup = async (id) => {
      asked.push(id)
      return id === 'old@x' ? ['root@x', 'middle@x'] : undefined
    }
    const found = await threadsOf(
      [
        { id: 'a@x', references: ['old@x'] },
        { id: 'b@x', references: ['old@x'] },
        { id: 'c@x', references: ['lost@x'] },
        { id: 'd@x', references: ['c@x'] },
        { id: 'e@x', references: ['long@x', 'way@x'] },
      ],
      lookup,
    )
    assert.deepEqual(found, ['root@x', 'root@x', 'lost@x', 'lost@x', 'long@x'])
    assert.deepEqual(asked, ['old@x', 'lost@x'])
  })

  it('of a mail that answers itself is its own', async () => {
    assert.deepEqual(await threadsOf([{ id: 'a@x', references: ['a@x'], subject: 'Bonjour' }]), ['a@x'])
  })

  it('of what came back is that of what was sent', async () => {
    const sent = {
      id: 'a@x',
      from: 'aide@maison.example',
      to: ['lea@client.example'],
      references: ['root@x', 'q@x'],
    }
    const back: Mail = { id: 'bounce@x', verb: 'Reject', about: 'a@x', from: 'mailer-daemon@client.example' }
    assert.deepEqual(await threadsOf([sent, back]), ['root@x', 'root@x'])
  })

  describe('is told by the subject alone', () => {
    const first: Mail = { id: 'a@x' }
    const CASES: [what: string, next: Mail, same: boolean][] = [
      ['where it says that it is an answer', { id: 'b@x', subject: 'RE : Ma commande' }, true],
      ['whatever its case', { id: 'b@x', subject: 'Re: MA COMMANDE' }, true],
      [
        'whichever side writes, from any address of ours',
        { id: 'b@x', subject: 'Re: Ma commande', from: 'sav@maison.example', to: ['lea@client.example'] },
        true,
      ],
      ['not where it says nothing', { id: 'b@x' }, false],
      ['not for a forward', { id: 'b@x', subject: 'Tr: Ma commande' }, false],
      ['not of other people', { id: 'b@x', subject: 'Re: Ma commande', from: 'max@client.example' }, false],
      [
        'not with one more of them',
        { id: 'b@x', subject: 'Re: Ma commande', to: ['aide@maison.example', 'max@client.example'] },
        false,
      ],
      ['not of another matter', { id: 'b@x', subject: 'Re: Ma facture' }, false],
      ['a month later', { id: 'b@x', subject: 'Re: Ma commande', at: 30 * DAY }, true],
      ['not more than a month later', { id: 'b@x', subject: 'Re: Ma commande', at: 30 * DAY + 1 }, false],
      [
        'a month earlier, folders being read one after the other',
        { id: 'b@x', subject: 'Re: Ma commande', at: -30 * DAY },
        true,
      ],
    ]
    for (const [what, next, same] of CASES)
      it(what, async () => assert.deepEqual(await threadsOf([first, next]), ['a@x', same ? 'a@x' : 'b@x']))
  })

  it('is remembered for the latest mails only', async () => {
    const many = Array.from({ length: 5_001 }, (_, n) => ({
      id: `m${n}@x`,
      subject: `S${n}`,
      references: ['r@x', 'q@x'],
    }))
    const [early, late] = (
      await threadsOf([...many, { id: 'e@x', references: ['m0@x'] }, { id: 'l@x', references: ['m5000@x'] }])
    ).slice(-2)
    assert.deepEqual([early, late], ['m0@x', 'r@x'])
  })
})

describe('two mails with one Message-ID', () => {
  it('are two where their dates are, and one where they are copies, in whatever order', () => {
    const seen = fc.array(fc.tuple(fc.constantFrom('a@x', 'b@x'), fc.integer({ min: 0, max: 3 })), {
      maxLength: 20,
    })
    fc.assert(
      fc.property(seen, (copies) => {
        const distinct = createTwice()
        const ids = new Map<string, string>()
        for (const [id, second] of copies) {
          const { externalId, object } = distinct(mail({ id, at: second * 1000 }))
          assert.equal(object.id, externalId)
          const key = `${id} ${second}`
          assert.equal(ids.get(key) ?? externalId, externalId, 'a copy is the same one each time')
          ids.set(key, externalId)
        }
        assert.equal(new Set(ids.values()).size, ids.size, 'no two mails are one')
      }),
    )
  })

  it('are left as they are where a machine tells of one', () => {
    const distinct = createTwice()
    distinct(mail({ id: 'a@x' }))
    const back = mail({ id: 'a@x', verb: 'Reject', about: 'sent@x', at: 5_000 })
    assert.equal(distinct(back), back)
  })
})

describe('where reading goes on', () => {
  const NOW = new Date('2026-11-22T12:00:00Z')

  it('is where it was left, even where numbers are larger than ours', () => {
    const cursor = {
      since: '2026-10-01T00:00:00.000Z',
      folders: {
        INBOX: { validity: '18446744073709551615', uid: 4_294_967_295, modseq: '9223372036854775807' },
      },
    }
    assert.deepEqual(cursorOf(JSON.stringify(cursor), 30, NOW), cursor)
  })

  it('is some days back for a new account, and for a cursor that cannot be read', () => {
    const begin = { since: '2026-10-23T12:00:00.000Z', folders: {} }
    for (const text of [
      undefined,
      '',
      'x',
      '{}',
      'null',
      '[]',
      '{"since":5,"folders":{}}',
      '{"since":"x","folders":{"A":{"uid":-1,"validity":"1"}}}',
    ])
      assert.deepEqual(cursorOf(text, 30, NOW), begin, text)
    assert.equal(cursorOf(undefined, 0, NOW).since, NOW.toISOString())
  })
})
