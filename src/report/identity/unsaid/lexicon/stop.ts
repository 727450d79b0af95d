/** Words that carry no theme by themselves, in both languages, as they are folded. */
export const STOP: ReadonlySet<string> = new Set(
  `
a ai aie aient ait alors apres as assez au aucun aucune aujourd aussi autant autre autres aux avaient avais avait avant avec avez
aviez avions avoir avons ayant bah beaucoup ben bien bon bonjour bonsoir bref c ca car ce ceci cela celle celles celui
ces cet cette ceux chaque chez ci comme comment contre coucou d dans de deja demain depuis des desormais deux devant doit donc
dont du durant e elle elles en encore enfin entre envers es est et etaient etais etait etant ete etes etre eu eut faire fais fait faites
faut fois font foret grand guere hello hier ici il ils j jamais je juste l la laquelle le lequel les lesquels leur leurs lol long
lors lui m ma mais malgre me meme memes merci mes mettre mieux mis moi moins mon n ne ni non nos notre nous nouveau on ont ou
oui par parce pas pendant peu peut peuvent peux plein plus plutot point pour pourquoi pourtant pouvez pouvoir pres presque puis qu
quand quel quelle quelles quelque quelques quels que qui quoi rien s sa sais sait sans sauf se selon sera serait ses seulement si
sinon soi soit sommes son sont sous souvent suis sur surtout svp t ta tant tard te tel telle tellement tes toi ton
toujours tous tout toute toutes tres trois trop tu un une va vais vas vers veut veux voici voila voir vois voit vont vos votre
vous vraiment vs y jour jours fin faisait dire dit disent heure heures semaine semaines mois an ans ans chose choses gens coup
about after again all also am an and any are around as at back be because been before being but by can could did do does doing don down
dr each even ever every few for from get gets getting go going gone got had has have having he her here hers him his how i if in into is isn
it its itself just know like ll made make makes many me might more most much must my never no nor not now of off oh ok on once one only
or other our ours out over own please put re really s said same say says see seen she should so some still such t take than thank
thanks that the their theirs them then there these they thing things this those though through to too two under until up us use used
ve very via want was way we well were what when where which while who whom why will with without would yes yet you your yours
savoir vient venir viens prendre prend prends passe utiliser monde marque team merci oh euh genre truc trucs mal belle beau dois voulais veulent parle parler donne donner reste rester avoir laisse laisser compris comprends pense penser trouve trouver arrive arriver acheter achete achetee achetes vrai vraie eh hein ouf mdr ptdr
day days week weeks month months year years today yesterday tomorrow
`
    .trim()
    .split(/\s+/u),
)
