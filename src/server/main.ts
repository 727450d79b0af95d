import { Command, Option } from 'commander'
import { Problem } from '../../lib/errors/index.ts'
import { hasWords, translate } from '../../lib/i18n/index.ts'
import type { ListenOptions } from './commands/listen-sources.ts'
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
  return veillee
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
  const key = `error:${error.id}`
  const words = hasWords(locale, key) ? translate(locale, key, error.values) : error.id
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
