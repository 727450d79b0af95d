import type { Handle } from '../../lib/db/index.ts'
import { touchMember } from '../access/index.ts'
import {
  keepProfile,
  listConversations,
  replaceGroups,
  replaceRules,
  rulesVersion,
  writeNote,
} from '../relate/inbox/index.ts'

const HOUR = 3_600_000
/** The owner of the story comes back in the morning. */
const AWAY = 15 * HOUR

const hours = (starts: string, ends: string) => [{ days: [1, 2, 3, 4, 5], starts, ends }]
const PROFILES = {
  jeanne: { skills: ['presse'], langs: ['fr', 'en'], capacity: null, hours: [] },
  malo: { skills: ['livraison', 'SAV'], langs: ['fr', 'br'], capacity: 40, hours: hours('08:00', '16:30') },
  farida: {
    skills: ['SAV', 'produit'],
    langs: ['fr', 'en', 'ar'],
    capacity: 40,
    hours: hours('10:00', '18:30'),
  },
}

const anyone = { to: 'pool', groupId: null, skill: null, language: false, onCall: false, by: 'load' } as const
const RULES = [
  { name: 'Le client a déjà quelqu’un', when: {}, give: { to: 'owner' } },
  { name: 'Colis et délais', when: { topics: ['delivery'] }, give: { ...anyone, skill: 'livraison' } },
  { name: 'En anglais', when: { langs: ['en'] }, give: { ...anyone, language: true } },
  { name: 'Courrier et messages privés', when: { visibility: 'private' }, give: { ...anyone, by: 'turn' } },
] as const

/** What the team of the story does together: who is given what, and a note that names the owner. */
export async function fillTogether(
  tx: Handle,
  workspaceId: string,
  members: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const id = (key: string) => members.get(key) ?? ''
  for (const [key, profile] of Object.entries(PROFILES)) await keepProfile(tx, workspaceId, id(key), profile)
  await replaceGroups(tx, workspaceId, [{ name: 'Service client', members: [id('malo'), id('farida')] }])
  const rules = RULES.map((rule) => ({ ...rule, enabled: true, when: mutable(rule.when) }))
  await replaceRules(tx, workspaceId, rules, { version: await rulesVersion(tx, workspaceId), now })
  await touchMember(tx, workspaceId, id('jeanne'), new Date(now.getTime() - AWAY))
  const [, second] = await listConversations(
    tx,
    workspaceId,
    { status: 'open', channel: 'email', sort: 'recent' },
    2,
  )
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  if (second) {
    const note = { memberId: id('malo'), text: '@Jeanne Aubriot, peut-on faire un geste ici ?', now: ago(35) }
    // Nobody is told of a story by mail.
    await writeNote(tx, workspaceId, second.id, note, async () => undefined)
  }
}

function mutable(when: (typeof RULES)[number]['when']): Parameters<typeof replaceRules>[2][number]['when'] {
  return JSON.parse(JSON.stringify(when))
}
