import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { entry, note } from '../../../../test/support/entries.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../../test/support/http.ts'
import { type Activity, append, consume } from '../../../activity/index.ts'
import { docOf, toTokens } from '../../../match/index.ts'
import { changeConversations } from '../change.ts'
import { inboxIntake } from '../intake.ts'
import { joinConversations } from '../merge/join.ts'
import { addNote } from '../note.ts'
import { listConversations } from '../store.ts'
import type { Found } from './found.ts'
import { searchInboxRoutes } from './routes.ts'
import { around, marksIn } from './snippet.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
const DAY = 86_400_000
const ALERT = '01890000-0000-7000-8000-0000000000a1'

interface Item {
  id: string
  status: string
  author: { name: string | null }
  found: Found
}

let server: TestServer
let workspaceId: string
let ana: Member
before(async () => {
  server = await testServer({
    routes: () => searchInboxRoutes({ signsOn: async () => new Map() }),
    clock: { now: () => NOW },
  })
  workspaceId = await server.workspace()
  ana = await server.member(workspaceId, 'agent')
})
after(() => server.close())

const reading = {
  lang: 'fr',
  sentiment: 'neutral',
  p: { positive: 0, neutral: 1, negative: 0 },
  why: [],
} as const

async function say(channel: string, ...activities: Activity[]): Promise<void> {
  const entries = activities.map((one) => ({
    ...entry(one, { alerts: [ALERT] }),
    tokens: toTokens(docOf(one, reading, channel)),
  }))
  await append(server.db, { workspaceId, channel, accountId: null, entries, received: NOW })
  const intake = inboxIntake({
    inboxAlerts: async () => new Set([ALERT]),
    inboxAccounts: async () => new Set(),
  })
  while ((await consume(server.db, workspaceId, intake)) > 0);
}

let made = 0
const said = (text: string, days: number, name = 'Sam', more: Partial<Activity> = {}): Activity =>
  note(`m${++made}`, text, {
    at: new Date(NOW.getTime() - days * DAY).toISOString(),
    actor: { id: `actor-${name}`, name },
    ...more,
  })

async function search(q: string, more = ''): Promise<{ items: Item[]; next: string | null }> {
  const answer = await ana.browser.get(`/conversations/search?q=${encodeURIComponent(q)}${more}`)
  assert.equal(answer.status, 200, await answer.clone().text())
  return (await answer.json()) as { items: Item[]; next: string | null }
}
const texts = async (q: string, more = '') => (await search(q, more)).items.map(({ found }) => found.text)
const marked = ({ text, marks }: Found) => marks.map(({ start, end }) => text.slice(start, end))
const idOf = async (snippet: string) => {
  const all = await listConversations(server.db, workspaceId, { sort: 'recent' }, 500)
  return all.find((one) => one.snippet === snippet)?.id ?? assert.fail(snippet)
}
const by = () => ({ memberId: ana.memberId, now: NOW })

describe('a search', () => {
  it('finds what was said in all history, whatever became of it, what was said last first', async () => {
    await say(
      'net',
      said('La bouilloire rouge', 1),
      said('Une bouilloire verte', 400),
      said('La Bouilloire bleue !', 30),
      said('Rien de cela', 2),
    )
    await changeConversations(
      server.db,
      workspaceId,
      [await idOf('La Bouilloire bleue !')],
      { status: 'done' },
      by(),
    )
    const { items } = await search('bouilloire')
    assert.deepEqual(
      items.map(({ found, status }) => [found.text, status]),
      [
        ['La bouilloire rouge', 'open'],
        ['La Bouilloire bleue !', 'done'],
        ['Une bouilloire verte', 'done'],
      ],
    )
    assert.deepEqual(
      items.flatMap(({ found }) => marked(found)),
      ['bouilloire', 'Bouilloire', 'bouilloire'],
    )
    assert.deepEqual(await texts('bouilloire', '&status=open'), ['La bouilloire rouge'])
    assert.deepEqual(await texts('"bouilloire verte" OR bleue'), [
      'La Bouilloire bleue !',
      'Une bouilloire verte',
    ])
    assert.deepEqual(await texts('bouilloire -rouge', '&status=open'), [])
  })

  it('finds who wrote, also with what they said, and titles', async () => {
    await say('net', said('Ma théière fuit', 3, 'Léonie Marchetti'), said('Ma théière chante', 4, 'Paul'))
    assert.deepEqual(await texts('marchetti'), ['Ma théière fuit'])
    assert.deepEqual(await texts('leonie theiere'), ['Ma théière fuit'])
    const titled = said('Bonjour', 5)
    titled.object.title = 'Facture introuvable'
    await say('mail', titled)
    const [item] = (await search('introuvable')).items
    assert.ok(item)
    assert.deepEqual([item.found.text, marked(item.found)], ['Facture introuvable', ['introuvable']])
  })

  it('finds notes, without case or accents, and only where nothing but words is asked', async () => {
    await say('net', said('Question simple', 6))
    const id = await idOf('Question simple')
    await addNote(server.db, workspaceId, id, {
      memberId: ana.memberId,
      text: 'Déjà REMBOURSÉE par Zoé',
      now: NOW,
    })
    const [item] = (await search('remboursee')).items
    assert.deepEqual([item?.id, item?.found.kind], [id, 'note'])
    assert.deepEqual(item && marked(item.found), ['REMBOURSÉE'])
    assert.deepEqual(await texts('remboursee lang:fr'), [])
  })

  it('shows a conversation that was joined to another as that one', async () => {
    await say('net', said('Parapluie perdu', 7))
    await say('mail', said('Parasol perdu', 8))
    const [into, other] = [await idOf('Parapluie perdu'), await idOf('Parasol perdu')]
    await joinConversations(server.db, workspaceId, { into, ids: [other] }, by())
    const { items } = await search('parasol')
    assert.deepEqual(
      items.map(({ id, found }) => [id, found.text]),
      [[into, 'Parasol perdu']],
    )
    assert.equal((await search('perdu')).items.length, 1, 'once on a page')
  })

  it('is read page by page without losing any, in all history', async () => {
    const wanted = Array.from({ length: 13 }, (_, i) => `Samovar ${i}`)
    await say('net', ...wanted.map((text, i) => said(text, i * 41, `Actor ${i}`)))
    const seen: string[] = []
    let cursor = ''
    do {
      const page = await search('samovar', `&limit=4${cursor}`)
      seen.push(...page.items.map(({ found }) => found.text))
      cursor = page.next ? `&cursor=${page.next}` : ''
    } while (cursor)
    assert.deepEqual(seen, wanted)
  })

  it('finds each message once, whenever in its month it was said', async () => {
    // On both sides of where the newest days of a month end, of its first day, and of pieces without any.
    const days = [
      0.5, 2.999, 3, 3.001, 5, 8, 8.5, 21.499, 21.5, 21.501, 24, 24.501, 30, 52, 52.1, 52.5, 79, 140, 141,
    ]
    const wanted = days.map((_, n) => `Percolateur ${n}`)
    await say('net', ...days.map((ago, n) => said(`Percolateur ${n}`, ago, `Percolator ${n}`)))
    for (const limit of [1, 5, 60]) {
      const seen: string[] = []
      let cursor = ''
      do {
        const page = await search('percolateur', `&limit=${limit}${cursor}`)
        seen.push(...page.items.map(({ found }) => found.text))
        cursor = page.next ? `&cursor=${page.next}` : ''
      } while (cursor)
      assert.deepEqual(seen, wanted, `by ${limit}`)
    }
  })

  it('shows nothing of another workspace, and says what is wrong with what was asked', async () => {
    const stranger = await server.member(await server.workspace('Ailleurs'), 'agent')
    const answer = await stranger.browser.get('/conversations/search?q=bouilloire')
    assert.deepEqual(await answer.json(), { items: [], next: null })
    const wrong = await ana.browser.get('/conversations/search?q=%28lampe')
    assert.equal((await problemOf(wrong)).id, 'search_invalid')
  })
})

describe('what is shown of what was found', () => {
  it('holds the marks where they were, cut at words, with a sign that it is cut', () => {
    const text = `${'avant '.repeat(40)}TROUVÉ ${'après '.repeat(60)}`
    const start = text.indexOf('TROUVÉ')
    const shown = around(text, [{ start, end: start + 6 }])
    assert.match(shown.text, /^…avant .*TROUVÉ après.*…$/)
    assert.ok(shown.text.length < 260)
    assert.deepEqual(
      shown.marks.map((mark) => shown.text.slice(mark.start, mark.end)),
      ['TROUVÉ'],
    )
    assert.deepEqual(around('Bref', []), { text: 'Bref', marks: [] })
  })

  it('never loses the first mark nor cuts a sign in two, whatever the text', () => {
    const piece = fc.constantFrom('a', 'é', ' ', '😀', '\n', 'mot', '—')
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 300 }),
        fc.array(piece, { maxLength: 300 }),
        (before_, after_) => {
          const text = `${before_.join('')}X${after_.join('')}`
          const start = before_.join('').length
          const shown = around(text, [{ start, end: start + 1 }])
          assert.deepEqual(
            shown.marks.map((mark) => shown.text.slice(mark.start, mark.end)),
            ['X'],
          )
          assert.ok(shown.text.isWellFormed())
        },
      ),
    )
  })

  it('marks whole words of a note', () => {
    const text = 'Le colis et les colis ; un colisée'
    assert.deepEqual(
      marksIn(text, 'COLIS').map(({ start }) => start),
      [3, 16],
    )
    assert.deepEqual(
      marksIn('Ça (va', '(va').map(({ start, end }) => [start, end]),
      [[4, 6]],
    )
  })
})
