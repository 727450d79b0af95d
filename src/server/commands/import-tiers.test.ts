import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { after, before, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { testMember } from '../../../test/support/workspace.ts'
import { createWorkspace } from '../../access/index.ts'
import { addPeople, replaceTiers, setTiers, tiersOf, tiersVersion } from '../../people/index.ts'
import { readConfig } from '../config.ts'
import { type ImportOptions, importCommand } from './import.ts'

let database: TestDatabase
let folder: string
let workspace: string
let people: string[]
let gold: string
before(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'tiers-command-'))
  const { db } = database
  workspace = await createWorkspace(db, { name: 'Maison', timeZone: 'Europe/Paris', locale: 'fr' })
  const by = { version: tiersVersion([]), by: await testMember(db, workspace), now: new Date() }
  const { tiers } = await replaceTiers(db, workspace, [{ name: 'Or', color: 'ochre', weight: 9 }], by)
  gold = tiers[0]?.id ?? ''
  const named = ['ines', 'marc'].map((name) => ({
    ...{ name, email: `${name}@client.example`, created: new Date(), identities: [] },
  }))
  people = await addPeople(db, workspace, named)
  const said = { source: 'hand' as const, by: by.by, now: new Date() }
  await setTiers(db, workspace, [{ personId: people[1] ?? '', tierId: gold }], said)
})
after(async () => {
  await rm(folder, { recursive: true })
  await database.close()
})

async function run(file: string | undefined, options: ImportOptions = {}) {
  const stderr = new PassThrough()
  let err = ''
  stderr.on('data', (chunk) => {
    err += chunk
  })
  const config = readConfig({
    ...{ DATABASE_URL: database.url, VEILLEE_DATA: join(folder, 'data') },
    ...{ VEILLEE_LOG: 'silent', LANG: 'en_US.UTF-8' },
  })
  const io = { config, stdout: new PassThrough(), stderr, signal: new AbortController().signal }
  const code = await importCommand(file, { workspace, tiers: true, ...options }, io)
  return { code, err }
}
const borne = async () => {
  const all = await tiersOf(database.db, workspace, people)
  return people.map((id) => all.get(id)?.name ?? null)
}

it('a file of tiers is told, refused as a whole until asked otherwise, taken, and taken back', async () => {
  const path = join(folder, 'niveaux.csv')
  const errors = join(folder, 'refus.csv')
  await writeFile(
    path,
    'e-mail;niveau\nines@client.example;Or\nmarc@client.example;aucun\nzoe@client.example;Or\n',
  )
  assert.equal((await run(undefined)).code, 2)
  const dry = await run(path, { dryRun: true, errors })
  assert.equal(dry.code, 1)
  assert.match(dry.err, /1 to change, 0 have it already, 1 kept \(a member decided\), 1 refused of 3 lines/)
  assert.match(
    await readFile(errors, 'utf8'),
    /^\uFEFFLine,Reason,e-mail,niveau\r\n4,Nobody is known so\.,zoe@client\.example,Or\r\n$/,
  )
  assert.equal((await run(path)).code, 3)
  assert.deepEqual(await borne(), [null, 'Or'])
  const { code, err } = await run(path, { yes: true, overwrite: true })
  assert.equal(code, 0)
  assert.deepEqual(await borne(), ['Or', null])
  const [, change] = /--cancel ([\da-f-]{36})/.exec(err) ?? []
  assert.ok(change, err)
  const back = await run(undefined, { cancel: change })
  assert.match(back.err, /2 tiers put back, 0 left/)
  assert.deepEqual(await borne(), [null, 'Or'])
  const { rows } = await database.pool.query<{ action: string }>(
    `select action from audit_entry where workspace_id = $1 and who = 'veillee import' order by id`,
    [workspace],
  )
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['people.tier_file', 'people.tier_undone'],
  )
})
