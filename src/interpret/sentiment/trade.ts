import { fact } from '../lexeme/index.ts'
import type { Token } from '../token.ts'

/**
 * Words of those who buy: the French model learnt from what people say of public affairs, where "livraison" is not, and
 * our own list was written for shops. A text with one of these is judged by the list first.
 */
const TRADE = new Set(
  `commande commandes commander commandee colis livraison livraisons livreur livree sav remboursement remboursements
  rembourser rembourse remboursee magasin magasins boutique boutiques vendeur vendeuse vendeurs produit produits achat achats
  acheter achete achetee facture facturation abonnement garantie panne panier paiement devis client clients cliente clientele
  conseiller conseillere conseillers reception recu recue recus echange renvoi lampe lampadaire ampoule abat coloris
  stock promo recommande qualite emballage deballage agence banque appli application
  forfait box technicien resiliation resilier hotel restaurant serveur reservation`.split(/\s+/),
)

/** Words of a text that is short: a feature or two decide there, and the list is safer. */
const SHORT = 7

/** How much model and list say where both are asked; either alone says 1. */
export interface Say {
  model: number
  list: number
}

/** Of what the model did not learn from: it settles what the list leaves open. */
export const LIST_FIRST: Say = { model: 0.3, list: 1 }
/** English learnt from so many tweets that in what is short it says as much as the list; found on tweets kept aside. */
const BOTH: Say = { model: 0.6, list: 0.5 }

/** Who is to speak of a text, beside the model of its language; null where that speaks alone. */
export function sayOf(tokens: Token[], lang: string): Say | null {
  if (isShort(tokens)) return lang === 'en' ? BOTH : LIST_FIRST
  return lang === 'fr' && tokens.some(isTrade) ? LIST_FIRST : null
}

function isShort(tokens: Token[]): boolean {
  let words = 0
  for (const token of tokens) {
    if (token.kind === 'skip') return false
    if (token.kind === 'word') words++
  }
  return words <= SHORT
}

const ofTrade = fact(({ form }) => TRADE.has(form))

function isTrade({ kind, lexeme }: Token): boolean {
  return kind === 'word' && ofTrade(lexeme)
}
