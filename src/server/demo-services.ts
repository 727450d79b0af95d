import type { Handle } from '../../lib/db/index.ts'
import {
  actOnEscalation,
  type Comment,
  createService,
  type Deed,
  itemsOf,
  linkIssue,
  listConversations,
  raiseEscalation,
  readyMade,
  seenInTool,
} from '../relate/inbox/index.ts'

const HOUR = 3_600_000

/** What a service did, so long after it was asked. */
type Scene = Pick<Deed, 'kind' | 'text'> & { after: number; ours?: boolean }

interface Story {
  service: 'after-sales' | 'it'
  reason: number
  /** What the customer wrote of. */
  about: RegExp
  /** Hours ago. */
  ago: number
  question: string
  scenes: Scene[]
  /** What was seen of its ticket, so long after it was asked. */
  ticket?: { number: string; looks: TicketLook[] }
}

/** What stood under a ticket when it was looked at. */
interface TicketLook {
  after: number
  comments: { by: string; after: number; text: string; edited?: number }[]
  closedBy?: string
}

/** Where the shop's computer people keep what they work on: an address that leads nowhere. */
const TOOL = {
  ...{
    kind: 'github' as const,
    url: 'https://github.lumerelle.example/api/v3',
    project: 'lumerelle/boutique',
  },
  ...{ title: '', body: '' },
}
const TICKETS = 'https://github.lumerelle.example/lumerelle/boutique/issues'

const HUGO = { by: 'Hugo Marchand', after: 3 }
const CORRECTED = {
  ...{ ...HUGO, edited: 6 },
  text: 'Les envois sont bloqués depuis mardi soir. Correction en ligne demain matin.',
}
const ANAIS = {
  ...{ by: 'Anaïs Perrin', after: 5 },
  text: 'Les courriels perdus seront renvoyés dans la foulée.',
}

/** One of each standing that a person meets; all of it is invented, as the shop is. */
const STORIES: Story[] = [
  {
    service: 'after-sales',
    reason: 0,
    about: /colis|suivi|livr/i,
    ago: 4,
    question: 'Où en est ce colis ? Le suivi n’a pas bougé depuis cinq jours.',
    scenes: [],
  },
  {
    service: 'after-sales',
    reason: 1,
    about: /lampe|interrupteur|ampoule|grésill|cass|défect/i,
    ago: 30,
    question: 'L’interrupteur grésille : faut-il faire revenir la lampe, ou envoyer une pièce ?',
    scenes: [
      { kind: 'seen', after: 2 },
      { kind: 'answer', after: 5, text: 'Un interrupteur neuf part demain. Inutile de renvoyer la lampe.' },
    ],
  },
  {
    service: 'after-sales',
    reason: 2,
    about: /rembours|retour|annul|pr[ée]l[eè]v/i,
    ago: 52,
    question: 'Le remboursement a-t-il été fait ?',
    scenes: [
      { kind: 'question', after: 3, text: 'Par carte ou par virement ?' },
      { kind: 'reply', after: 20, text: 'Par carte.', ours: true },
      { kind: 'solved', after: 26, text: 'Remboursé ce matin, visible sous trois jours.' },
    ],
  },
  {
    service: 'it',
    reason: 0,
    about: /site|page|paie|panier/i,
    ago: 120,
    question: 'La page de paiement reste blanche sur certains téléphones.',
    scenes: [{ kind: 'seen', after: 1 }],
  },
  {
    service: 'it',
    reason: 1,
    about: /code|promo|compte|connect/i,
    ago: 76,
    question: 'Le code promo est refusé alors qu’il est valable.',
    scenes: [{ kind: 'refused', after: 9, text: 'Ce code ne vaut que pour une première commande.' }],
  },
  {
    service: 'it',
    reason: 1,
    about: /mail|mot de passe|facture|compte/i,
    ago: 98,
    question: 'Nos courriels n’arrivent plus chez ce client. Le problème vient-il de chez nous ?',
    scenes: [],
    ticket: {
      number: '412',
      looks: [
        { after: 3, comments: [{ ...HUGO, text: 'Les envois sont bloqués depuis lundi, on corrige.' }] },
        { after: 6, comments: [CORRECTED, ANAIS] },
        { after: 25, comments: [CORRECTED, ANAIS], closedBy: ANAIS.by },
      ],
    },
  },
]

const EMAILS = { 'after-sales': 'sav@lumerelle.example', it: 'informatique@lumerelle.example' }

/** Two services of the shop, one of which works in a tool, and a few matters that were raised to them; nothing leaves a demonstration. */
export async function fillServices(tx: Handle, workspaceId: string, by: string, now: Date): Promise<void> {
  const services = new Map<string, Awaited<ReturnType<typeof settle>>>()
  for (const key of ['after-sales', 'it'] as const) services.set(key, await settle(tx, workspaceId, key, now))
  const taken = new Set<string>()
  for (const story of STORIES) {
    const lastBefore = new Date(now.getTime() - story.ago * HOUR)
    const talks = await listConversations(tx, workspaceId, { lastBefore, sort: 'recent' }, 300)
    const talk = talks.find(
      ({ id, snippet, lang }) => !taken.has(id) && lang === 'fr' && story.about.test(snippet),
    )
    const service = services.get(story.service)
    if (!talk || !service) continue
    taken.add(talk.id)
    await play(tx, workspaceId, { story, service, by, now, talkId: talk.id })
  }
}

async function settle(tx: Handle, workspaceId: string, key: 'after-sales' | 'it', now: Date) {
  const proposal = readyMade().find((one) => one.key === key)
  if (!proposal) throw new Error(`no service ${key}`)
  const { name, reasons, fields, timing } = proposal
  const settings = {
    ...{ name: name.fr, emails: [EMAILS[key]], manager: null, locale: 'fr' as const },
    tool: key === 'it' ? TOOL : null,
    ...{ reasons, fields, timing: { ...timing, zone: 'Europe/Paris' } },
  }
  const id = await createService(tx, workspaceId, settings, new Date(now.getTime() - 900 * HOUR))
  return { id, reasons, fields, email: EMAILS[key] }
}

interface Played {
  story: Story
  service: Awaited<ReturnType<typeof settle>>
  by: string
  now: Date
  talkId: string
}

async function play(
  tx: Handle,
  workspaceId: string,
  { story, service, by, now, talkId }: Played,
): Promise<void> {
  const began = now.getTime() - story.ago * HOUR
  const fields = service.fields.filter(({ required }) => required)
  const values = fields.map(({ id, choices }) => [id, choices?.[0]?.fr ?? 'Voir la conversation'])
  const order = {
    ...{ serviceId: service.id, reasonId: service.reasons[story.reason]?.id ?? '', question: story.question },
    ...{ values: Object.fromEntries(values), messages: await itemsOf(tx, workspaceId, talkId, 2), files: [] },
    ...{ named: 'short' as const, masked: true, snoozes: false },
  }
  const id = await raiseEscalation(tx, workspaceId, talkId, order, { memberId: by, now: new Date(began) })
  for (const { after, ours, ...scene } of story.scenes) {
    const at = { ...scene, now: new Date(began + after * HOUR) }
    const who = ours
      ? ({ side: 'member', via: 'app', memberId: by } as const)
      : ({ side: 'service', via: 'page', email: service.email } as const)
    await actOnEscalation(tx, workspaceId, id, { ...at, ...who })
  }
  if (story.ticket) await worked(tx, workspaceId, { id, began }, story.ticket)
}

/** As the tool would have told it: nothing is asked of an address that leads nowhere. */
async function worked(
  tx: Handle,
  workspaceId: string,
  { id, began }: { id: string; began: number },
  { number, looks }: NonNullable<Story['ticket']>,
): Promise<void> {
  const at = (hours: number) => new Date(began + hours * HOUR)
  const url = `${TICKETS}/${number}`
  await linkIssue(tx, workspaceId, id, { url, number, project: TOOL.project }, at(0.05))
  for (const { after, comments, closedBy } of looks) {
    const said = comments.map(
      ({ by, after: written, text, edited }, n): Comment => ({
        ...{ id: String(n + 1), author: by, at: at(written), edited: edited ? at(edited) : null, text },
        url: `${url}#issuecomment-${n + 1}`,
      }),
    )
    await seenInTool(tx, workspaceId, id, {
      ...{ now: at(after), number, locale: 'fr' },
      look: {
        ...{ standing: closedBy ? 'done' : 'open', closed: closedBy ? at(after) : null },
        ...{ by: closedBy ?? null, url, commented: true },
      },
      said: {
        comments: said,
        there: new Set(said.map((one) => one.id)),
        from: new Date(0),
        until: at(after),
      },
    })
  }
}
