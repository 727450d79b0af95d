import type { Command } from 'commander'
import type { Handle } from '../../../lib/db/index.ts'
import { type Config, readConfig } from '../config.ts'

type Verbs = typeof import('./stop.ts')

/** `veillee stop` and `veillee resume`, for whoever runs the server: everywhere, or in one workspace. */
export function stopCommands(veillee: Command, write: (text: string) => void): void {
  veillee
    .command('stop')
    .description('Stops everything that leaves, at once; what was decided waits')
    .option('--workspace <name or id>', 'there only')
    .option('--reason <words>', 'why, as colleagues will read it')
    .action((options: { workspace?: string; reason?: string }) =>
      withProgram(({ stopAll }, db, config) => stopAll(db, options, config.locale), write),
    )
  veillee
    .command('resume')
    .description('Lets things leave again, and tells how many were held')
    .option('--workspace <name or id>', 'there only')
    .action((options: { workspace?: string }) =>
      withProgram(({ resumeAll }, db, config) => resumeAll(db, options, config.locale), write),
    )
}

async function withProgram(
  work: (verbs: Verbs, db: Handle, config: Config) => Promise<string>,
  write: (text: string) => void,
): Promise<void> {
  const { joinProgram } = await import('../program.ts')
  const config = readConfig()
  const program = await joinProgram(config)
  try {
    write(`${await work(await import('./stop.ts'), program.connection.db, config)}\n`)
  } finally {
    await program.close()
  }
}
