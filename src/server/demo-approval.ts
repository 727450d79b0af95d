import { uuidv7 } from 'uuidv7'
import type { Handle } from '../../lib/db/index.ts'
import { getActivities } from '../activity/index.ts'
import { enqueue, referenceOf, sayShownSent } from '../deliver/index.ts'
import {
  approvalFor,
  approveAnswer,
  editAnswer,
  itemsOf,
  judgeAnswer,
  keepApprovalRules,
  listConversations,
  refuseAnswer,
  stepApprovals,
} from '../relate/inbox/index.ts'

type Rule = Parameters<typeof keepApprovalRules>[2]['rules'][number]
type Members = ReadonlyMap<string, string>

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const MONTH = 30 * 24 * HOUR

const ANY: Omit<Rule, 'id' | 'name' | 'kind'> = {
  ...{ enabled: true, members: [], first: 0, channels: [], labels: [], alerts: [], approvers: [] },
  ...{ roles: [], hours: 24, editorMay: false },
}

/** What the shop has agreed on; the last is for bad days, and off. */
function rulesOf(members: Members): Rule[] {
  const newest = [members.get('farida') ?? '']
  return [
    {
      ...{ ...ANY, id: uuidv7(), name: 'Farida, le temps de ses débuts', kind: 'newcomer', members: newest },
      roles: ['approver', 'manager', 'owner'],
    },
    {
      ...{ ...ANY, id: uuidv7(), name: 'Gestes commerciaux', kind: 'money', hours: 48, editorMay: true },
      roles: ['manager', 'owner'],
    },
    { ...ANY, id: uuidv7(), name: 'Tout, pendant une alarme', kind: 'alarm', enabled: false, hours: 4 },
  ]
}

interface Story {
  by: string
  /** What the customer wrote of, and on what. */
  about: RegExp
  channel?: string
  /** Minutes ago that it was written. */
  ago: number
  text: string
  /** What an approver did, and how many minutes later. */
  next?: { by: string; after: number; text?: string; reason?: string }
}

/** One of each standing that a person meets, oldest first; all of it is invented, as the shop is. */
const STORIES: Story[] = [
  {
    by: 'malo',
    about: /cass[ée]|bris[ée]|fêl|abîm|défect|grésill|clignot/i,
    ago: 27 * 60,
    text: 'Bonjour, votre lampe ne devait pas arriver dans cet état, et nous en sommes désolés. Je vous en renvoie une autre tout de suite avec une remise de 50 % sur la prochaine. Belle journée, Malo',
    next: {
      ...{ by: 'ines', after: 35 },
      text: 'Bonjour, votre lampe ne devait pas arriver dans cet état, et nous en sommes désolés. Une lampe neuve part demain matin, sans rien à renvoyer, avec une remise de 10 % sur la prochaine. Belle journée, Malo',
    },
  },
  {
    by: 'farida',
    about: /colis|suivi|livr|retard/i,
    ago: 22 * 60,
    text: 'Bonjour, c’est le transporteur qui a perdu votre colis, nous n’y pouvons malheureusement rien. Il faut attendre. Cordialement, Farida',
    next: {
      ...{ by: 'theo', after: 48 },
      reason:
        'Pour le client, le colis est le nôtre. Dites-lui ce que nous faisons et quel jour il aura des nouvelles.',
    },
  },
  {
    by: 'malo',
    about: /colis|suivi|livr|retard/i,
    ago: 130,
    text: 'Bonjour, merci de votre patience. Nous cherchons votre colis avec le transporteur ; sans nouvelle de lui d’ici deux jours, nous vous remboursons la commande en entier. Belle journée, Malo',
  },
  {
    by: 'farida',
    about: /\?/,
    ago: 25,
    text: 'Bonjour, merci d’avoir écrit ! Je vérifie ce point avec l’atelier et je reviens vers vous demain avant midi. Belle journée, Farida',
  },
]

/** The rules of the story, two answers that wait, one approved in other words and one sent back with the reason. */
export async function fillApprovals(
  tx: Handle,
  workspaceId: string,
  members: Members,
  now: Date,
): Promise<void> {
  const since = new Date(now.getTime() - MONTH)
  await keepApprovalRules(tx, workspaceId, { rules: rulesOf(members), seen: 0, now: since })
  const taken = new Set<string>()
  for (const story of STORIES) {
    const id = await answer(tx, workspaceId, { story, members, now, taken })
    if (id) await decide(tx, workspaceId, { story, members, now, id })
  }
}

interface Told {
  story: Story
  members: Members
  now: Date
}

/** Answers a conversation that nobody else of the story answers; what waits is in one that is still open. */
async function answer(
  tx: Handle,
  workspaceId: string,
  { story, members, now, taken }: Told & { taken: Set<string> },
): Promise<string | undefined> {
  const at = new Date(now.getTime() - story.ago * MINUTE)
  const filter = { ...(!story.next && { status: 'open' as const }), lastBefore: at, sort: 'recent' as const }
  const talks = await listConversations(tx, workspaceId, filter, 400)
  const talk = talks.find(
    (one) => one.account_id && !taken.has(one.id) && one.lang === 'fr' && story.about.test(one.snippet),
  )
  if (!talk?.account_id) return undefined
  taken.add(talk.id)
  const said = await getActivities(tx, workspaceId, await itemsOf(tx, workspaceId, talk.id, 5))
  const theirs = said.filter(({ ours, deleted }) => !ours && !deleted)
  const to = theirs.toSorted((a, b) => a.published.getTime() - b.published.getTime()).at(-1)
  if (!to) return undefined
  const by = members.get(story.by) ?? ''
  const id = await enqueue(tx, {
    ...{ workspaceId, accountId: talk.account_id, channel: talk.channel, act: 'reply', at, by },
    ...{ draft: { text: story.text, media: [] }, conversationId: talk.id },
    to: { activityId: to.id, reference: referenceOf(to) },
  })
  await judgeAnswer(tx, workspaceId, id, { now: at, by })
  return id
}

/** What became of it. Nobody is told of a story by mail. */
async function decide(
  tx: Handle,
  workspaceId: string,
  { story, members, now, id }: Told & { id: string },
): Promise<void> {
  const { next, ago } = story
  const at = new Date(now.getTime() - (ago - (next?.after ?? 0)) * MINUTE)
  if (next) {
    const act = async () => {
      const asked = await approvalFor(tx, workspaceId, id)
      if (!asked) throw new Error('an answer of the story does not wait')
      const memberId = members.get(next.by) ?? ''
      const who = { label: 'demo' }
      return { workspaceId, id: asked.id, memberId, who, via: 'app' as const, hash: asked.hash, now: at }
    }
    if (next.reason) await refuseAnswer(tx, { ...(await act()), reason: next.reason })
    else {
      if (next.text)
        await editAnswer(tx, { ...(await act()), text: next.text, limitsOf: async () => undefined })
      await approveAnswer(tx, await act())
      await sayShownSent(tx, { workspaceId, id, at })
    }
  }
  await stepApprovals(tx, workspaceId, at, async () => undefined)
}
