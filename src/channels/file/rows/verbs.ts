import type { Verb } from '../../../activity/index.ts'
import { VERBS } from '../../../activity/index.ts'
import { plainHeader } from '../columns/fields.ts'

/** What exports call the verbs of the stream; those that need what a line does not carry are left out. */
const WORDS: Partial<Record<Verb, string>> = {
  Create:
    'create, creation, post, publication, publie, message, comment, commentaire, tweet, status, statut, note, article, reply, reponse, mention, answer, blog, forum, news, video, photo, image, link, text, original',
  Review: 'review, avis, rating, evaluation, temoignage, testimonial',
  Like: 'like, j aime, jaime, aime, favorite, favori, fav, reaction, love, upvote',
  Dislike: 'dislike, je n aime pas, downvote',
  Announce: 'announce, share, partage, repost, retweet, rt, boost, reblog, quote, citation',
  Follow: 'follow, abonnement, abonne, suivi, subscribe',
  Question: 'question, poll, sondage, ask',
  Purchase: 'purchase, achat, order, commande, vente, sale, buy, transaction, facture, invoice',
  Register: 'register, registration, inscription, signup, sign up',
  Visit: 'visit, visite, session, passage',
  View: 'view, vue, impression, page view',
  Join: 'join, adhesion, rejoint',
  Leave: 'leave, depart, desinscription, unsubscribe',
  Flag: 'flag, signalement, report, signale',
}

const BY_WORD = new Map<string, Verb>()
for (const verb of VERBS) BY_WORD.set(verb.toLowerCase(), verb)
for (const [verb, words] of Object.entries(WORDS) as [Verb, string][]) {
  for (const word of words.split(', ')) if (!BY_WORD.has(word)) BY_WORD.set(word, verb)
}

/** Verbs about something that happened elsewhere and whose trace alone says nothing: a file cannot bring them. */
const REFUSED = new Set<Verb>(['Update', 'Delete', 'Undo', 'Accept', 'Reject', 'Offer'])

/** Verb that a value of the file names; undefined when it names none that a file may bring. */
export function verbOf(value: string): Verb | undefined {
  const verb = BY_WORD.get(plainHeader(value))
  return verb && !REFUSED.has(verb) ? verb : undefined
}
