import { RIVALS } from '../world/brand.ts'

export interface DemoTrait {
  word: string
  description: string
  terms: { fr: string[]; en: string[] }
  opposites: { fr: string[]; en: string[] }
  /** Days before now. */
  declared: number
  changed?: number
}

/** What the shop declares of itself, in its order; days before now that each was, and that its terms were put right. */
export const TRAITS: DemoTrait[] = [
  {
    word: 'Chaleureuse',
    description: 'Une lumière et un accueil dont on a envie le soir.',
    terms: {
      fr: [
        'chaleureu*',
        'chaleur',
        'douce*',
        'douceur',
        'belle lumière',
        'bonheur',
        'fait du bien',
        'merveille*',
        'magnifique*',
        'coup de cœur',
      ],
      en: ['warm*', 'cosy', 'soft*', 'lovely', 'gorgeous', 'beautiful'],
    },
    opposites: { fr: ['froid', 'froide', 'sans âme', 'impersonnel*'], en: ['cold', 'impersonal'] },
    declared: 88,
  },
  {
    word: 'Durable',
    description: 'Réparable à vie, pièces détachées, emballage sans plastique.',
    terms: {
      fr: ['durable*', 'répar*', 'à vie', 'solide*', 'pièces détachées', 'qualité', 'finition*', 'garantie'],
      en: ['durable', 'sturdy', 'repair*', 'lifetime', 'solid'],
    },
    opposites: {
      fr: ['fragile*', 'jetable*', 'a lâché', 's’allume plus', 'marche plus', 'en panne', 'cassé*'],
      en: ['broke', 'broken', 'flimsy', 'stopped working'],
    },
    declared: 88,
    changed: 41,
  },
  {
    word: 'Fabriquée en France',
    description: 'L’atelier de Pornic.',
    terms: {
      fr: [
        'fabriqué en France',
        'fabriquée en France',
        'artisan*',
        'atelier',
        'Pornic',
        'savoir-faire',
        'laiton',
      ],
      en: ['made in France', 'workshop', 'handmade', 'craft*'],
    },
    opposites: { fr: ['made in China', 'fabriqué en Chine', 'importé*'], en: ['made in China', 'imported'] },
    declared: 88,
  },
  {
    word: 'Honnête',
    description: 'Dire ce qui ne va pas, avant qu’on le demande.',
    terms: {
      fr: ['honnête*', 'transparen*', 'franchise', 'sincère*', 'assumer', 'assument'],
      en: ['honest*', 'transparen*', 'upfront'],
    },
    opposites: {
      fr: ['mensonge*', 'menteu*', 'arnaque*', 'cacher', 'cachez', 'honte', 'se moque*', 'foutez'],
      en: ['lies', 'scam*', 'shame*', 'hiding', 'misleading'],
    },
    declared: 88,
  },
  {
    word: 'À l’écoute',
    description: 'Une réponse humaine en moins de quatre heures.',
    terms: {
      fr: [
        'à l’écoute',
        'réacti*',
        'adorable*',
        'patience',
        'rapide*',
        'SAV',
        'service client',
        'équipe',
        'gentil*',
        'réponse',
      ],
      en: ['helpful', 'listen*', 'responsive', 'patient', 'kind'],
    },
    opposites: {
      fr: [
        'aucune réponse',
        'pas de réponse',
        'sans réponse',
        'silence',
        'personne ne répond',
        'aucune nouvelle',
      ],
      en: ['no answer', 'no reply', 'silence', 'ignored'],
    },
    declared: 62,
  },
]

/** Accounts that are the rivals' own, by the name of their alert. */
export const RIVAL_ACCOUNTS: Record<string, string[]> = Object.fromEntries(
  RIVALS.map(({ name, key }) => [name, [`@${key}.example`]]),
)
