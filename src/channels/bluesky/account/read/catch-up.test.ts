import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { blueskyStage, type Stage } from '../../../../../test/support/bluesky-account.ts'
import type { Character, Repo, Written } from '../../../../../test/support/bluesky-server.ts'
import { testDatabase } from '../../../../../test/support/database.ts'
import { entry } from '../../../../../test/support/entries.ts'
import { randomOf } from '../../../../../test/support/jetstream-events.ts'
import { append } from '../../../../activity/index.ts'
import { blueskyAccount } from '../account.ts'

const HOURS_72 = 72 * 3_600_000
const BEHIND = 5_000
const BEFORE = 300
const POSTS = 'app.bsky.feed.post'

/** Traffic for one account: mentions, answers, conversations that go on; some of it edited, some of it deleted. */
function traffic({ server: { world }, brand }: Stage, random: () => number) {
  const people = Array.from({ length: 40 }, (_, i) => world.member(`p${i}.test`))
  const any = <T>(list: T[]): T => list[Math.floor(random() * list.length)] as T
  const said: { by: Repo; post: Written }[] = []
  const opening = world.post(brand, 'bonjour à tous')
  return {
    opening,
    said,
    say(milliseconds: number) {
      world.clock = new Date(world.clock.getTime() + milliseconds)
      const by = any(people)
      const n = said.length
      const to = random() < 0.3 && n > 0 ? any(said.slice(-20)).post : opening
      const post =
        random() < 0.5 || !world.at(to.uri)
          ? world.mention(by, brand, `n° ${n}`)
          : world.reply(by, to, `n° ${n}`)
      said.push({ by, post })
    },
    edit({ by, post }: { by: Repo; post: Written }) {
      const there = world.at(post.uri)
      if (there)
        world.put(by, POSTS, post.uri.split('/').at(-1) ?? '', {
          ...there.value,
          text: `${there.value.text} (corrigé)`,
        })
    },
  }
}

for (const character of ['full', 'poor'] satisfies Character[]) {
  test(`${character} server: ${BEHIND} messages behind after 72 hours, killed on the way: nothing lost, doubled or brought back`, async (t) => {
    const database = await testDatabase()
    t.after(() => database.close())
    const stage = await blueskyStage(t, { character })
    const { world } = stage.server
    const random = randomOf(character.length)
    const { said, say, edit, opening } = traffic(stage, random)
    const workspaceId = uuidv7()
    let cursor: string | undefined
    let live = 0

    /** One reading, as the host does it; cut at random where told so. Answers whether it came to its end. */
    async function read(kill: number): Promise<boolean> {
      const told: number[] = []
      for await (const batch of blueskyAccount.pull?.(stage.account, stage.host, cursor) ?? []) {
        const fate = kill > 0 ? random() : 1
        if (fate < kill / 2) return false
        const entries = batch.activities.map((activity) => entry(activity))
        await append(database.db, {
          workspaceId,
          channel: 'bluesky',
          accountId: null,
          entries,
          received: new Date(),
        })
        // In the stream, and its cursor is not.
        if (fate < kill) return false
        const seen = batch.activities
          .filter(({ verb }) => verb === 'Create')
          .map(({ published }) => published.getTime())
        if (batch.activities.length > 3) told.push(Math.max(...seen))
        cursor = batch.cursor ?? cursor
        if (live-- > 0) say(50)
      }
      assert.deepEqual(
        told,
        [...told].sort((a, b) => a - b),
        'out of order',
      )
      return true
    }

    for (let i = 0; i < BEFORE; i++) say(1_000)
    while (!(await read(0.1)));
    const told = new Set(
      world.told.filter(({ to }) => to === stage.brand.did).map(({ record }) => record.uri),
    )
    const known = said.filter(({ post }) => told.has(post.uri))
    for (let i = 0; i < BEHIND; i++) {
      say(HOURS_72 / BEHIND)
      if (random() < 0.05) edit(said[Math.floor(random() * said.length)] as (typeof said)[number])
      if (random() < 0.05)
        world.remove((said[Math.floor(random() * said.length)] as (typeof said)[number]).post.uri)
    }
    live = 30
    for (let reading = 0, whole = 0; whole < 2; reading++)
      whole = (await read(reading < 5 ? 0.15 : 0)) ? whole + 1 : 0

    const { rows } = await sql<{
      external_id: string
      verb: string
      text: string | null
      deleted: Date | null
    }>`
      select external_id, verb, text, deleted from activity where workspace_id = ${workspaceId}`.execute(
      database.db,
    )
    assert.equal(new Set(rows.map((row) => row.external_id)).size, rows.length)
    const created = rows.filter(({ verb }) => verb === 'Create')
    const standing = new Map(created.flatMap((row) => (row.deleted ? [] : [[row.external_id, row.text]])))
    const addressed = new Set(
      world.told.filter(({ to }) => to === stage.brand.did).map(({ record }) => record.uri),
    )
    const expected = said
      .filter(({ post }) => addressed.has(post.uri))
      .map(({ post }) => world.at(post.uri) as Written)
    for (const { uri, value } of expected) assert.equal(standing.get(uri), value.text, uri)
    // Besides, only what was said before in these conversations.
    for (const uri of standing.keys())
      assert.ok(uri === opening.uri || world.at(uri), `${uri} was brought back`)
    const removed = known.filter(({ post }) => !world.at(post.uri))
    for (const { post } of removed)
      assert.equal(created.find((row) => row.external_id === post.uri)?.text, null)
    assert.ok(removed.length > 5 && expected.length > BEHIND * 0.8, `${removed.length}, ${expected.length}`)
  })
}
