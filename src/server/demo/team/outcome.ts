import { type AccountKey, needsAnswer, type Stage, type Thread } from '../stage/stage.ts'
import type { IntentName } from '../voice/texts.ts'
import { DAY, HOUR } from '../world/calendar.ts'
import type { Dice } from '../world/dice.ts'
import type { MemberKey } from './team.ts'

/** What the team did with a conversation: the importer applies it once the activities are in. */
export interface DemoState {
  accountKey: AccountKey
  thread: string
  status: 'open' | 'snoozed' | 'done'
  /** When that was decided. */
  at: Date
  assignee: MemberKey | null
  labels: string[]
  notes: { author: MemberKey; at: Date; text: string }[]
  snoozedUntil: Date | null
}

const LABEL: Partial<Record<IntentName, string>> = {
  late: 'livraison',
  broken: 'sav',
  fault: 'sav',
  refund: 'remboursement',
  product: 'conseil',
  order: 'commande',
  idea: 'idée',
  victim: 'falot',
  worry: 'falot',
  outrage: 'falot',
  echo: 'falot',
}
const NOTES: Partial<Record<IntentName, string[]>> = {
  late: [
    'Transporteur appelé, enquête ouverte. Réponse attendue sous 48 h.',
    'Colis localisé au dépôt de Carquefou, relivraison demandée.',
    'Deuxième incident pour cette adresse : proposer le retrait en boutique.',
    'Renvoi validé par Farida, sans attendre le transporteur.',
  ],
  broken: [
    'Photos reçues, remplacement lancé.',
    'Même carton que les deux autres casses de la semaine : à signaler à l’atelier.',
    'Échange OK. Ne pas redemander la facture, elle est dans le dossier.',
  ],
  fault: [
    'Appelée ce matin, OK pour un retour atelier.',
    'Variateur V2, série connue. Envoyer le module de remplacement.',
    'Hors garantie de 12 jours : geste commercial accordé.',
  ],
  refund: [
    'Compta relancée, virement parti aujourd’hui.',
    'Frais de port oubliés, je corrige.',
    'Attention, deux commandes à ce nom.',
  ],
  anger: [
    'Client fidèle, trois commandes. Jeanne veut l’appeler elle-même.',
    'Reprendre tout le fil avant de répondre, il a raison sur le fond.',
    'On reste sobres : pas de smiley ici.',
  ],
  victim: [
    'Dégâts pris en charge, assurance prévenue. Rappeler demain pour prendre des nouvelles.',
    'Lampe récupérée par coursier, à garder pour l’expertise.',
  ],
  worry: ['Numéro vérifié : hors lot.', 'Sac de sécurité envoyé.'],
  order: ['Adresse corrigée dans la boutique.', 'Devis transmis à Théo.'],
}

/** Statuses, assignments, labels and notes for every conversation, so that only what should wait is waiting. */
export function settle(stage: Stage): DemoState[] {
  const dice = stage.dice.fork('outcome')
  const { now } = stage.calendar
  let forgotten = 0
  return stage.threads.map((thread) => {
    const answered = thread.content || (thread.lastOurs !== null && thread.lastOurs >= thread.lastTheirs)
    const waits = !answered && needsAnswer(thread.intent)
    const age = now - thread.lastTheirs
    let open = waits && age < 2 * DAY
    // A handful slipped through: every inbox has them.
    if (waits && age >= 2 * DAY && age < 8 * DAY && forgotten < 5 && dice.chance(0.25)) {
      open = true
      forgotten++
    }
    if (!waits && age < 5 * HOUR && dice.chance(0.35)) open = true
    return { ...describe(thread, open, dice), ...status(thread, open, now, dice) }
  })
}

function status(
  thread: Thread,
  open: boolean,
  now: number,
  dice: Dice,
): Pick<DemoState, 'status' | 'snoozedUntil' | 'at'> {
  const touched = Math.max(thread.lastOurs ?? 0, thread.lastTheirs)
  const at = new Date(Math.min(now - 1000, touched + dice.int(1, 40) * 60_000))
  if (open) return { status: 'open', snoozedUntil: null, at }
  if (thread.lastOurs && now - touched < 3 * DAY && dice.chance(0.06)) {
    return { status: 'snoozed', snoozedUntil: new Date(now + dice.int(1, 4) * DAY), at }
  }
  return { status: 'done', snoozedUntil: null, at }
}

function describe(
  thread: Thread,
  open: boolean,
  dice: Dice,
): Pick<DemoState, 'accountKey' | 'thread' | 'assignee' | 'labels' | 'notes'> {
  const labels: string[] = []
  const label = LABEL[thread.intent]
  if (label && dice.chance(open ? 0.45 : 0.7)) labels.push(label)
  if (thread.person.lang === 'en' && dice.chance(0.4)) labels.push('anglais')
  if (open && thread.intent === 'anger' && dice.chance(0.4)) labels.push('à rappeler')
  const staff = (thread.by ?? dice.pick(['ines', 'malo', 'farida'])) as MemberKey
  const assignee = thread.by || dice.chance(open ? 0.4 : 0.25) ? staff : null
  const lines = NOTES[thread.intent] ?? []
  const noted = assignee !== null && lines.length > 0 && dice.chance(open ? 0.22 : 0.1)
  const notes = noted
    ? [{ author: staff, at: new Date(thread.startedAt + dice.int(6, 55) * 60_000), text: dice.pick(lines) }]
    : []
  return { accountKey: thread.account, thread: thread.thread, assignee, labels, notes }
}
