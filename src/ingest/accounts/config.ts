import { z } from 'zod'
import { invalid } from '../../../lib/errors/index.ts'
import type { Channel } from '../../channels/index.ts'

type Config = Record<string, unknown>

/** Seals the secrets of an account; made by the server from the key file. */
export interface Vault {
  seal(text: string): string
  open(sealed: string): string
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
