import type { Field } from './fields.ts'

/** Plain headers as French and English exports have them, best first: of two columns, the earlier word wins. */
const WORDS: Partial<Record<Field, string>> = {
  externalId:
    'id, identifiant, external id, id str, tweet id, id du tweet, post id, id du post, id publication, comment id, id commentaire, id du commentaire, id de l avis, review id, avis id, message id, id du message, uuid, guid, ref, reference, numero, n, mention id, resource id, document id, permalink id, status id, objectid, object id, ticket, ticket id, numero de commande, order id, n de commande, commande, order, order number, numero commande',
  published:
    'published, published at, date de publication, publie le, date publication, created at, date created, creation date, date de creation, cree le, created, created utc, date, date et heure, date heure, date time, datetime, horodatage, timestamp, posted at, posted, date du message, date du tweet, date de l avis, date avis, date du commentaire, review date, date of review, comment date, jour, day, envoye le, date d envoi, sent at, recu le, received at, date de reception, time utc, published date, date utc, ecrit le, depose le, date de depot, date de commande, order date, paid at, created time, create time, review created utc, comment create timestamp, time stamp, submitted at, date ajout',
  time: 'heure, time, hour, heure de publication, heure du message, heure utc, heure locale',
  author:
    'author, auteur, auteur du message, nom de l auteur, author name, name, nom, nom complet, full name, display name, nom affiche, pseudo, pseudonyme, user, utilisateur, username, user name, nom d utilisateur, client, nom du client, customer, customer name, reviewer, reviewer name, reviewer display name, nom du client, expediteur, sender, sender name, from, de, posted by, publie par, profil, profile name, internaute, membre, contact, nickname, review username, influencer, auteur du commentaire, prenom',
  authorHandle:
    'handle, screen name, author handle, author username, user screen name, username handle, compte, identifiant de l auteur, twitter handle, twitter screen name, compte twitter, arobase, alias, login, user username',
  authorId:
    'author id, user id, id auteur, id de l auteur, user id str, profile id, id utilisateur, customer id, id client, code client, email, e mail, mail, adresse mail, adresse e mail, courriel, customer email, reviewer email, author url, profile url, channel id, review consumer user id, facebook author id, author channel id',
  text: 'text, texte, message, commentaire, comment, commentaires, comments, contenu, content, body, corps, corps du message, avis, review, review text, review content, review body, texte de l avis, texte du tweet, tweet, tweet text, full text, texte complet, post, publication, verbatim, verbatims, texte du message, texte du commentaire, comment text, message text, caption, legende, snippet, content snippet, extrait, description, reponse, answer, feedback, remarque, remarques, observation, observations, hit sentence, post content, contenu du message, selftext, temoignage, opening text, comment content, post message',
  title:
    'title, titre, objet, subject, sujet, headline, review title, titre de l avis, titre du message, intitule, post title, titre de la publication',
  url: 'url, lien, link, permalink, permalien, adresse, address, lien du message, lien du tweet, post url, tweet url, permalink url, page url, lien vers le message, source url, review url, review link, lien de l avis, message url, original url, comment url, href, uri, web link',
  channel:
    'channel, canal, reseau, reseau social, network, platform, plateforme, media, source, source type, type de source, page type, social network, site, origine, provenance, support, domain, source of review',
  verb: 'verb, type, type de message, type d activite, activity type, action, event, evenement, kind, nature, object type, message type, post type, type de publication',
  rating:
    'rating, note, stars, etoiles, nombre d etoiles, star rating, score, review stars, note globale, overall rating, overall score, note attribuee, note sur 5, note 5, note sur 10, review rating, review score, satisfaction, evaluation, nb etoiles, grade, notation',
  inReplyTo:
    'in reply to, in reply to id, in reply to status id, in reply to status id str, reply to, en reponse a, reponse a, parent, parent id, parent comment id, id parent, id du parent, replied to id, reply to id, in reply to tweet id',
  thread:
    'thread, thread id, conversation, conversation id, id conversation, id de la conversation, fil, discussion, discussion id, topic id, root id, video id',
  lang: 'lang, langue, language, langue du message, review language, language code, code langue, locale, reviewer language',
  country: 'country, pays, country code, code pays',
  followers:
    'followers, followers count, abonnes, nombre d abonnes, nb abonnes, author followers, user followers count, twitter followers, follower count, fans',
  amount:
    'amount, montant, total, montant total, prix, price, order total, total ttc, montant ttc, valeur, value, chiffre d affaires, revenue, total amount, net a payer',
  currency: 'currency, devise, monnaie, currency code, code devise',
}

export interface Synonym {
  field: Field
  /** 0 for the surest word of its field. */
  rank: number
}

const BY_WORD = new Map<string, Synonym>()
for (const [field, words] of Object.entries(WORDS) as [Field, string][]) {
  words.split(', ').forEach((word, rank) => {
    if (!BY_WORD.has(word)) BY_WORD.set(word, { field, rank })
  })
}

/** Words that make a longer header mean a field, for want of an exact one: "Date de l’événement (Paris)". */
const HINTS: [RegExp, Field][] = [
  [/\b(lien|url|link|permalink)\b/, 'url'],
  [/\b(date|horodatage|timestamp|created at|published)\b/, 'published'],
  [/\b(note|etoiles?|stars?|rating)\b/, 'rating'],
  [/\b(auteur|author|pseudo|reviewer)\b/, 'author'],
  [/\b(commentaires?|comment|message|verbatims?|texte|text|avis|contenu)\b/, 'text'],
  [/\b(titre|title|sujet|subject)\b/, 'title'],
  [/\b(langue|language)\b/, 'lang'],
  [/\b(montant|amount)\b/, 'amount'],
]

/** Counts and answers are not the thing itself. */
const NOT =
  /\b(nombre|nb|count|number of|total de|reply|reponse|company|business|modified|update|updated|deleted|maj)\b/

/** Whether a plain header is, word for word, one that exports use. */
export function isColumnName(plain: string): boolean {
  return BY_WORD.has(plain)
}

/** Field that a plain header names, exactly or, for longer ones, by a word of it. */
export function synonymOf(plain: string): Synonym | undefined {
  const exact = BY_WORD.get(plain) ?? BY_WORD.get(lastOf(plain))
  if (exact && BY_WORD.has(plain)) return exact
  if (NOT.test(plain)) return undefined
  const hint = HINTS.find(([words]) => words.test(plain))
  if (hint) return { field: hint[1], rank: 500 + plain.length }
  return exact ? { field: exact.field, rank: 900 + exact.rank } : undefined
}

/** `tweet full text` ends as `full text` does: paths of JSON are read from their end. */
function lastOf(plain: string): string {
  return plain.split(' ').slice(-2).join(' ')
}
