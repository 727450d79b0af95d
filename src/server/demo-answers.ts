import type { Handle } from '../../lib/db/index.ts'
import { approveSaved, createSaved } from '../relate/inbox/index.ts'

type Content = Parameters<typeof createSaved>[2]

const PLAIN = { tags: [], channels: [], crisis: false }

/** What the shop of the story answers often; two are for a crisis, of which one is approved. */
const ANSWERS: Content[] = [
  {
    ...PLAIN,
    ...{ name: 'Colis en retard', shortcut: 'retard', folder: 'Livraison', tags: ['colis'] },
    texts: {
      fr: 'Bonjour {{prénom|}}, merci de votre message. Votre commande {{commande}} a pris du retard chez le transporteur, et nous en sommes désolés. Vous pouvez la suivre ici : {{lien}}. Elle vous sera livrée le {{date}} au plus tard. Belle journée, {{agent}}',
      en: 'Hello {{first_name|there}}, thank you for your message. Your order {{order}} was delayed by the carrier, and we are sorry for it. You can follow it here: {{link}}. It will reach you by {{date}}. Have a good day, {{agent}}',
    },
  },
  {
    ...PLAIN,
    ...{ name: 'Retour et échange', shortcut: 'retour', folder: 'Service après-vente', tags: ['retour'] },
    texts: {
      fr: 'Bonjour {{prénom|}}, merci de nous avoir écrit. Vous disposez de 30 jours pour nous retourner votre lampe ; l’étiquette de retour est ici : {{lien}}. Le remboursement suit sous cinq jours. Belle journée, {{agent}}',
      en: 'Hello {{first_name|there}}, thank you for writing. You have 30 days to send your lamp back; the return label is here: {{link}}. The refund follows within five days. Have a good day, {{agent}}',
    },
  },
  {
    ...PLAIN,
    ...{ name: 'Lampe qui clignote', shortcut: 'clignote', folder: 'Service après-vente' },
    texts: {
      fr: 'Bonjour {{prénom|}}, merci pour ces précisions. Débranchez la lampe cinq minutes, puis revissez l’ampoule : c’est le plus souvent cela. Si elle clignote encore, répondez-nous et nous l’échangeons. Belle journée, {{agent}}',
    },
  },
  {
    ...PLAIN,
    ...{ name: 'Merci pour votre avis', shortcut: 'merci', folder: '' },
    texts: {
      fr: 'Bonjour {{prénom|}}, un grand merci pour ces mots : toute l’équipe de {{marque}} les a lus avec le sourire. À bientôt, {{agent}}',
      en: 'Hello {{first_name|there}}, many thanks for these words: everyone at {{brand}} read them with a smile. See you soon, {{agent}}',
    },
  },
  {
    ...PLAIN,
    ...{ name: 'Nous vérifions', shortcut: 'verifions', folder: 'Crise', crisis: true },
    texts: {
      fr: 'Bonjour {{prénom|}}, votre message nous importe. Nous vérifions ce qui s’est passé et vous répondons personnellement d’ici le {{date}}. {{agent}}, pour {{marque}}',
      en: 'Hello {{first_name|there}}, your message matters to us. We are checking what happened and will answer you in person by {{date}}. {{agent}}, for {{brand}}',
    },
  },
  {
    ...PLAIN,
    ...{ name: 'Rappel d’un produit', shortcut: 'rappel', folder: 'Crise', crisis: true },
    texts: {
      fr: 'Bonjour {{prénom|}}, par précaution, débranchez votre lampe et ne l’utilisez plus. La marche à suivre est ici : {{lien}}. {{agent}}, pour {{marque}}',
    },
  },
]
const APPROVED = 'Nous vérifions'
const MONTH = 30 * 86_400_000

/** The saved answers of the story, written by one person a month ago and read by another since. */
export async function fillAnswers(
  tx: Handle,
  workspaceId: string,
  { writer, reader }: { writer: string; reader: string },
  now: Date,
): Promise<void> {
  const who = { label: 'demo' }
  const written = { workspaceId, memberId: writer, who, now: new Date(now.getTime() - MONTH) }
  for (const content of ANSWERS) {
    const id = await createSaved(tx, written, content)
    if (content.name === APPROVED) await approveSaved(tx, { ...written, memberId: reader, now }, id, 1)
  }
}
