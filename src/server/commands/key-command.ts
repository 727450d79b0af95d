import type { Command } from 'commander'
import { running } from './running.ts'

/** `veillee key rotate`. */
export function keyCommands(veillee: Command, out: (text: string) => void): void {
  veillee
    .command('key')
    .description('The key that credentials are sealed with: rotate')
    .command('rotate')
    .description('Seals everything anew with a new key; every process must be stopped')
    .action(running(async () => (await import('./key.ts')).rotateCommand(out)))
}
