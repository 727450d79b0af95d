import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fixedClock } from '../../../lib/clock/index.ts'
import { type Handle, inTransaction } from '../../../lib/db/index.ts'
import { problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { setupLink, useSetupToken } from './store.ts'

const clock = fixedClock(new Date('2026-02-01T10:00:00Z'))
let server: TestServer
let began: string[] = []

before(async () => {
  server = await testServer({
    clock,
    begin: async (_tx, { readiness }) => {
      began = readiness.brand.names
    },
  })
})
after(() => server.close())

function link() {
  return setupLink(server.db, { publicUrl: 'http://localhost:4300', now: clock.now() })
}

function request(token: string, email = 'Camille@Example.org') {
  return {
    token,
    owner: { name: 'Camille', email, password: 'correct horse battery' },
    workspace: { name: 'Maison Ardoise', timeZone: 'Europe/Paris', locale: 'fr' },
    readiness: {
      brand: {
        names: ['Maison Ardoise'],
        site: '',
        competitors: [],
        languages: ['fr'],
        identity: ['sincère'],
      },
      people: { who: 'Camille', answersWithinHours: 4, outOfHours: '', approves: '' },
      objectives: [
        {
          indicator: 'reply-time',
          label: 'Répondre vite',
          target: 4,
          by: '2026-06-30',
          agreedWith: 'Direction',
        },
      ],
    },
  }
}

test('the set-up: a link that expires, is renewed at each start, serves once, and closes behind itself', async (t) => {
  const first = await link()
  const visitor = server.browser()

  await t.test('it is asked for while nobody owns anything', async () => {
    assert.deepEqual(await (await visitor.get('/setup')).json(), { needed: true })
    assert.match(first ?? '', /^http:\/\/localhost:4300\/set-up#[\w-]{43}$/)
  })

  await t.test('without the token, or with yesterday’s, nothing is made', async () => {
    assert.equal((await visitor.post('/setup', request('x'))).status, 403)
    clock.advance(24 * 3_600_000 + 1)
    const late = await visitor.post('/setup', request(first?.split('#')[1] ?? ''))
    assert.equal((await problemOf(late)).id, 'setup_token')
  })

  await t.test('a new start makes a new link, and the former one is dead', async () => {
    const second = await link()
    const third = await link()
    const former = await visitor.post('/setup', request(second?.split('#')[1] ?? ''))
    assert.equal(former.status, 403)
    const token = third?.split('#')[1] ?? ''
    const answers = await Promise.all(
      ['a@example.org', 'b@example.org'].map((email) =>
        server.browser().post('/setup', request(token, email)),
      ),
    )
    assert.deepEqual(answers.map((one) => one.status).sort(), [204, 403], 'of two at once, one wins')
  })

  await t.test('the winner is in, with the answers kept and the rest of the program told', async () => {
    const { rows } = await server.pool.query(
      'select u.email, m.role from member m join app_user u on u.id = m.user_id',
    )
    assert.equal(rows.length, 1)
    assert.equal(rows[0].role, 'owner')
    assert.deepEqual(began, ['Maison Ardoise'])
    const signedIn = await visitor.post('/api/auth/sign-in/email', {
      email: rows[0].email,
      password: 'correct horse battery',
    })
    assert.equal(signedIn.status, 200)
    const objectives = (await (await visitor.get('/objectives')).json()) as {
      label: string
      value: number | null
    }[]
    assert.deepEqual(
      objectives.map((one) => [one.label, one.value]),
      [['Répondre vite', null]],
    )
    const readiness = (await (await visitor.get('/readiness')).json()) as { objectives: unknown[] }
    assert.deepEqual(readiness, request('').readiness)
  })

  await t.test('from then on the page is dead, with any token, and no link is made', async () => {
    assert.equal(await link(), null)
    const again = await visitor.post('/setup', request('x'))
    assert.equal(again.status, 410)
    assert.equal((await problemOf(again)).id, 'setup_done')
    assert.deepEqual(await (await visitor.get('/setup')).json(), { needed: false })
  })
})

test('a token used in a transaction still open is not used by a second one', async () => {
  const fresh = await testServer()
  try {
    const made = await setupLink(fresh.db, { publicUrl: 'http://localhost:4300', now: new Date() })
    const token = made?.split('#')[1] ?? ''
    const use = (tx: Handle) => useSetupToken(tx, token, new Date())
    let second: Promise<boolean> | undefined
    const first = await inTransaction(fresh.db, async (tx) => {
      const used = await use(tx)
      second = inTransaction(fresh.db, use)
      while ((await fresh.pool.query('select 1 from pg_locks where not granted')).rowCount === 0);
      return used
    })
    assert.deepEqual([first, await second], [true, false])
  } finally {
    await fresh.close()
  }
})

test('another site cannot make a browser set it up (T14)', async () => {
  const claims: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
  ]
  for (const headers of claims) {
    const response = await server.browser().post('/setup', request('x'), { headers })
    assert.equal((await problemOf(response)).id, 'origin')
  }
})

test('what is missing or unknown is said field by field', async () => {
  const { owner, ...rest } = request('x')
  const response = await server.browser().post('/setup', {
    ...rest,
    owner: { ...owner, email: 'no', password: 'short', role: 'owner' },
    demo: true,
  })
  const { id, fields } = await problemOf(response)
  assert.equal(response.status, 422)
  assert.equal(id, 'body_invalid')
  assert.deepEqual(Object.keys(fields ?? {}).sort(), ['demo', 'owner.email', 'owner.password', 'owner.role'])
  assert.equal(fields?.['owner.password'], 'At least 8 characters.')
})
