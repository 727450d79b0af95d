import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { inTransaction } from '../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { presentSite } from './present.ts'
import { showSite } from './show.ts'
import { byHour, type Finding, step } from './standing.ts'
import {
  changeSite,
  claimSites,
  createSite,
  deleteSite,
  fallsOf,
  forgetHours,
  getSite,
  hoursOf,
  listSites,
  noteCertificate,
  noteLook,
  othersSeen,
  type SiteRow,
  standingOf,
  sumsSince,
} from './store.ts'

const START = new Date('2026-11-22T09:10:00Z')
const MINUTE = 60_000
const DAY = 86_400_000
const SITE = { name: 'Shop', minutes: 5, status: null, text: null, seconds: 10 }
const FAULT = { kind: 'status' as const, detail: 'HTTP 500' }

let database: TestDatabase
let workspaceId: string

before(async () => {
  database = await testDatabase()
  workspaceId = await testWorkspace(database.db)
})
after(() => database.close())

async function made(url = 'https://shop.example/'): Promise<string> {
  return createSite(database.db, workspaceId, { ...SITE, url }, START)
}

const leave = (id: string) => inTransaction(database.db, (tx) => deleteSite(tx, workspaceId, id))
const site = (id: string) => getSite(database.db, workspaceId, id)
const at = (minutes: number) => new Date(START.getTime() + minutes * MINUTE)

async function look(
  id: string,
  minute: number,
  finding: Finding,
  took: number | null = 100,
): Promise<boolean> {
  const row = await site(id)
  const told = step(standingOf(row), finding, { now: at(minute), minutes: row.minutes, random: 0.5 })
  const checked = { fault: finding === 'good' ? null : FAULT, status: finding === 'good' ? 200 : 500, took }
  return inTransaction(database.db, (tx) => noteLook(tx, row, told, checked, at(minute)))
}

test('what is kept by the hour is what was told, look by look, and falls are those of the story', async () => {
  const one = fc.tuple(
    fc.integer({ min: 1, max: 25 }),
    fc.constantFrom<Finding>('good', 'good', 'bad', 'untold'),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 20 }), async (looks) => {
      const id = await made()
      let minute = 0
      let standing: Parameters<typeof step>[0] = { state: 'unknown', since: null, last: null }
      const hours = new Map<string, { up: number; down: number }>()
      let falls = 0
      for (const [gap, finding] of looks) {
        minute += gap
        const next = step(standing, finding, { now: at(minute), minutes: 5, random: 0.5 })
        for (const part of next.stretch ? byHour(next.stretch) : []) {
          const sum = hours.get(part.hour.toISOString()) ?? { up: 0, down: 0 }
          hours.set(part.hour.toISOString(), { up: sum.up + part.up, down: sum.down + part.down })
        }
        if (next.event?.kind === 'down') falls++
        standing = next
        assert.equal(await look(id, minute, finding, finding === 'good' ? gap : null), true)
      }
      const row = await site(id)
      assert.deepEqual(
        [row.state, row.since, row.cut_off],
        [standing.state, standing.since, looks.at(-1)?.[1] === 'untold'],
      )
      const kept = await hoursOf(database.db, workspaceId, id, new Date(0))
      for (const hour of kept) {
        const told = hours.get(hour.hour.toISOString()) ?? { up: 0, down: 0 }
        assert.deepEqual([hour.up, hour.down], [told.up, told.down])
        assert.ok(hour.up + hour.down <= 3600.001)
      }
      const answers = kept.reduce((sum, hour) => sum + hour.answers, 0)
      assert.equal(answers, looks.filter(([, finding]) => finding === 'good').length)
      const seen = await fallsOf(database.db, workspaceId, id)
      assert.equal(seen.length, falls)
      assert.equal(seen.filter((fall) => fall.ended === null).length, row.state === 'down' ? 1 : 0)
      await leave(id)
    }),
    { numRuns: 15 },
  )
})

test('a look at what was changed or taken away meanwhile tells nothing', async () => {
  const id = await made()
  const row = await site(id)
  const told = step(row, 'bad', { now: at(5), minutes: 5, random: 0.5 })
  const checked = { fault: FAULT, status: 500, took: 90 }
  await changeSite(database.db, row, { text: 'Welcome' }, at(1))
  assert.equal(await noteLook(database.db, row, told, checked, at(5)), false)
  assert.equal((await site(id)).state, 'unknown')
  await leave(id)
  assert.equal(await noteLook(database.db, row, told, checked, at(5)), false)
})

test('what changes what is asked ends a fall, and forgets what was known of something else', async () => {
  const id = await made()
  for (const [minute, finding] of [
    [0, 'good'],
    [5, 'bad'],
    [6, 'bad'],
  ] as const)
    await look(id, minute, finding)
  assert.equal((await site(id)).state, 'down')
  await noteCertificate(database.db, await site(id), { expires: at(1), issuer: 'x' }, START)
  await changeSite(database.db, await site(id), { name: 'Other' }, at(7))
  assert.equal((await site(id)).state, 'down', 'another name changes nothing')
  await changeSite(database.db, await site(id), { url: 'https://new.example/' }, at(8))
  const fresh = await site(id)
  assert.deepEqual([fresh.state, fresh.last, fresh.fault, fresh.tls_expires], ['unknown', null, null, null])
  assert.deepEqual(
    (await fallsOf(database.db, workspaceId, id)).map((fall) => fall.ended),
    [at(8)],
  )
  await changeSite(database.db, fresh, { paused: true }, at(9))
  assert.equal((await site(id)).next_look, null)
  await leave(id)
})

test('a site is looked at by one process at a time, and taken up again when that one died', async () => {
  const id = await made()
  const taken = (await Promise.all([1, 2, 3].map(() => claimSites(database.db, START, 10)))).flat()
  assert.deepEqual(
    taken.map((row) => row.id),
    [id],
  )
  assert.equal((await claimSites(database.db, at(1), 10)).length, 0)
  assert.equal((await claimSites(database.db, at(2.1), 10)).length, 1)
  await leave(id)
})

test('others are those of other hosts that were looked at lately', async () => {
  const [mine, same, near, far] = [
    await made('https://a.example/'),
    await made('https://a.example/shop'),
    await made('https://b.example/'),
    await made('https://c.example/'),
  ]
  await look(same, 20, 'good')
  await look(near, 20, 'bad', null)
  await look(far, 1, 'good')
  assert.deepEqual(await othersSeen(database.db, await site(mine), at(15)), { looked: 1, answered: 0 })
  assert.deepEqual(await othersSeen(database.db, await site(mine), at(0)), { looked: 2, answered: 1 })
  for (const id of [mine, same, near, far]) await leave(id)
})

test('hours are kept four hundred days', async () => {
  const id = await made()
  await look(id, 0, 'good')
  await look(id, 5, 'good')
  await forgetHours(database.db, new Date(START.getTime() + 399 * DAY))
  assert.equal((await hoursOf(database.db, workspaceId, id, new Date(0))).length, 1)
  await forgetHours(database.db, new Date(START.getTime() + 402 * DAY))
  assert.equal((await hoursOf(database.db, workspaceId, id, new Date(0))).length, 0)
  await leave(id)
})

function shown(more: Partial<SiteRow>, sums?: { up: number; down: number }) {
  const row = {
    ...SITE,
    url: 'https://x/',
    id: 'x',
    created: START,
    paused: false,
    state: 'up',
    cut_off: false,
  }
  return presentSite(
    { ...row, since: null, last: null, took: null, fault: null, ...more } as SiteRow,
    sums,
    at(60),
  )
}

test('availability is that of the time that was measured, and says how much that is', () => {
  assert.deepEqual(shown({}).month, { availability: null, measured: 0 })
  assert.deepEqual(shown({}, { up: 2700, down: 900 }).month, { availability: 0.75, measured: 1 })
  const old = shown({ created: new Date(START.getTime() - 60 * DAY) }, { up: 15 * 86_400, down: 0 }).month
  assert.equal(old.availability, 1)
  assert.ok(Math.abs(old.measured - 0.5) < 0.01)
})

test('a certificate is told fourteen days before its end, and after it', () => {
  const left = (days: number) =>
    shown({ tls_expires: new Date(at(60).getTime() + days * DAY), tls_issuer: 'A' }).certificate
  assert.equal(shown({}).certificate, null)
  assert.deepEqual([left(60)?.warn, left(60)?.daysLeft], [false, 60])
  assert.deepEqual([left(14)?.warn, left(13.9)?.warn, left(13.9)?.daysLeft], [false, true, 13])
  assert.deepEqual([left(-2)?.warn, left(-2)?.daysLeft], [true, -2])
})

test('a site of the demonstration is shown as it was, and looked at by nobody', async () => {
  const looks = [
    { ago: 30, status: 200, took: 80 },
    { ago: 25, status: 503, took: 40 },
    { ago: 24, status: 503, took: 40 },
    { ago: 20, status: 200, took: 90 },
    { ago: 15, status: 200, took: 95 },
  ]
  const other = await testWorkspace(database.db)
  const page = { ...SITE, url: 'https://shown.example/' }
  await inTransaction(database.db, (tx) =>
    showSite(tx, other, page, looks, { now: START, expires: at(99_999) }),
  )
  const [row] = await listSites(database.db, other)
  assert.ok(row)
  assert.deepEqual([row.state, row.next_look, row.took], ['up', null, 95])
  const sums = (await sumsSince(database.db, other, new Date(0))).get(row.id)
  assert.deepEqual(sums, { up: 600, down: 300 })
  assert.equal((await fallsOf(database.db, other, row.id)).length, 1)
  assert.equal((await claimSites(database.db, at(9999), 10)).filter((one) => one.id === row.id).length, 0)
})
