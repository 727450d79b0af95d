import { text } from 'node:stream/consumers'
import { type Command, Option } from 'commander'
import type { Handle } from '../../../lib/db/index.ts'
import { translate } from '../../../lib/i18n/index.ts'
import type { Role } from '../../access/index.ts'
import { type Config, readConfig } from '../config.ts'

type Write = (text: string) => void
type Verbs = typeof import('./user.ts')

/** Named here too, so that the help of every command need not load the server. */
const ROLE_NAMES = ['owner', 'manager', 'agent', 'approver', 'analyst', 'guest'] as const satisfies Role[]

interface PasswordOption {
  passwordStdin?: boolean
}
interface CreateOptions extends PasswordOption {
  name?: string
  role: Role
  workspace?: string
  newWorkspace?: string
}

/** `veillee user create|list|reset-password|set-role`, for whoever runs the server. */
export function userCommands(veillee: Command, write: Write): void {
  const user = veillee.command('user').description('Manages accounts: create, list, reset-password, set-role')
  const role = () => new Option('--role <role>', 'what they may do').choices(ROLE_NAMES)
  const workspace = () => new Option('--workspace <name or id>', 'where, when there are several workspaces')
  const stdin = () => new Option('--password-stdin', 'reads the password from standard input')
  user
    .command('create <email>')
    .description('Creates an account, or takes the one there is, and makes it a member')
    .option('--name <name>', 'as colleagues will see it')
    .addOption(role().default('agent'))
    .addOption(workspace())
    .option('--new-workspace <name>', 'opens a workspace for them')
    .addOption(stdin())
    .action((email: string, options: CreateOptions) => create(email, options, write))
  user
    .command('list')
    .description('Everybody with an account, one JSON object a line')
    .action(() =>
      withProgram(async ({ listPeople }, db) => {
        for (const person of await listPeople(db)) write(`${JSON.stringify(person)}\n`)
      }),
    )
  user
    .command('reset-password <email>')
    .description('Gives a new password and ends every session')
    .option('--two-factor-off', 'takes two-step sign-in away, for a lost telephone')
    .addOption(stdin())
    .action((email: string, options: PasswordOption & { twoFactorOff?: boolean }) =>
      withProgram(async ({ resetPassword }, db, config) => {
        const password = await given(options)
        const { twoFactorOff } = options
        tell(config, await resetPassword(db, { email, password, twoFactorOff }), write)
      }),
    )
  user
    .command('set-role <email>')
    .description('Changes what somebody may do')
    .addOption(role().makeOptionMandatory())
    .addOption(workspace())
    .action((email: string, options: { role: Role; workspace?: string }) =>
      withProgram(({ setUserRole }, db) => setUserRole(db, { email, ...options })),
    )
}

function create(email: string, options: CreateOptions, write: Write): Promise<void> {
  return withProgram(async ({ createUser }, db, config) => {
    const { role, workspace, newWorkspace } = options
    const name = options.name ?? email.split('@')[0] ?? email
    const person = { email, name, role, workspace, newWorkspace, password: await given(options) }
    tell(config, await createUser(db, { ...person, locale: config.locale }), write)
  })
}

async function withProgram(work: (verbs: Verbs, db: Handle, config: Config) => Promise<void>): Promise<void> {
  const { joinProgram } = await import('../program.ts')
  const config = readConfig()
  const program = await joinProgram(config)
  try {
    await work(await import('./user.ts'), program.connection.db, config)
  } finally {
    await program.close()
  }
}

/** Never an argument: those are read by anybody on the machine, and kept by the shell. */
async function given({ passwordStdin }: PasswordOption): Promise<string | undefined> {
  return passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined
}

function tell(config: Config, { password }: { password: string | null }, write: Write): void {
  if (password !== null) write(`${translate(config.locale, 'user:password', { password })}\n`)
}
