import type { Handle } from '../../lib/db/index.ts'
import { translate } from '../../lib/i18n/index.ts'
import { replaceTiers, setTiers, tiersVersion } from '../people/index.ts'
import { catchUpTime, followTiers, keepSettings, proposal, serviceSettings } from '../relate/inbox/index.ts'

const GOLDEN = '00000000-0000-4000-8000-0000000000a1'
/** One customer of so many bears each tier, the highest first. */
const SHARES = [40, 12, 5]

/**
 * Three tiers of the shop, and who bears them, as a file of it would say.
 * @returns the id of the highest
 */
export async function fillTiers(
  tx: Handle,
  workspaceId: string,
  { people, by, now }: { people: readonly string[]; by: string; now: Date },
): Promise<string> {
  const named = [
    { name: 'Or', color: 'ochre' as const, weight: 15 },
    { name: 'Argent', color: 'slate' as const, weight: 10 },
    { name: 'Bronze', color: 'ember' as const, weight: 5 },
  ]
  const version = tiersVersion([])
  const { tiers } = await replaceTiers(tx, workspaceId, named, { version, by, now })
  const wishes = people.flatMap((personId, n) => {
    const at = SHARES.findIndex((share) => n % share === 0)
    const tier = tiers[at]
    return tier ? [{ personId, tierId: tier.id }] : []
  })
  await setTiers(tx, workspaceId, wishes, { source: 'import', by, now })
  // Nobody has written yet: what comes is filed by these.
  await followTiers(tx, workspaceId, now)
  return tiers[0]?.id ?? ''
}

/** Targets of the shop, as they are proposed to anybody, and closer ones for its best customers: what follows is reckoned by them. */
export async function setTargets(
  tx: Handle,
  workspaceId: string,
  { gold, now }: { gold: string; now: Date },
): Promise<void> {
  const say = (key: string) => translate('fr', `start:service.${key}`)
  const words = { calendar: say('calendar'), urgent: say('urgent'), policy: say('policy') }
  const proposed = proposal('Europe/Paris', words)
  const all = proposed.policies.at(-1)
  const golden = all && {
    ...{ ...all, id: GOLDEN, name: 'Clients Or', tiers: [gold], steps: [] },
    targets: { ...all.targets, first: 60 },
  }
  await keepSettings(
    tx,
    workspaceId,
    { ...proposed, policies: [...(golden ? [golden] : []), ...proposed.policies] },
    now,
  )
}

/** What was late before the demonstration began calls nobody: kept again, what is past is past. */
export async function settleTargets(tx: Handle, workspaceId: string, now: Date): Promise<void> {
  await keepSettings(tx, workspaceId, await serviceSettings(tx, workspaceId), now)
  await catchUpTime(tx, workspaceId, now)
}
