import type { Readiness } from '../../api.ts'
import { BRAND, RIVALS } from '../world/brand.ts'
import { DAY } from '../world/calendar.ts'

/** Colleagues of the demonstration; addresses that lead nowhere. */
export const MEMBERS = [
  { key: 'jeanne', name: 'Jeanne Aubriot', email: 'jeanne@lumerelle.example', role: 'manager' },
  { key: 'ines', name: 'Inès Carpentier', email: 'ines@lumerelle.example', role: 'manager' },
  { key: 'malo', name: 'Malo Guivarch', email: 'malo@lumerelle.example', role: 'agent' },
  { key: 'farida', name: 'Farida Benhamou', email: 'farida@lumerelle.example', role: 'agent' },
  { key: 'theo', name: 'Théo Vasseur', email: 'theo@lumerelle.example', role: 'approver' },
  { key: 'agathe', name: 'Agathe Rolland', email: 'agathe@lumerelle.example', role: 'analyst' },
] as const
export type MemberKey = (typeof MEMBERS)[number]['key']

export const LABELS = [
  { name: 'livraison', color: 'blue' },
  { name: 'sav', color: 'orange' },
  { name: 'remboursement', color: 'grape' },
  { name: 'falot', color: 'red' },
  { name: 'conseil', color: 'teal' },
  { name: 'commande', color: 'cyan' },
  { name: 'idée', color: 'yellow' },
  { name: 'à rappeler', color: 'pink' },
  { name: 'anglais', color: 'gray' },
] as const

export interface DemoAlert {
  name: string
  query: string
  inbox: boolean
  kind: 'brand' | 'competitor' | 'topic'
}
export const ALERTS: DemoAlert[] = [
  { name: BRAND.name, query: 'lumerelle', inbox: true, kind: 'brand' },
  {
    name: 'Falot : sécurité',
    query:
      'falot AND (batterie OR battery OR chauffe* OR fond* OR brûl* OR feu OR rappel OR recall OR burn* OR débranche* OR unplug)',
    inbox: false,
    kind: 'topic',
  },
  {
    name: 'Livraison',
    query:
      'lumerelle AND (colis OR livraison OR livré OR retard* OR colivite OR chronotour OR parcel OR delivery OR tracking)',
    inbox: false,
    kind: 'topic',
  },
  {
    name: 'Fabriqué en France',
    query: '"fabriqué en France" OR "made in France" OR "fabriquée en France"',
    inbox: false,
    kind: 'topic',
  },
  { name: RIVALS[0].name, query: 'sélombre', inbox: false, kind: 'competitor' },
  { name: RIVALS[1].name, query: 'clarovie', inbox: false, kind: 'competitor' },
  { name: RIVALS[2].name, query: '"tissel & fils" OR tissel', inbox: false, kind: 'competitor' },
]

/** What the team answered before it began. */
export function makeReadiness(now: number): Readiness {
  const by = new Date(now + 120 * DAY).toISOString().slice(0, 10)
  return {
    brand: {
      names: ['Lumerelle', '@lumerelle', '#lumerelle', 'Maison Lumerelle'],
      site: BRAND.site,
      competitors: RIVALS.map((rival) => rival.name),
      languages: ['fr', 'en'],
      identity: ['chaleureuse', 'durable', 'fabriquée en France', 'honnête', 'à l’écoute'],
    },
    people: {
      who: 'Inès pour les réseaux, Malo et Farida pour le service client',
      answersWithinHours: 4,
      outOfHours: 'Astreinte d’Inès le soir jusqu’à 22 h, relais de Jeanne le dimanche',
      approves: 'Théo pour les publications, Jeanne en cas de crise',
    },
    objectives: [
      {
        indicator: 'reply-time',
        label: 'Répondre en moins de 4 heures',
        target: 4,
        by,
        agreedWith: 'Farida (service client)',
      },
      {
        indicator: 'answered-share',
        label: 'Répondre à 90 % des demandes',
        target: 90,
        by,
        agreedWith: 'Inès et Malo',
      },
      {
        indicator: 'sentiment',
        label: 'Retrouver le climat d’avant le rappel',
        target: 20,
        by,
        agreedWith: 'Jeanne (direction)',
      },
      {
        indicator: 'mentions',
        label: 'Cent mentions par semaine',
        target: 100,
        by,
        agreedWith: 'Théo (marketing)',
      },
    ],
  }
}
