import { type Command, Option } from 'commander'
import type { ExportOptions } from './export.ts'
import type { ImportOptions } from './import.ts'
import { gathered, running } from './running.ts'

/** `veillee import` and `veillee export`: files in, files out. */
export function fileCommands(veillee: Command): void {
  veillee
    .command('import [file]')
    .description('Imports a CSV, XLSX or JSON Lines file; all of it or nothing')
    .option('--workspace <name or id>', 'where, when there are several')
    .option('--map <column=field>', 'what a column is; may be repeated', gathered, [])
    .option('--encoding <name>', 'when it is not seen right')
    .option('--delimiter <sign>', 'when it is not seen right; "tab" for a tabulation')
    .option('--sheet <name>', 'of a workbook')
    .addOption(new Option('--date-order <order>', 'of days and months').choices(['dmy', 'mdy', 'ymd']))
    .option('--time-zone <zone>', 'of times that say none (IANA)')
    .option('--source <name>', 'where it comes from, when it is not the file’s name')
    .option('--dry-run', 'only reads and tells')
    .option('--errors <file>', 'writes the refused lines there')
    .option('--yes', 'goes on although many lines are refused')
    .option('--resume <id>', 'goes on with an import that was cut')
    .option('--cancel <id>', 'takes an import back')
    .option('--tiers', 'the file says which customers bear which tier')
    .option('--overwrite', 'of tiers: also where a member had decided')
    .option('--to-jsonl', 'prints activities instead of importing them; no database')
    .action(
      running(async (file: string | undefined, options: ImportOptions) =>
        (await import('./import.ts')).importAtTerminal(file, options),
      ),
    )
  veillee
    .command('export')
    .description('Writes what was said, newest first')
    .option('--workspace <name or id>', 'which, when there are several')
    .option('--query <query>', 'only what it finds')
    .option('--from <day>', 'first day, or day and time')
    .option('--to <day>', 'day, or day and time, before which to stop')
    .addOption(new Option('--format <format>', 'of the file').choices(['jsonl', 'csv', 'xlsx']))
    .option('--excel', 'a CSV that a French Excel opens as it is')
    .option('--out <file>', 'instead of standard output')
    .action(
      running(async (options: ExportOptions) => (await import('./export.ts')).exportAtTerminal(options)),
    )
}
