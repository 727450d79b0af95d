import { access, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { inTransaction } from '../../../lib/db/index.ts'
import { invalid } from '../../../lib/errors/index.ts'
import { translate } from '../../../lib/i18n/index.ts'
import { audit, type Workspace } from '../../access/index.ts'
import {
  type CheckedTiers,
  checkTierFile,
  takeTierFile,
  tierRefusals,
  undoTiers,
} from '../../people/index.ts'
import { joinProgram, type Program } from '../program.ts'
import type { ImportIo, ImportOptions } from './import.ts'
import { workspaceFor } from './workspace.ts'

interface Run {
  io: ImportIo
  program: Program
  workspace: Workspace
}

const WHO = { label: 'veillee import' }

/**
 * `veillee import --tiers`: takes a file of who bears which tier, tells what it would do, or takes a change back.
 * @returns exit code: 0; 1 when lines are refused in a dry run; 2 for bad usage; 3 when it asks for `--yes`
 * @throws Problem
 */
export async function importTiers(
  file: string | undefined,
  options: ImportOptions,
  io: ImportIo,
): Promise<number> {
  if (file === undefined && options.cancel === undefined) {
    io.stderr.write('veillee import --tiers FILE\n')
    return 2
  }
  const program = await joinProgram(io.config)
  try {
    const workspace = await workspaceFor(program.connection.db, options.workspace)
    const run = { io, program, workspace }
    return await (options.cancel === undefined
      ? bring(run, file ?? '', options)
      : takeBack(run, options.cancel))
  } finally {
    await program.close()
  }
}

async function bring({ io, program, workspace }: Run, path: string, options: ImportOptions): Promise<number> {
  const { db } = program.connection
  await access(path).catch((error: NodeJS.ErrnoException) => {
    throw invalid('file_unreadable', { file: path, why: error.code ?? '' })
  })
  const word = { source: 'import' as const, overwrite: options.overwrite ?? false }
  const checked = await checkTierFile(db, workspace.id, path, word)
  tell(checked, io)
  const refused = checked.refused.length
  if (options.errors && refused > 0)
    await writeFile(options.errors, tierRefusals(io.config.locale, checked.columns, checked.refused))
  if (options.dryRun) return refused > 0 ? 1 : 0
  if (refused > 0 && !options.yes) {
    say(io, 'tiers_asks')
    return 3
  }
  const by = { by: null, now: new Date(), seal: checked.seal, partial: true }
  const detail = { file: basename(resolve(path)), people: checked.changed, refused }
  const change = await inTransaction(db, async (tx) => {
    const taken = await takeTierFile(tx, workspace.id, path, { ...word, ...by })
    const what = { action: 'people.tier_file', target: taken.change, detail }
    await audit(tx, { workspaceId: workspace.id, who: WHO, ...what })
    return taken.change
  })
  say(io, 'tiers_done', { changed: checked.changed, change })
  return 0
}

async function takeBack({ io, program, workspace }: Run, change: string): Promise<number> {
  const { db } = program.connection
  const { undone, moved } = await inTransaction(db, async (tx) => {
    const back = await undoTiers(tx, workspace.id, change, { by: null, now: new Date() })
    const what = { action: 'people.tier_undone', target: change, detail: { people: back.undone.length } }
    await audit(tx, { workspaceId: workspace.id, who: WHO, ...what })
    return back
  })
  say(io, 'tiers_undone', { undone: undone.length, moved })
  return 0
}

function say(io: ImportIo, key: string, values: Record<string, string | number> = {}): void {
  io.stderr.write(`${translate(io.config.locale, `import:cli.${key}`, values)}\n`)
}

function tell({ changed, same, kept, refused, rows, became }: CheckedTiers, io: ImportIo): void {
  say(io, 'tiers', { changed, same, kept, refused: refused.length, rows })
  const none = translate(io.config.locale, 'import:cli.tiers_none')
  for (const { tier, count } of became) say(io, 'tiers_became', { tier: tier ?? none, count })
}
