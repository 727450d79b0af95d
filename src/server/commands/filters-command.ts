import { access, constants, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Command } from 'commander'
import type { Locale } from '../../../lib/i18n/index.ts'
import type { ListenOptions } from './listen-sources.ts'
import { filtering, gathered, running } from './running.ts'

/** The engines as Unix filters: JSON Lines in and out, with neither server nor database. */
export function filterCommands(veillee: Command, locale: Locale): void {
  const { stdin, stdout, stderr } = process
  readingCommands(veillee, locale)
  veillee
    .command('match')
    .description('Reads posts a line, writes which queries of a file each matches')
    .allowUnknownOption()
    .helpOption(false)
    .argument('[args...]')
    .action(
      filtering(async (args: string[]) =>
        (await import('../../match/index.ts')).matchFilter(args, stdin, stdout, stderr, locale),
      ),
    )
  veillee
    .command('spikes')
    .description(
      'Reads "timestamp,value" a row, writes each with a score from 0 to 1: how much of a new event it is',
    )
    .allowUnknownOption()
    .helpOption(false)
    .argument('[args...]')
    .action(
      filtering(async (args: string[]) =>
        (await import('../../match/index.ts')).spikesFilter(args, stdin, stdout, stderr),
      ),
    )
  veillee
    .command('query')
    .description(
      'query check "…": the query in words, or what is wrong with it; query import --from TOOL: one of another tool',
    )
    .allowUnknownOption()
    .helpOption(false)
    .argument('[args...]')
    .action(
      filtering(async (args: string[]) =>
        (await import('../../match/index.ts')).queryCommand(args, stdin, stdout, stderr, locale),
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
      running(async (options: ListenOptions) => (await import('./listen.ts')).listenAtTerminal(options)),
    )
}

/** Why a file is not to be had, for the one who named it. */
function fileWords(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'there is no such file or folder'
  return code === undefined ? message : `cannot be opened (${code})`
}

interface LearnAsked {
  label: string
  sure?: string
  out?: string
}

/** What reads posts: by the models that are shipped, and by those that a workspace teaches. */
function readingCommands(veillee: Command, locale: Locale): void {
  const { stdin, stdout, stderr } = process
  veillee
    .command('understand')
    .description('Reads posts {"id","text"} a line, writes what is understood of each, and why')
    .option(
      '--model <file>',
      'a model of `veillee learn`, said under its name; may be repeated',
      gathered,
      [],
    )
    .action(
      filtering(async ({ model }: { model: string[] }) => {
        const { decodeModel, understandFilter } = await import('../../interpret/index.ts')
        const models: ReturnType<typeof decodeModel>[] = []
        for (const file of model) {
          try {
            models.push(decodeModel(await readFile(file)))
          } catch (error) {
            stderr.write(`${file}: ${fileWords(error)}\n`)
            return 2
          }
        }
        return understandFilter(stdin, stdout, stderr, models)
      }),
    )
  veillee
    .command('sbam')
    .description(
      'Reads drafts of answers {"id","text","context"} a line, writes how courteous each is, and what would better it',
    )
    .action(
      filtering(async () =>
        (await import('../../interpret/index.ts')).sbamFilter(stdin, stdout, stderr, locale),
      ),
    )
  veillee
    .command('learn')
    .description('Reads posts {"text","<label>"} a line, learns to tell the labels, writes how well it does')
    .requiredOption('--label <field>', 'the field that carries the label')
    .option('--sure <field>', 'the field that says how sure the label is, 0 to 1; where absent, wholly')
    .option('--out <file>', 'where the model goes; by default <field>.model')
    .action(
      filtering(async ({ label, sure, out = `${label}.model` }: LearnAsked) => {
        const keep = (bytes: Buffer) => writeFile(out, bytes)
        try {
          // Before hours of reading, not after.
          await access(dirname(out), constants.W_OK)
        } catch (error) {
          stderr.write(`${out}: ${fileWords(error)}\n`)
          return 2
        }
        const { learnFilter } = await import('../../interpret/index.ts')
        return learnFilter(stdin, stdout, stderr, { label, sure, keep })
      }),
    )
}
