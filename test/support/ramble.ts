import { random } from '../../bench/support.ts'

const WORDS =
  'colis lampe retard livraison service client reçu cassé abat-jour notice commande trois semaines attendre répondre personne téléphone encore jamais facture pied ampoule vis carton hier soir magasin remboursement promis toujours rien vendeur adresse erreur câble prise fendu couleur autre deux fois courrier point relais fermé'.split(
    ' ',
  )

/** What a person says in their own words: another for each number, and none nearly the same as another. */
export function ramble(i: number): string {
  const draw = random(i * 7919 + 13)
  return Array.from({ length: 12 }, () => WORDS[Math.floor(draw() * WORDS.length)]).join(' ')
}
