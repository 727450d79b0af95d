import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { xlsx } from '../../../../lib/sheet/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { testMember, testWorkspace } from '../../../../test/support/workspace.ts'
import { addPeople } from '../../store.ts'
import { setTiers, tierPast, tiersOf, undoTiers } from '../standing.ts'
import { listTiers, replaceTiers, versionOf } from '../store.ts'
import type { Tier } from '../tier.ts'
import { tierRefusals } from './report.ts'
import { checkTierFile, takeTierFile } from './take.ts'

const NOW = new Date('2026-11-22T10:00:00Z')
let database: TestDatabase
let folder: string
let workspaceId: string
let by: string
let gold: Tier
let silver: Tier
let ines: string
let marc: string
let zoe: string

before(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'tier-file-'))
})
after(async () => {
  await rm(folder, { recursive: true })
  await database.close()
})
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  by = await testMember(database.db, workspaceId)
  const version = versionOf(await listTiers(database.db, workspaceId))
  const given = ['Or', 'Argent'].map((name) => ({ name, color: 'ochre' as const, weight: 5 }))
  const { tiers } = await replaceTiers(database.db, workspaceId, given, { version, by, now: NOW })
  ;[gold, silver] = tiers as [Tier, Tier]
  const account = (channel: string, handle: string) => ({
    ...{ channel, actorId: `${workspaceId}${channel}${handle}`, handle, url: null },
  })
  ;[ines = '', marc = '', zoe = ''] = await addPeople(database.db, workspaceId, [
    {
      ...{ name: 'Inès', email: 'Ines@client.example', created: NOW },
      identities: [account('bluesky', 'ines'), account('phone', '+33 6 12 34 56 78')],
    },
    { name: 'Marc', email: null, created: NOW, identities: [account('mastodon', 'marc@m.example')] },
    { name: 'Zoé', email: null, created: NOW, identities: [account('mastodon', 'ines')] },
  ])
})

async function fileOf(content: string | Uint8Array): Promise<string> {
  const path = join(folder, 'file')
  await writeFile(path, content)
  return path
}
const FILE = { source: 'import' as const }
const check = async (content: string | Uint8Array, word = {}) =>
  checkTierFile(database.db, workspaceId, await fileOf(content), { ...FILE, ...word })
const take = async (content: string | Uint8Array, word = {}) =>
  takeTierFile(database.db, workspaceId, await fileOf(content), { ...FILE, by, now: NOW, ...word })
const tierNow = async (id: string) => (await tiersOf(database.db, workspaceId, [id])).get(id)?.name ?? null
const idOf = (id: string) => (error: unknown) => (error as { id?: string }).id === id

async function* each<T>(all: readonly T[]): AsyncGenerator<T, void> {
  yield* all
}

describe('a file of tiers', () => {
  it('finds people by address, account, number or id, and tells first what it would do', async () => {
    const text = `personne;niveau\nINES@client.example;or\nmarc@m.example@mastodon;Argent\n${zoe};aucun\n`
    const told = await check(text)
    assert.deepEqual([told.changed, told.same, told.kept, told.refused.length, told.rows], [2, 1, 0, 0, 3])
    assert.deepEqual(told.changing, [
      { line: 2, personId: ines, name: 'Inès', was: null, became: 'Or' },
      { line: 3, personId: marc, name: 'Marc', was: null, became: 'Argent' },
    ])
    assert.deepEqual(told.became, [
      { tier: 'Or', count: 1 },
      { tier: 'Argent', count: 1 },
    ])
    assert.deepEqual(told.read, { who: ['personne'], tier: 'niveau', network: null })
    assert.equal(await tierNow(ines), null, 'nothing is written by a check')
    assert.equal((await check('téléphone,tier\n06.12.34.56.78,Or')).changing[0]?.personId, ines)
    assert.equal((await check('réseau,compte,niveau\nMastodon,@ines,Or')).changing[0]?.personId, zoe)
    const [vague] = (await check('compte,niveau\nines,Or')).refused
    assert.deepEqual([vague?.reason, vague?.values.count], ['who_several', 2])
  })

  it('is read as CSV, workbook or JSON Lines, with names of columns or without', async () => {
    const rows = [
      ['ines@client.example', 'Or'],
      ['@marc@m.example', 'Argent'],
    ]
    const sheet = async (columns: string[]) => {
      const pieces: Uint8Array[] = []
      for await (const piece of xlsx('Clients', columns, each(rows))) pieces.push(piece)
      return Buffer.concat(pieces)
    }
    const texts = [
      rows.map((row) => row.join('\t')).join('\n'),
      `\uFEFFE-mail;Statut\r\n${rows.map((row) => row.join(';')).join('\r\n')}`.replace('E-mail', 'Client'),
      rows.map(([person, tier]) => JSON.stringify({ person, tier })).join('\n'),
      await sheet(['Client', 'Niveau']),
    ]
    for (const text of texts)
      assert.deepEqual(
        (await check(text)).changing.map(({ name, became }) => [name, became]),
        [
          ['Inès', 'Or'],
          ['Marc', 'Argent'],
        ],
        String(text).slice(0, 40),
      )
    await assert.rejects(check('nom;ville\nInès Roy;Nantes'), idOf('tier_file_columns'))
    await assert.rejects(check('e-mail\nines@client.example'), idOf('tier_file_columns'))
    await assert.rejects(check(`tier,id\n${'Or,x\n'.repeat(20_001)}`), idOf('tier_file_long'))
  })

  it('is taken whole or not at all, and taken back whole', async () => {
    const text =
      'personne;niveau\nines@client.example;Or\nnobody@client.example;Or\nmarc@m.example@mastodon;Platine\n'
    await assert.rejects(take(text), idOf('tier_file_refused'))
    assert.equal(await tierNow(ines), null)
    const { change, checked } = await take(text, { partial: true })
    assert.deepEqual(
      checked.refused.map(({ line, reason }) => [line, reason]),
      [
        [3, 'who_unknown'],
        [4, 'tier_unknown'],
      ],
    )
    assert.equal(await tierNow(ines), 'Or')
    const { said } = await tierPast(database.db, workspaceId, ines, 9)
    assert.deepEqual([said?.source, said?.by_member], ['import', by])
    await assert.rejects(take(text, { partial: true }), idOf('tier_file_nothing'))
    const undone = await undoTiers(database.db, workspaceId, change, { by, now: NOW })
    assert.deepEqual([undone.undone, await tierNow(ines)], [[ines], null])
  })

  it('does what was shown, or nothing where it would be something else by now', async () => {
    const text = 'personne;niveau\nines@client.example;Or\nmarc@m.example@mastodon;Argent\n'
    const { seal } = await check(text)
    await assert.rejects(take(text.replace('Argent', 'Or'), { seal }), idOf('tier_file_moved'))
    await setTiers(database.db, workspaceId, [{ personId: marc, tierId: gold.id }], {
      source: 'api',
      by,
      now: NOW,
    })
    await assert.rejects(take(text, { seal }), idOf('tier_file_moved'))
    assert.equal(await tierNow(ines), null)
    await take(text, { seal: (await check(text)).seal })
    assert.deepEqual([await tierNow(ines), await tierNow(marc)], ['Or', 'Argent'])
  })

  it('keeps what a member gave, unless it is asked to overwrite; a list with its tier is a member’s own word', async () => {
    await setTiers(database.db, workspaceId, [{ personId: ines, tierId: silver.id }], {
      source: 'hand',
      by,
      now: NOW,
    })
    const text = 'personne;niveau\nines@client.example;Or\n'
    const told = await check(text)
    assert.deepEqual([told.changed, told.kept, told.keeping[0]?.was], [0, 1, 'Argent'])
    assert.equal((await check(text, { overwrite: true })).changed, 1)
    const everyone = { tierId: gold.id }
    const list = 'ines@client.example\nmarc@m.example@mastodon'
    await take(list, { source: 'hand', everyone })
    assert.deepEqual([await tierNow(ines), await tierNow(marc)], ['Or', 'Or'])
  })

  it('sends formulas back harmless, and takes its own report once it is mended', async () => {
    const { columns, refused } = await check(
      'Niveau;Personne\nOr;=HYPERLINK("http://x")\nPlatine;@marc@m.example\n',
    )
    assert.equal(refused.length, 2)
    const report = tierRefusals('fr', columns, refused)
    for (const line of report.split('\r\n')) assert.doesNotMatch(line, /(^|;)"?[=@+-]/)
    const mended = report.replace('Platine', 'Argent')
    assert.deepEqual(
      (await check(mended)).changing.map(({ name, became }) => [name, became]),
      [['Marc', 'Argent']],
    )
  })

  it('knows nobody of another workspace', async () => {
    workspaceId = await testWorkspace(database.db)
    const given = [{ name: 'Or', color: 'ochre' as const, weight: 5 }]
    by = await testMember(database.db, workspaceId)
    await replaceTiers(database.db, workspaceId, given, { version: versionOf([]), by, now: NOW })
    const told = await check(`id;niveau\n${ines};Or\nines@client.example;Or\n0612345678;Or\n`)
    assert.deepEqual(
      told.refused.map(({ reason }) => reason),
      ['who_unknown', 'who_unknown', 'who_unknown'],
    )
  })
})
