import type { Charter, Rule } from './charter.ts'

/**
 * A charter to begin with, to be read, changed and published by a person: courtesy, hate, threats, indecency, the private
 * life of others and advertising. Criticism is welcome in so many words.
 */
export function readyCharter(): Charter {
  return {
    title: { fr: 'La charte de nos échanges', en: 'The charter of our conversations' },
    intro: {
      fr: 'La critique est la bienvenue : nous y répondons, nous ne l’effaçons pas. Ces règles disent ce que nous masquons, pourquoi, et comment le contester.',
      en: 'Criticism is welcome: we answer it, we do not erase it. These rules say what we hide, why, and how to contest it.',
    },
    rules: RULES.map((rule) => structuredClone(rule)),
    appealDays: 60,
    archiveDays: 365,
    summary: false,
  }
}

const RULES: readonly Rule[] = [
  {
    id: 'respect',
    title: { fr: 'Pas d’insulte', en: 'No insults' },
    explanation: {
      fr: 'On peut tout nous reprocher, sans injurier personne : ni nos équipes, ni les autres clients.',
      en: 'Reproach us with anything, but insult nobody: neither our teams nor other customers.',
    },
    examples: [
      {
        fr: 'Masqué : une injure adressée à une personne. Gardé : « Votre service est nul, je suis furieux. »',
        en: 'Hidden: a term of abuse aimed at a person. Kept: “Your service is useless, I am furious.”',
      },
    ],
    sanctions: ['blur', 'hide', 'mute'],
    fits: ['insult'],
  },
  {
    id: 'haine',
    title: { fr: 'Pas de haine', en: 'No hatred' },
    explanation: {
      fr: 'Sont masqués les propos qui visent des personnes pour leur origine, leur religion, leur sexe, leur orientation ou leur handicap.',
      en: 'Words aimed at people for their origin, religion, sex, orientation or disability are hidden.',
    },
    examples: [],
    sanctions: ['hide', 'mute', 'block'],
    fits: ['hate'],
  },
  {
    id: 'menaces',
    title: { fr: 'Pas de menace', en: 'No threats' },
    explanation: {
      fr: 'Menacer quelqu’un, l’intimider ou appeler à s’en prendre à lui n’a pas sa place ici.',
      en: 'To threaten or intimidate somebody, or to call on others to harm them, has no place here.',
    },
    examples: [],
    sanctions: ['hide', 'mute', 'block'],
    fits: ['threat'],
  },
  {
    id: 'pudeur',
    title: { fr: 'Rien de pornographique', en: 'Nothing pornographic' },
    explanation: {
      fr: 'Nos pages sont lues par tous : les contenus sexuels explicites y sont masqués.',
      en: 'Everybody reads our pages: sexually explicit content is hidden there.',
    },
    examples: [],
    sanctions: ['blur', 'hide', 'block'],
    fits: ['sexual'],
  },
  {
    id: 'vie-privee',
    title: { fr: 'Pas de données privées en public', en: 'No private data in public' },
    explanation: {
      fr: 'Une adresse, un téléphone ou un numéro de commande publié par mégarde est masqué pour protéger la personne concernée.',
      en: 'An address, telephone or order number published by mistake is hidden to protect whom it concerns.',
    },
    examples: [],
    sanctions: ['blur', 'hide'],
    fits: ['private'],
  },
  {
    id: 'publicite',
    title: { fr: 'Pas de publicité répétée', en: 'No repeated advertising' },
    explanation: {
      fr: 'Les annonces et les liens sans rapport, répétés d’un message à l’autre, sont masqués.',
      en: 'Advertisements and unrelated links, repeated from message to message, are hidden.',
    },
    examples: [],
    sanctions: ['hide', 'mute', 'block'],
    fits: ['spam'],
  },
]
