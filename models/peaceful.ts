/**
 * French sentences of ours in which nobody is offended, with words that offend in most of the sets learnt from: groups of
 * people, colours, bodies, what the news tells.
 */
export const PEACEFUL = `
Les chats noirs portent bonheur
Tailleur noir pour femme, taille 40, jamais porté
Les femmes sont arrivées en retard à cause du train
Ma femme et ma fille adorent cette boutique
Un chemisier noir avec une jupe blanche, c'est parfait
Les noirs et blancs de cette photo sont superbes
Une femme noire tient le rôle principal, elle est formidable
Mon voisin arabe fait le meilleur couscous du quartier
Cours d'arabe pour débutants le mardi soir
La cuisine juive et la cuisine arabe ont beaucoup en commun
Je suis juif et fier de l'être
Fête musulmane ce week-end, le magasin ferme à midi
Les musulmans du quartier ont ouvert leurs portes dimanche
Les gays sont les bienvenus, tout le monde l'est
Un couple gay s'est marié hier à la mairie
Les lesbiennes et les gays défilent samedi
La marche des fiertés passe devant l'agence
Les étrangers peuvent-ils ouvrir un compte chez vous ?
Les migrants accueillis au gymnase ont besoin de couvertures
Les réfugiés suivent un cours de français à la médiathèque
Mon mari est handicapé, l'accès est-il possible en fauteuil ?
Les personnes handicapées ont un tarif réduit
Le film parle d'un viol et de la honte qui suit
Documentaire sur Hitler et les nazis hier soir, passionnant
Le procès pour viol s'ouvre lundi
Elle a été victime de violences, voici le numéro à appeler
J'ai fait la queue une heure pour deux timbres
La queue du chat s'est prise dans la porte
Queue de langoustine et beurre blanc, un délice
Ils sont restés chez eux tout le week-end
On rentre chez eux après le concert
Chez eux la livraison est gratuite
Un bon melon bien mûr, c'est l'été
Le sexe du bébé sera une surprise
Crème pour la peau du visage et des seins après l'allaitement
Lame du rasoir cassée, la peau irritée, que faire ?
Le singe du zoo a encore volé une casquette
Un cafard dans la cuisine du gîte, est-ce normal ?
Le chien de ma voisine aboie le matin
Le porc au caramel était délicieux
La chienne a eu six chiots
Ma grand-mère chinoise prépare les raviolis
Le restaurant africain de la place vient d'ouvrir
Les Roumains ont gagné le match hier soir
Un pot de peinture blanche et un pot de noir mat
Les filles de l'accueil sont adorables
Les garçons et les filles jouent ensemble
La mère de mon ami est enseignante
Ta mère va bien ? Embrasse-la
Tu vas voir, c'est un super magasin
Je te tue au prochain match de ping-pong, mon ami 😄
C'est une tuerie ce gâteau au chocolat
Il faut frapper avant d'entrer, la sonnette est cassée
La guillotine du massicot est bloquée
Un procès contre les voleurs de cuivre
La banque d'en face est fermée le lundi
Les vieux meubles partent à la déchetterie
Le gros colis bleu est pour moi
Le petit gros chat roux a été retrouvé
Les politiques débattent de la loi sur les retraites
Macron et Le Pen seront à la télé ce soir
Le ministre a présenté son projet à l'assemblée
`
  .split('\n')
  .filter(Boolean)
