import { Command, Option } from 'commander'
import { Problem } from '../../lib/errors/index.ts'
import { problemWords } from '../../lib/i18n/problem.ts'
import { backupCommands } from './commands/backup-command.ts'
import { fileCommands } from './commands/files-command.ts'
import { filterCommands } from './commands/filters-command.ts'
import { keyCommands } from './commands/key-command.ts'
import { running } from './commands/running.ts'
import { stopCommands } from './commands/stop-command.ts'
import { userCommands } from './commands/user-command.ts'
import { OptionRefused, readConfig } from './config.ts'
import { version } from './version.ts'

const out = (text: string) => process.stdout.write(text)
const err = (text: string) => process.stderr.write(text)

async function program(): Promise<Command> {
  const veillee = new Command('veillee').version(await version()).showHelpAfterError()
  // What was typed wrong is 2, as with every filter; 1 is what went wrong.
  veillee.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
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
  filterCommands(veillee, configOrDefault().locale)
  fileCommands(veillee)
  backupCommands(veillee, out, err)
  userCommands(veillee, out)
  keyCommands(veillee, out)
  stopCommands(veillee, out)
  return veillee
}

/** What happened and what to do, in the language of the one who typed; the cause goes with --verbose logs. */
function explain(error: unknown): string {
  const { locale, logLevel } = configOrDefault()
  if (error instanceof OptionRefused) return error.message
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

/** A command that there is not would be taken for an argument of the one that is understood without a name. */
function refuseUnknown(veillee: Command, asked: string | undefined): void {
  if (asked === undefined || asked.startsWith('-') || asked === 'help') return
  const names = veillee.commands.map((command) => command.name())
  if (!names.includes(asked)) veillee.error(`error: unknown command '${asked}'`)
}

try {
  const veillee = await program()
  refuseUnknown(veillee, process.argv[2])
  await veillee.parseAsync()
} catch (error) {
  err(`${explain(error)}\n`)
  process.exitCode = 1
}
