import { z } from 'zod'
import { invalid } from '../../../lib/errors/index.ts'
import type { Channel } from '../../channels/index.ts'

type Config = Record<string, unknown>

/**
 * Seals what must not be read in the database; made by the server from the key file. A purpose names what it is and
 * whose: what was moved to another row does not open.
 */
export interface Vault {
  seal(text: string, purpose: string): string
  open(sealed: string, purpose: string): string
}

interface Whose {
  workspace_id: string
  id: string
}

export function secretsPurpose({ workspace_id, id }: Whose): string {
  return `account:${workspace_id}:${id}`
}

export function credentialPurpose({ workspace_id, id }: Whose): string {
  return `credential:${workspace_id}:${id}`
}

/** Names of the configuration's fields that are marked `secret` in its schema. */
export function secretFields(channel: Channel): string[] {
  const form = z.toJSONSchema(channel.config, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, { secret?: boolean }>
  }
  return Object.entries(form.properties ?? {})
    .filter(([, field]) => field.secret)
    .map(([name]) => name)
}

/** Parts a configuration into what may be read back and what is sealed. */
export function partConfig(channel: Channel, config: Config): { open: Config; secret: Config } {
  const names = new Set(secretFields(channel))
  const entries = Object.entries(config)
  return {
    open: Object.fromEntries(entries.filter(([name]) => !names.has(name))),
    secret: Object.fromEntries(entries.filter(([name]) => names.has(name))),
  }
}

/** @throws Problem `invalid_config` with the field that is wrong. */
export function parseConfig(channel: Channel, config: unknown): Config {
  const result = channel.config.safeParse(config)
  if (result.success) return result.data as Config
  const fields = Object.fromEntries(
    result.error.issues.map((issue) => [`config.${issue.path.join('.')}`, issue.message]),
  )
  throw invalid('invalid_config', {}, fields)
}
