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

/** Whether the list should speak before the model of a language. */
export function isForList(tokens: Token[], lang: string): boolean {
  let words = 0
  for (const token of tokens) {
    if (token.kind === 'skip') return lang === 'fr' && tokens.some(isTrade)
    if (token.kind === 'word') words++
  }
  return words <= SHORT || (lang === 'fr' && tokens.some(isTrade))
}

const ofTrade = fact(({ form }) => TRADE.has(form))

function isTrade({ kind, lexeme }: Token): boolean {
  return kind === 'word' && ofTrade(lexeme)
}
