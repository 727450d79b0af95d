import { uuidv7 } from 'uuidv7'
import type { Field, Reason, Step, Timing, Words } from './service.ts'

/** A service as it is proposed: all of it can be changed, and its addresses are still to be given. */
export interface Proposal {
  /** Stable, so that the interface can name it. */
  key: 'after-sales' | 'product' | 'it' | 'legal'
  name: Words
  reasons: Reason[]
  fields: Field[]
  timing: Omit<Timing, 'zone'>
}

const STEPS: Step[] = [
  { days: -1, at: '09:00', to: 'service' },
  { days: 0, at: '09:00', to: 'service' },
  { days: 1, at: '09:00', to: 'service' },
  { days: 2, at: '09:00', to: 'manager' },
]
const WEEK = [1, 2, 3, 4, 5]

function timing(days: number, steps = STEPS): Proposal['timing'] {
  return { days, at: '18:00', workdays: WEEK, holidays: 'fr', steps, linkDays: 14 }
}

function reasons(...all: [fr: string, en: string][]): Reason[] {
  return all.map(([fr, en]) => ({ id: uuidv7(), words: { fr, en } }))
}

function field(kind: Field['kind'], fr: string, en: string, more: Partial<Field> = {}): Field {
  return { id: uuidv7(), kind, words: { fr, en }, required: false, ...more }
}

function choices(...all: [fr: string, en: string][]): Words[] {
  return all.map(([fr, en]) => ({ fr, en }))
}

/** The four services that most brands have; ids are new at each call. */
export function readyMade(): Proposal[] {
  return [
    {
      key: 'after-sales',
      name: { fr: 'Service après-vente', en: 'After-sales' },
      reasons: reasons(
        ['Colis perdu ou en retard', 'Parcel lost or late'],
        ['Produit défectueux', 'Faulty product'],
        ['Retour ou remboursement', 'Return or refund'],
        ['Garantie', 'Warranty'],
      ),
      fields: [
        field('text', 'Numéro de commande', 'Order number', { from: 'order' }),
        field('date', 'Date d’achat', 'Date of purchase'),
        field('choice', 'Souhait du client', 'What the customer wishes', {
          choices: choices(
            ['Remplacement', 'Replacement'],
            ['Remboursement', 'Refund'],
            ['Réparation', 'Repair'],
          ),
        }),
        field('file', 'Photo ou facture', 'Picture or invoice'),
      ],
      timing: timing(2),
    },
    {
      key: 'product',
      name: { fr: 'Produit', en: 'Product' },
      reasons: reasons(
        ['Question technique', 'Technical question'],
        ['Idée ou demande', 'Idea or request'],
        ['Sécurité du produit', 'Product safety'],
      ),
      fields: [
        field('text', 'Produit concerné', 'Product concerned', { required: true }),
        field('number', 'Clients concernés', 'Customers concerned'),
      ],
      timing: timing(5),
    },
    {
      key: 'it',
      name: { fr: 'Informatique', en: 'IT' },
      reasons: reasons(
        ['Site ou application en panne', 'Site or app down'],
        ['Bogue', 'Bug'],
        ['Accès au compte', 'Access to an account'],
      ),
      fields: [
        field('text', 'Adresse de la page', 'Address of the page'),
        field('text', 'Ce qui se passe, étape par étape', 'What happens, step by step', { required: true }),
        field('choice', 'Gravité', 'Severity', {
          required: true,
          choices: choices(['Bloquant', 'Blocking'], ['Gênant', 'Annoying'], ['Mineur', 'Minor']),
        }),
        field('file', 'Capture d’écran', 'Screenshot'),
      ],
      timing: timing(1),
    },
    {
      key: 'legal',
      name: { fr: 'Juridique', en: 'Legal' },
      reasons: reasons(
        ['Données personnelles', 'Personal data'],
        ['Menace de poursuite', 'Threat of a lawsuit'],
        ['Diffamation ou contrefaçon', 'Defamation or counterfeit'],
      ),
      fields: [field('date', 'Délai légal', 'Legal deadline'), field('file', 'Pièce', 'Document')],
      timing: timing(3),
    },
  ]
}
