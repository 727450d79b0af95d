import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { about, entry, note } from '../../../../test/support/entries.ts'
import { type Member, type TestServer, testServer } from '../../../../test/support/http.ts'
import { type Activity, append, consume, getByExternalId } from '../../../activity/index.ts'
import { forgetActivities } from '../forget.ts'
import { inboxIntake } from '../intake.ts'
import { createSaved } from '../saved/store.ts'
import { listConversations } from '../store.ts'
import { suggestIntake } from './intake.ts'
import { alike } from './rank.ts'
import { suggestRoutes } from './routes.ts'
import { addPairs, likesOf, type NewPair, removePairs } from './store.ts'
import { termsOf } from './terms.ts'

let server: TestServer
let workspaceId = ''
let agent: Member
before(async () => {
  const namesOf = async (_: string, row: { actor_name: string | null; actor_handle: string | null }) =>
    [row.actor_name, row.actor_handle].filter((name) => name !== null)
  server = await testServer({ routes: () => suggestRoutes({ namesOf }) })
})
after(() => server.close())
beforeEach(async () => {
  workspaceId = await server.workspace('Maison Ardoise')
  agent = await server.member(workspaceId, 'agent')
})

let made = 0
const NOW = new Date('2026-11-10T18:00:00Z')
const people = {
  ines: { id: 'did:ines', name: 'Inès Durand', handle: 'ines_d', followers: 3 },
  marc: { id: 'did:marc', name: 'Marc Thévenet', handle: 'marc_t', followers: 3 },
}

function said(text: string, more: Partial<Activity> & { at?: string } = {}): Activity {
  return note(`m${++made}`, text, { actor: people.ines, ...more })
}
const answer = (to: Activity, text: string, more: Partial<Activity> & { at?: string } = {}): Activity => ({
  ...said(text, { at: '2026-11-10T11:00:00Z', actor: { id: 'us', name: 'Nous' }, ours: true, ...more }),
  object: { type: 'Note', id: `m${made}`, text, inReplyTo: to.externalId },
})

interface Read {
  sentiment?: 'positive' | 'negative'
}

async function live(...activities: (Activity & Read)[]): Promise<void> {
  const entries = activities.map(({ sentiment, ...activity }) => {
    const plain = entry(activity)
    const reading = { ...plain.reading, lang: 'fr', ...(sentiment && { sentiment }) }
    return { ...plain, reading }
  })
  await append(server.db, { workspaceId, channel: 'net', accountId: null, entries, received: NOW })
  const intake = inboxIntake({
    inboxAlerts: async () => new Set(),
    inboxAccounts: async () => new Set(),
  })
  for (const consumer of [intake, suggestIntake()])
    while ((await consume(server.db, workspaceId, consumer)) > 0);
}

interface Shown {
  kind: string
  id: string
  about: string
  text: string
  thanked: boolean
  at: string
  blanks: { name: string }[]
}
async function suggested(): Promise<Shown[]> {
  const [talk] = await listConversations(server.db, workspaceId, { sort: 'recent' }, 1)
  const reply = await agent.browser.get(`/conversations/${talk?.id}/suggestions`)
  assert.equal(reply.status, 200)
  return (await reply.json()) as Shown[]
}
const pairs = async () =>
  (
    await server.pool.query<{ unhappy: boolean; thanked: boolean }>(
      'select unhappy, thanked from answer_pair where workspace_id = $1 order by at',
      [workspaceId],
    )
  ).rows
const sums = async () =>
  (
    await server.pool.query<{ term: number; pairs: number }>(
      'select term, pairs from answer_term where workspace_id = $1 order by term',
      [workspaceId],
    )
  ).rows
const GOOD =
  'Bonjour Inès, votre colis repart demain, appelez le 06 12 34 56 78. Merci et belle journée, Camille'

/** Somebody else asks the same in private, so that a conversation of theirs is there. */
const asksToo = () =>
  live(
    said('Bonjour, où est donc mon colis, il est en retard ?', {
      actor: people.marc,
      visibility: 'private',
      at: '2026-11-10T15:00:00Z',
    }),
  )

describe('suggestions', () => {
  it('are what the team answered to the likes of it, with nothing of the other customer and the words of this one', async () => {
    const asked = said('Mon colis est en retard, où est mon colis ? Inès')
    await live(asked, answer(asked, GOOD))
    await asksToo()
    const [first, ...more] = await suggested()
    assert.deepEqual(more, [])
    assert.equal(
      first?.text,
      'Bonjour Marc, votre colis repart demain, appelez le {{téléphone}}. Merci et belle journée, Camille agent',
    )
    assert.deepEqual(
      first?.blanks.map(({ name }) => name),
      ['téléphone'],
    )
    assert.equal(first?.about, 'Mon colis est en retard, où est mon colis ? {{prénom}}')
    assert.equal(first?.at, '2026-11-10T11:00:00.000Z')
  })

  it('are none of another matter, of a curt answer, of one too short, nor of what nobody of ours wrote', async () => {
    const other = said('La lampe de chevet clignote le soir depuis lundi')
    const same = said('Mon colis est en retard, où est mon colis ?')
    const third = said('Où est passé mon colis en retard ?', { actor: people.marc })
    await live(
      ...[other, same, third],
      answer(other, 'Bonjour Inès, vissez bien l’ampoule, merci. Belle journée à vous'),
      answer(same, 'C’EST VOTRE FAUTE, IL FALLAIT LIRE LES CONDITIONS AVANT DE COMMANDER'),
      answer(same, 'Voilà.'),
      { ...answer(same, GOOD), ours: false },
    )
    await asksToo()
    assert.deepEqual(await suggested(), [])
    assert.equal((await pairs()).length, 1)
  })

  it('are not what left somebody unhappy, and tell what was thanked for', async () => {
    const [first, second] = [
      said('Mon colis est en retard, où est-il ?'),
      said('Mon colis a du retard, où est-il ?', { actor: people.marc }),
    ]
    await live(first, second, answer(first, GOOD), answer(second, `${GOOD}, vraiment`))
    await live(
      { ...said('Toujours rien, c’est honteux', { at: '2026-11-10T12:00:00Z' }), sentiment: 'negative' },
      said('Merci, bien reçu', { actor: people.marc, at: '2026-11-10T12:30:00Z' }),
    )
    assert.deepEqual(await pairs(), [
      { unhappy: true, thanked: false },
      { unhappy: false, thanked: true },
    ])
    await asksToo()
    const shown = await suggested()
    assert.deepEqual(
      shown.map(({ thanked }) => thanked),
      [true],
    )
  })

  it('go with what was taken back, edited, or erased, and leave no sum behind', async () => {
    const [a, b, c] = [1, 2, 3].map((n) => said(`Mon colis numéro ${n} est en retard, où est-il ?`)) as [
      Activity,
      Activity,
      Activity,
    ]
    const [toA, toB, toC] = [answer(a, GOOD), answer(b, GOOD), answer(c, GOOD)]
    await live(a, b, c, toA, toB, toC)
    assert.equal((await pairs()).length, 3)
    await live(about('Delete', toA.externalId, { ours: true }), about('Delete', b.externalId))
    assert.equal((await pairs()).length, 1)
    await live(
      about('Update', c.externalId, {
        actor: people.ines,
        text: 'La lampe de chevet clignote le soir',
      }),
    )
    const clock = await likesOf(
      server.db,
      workspaceId,
      { terms: termsOf('lampe qui clignote'), lang: 'fr', visibility: 'public', except: [] },
      3,
    )
    assert.equal(clock.length, 1)
    const ids = (await getByExternalId(server.db, workspaceId, 'net', [c.externalId])).map(({ id }) => id)
    await forgetActivities(server.db, workspaceId, ids)
    assert.deepEqual([await pairs(), await sums()], [[], []])
  })

  it('said in private are offered in private alone', async () => {
    const asked = said('Mon colis est en retard, où est mon colis ?', { visibility: 'private' })
    await live(asked, answer(asked, GOOD, { visibility: 'private' }))
    const asks = (visibility: 'public' | 'private') =>
      likesOf(
        server.db,
        workspaceId,
        { terms: termsOf('colis en retard'), lang: 'fr', visibility, except: [] },
        3,
      )
    assert.deepEqual([(await asks('public')).length, (await asks('private')).length], [0, 1])
  })

  it('have a saved answer that fits first, filled too', async () => {
    const by = { workspaceId, memberId: agent.memberId, who: { userId: agent.userId }, now: NOW }
    const blank = { shortcut: null, folder: '', tags: [], channels: [], crisis: false }
    const saved = {
      ...blank,
      name: 'Colis en retard',
      texts: { fr: 'Bonjour {{prénom}}, votre colis en retard arrive.' },
    }
    const id = await createSaved(server.db, by, saved)
    await createSaved(server.db, by, {
      ...blank,
      name: 'Horaires',
      texts: { fr: 'Nous ouvrons à dix heures.' },
    })
    await asksToo()
    const shown = await suggested()
    assert.deepEqual(
      shown.map((one) => [one.kind, one.id, one.text]),
      [['saved', id, 'Bonjour Marc, votre colis en retard arrive.']],
    )
  })
})

describe('the index', () => {
  const words = ['colis', 'retard', 'lampe', 'prix', 'retour', 'facture', 'ampoule', 'magasin']
  const question = fc
    .uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 5 })
    .map((all) => all.join(' '))
  const pair = (text: string): NewPair => ({
    ...{
      answerId: uuidv7(),
      questionId: uuidv7(),
      channel: 'net',
      asker: 'a',
      lang: 'fr',
      visibility: 'public',
    },
    ...{ at: NOW, terms: termsOf(text) },
  })

  it('finds what a plain reading of all pairs finds, after any additions and removals', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(question, { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(11), { maxLength: 6 }),
        question,
        async (texts, gone, asked) => {
          const fresh = await server.workspace()
          const all = texts.map(pair)
          await addPairs(server.db, fresh, all)
          await addPairs(server.db, fresh, all.slice(0, 2))
          const lost = new Set(gone.flatMap((n) => all[n]?.questionId ?? []))
          await removePairs(server.db, fresh, [...lost])
          const left = all.filter(({ questionId }) => !lost.has(questionId))
          const having = new Map<number, number>()
          for (const { terms } of left)
            for (const term of terms) having.set(term, (having.get(term) ?? 0) + 1)
          const corpus = {
            count: left.length,
            length: left.reduce((sum, one) => sum + one.terms.length, 0),
            having,
          }
          const kept = await server.pool.query<{ term: number; pairs: number }>(
            'select term, pairs from answer_term where workspace_id = $1',
            [fresh],
          )
          const plain = [...having, [0, corpus.count], [1, corpus.length]].filter(([, n]) => n !== 0)
          assert.deepEqual(
            new Map(kept.rows.map(({ term, pairs: n }) => [term, n])),
            new Map(plain as [number, number][]),
          )
          const terms = termsOf(asked)
          const found = await likesOf(
            server.db,
            fresh,
            { terms, lang: 'fr', visibility: 'public', except: [] },
            3,
          )
          const best = left.map((one) => alike(terms, one.terms, corpus)).sort((a, b) => b - a)
          assert.deepEqual(
            found.map((one) => one.alike.toFixed(6)),
            best
              .filter((value) => value > 0)
              .slice(0, 3)
              .map((value) => value.toFixed(6)),
          )
        },
      ),
      { numRuns: 12 },
    )
  })
})
