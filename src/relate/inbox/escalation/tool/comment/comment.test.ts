import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { type DeskKind, type Desks, startDesks } from '../../../../../../test/support/issue-server.ts'
import { loopbackHttp } from '../../../../../../test/support/listening.ts'
import { deskOf } from '../desk.ts'
import { toolSchema } from '../tool.ts'
import { COMMENTS, linkOf, momentOf } from './comment.ts'

const KINDS = ['github', 'gitlab', 'jira'] as const
const PROJECTS = { github: 'ardoise/boutique', gitlab: 'ardoise/sav/boutique', jira: 'SAV' }
const START = Date.parse('2026-11-18T09:00:00Z')
const http = loopbackHttp()
let desks: Desks
before(async () => {
  desks = await startDesks()
})
after(async () => {
  await desks?.close()
  await http.close()
})

function toolOf(kind: DeskKind) {
  const more = kind === 'jira' ? { user: 'lea@example.org', type: 'Bug' } : {}
  return toolSchema.parse({ kind, url: `${desks.url}/${kind}`, project: PROJECTS[kind], ...more })
}

for (const kind of KINDS)
  describe(`comments of ${kind}`, () => {
    const number = kind === 'jira' ? 'SAV-1' : '1'
    const read = (since: number) =>
      deskOf(http, toolOf(kind), desks.token).comments(number, new Date(since), AbortSignal.timeout(10_000))

    async function wrote(count: number) {
      desks.reset()
      await desks.make(kind, { title: 'x', body: 'y' })
      for (let n = 0; n < count; n++) {
        const at = new Date(START + n * 60_000).toISOString()
        desks.comment(kind, number, { author: 'Léa', text: `Mot ${n}`, at, aside: n % 10 === 9 })
      }
    }

    it('are read over several pages, each once and the oldest first, whenever one had come', async () => {
      await wrote(130)
      const { comments, until, from } = await read(START + 120 * 60_000)
      const wanted = Array.from({ length: 130 }, (_, n) => n).filter((n) => n % 10 !== 9)
      assert.deepEqual(
        comments.map(({ text }) => text),
        wanted.map((n) => `Mot ${n}`),
      )
      assert.equal(until?.getTime(), START + 129 * 60_000, 'what is passed over has been read too')
      assert.equal(from?.getTime(), 0, 'all of it has been read')
    })

    it('that are more than can be read are not said to be gone, and the last of them are read', async () => {
      await wrote(630)
      const { comments, there, from } = await read(START + 620 * 60_000)
      assert.equal(comments.at(-1)?.text, 'Mot 628')
      // GitHub lists the oldest first: what lies between is neither read nor missed.
      if (kind === 'github') assert.deepEqual([comments[0]?.text, from], ['Mot 0', null])
      else assert.equal(from?.getTime(), START + 130 * 60_000)
      assert.ok(comments.every(({ id }) => there.has(id)))
    })

    it('say when they were written anew, and who is set aside is there all the same', async () => {
      await wrote(10)
      const [first] = (await read(START)).comments
      const anew = new Date(START + 99 * 60_000)
      desks.rewrite(kind, Number(first?.id), 'Autre mot', anew)
      const { comments, until, there } = await read(START)
      const [one, two] = comments
      assert.deepEqual([one?.text, one?.edited, two?.edited], ['Autre mot', anew, null])
      assert.equal(until?.getTime(), anew.getTime())
      assert.equal(there.size, kind === 'jira' ? 9 : 10, 'but for what a Jira keeps for its own')
    })

    it('that are no such thing are a failure of the tool’s, and nothing else (generated)', () => {
      const reading = COMMENTS[kind]
      fc.assert(
        fc.property(fc.jsonValue(), (answer) => {
          try {
            const { comments } = reading.read(toolOf(kind), number, answer)
            assert.ok(Array.isArray(comments))
          } catch (error) {
            assert.equal((error as Error).name, 'ZodError')
          }
        }),
      )
    })
  })

it('whatever words they are made of, they can be kept and shown (generated)', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, login) => {
      const answer = [
        {
          ...{ id: 1, html_url: `javascript:${text}`, body: text, created_at: '2026-11-18T09:00:00Z' },
          ...{ user: { login, type: 'User' }, author_association: 'OWNER' },
        },
      ]
      for (const one of COMMENTS.github.read(toolOf('github'), '1', answer).comments) {
        assert.ok(!`${one.text}${one.author}`.includes('\u0000'))
        assert.ok(one.text.trim() !== '' && one.text.length <= 20_000 && one.author.length <= 200)
        assert.equal(one.url, null)
      }
    }),
  )
})

it('a moment is read as each tool writes it, and an address only where it can be opened', () => {
  for (const text of ['2026-11-18T10:00:00.000+0100', '2026-11-18T09:00:00Z', '2026-11-18T10:00:00+01:00'])
    assert.equal(momentOf(text)?.getTime(), START)
  for (const text of ['', null, undefined, 'hier']) assert.equal(momentOf(text), null)
  assert.equal(linkOf('https://github.com/a/b/issues/1#c-2'), 'https://github.com/a/b/issues/1#c-2')
  for (const url of [
    'javascript:alert(1)',
    'data:text/html,x',
    '',
    null,
    `https://a.example/${'x'.repeat(2000)}`,
  ])
    assert.equal(linkOf(url), null)
})
