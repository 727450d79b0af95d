import { Command, Option } from 'commander'
import { Problem } from '../../lib/errors/index.ts'
import { problemWords } from '../../lib/i18n/problem.ts'
import { fileCommands } from './commands/files-command.ts'
import type { ListenOptions } from './commands/listen-sources.ts'
import { userCommands } from './commands/user-command.ts'
import { readConfig } from './config.ts'
import { version } from './program.ts'

const out = (text: string) => process.stdout.write(text)
const err = (text: string) => process.stderr.write(text)

/** Runs what a command answers into the exit code; its module is only loaded when it is asked for. */
function running(work: (...args: never[]) => Promise<number>) {
  return async (...args: unknown[]) => {
    process.exitCode = await work(...(args as never[]))
  }
}

async function program(): Promise<Command> {
  const veillee = new Command('veillee').version(await version()).showHelpAfterError()
  veillee
    .command('serve', { isDefault: true })
    .description('Starts the server')
    .addOption(new Option('--role <role>', 'what this process does').choices(['web', 'worker', 'all']))
    .option('--demo', 'fills a fictional shop on an empty installation')
    .action(
      running(async (options: object) => (await import('./commands/serve.ts')).serveCommand(options, out)),
    )
  veillee
    .command('config')
    .description('Prints every option, its value and where it comes from')
    .action(running(async () => (await import('./commands/config.ts')).configCommand(out)))
  filterCommands(veillee)
  fileCommands(veillee, running)
  backupCommands(veillee)
  userCommands(veillee, out)
  return veillee
}

/** The engines as Unix filters: JSON Lines in and out, with neither server nor database. */
function filterCommands(veillee: Command): void {
  const { stdin, stdout, stderr } = process
  veillee
    .command('understand')
    .description('Reads posts {"id","text"} a line, writes language, sentiment and why')
    .action(
      running(async () => (await import('../interpret/index.ts')).understandFilter(stdin, stdout, stderr)),
    )
  veillee
    .command('match')
    .description('Reads posts a line, writes which queries of a file each matches')
    .allowUnknownOption()
    .helpOption(false)
    .argument('[args...]')
    .action(
      running(async (args: string[]) =>
        (await import('../match/index.ts')).matchFilter(args, stdin, stdout, stderr, localeOf()),
      ),
    )
  veillee
    .command('query')
    .description('query check "…": the query in words, or what is wrong with it')
    .allowUnknownOption()
    .argument('[args...]')
    .action(
      running(async (args: string[]) =>
        (await import('../match/index.ts')).queryCommand(args, stdout, stderr, localeOf()),
      ),
    )
  veillee
    .command('listen')
    .description(
      'Follows feeds and the Bluesky firehose, and prints what queries find as JSON Lines; no database',
    )
    .option('--feed <url>', 'a feed (RSS, Atom, JSON Feed); may be repeated', gathered, [])
    .option('--bluesky [urls]', 'the public firehose, or that of these Jetstream addresses, comma-separated')
    .option('--query <query>', 'prints only what it finds; may be repeated', gathered, [])
    .option('--queries <file>', 'queries, one {"id","query"} a line')
    .option('--since <moment>', 'an ISO date, or the cursor told when a run ended')
    .option('--understand', 'adds language and sentiment')
    .action(
      running(async (options: ListenOptions) =>
        (await import('./commands/listen.ts')).listenAtTerminal(options),
      ),
    )
}

function backupCommands(veillee: Command): void {
  veillee
    .command('backup <file>')
    .description('Writes everything into one file while the server runs, then opens and counts it')
    .option('--with-key', 'puts the key of the credentials in, encrypted: asks for VEILLEE_BACKUP_PASSPHRASE')
    .action(
      running(async (file: string, options: object) =>
        (await import('./commands/backup.ts')).backupCommand(file, options, err),
      ),
    )
  veillee
    .command('restore <file>')
    .description('Puts a backup into an empty database, verified by counting; the server must be stopped')
    .option('--replace', 'removes what the database holds')
    .action(
      running(async (file: string, options: object) =>
        (await import('./commands/backup.ts')).restoreCommand(file, options, err),
      ),
    )
  veillee
    .command('verify <file>')
    .description('Reads a backup to its end, and says what it holds')
    .action(running(async (file: string) => (await import('./commands/backup.ts')).verifyCommand(file, out)))
}

function localeOf() {
  return configOrDefault().locale
}

/** A repeated option, as a list. */
function gathered(value: string, before: string[]): string[] {
  return [...before, value]
}

/** What happened and what to do, in the language of the one who typed; the cause goes with --verbose logs. */
function explain(error: unknown): string {
  const { locale, logLevel } = configOrDefault()
  if (!(error instanceof Problem))
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  const words = problemWords(locale, error)
  const cause = logLevel === 'debug' && error.cause instanceof Error ? `\n${error.cause.stack}` : ''
  return `${words}${cause}`
}

function configOrDefault() {
  try {
    return readConfig()
  } catch {
    return readConfig({})
  }
}

try {
  await (await program()).parseAsync()
} catch (error) {
  err(`${explain(error)}\n`)
  process.exitCode = 1
}
