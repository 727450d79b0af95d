import type { AccountKey } from '../../stage/stage.ts'
import type { MemberKey } from '../../team/team.ts'

/** What somebody did about a post, so many hours after the one before. */
export type DemoTurn = { after: number } & (
  | { does: 'propose'; by: MemberKey; kind: 'blur' | 'hide' | 'mute' | 'block'; rule: string }
  | { does: 'approve' | 'refuse' | 'withdraw' | 'restore'; by: MemberKey; note?: string }
  | { does: 'grant' | 'dismiss'; by: MemberKey; answer: string }
  /** What the author says against it. */
  | { does: 'appeal'; text: string }
)

export interface DemoOffence {
  key: string
  account: Extract<AccountKey, 'bluesky' | 'mastodon' | 'instagram'>
  /** When it was said: days ago and the hour of that day, or hours ago. */
  said: { days: number; hour: number } | { hours: number }
  /** Who says it: those of one name are one person. */
  voice: string
  text: string
  turns: DemoTurn[]
}

/** By one: an insult, an advertisement. */
const ALONE: DemoOffence[] = [
  {
    ...{ key: 'hedge', account: 'bluesky', said: { days: 81, hour: 20 }, voice: 'thrown' },
    text: 'Le livreur de Lumerelle est un sale connard, il a balancé ma lampe par-dessus la haie. Quel abruti fini.',
    turns: [{ after: 13, does: 'propose', by: 'farida', kind: 'hide', rule: 'respect' }],
  },
  {
    ...{ key: 'offer-1', account: 'instagram', said: { days: 63, hour: 11 }, voice: 'seller' },
    text: 'Lampes LED pas chères, -70 % ! Tout est ici 👉 https://promo-lampes.example Livraison gratuite aujourd’hui seulement.',
    turns: [{ after: 3, does: 'propose', by: 'malo', kind: 'hide', rule: 'publicite' }],
  },
  {
    ...{ key: 'chorus', account: 'bluesky', said: { days: 12, hour: 21 }, voice: 'packing' },
    text: 'Quel tas de crétins chez Lumerelle ! Même pas foutus d’emballer une ampoule, bande d’incapables.',
    turns: [
      { after: 13, does: 'propose', by: 'malo', kind: 'blur', rule: 'respect' },
      {
        ...{ after: 5, does: 'restore', by: 'farida' },
        note: 'L’ampoule est bien arrivée cassée. Nous lui répondons, et nous laissons ses mots.',
      },
    ],
  },
]

/** By two: criticisms, what names somebody, whatever silences a person. */
const TOGETHER: DemoOffence[] = [
  {
    ...{ key: 'offer-2', account: 'instagram', said: { days: 62, hour: 9 }, voice: 'seller' },
    text: 'Ne payez plus le prix fort : -70 % sur toutes les lampes 👉 https://promo-lampes.example Vite, dernier jour.',
    turns: [
      { after: 2, does: 'propose', by: 'malo', kind: 'block', rule: 'publicite' },
      { after: 3, does: 'approve', by: 'farida', note: 'Deuxième annonce en deux jours.' },
    ],
  },
  {
    ...{ key: 'refund', account: 'mastodon', said: { days: 47, hour: 18 }, voice: 'waiting' },
    text: 'Six semaines sans ma lampe, trois relances, aucune réponse. Lumerelle se moque de ses clients, fuyez.',
    turns: [
      { after: 15, does: 'propose', by: 'malo', kind: 'hide', rule: 'respect' },
      {
        ...{ after: 2, does: 'refuse', by: 'ines' },
        note: 'C’est une critique, et elle est juste : on y répond, on ne la masque pas.',
      },
    ],
  },
  {
    ...{ key: 'number', account: 'bluesky', said: { days: 26, hour: 12 }, voice: 'caller' },
    text: 'Le directeur de Lumerelle ne répond pas à ses mails, alors appelez-le donc directement : 06 39 98 12 45.',
    turns: [
      { after: 1, does: 'propose', by: 'farida', kind: 'hide', rule: 'vie-privee' },
      { after: 1, does: 'approve', by: 'theo' },
    ],
  },
  {
    ...{ key: 'shut-up', account: 'bluesky', said: { days: 6, hour: 22 }, voice: 'bully' },
    text: 'Mais ferme-la, pauvre con, personne ne t’a demandé ton avis sur ta lampe Lumerelle.',
    turns: [
      { after: 11, does: 'propose', by: 'farida', kind: 'mute', rule: 'respect' },
      { after: 4, does: 'approve', by: 'ines', note: 'Troisième client qu’il insulte cette semaine.' },
    ],
  },
  {
    ...{ key: 'bad-lamp', account: 'mastodon', said: { days: 4, hour: 10 }, voice: 'cheated' },
    text: 'Acheté 129 €, cassé en huit jours. Lumerelle ne rembourse pas. Passez votre chemin.',
    turns: [
      { after: 5, does: 'propose', by: 'farida', kind: 'hide', rule: 'respect' },
      { after: 1, does: 'withdraw', by: 'farida' },
    ],
  },
  {
    ...{ key: 'fire', account: 'bluesky', said: { hours: 21 }, voice: 'afraid' },
    text: 'Le Falot a failli mettre le feu chez moi et Lumerelle ose parler d’un cas isolé. Très déçue, je ne recommande plus.',
    turns: [{ after: 16, does: 'propose', by: 'malo', kind: 'hide', rule: 'respect' }],
  },
]

/** Contested by their authors. */
const CONTESTED: DemoOffence[] = [
  {
    ...{ key: 'idiots', account: 'bluesky', said: { days: 34, hour: 19 }, voice: 'burnt' },
    text: 'Le type du service client de Lumerelle est un sale connard, il a balancé mon dossier. Quel abruti fini.',
    turns: [
      { after: 13, does: 'propose', by: 'malo', kind: 'hide', rule: 'respect' },
      { after: 30, does: 'appeal', text: 'J’étais en colère, et j’avais de quoi. Je ne retire rien.' },
      {
        ...{ after: 19, does: 'dismiss', by: 'ines' },
        answer:
          'Votre colère s’entend, et nous reprenons votre dossier. L’injure à un collègue, elle, reste masquée. Le même reproche sans injure a toute sa place ici.',
      },
    ],
  },
  {
    ...{ key: 'paint', account: 'mastodon', said: { days: 18, hour: 17 }, voice: 'painter' },
    text: 'Franchement Lumerelle c’est de la merde, la peinture part en un mois et le SAV me balade.',
    turns: [
      { after: 16, does: 'propose', by: 'malo', kind: 'hide', rule: 'respect' },
      { after: 3, does: 'approve', by: 'farida' },
      {
        ...{ after: 20, does: 'appeal' },
        text: 'Je parle d’une lampe, je n’insulte personne. Vous cachez une critique.',
      },
      {
        ...{ after: 22, does: 'grant', by: 'ines' },
        answer:
          'Vous avez raison : vous visiez la lampe, pas une personne. Votre message est de nouveau visible, et l’atelier vous écrit.',
      },
    ],
  },
  {
    ...{ key: 'shop', account: 'bluesky', said: { days: 3, hour: 18 }, voice: 'visitor' },
    text: 'La vendeuse de la boutique de Pornic est une idiote finie, une vraie abrutie. Et Lumerelle appelle ça du conseil.',
    turns: [
      { after: 14, does: 'propose', by: 'malo', kind: 'hide', rule: 'respect' },
      {
        ...{ after: 9, does: 'appeal' },
        text: 'Elle m’a fait attendre quarante minutes. Demandez-lui donc, à cette pauvre idiote, à cette abrutie finie.',
      },
    ],
  },
]

/** Nobody has judged it yet: blurred, until one asks for it. */
const WAITING: DemoOffence[] = [
  {
    ...{ key: 'now', account: 'bluesky', said: { hours: 5 }, voice: 'shouter' },
    text: 'Ta gueule pauvre con, si t’es pas content de ta lampe Lumerelle tu la revends et tu nous lâches.',
    turns: [],
  },
]

/** What was said in the ninety days that the charter speaks of, and what the team made of it. */
export const OFFENCES: readonly DemoOffence[] = [...ALONE, ...TOGETHER, ...CONTESTED, ...WAITING]
