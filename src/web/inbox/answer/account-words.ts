import type { Voice } from './use-answer.ts'

/** An account by the name that the team gave it, and by its handle where that says more. */
export function accountWords({ name, handle }: Pick<Voice, 'name' | 'handle'>): string {
  return handle && name.replace(/^@/, '') !== handle.replace(/^@/, '') ? `${name} (${handle})` : name
}
