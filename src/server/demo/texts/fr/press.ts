/** Articles of blogs and papers (all fictional), what rivals publish, and comments under the brand's blog. */
export interface Article {
  title: string
  body: string[]
}
export const articles: Article[] = [
  {
    title:
      '[Sept|Dix|Douze] lampes [rechargeables|de chevet|sans fil] pour [les soirées dehors|lire tard|changer d’ambiance]',
    body: [
      'Notre sélection mêle [petits ateliers et grandes maisons|prix doux et pièces de créateurs]. On y retrouve {le} de Lumerelle ({prix}), [pour sa lumière de fin de journée|pour son socle lourd|notre coup de cœur], mais aussi des modèles {conc} [moins chers|plus colorés|au dessin plus froid].',
    ],
  },
  {
    title:
      'Fabriqué en France : [ces ateliers qui rallument la lumière|le pari des petites séries|enquête sur une étiquette]',
    body: [
      'À {siege}, Lumerelle emploie [trente-deux|une quarantaine de] personnes et assemble [sept|huit] mille lampes par an. « [On ne gagnera jamais sur le prix, alors on gagne sur la durée|La réparation nous coûte moins cher que la publicité] », résume sa fondatrice, Jeanne Aubriot. Un modèle que {conc} regarde [de près|avec curiosité].',
    ],
  },
  {
    title:
      'Tendances : [le retour de l’abat-jour plissé|la fin du plafonnier|le laiton, encore et toujours|la lumière très chaude]',
    body: [
      '[Les ventes de lampes d’appoint progressent de deux chiffres.|Les réseaux n’ont plus que cela en tête.] Chez {conc} comme chez Lumerelle, [les carnets de commandes suivent|on dit avoir été pris de court|la rupture guette].',
    ],
  },
  {
    title:
      'Test : {le} de Lumerelle, [après un mois d’usage|la lampe qui fait parler|belle et bien pensée ?]',
    body: [
      '[Les plus : lumière sans éblouissement, pièces détachées, fabrication.|On aime : le variateur très progressif, le poids, l’emballage en carton.] [Les moins : le prix, le câble un peu court.|On aime moins : l’ampoule non fournie.] Note : [7|8|8,5]/10.',
    ],
  },
  {
    title:
      '{conc} [ouvre une boutique {aville}|lance une collection « brume »|casse ses prix|annonce une levée de fonds]',
    body: [
      'L’enseigne {conc} [poursuit son expansion|cherche un second souffle|veut séduire les jeunes ménages]. [Ses concurrents, dont Lumerelle, misent plutôt sur la réparation.|Les petites maisons s’inquiètent.]',
    ],
  },
  {
    title: 'J’ai [refait|rangé|repensé] mon [salon|coin lecture|bureau] pour moins de 300 €',
    body: [
      '[Un pot de peinture, deux brocantes et une bonne lampe.|La recette : vider, ranger, éclairer.] J’ai fini par {le} de Lumerelle, [hésité avec {conc}|trouvé{e} d’occasion|offert{e} par ma mère], et [je ne quitte plus mon fauteuil|c’est la pièce que je préfère désormais|le reste a suivi].',
    ],
  },
  {
    title: '[Livraison|Transporteurs] : pourquoi vos colis [traînent|font des détours]',
    body: [
      'Sous-traitance en cascade, dépôts saturés : {transp} concentre les plaintes. [Plusieurs marques, dont Lumerelle et {conc}, disent chercher d’autres solutions.|Les petits vendeurs en paient le prix.]',
    ],
  },
]
export const crisisArticles: Article[] = [
  {
    title:
      'Des lampes Falot de Lumerelle [en surchauffe : ce que l’on sait|mises en cause après plusieurs incidents]',
    body: [
      '[Plusieurs clients|Une dizaine d’utilisateurs] ont signalé depuis jeudi soir des surchauffes de la lampe rechargeable Falot. L’entreprise, installée à {siege}, [a suspendu la vente|recommande de ne plus la charger] et promet « [une information complète|toute la lumière] ».',
    ],
  },
  {
    title: 'Lumerelle rappelle [1 240 lampes Falot|un lot de lampes rechargeables]',
    body: [
      'Le lot FA-07 est concerné. Remboursement ou échange sans facture, [annonce la marque|assure sa fondatrice]. [Une association de consommateurs salue la rapidité du rappel, moins celle des premières réponses.|Aucun blessé n’est à déplorer.]',
    ],
  },
  {
    title: 'Falotgate : [anatomie d’un emballement|comment un réseau s’enflamme|la leçon de communication]',
    body: [
      'En [quarante minutes|moins d’une heure], un message a fait le tour des réseaux. [Un compte très suivi, hostile de longue date à la marque, a servi d’accélérateur.|Retour sur une soirée où tout est allé trop vite.] Lumerelle a [répondu, puis rappelé|tardé, puis bien fait].',
    ],
  },
]
/** What rivals publish; `{conc}` is their own name. */
export const rivalPosts = [
  'Nouvelle collection « [Brume|Terre cuite|Minuit|Galets] » : [disponible dès vendredi|en avant-première pour les abonnés|douze pièces, trois matières]. ✨',
  '-[20|30|40] % sur [les suspensions|tout le rayon lampes|les lampadaires] [jusqu’à dimanche|ce week-end seulement|pendant 48 h] avec le code [LUEUR|CLAIR|SOIR].',
  'On vous emmène [dans notre studio|derrière le rideau|sur le tournage de la campagne] 🎬',
  'Plutôt [laiton ou chrome|rond ou droit|lin ou papier] ? Dites-nous tout en commentaire.',
  'Ouverture de notre [cinquième|sixième] adresse {aville} ! [Un cadeau aux cent premiers.|Venez trinquer samedi.]',
  'Livraison offerte [dès 40 €|tout le mois|sans minimum ce week-end] 🚚',
  'Merci pour vos [10 000|50 000|100 000] abonnements ! [Un jeu arrive…|On vous prépare une surprise.]',
  'La lampe [Ondine|Bloc|Pli|Cumulus] est de retour [après trois mois d’absence|en édition limitée|et en vert].',
  'Chez {conc}, la sécurité de nos batteries est testée par un laboratoire indépendant. [On dit ça, on ne dit rien.|Bonne soirée.]',
]
export const blogComments = [
  '[Très bon article|Article clair|Merci pour ces explications], [j’ai enfin compris les kelvins|je vais revoir tout mon salon|je partage]. [Une question : ça marche aussi avec des LED ?|Avez-vous une version à imprimer ?|]',
  '[Merci pour l’astuce|Bonne astuce] [du savon noir|des trois lampes|du miroir]. [Testé hier, ça marche.|Je n’y aurais jamais pensé.|Ma grand-mère faisait déjà ça.]',
  'Je ne suis pas d’accord sur [les plafonniers|le blanc chaud partout|les filaments] : [dans une cuisine il faut y voir clair|tout dépend de l’âge des yeux|c’est une mode]. [Mais l’article est intéressant.|Bien à vous.|]',
  'Et pour [une salle de bain|les plantes|les personnes malvoyantes|un bureau], vous conseillez quoi ?',
  'Vous pourriez [citer vos sources|donner les prix|parler de la consommation] ? [Merci.|Ça manque un peu.|]',
  'J’ai suivi le tuto pour {le}, [réparé{e} en vingt minutes|ça marche|il me reste une vis…]. [Merci !|{g Fier/Fière} de moi.|]',
  'Toujours un plaisir de lire vos billets [le dimanche|avec le café|]. [Odile, si vous lisez ceci : bravo.|Continuez.|]',
  '[Portes ouvertes|L’atelier] : [y aura-t-il un accès fauteuil ?|peut-on venir avec des enfants ?|faut-il s’inscrire ?|venez aussi {aville} !]',
  '{prenom} a raison [plus haut|dans le premier commentaire], [à 2700 K on voit mieux|la terre est obligatoire|c’est la douille qu’il faut changer].',
  'Article publicitaire déguisé ? [Je pose la question.|Dommage, le fond est bon.|]',
  'Le lien vers [la notice|la vidéo|le guide] ne marche [plus|pas chez moi].',
  '[J’ai relu deux fois|Je garde en favori|J’imprime pour ma mère] [ce billet|l’article|ce guide], [c’est limpide|il me manquait la partie sur les watts|on voit que ça vient du terrain].',
  'Petite correction : [470 lumens c’est une ancienne 40 W, pas 60|une douille E14 se dit « petite vis »|le laiton n’est pas du bronze]. [Sinon parfait.|Bien amicalement.|Je chipote.]',
  'Chez nous on a [gardé un seul plafonnier, pour chercher les clés|tout mis sur prises commandées|supprimé les spots], [et on respire|aucun regret|le chat aussi préfère].',
  'Que pensez-vous [des ampoules à intensité fixe|du recyclage des LED|des lampes solaires|du verre recyclé] ? [Sujet d’un prochain article ?|Je débute.|]',
  'Belles photos ! [Qui est le photographe ?|La troisième surtout.|On dirait chez ma tante {aville}.]',
  '[Odile|Samir] a [des mains d’or|un métier magnifique|bien de la patience]. [Mon père était verrier.|Merci de leur donner la parole.|Formez-vous des apprentis ?]',
  'J’ai [essayé|appliqué] vos conseils dans [un studio|une salle d’attente|ma classe de CP|un gîte], [résultat bluffant|les gens parlent moins fort|les élèves se posent].',
  'Dommage que [les prix aient augmenté|tout ne soit pas en stock|la boutique {deville} n’existe pas encore], [l’envie était là|je patiente|à bon entendeur].',
]
