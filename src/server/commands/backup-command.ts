import type { Command } from 'commander'
import { running } from './running.ts'

type Write = (text: string) => void

/** `veillee backup`, `restore` and `verify`. */
export function backupCommands(veillee: Command, out: Write, err: Write): void {
  veillee
    .command('backup <file>')
    .description('Writes everything into one file while the server runs, then opens and counts it')
    .option('--with-key', 'puts the key of the credentials in, encrypted: asks for VEILLEE_BACKUP_PASSPHRASE')
    .action(
      running(async (file: string, options: object) =>
        (await import('./backup.ts')).backupCommand(file, options, err),
      ),
    )
  veillee
    .command('restore <file>')
    .description('Puts a backup into an empty database, verified by counting; the server must be stopped')
    .option('--replace', 'removes what the database holds')
    .action(
      running(async (file: string, options: object) =>
        (await import('./backup.ts')).restoreCommand(file, options, err),
      ),
    )
  veillee
    .command('verify <file>')
    .description('Reads a backup to its end, and says what it holds')
    .action(running(async (file: string) => (await import('./backup.ts')).verifyCommand(file, out)))
}
