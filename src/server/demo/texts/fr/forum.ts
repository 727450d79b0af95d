/** Topics of the community's forum: a title, a first message, and what members answer. */
export interface Topic {
  title: string
  first: string[]
  answers: string[]
}
export const topics: Topic[] = [
  {
    title: '[Recâbler|Rénover] une vieille lampe : [par où commencer ?|vos conseils|débutant{g /e} complet]',
    first: [
      'J’ai récupéré [une lampe de mon grand-père|un pied en laiton en brocante|une vieille applique d’atelier] et je voudrais la remettre en état. [Le câble est en tissu, tout craquelé.|La douille a l’air d’époque.|Je n’y connais rien en électricité.] [Vous commencez par quoi ?|Quelqu’un a déjà fait ?|Il faut quoi comme matériel ?]',
    ],
    answers: [
      '[Première chose|Avant tout] : débranche et jette le vieux câble, [on ne garde jamais ça|l’isolant part en poussière]. Prends du H03VV-F 2x0,75 et un interrupteur à pied.',
      'Le tuto du blog est très bien fait, [j’ai suivi ça pas à pas|même moi j’ai réussi|regarde surtout la partie sur la terre].',
      'Attention si le pied est métallique : [classe I, donc terre obligatoire|il faut un câble trois fils]. [Ne saute pas cette étape.|C’est ta sécurité.]',
      'Si tu es pas loin {deville}, l’atelier fait des sessions le samedi, [ils prêtent les outils|c’est gratuit pour les membres|j’y suis allé{g /e}, super ambiance].',
      'Pour le laiton : vinaigre + sel + farine, dix minutes, rincer. [Magique.|Gants conseillés.|Pas sur du plaqué !]',
    ],
  },
  {
    title: 'Quelle ampoule pour {le} ?',
    first: [
      'Bonjour à tous, je viens de recevoir {le} et [l’ampoule que j’ai mise est trop blanche|je suis perdu{g /e} dans les kelvins|je voudrais quelque chose de très doux]. [Vous utilisez quoi ?|2200 ou 2700 K ?|Ampoule apparente ou opaque ?]',
    ],
    answers: [
      '2200 K sans hésiter[, et 4 W max le soir| : on dirait une bougie|. La Braise est parfaite].',
      'Perso 2700 K dimmable, [comme ça je monte pour lire|le meilleur compromis|jamais regretté].',
      'Évite les filaments apparents si tu es assis en dessous, [ça éblouit|maux de tête garantis].',
      'Regarde aussi l’IRC, au moins 90, [sinon les couleurs sont tristes|on n’en parle jamais assez].',
      'J’ai la même avec une opaline 470 lumens, [nickel pour une table de nuit|un poil juste pour un salon].',
    ],
  },
  {
    title: '{Le} : [vos photos !|chez vous ça donne quoi ?|montrez vos intérieurs]',
    first: [
      'J’ouvre le bal : {le} sur [un buffet chiné|une pile de BD|un tabouret qui faisait pitié]. [À vous !|Je veux voir les vôtres.|Qui suit ?]',
    ],
    answers: [
      'Magnifique ! La mienne est [dans l’entrée|à côté du lit|sur le piano], je posterai quand il fera nuit.',
      'Ce mur vert 😍 [c’est quoi la référence ?|on dirait une serre.]',
      'Chez moi elle sert de [perchoir au chat|porte-chapeau|phare pour les retours tardifs].',
      '[Jalousie totale.|Bon, je craque.|Je note l’idée du tabouret.]',
    ],
  },
  {
    title:
      'Éclairer [un couloir sans fenêtre|une chambre sous les toits|un studio de 18 m²|un salon très bas de plafond]',
    first: [
      'Tout est dans le titre. [Je suis locataire donc pas de perçage.|Budget 150 €.|J’ai une seule prise, mal placée.] [Vous feriez quoi ?|Des idées ?|Je prends tout.]',
    ],
    answers: [
      'Trois petites sources plutôt qu’une grosse. [Toujours.|Une à hauteur de genou, une à hauteur d’yeux.|Et un miroir en face.]',
      'Une baladeuse rechargeable, [pas de fil, pas de trou|tu la déplaces]. ',
      'Peins le plafond en satin clair, [ça double la lumière|ça a tout changé chez moi].',
      '{Le} au sol derrière un fauteuil, [effet garanti|lumière indirecte, pièce plus grande].',
      'Surtout pas de spots froids, [on se croirait au bloc opératoire|pitié].',
    ],
  },
  {
    title: '[Délais de livraison|Vos colis] : [ça se passe comment en ce moment ?|vous aussi c’est long ?]',
    first: [
      'J’ai commandé {quand}, [toujours en préparation|le suivi {transp} ne bouge plus|date repoussée deux fois]. [C’est général ?|Vous avez des nouvelles ?|Je m’inquiète ou pas ?]',
    ],
    answers: [
      'Reçu en trois jours {aville}, [donc ça dépend|pas de souci ici].',
      'Pareil, [huit jours|dix jours], puis arrivé d’un coup sans prévenir.',
      'C’est {transp} le problème, [pas la maison|ils changent de sous-traitant], en point relais ça va plus vite.',
      'Écris au SAV avec le numéro, [ils répondent|en général dans la journée].',
    ],
  },
  {
    title: '[Variateur|Bourdonnement du variateur] : [solution trouvée|quelqu’un y comprend quelque chose ?]',
    first: [
      'Mon variateur [grésille à bas niveau|bourdonne dès que je descends sous 30 %|fait clignoter {le}]. [J’ai changé l’ampoule, pareil.|L’électricien hausse les épaules.|Ça rend fou la nuit.]',
    ],
    answers: [
      'Ampoule « dimmable » ne veut pas dire compatible avec TON variateur. [Regarde la liste du fabricant.|Il y a une charge minimale.]',
      'Le souci c’est la charge minimale : [mets deux ampoules|prends un variateur LED 3-100 W].',
      'Front montant / front descendant, [c’est la clé|cherche ces mots]. La plupart des LED veulent du front descendant.',
      'J’ai eu ça, le SAV m’a envoyé un autre module, [gratuit|réglé en cinq jours].',
    ],
  },
  {
    title:
      'Idée : [une bourse aux pièces détachées|un coin troc entre membres|un atelier nomade {aville}|une version {du} en kit à monter soi-même]',
    first: [
      'Je propose [ça|l’idée] ici pour voir si je suis {g seul/seule}. [On a tous des abat-jour en trop.|Ça éviterait de jeter.|Je m’occupe d’organiser s’il le faut.] [Qui serait partant ?|Vous en pensez quoi ?]',
    ],
    answers: [
      '+1, [j’ai deux globes qui dorment|et trois douilles à donner|je peux aider].',
      'Partant{g /e} ! [Surtout si c’est près {deville}.|Il faudrait un modérateur.]',
      'Bonne idée, mais [qui paie le port ?|il faut cadrer un peu|attention à la sécurité électrique].',
    ],
  },
  {
    title: 'Nettoyer [un abat-jour plissé|un globe en verre|du laiton sans le rayer|un câble textile]',
    first: [
      'La poussière gagne. [J’ai peur d’abîmer.|La notice dit « chiffon sec », merci bien.|Un remède de grand-mère ?]',
    ],
    answers: [
      'Pinceau de maquillage, [pli par pli, avec un podcast|ça prend vingt minutes].',
      'Rouleau adhésif, [très doucement|radical sur les poils de chat].',
      'Eau tiède, savon noir, [sécher tout de suite|jamais d’éponge verte].',
      'Pain de mie roulé en boule pour le papier. [Je ne plaisante pas.|Vraiment.]',
    ],
  },
  {
    title: 'Présentation : [{prenom}, {ville}|bonjour {deville}|nouvelle tête]',
    first: [
      'Bonjour tout le monde, [{g nouveau/nouvelle} ici|je lis depuis longtemps et je me lance|arrivé{g /e} par la boutique]. [{g Heureux/Heureuse} propriétaire {du}.|Je bricole un peu, je casse beaucoup.|Je cherche surtout des idées pour mon futur chez-moi.]',
    ],
    answers: [
      'Bienvenue {prenom} ! [Fais comme chez toi.|Montre-nous tes photos.|Le fil « vos intérieurs » t’attend.]',
      'Bienvenue ! [On est plusieurs {deville}.|On est quelques-uns dans le coin.|Bon choix de lampe.]',
    ],
  },
  {
    title: '[Lampe de lecture|Lire au lit] : [sans réveiller l’autre|vos solutions|quel modèle ?]',
    first: [
      'Mon [mari|amie|voisin de lit] dort à 22 h, moi je lis jusqu’à minuit. [La liseuse à pince éclaire tout le plafond.|J’ai essayé la frontale, c’est peu romantique.|Budget 80 €.] [Vous faites comment ?|Un modèle à conseiller ?]',
    ],
    answers: [
      'La Brindille pincée sur la tête de lit, [faisceau très serré|l’autre ne voit rien], et une ampoule 2200 K.',
      'Chambre à part. [Je plaisante. À moitié.|On dort mieux, je vous jure.]',
      'Le Sémaphore de côté, [tête tournée vers le mur|lumière indirecte], [parfait|ça se règle au millimètre].',
      'Liseuse électronique en mode nuit [, désolé{g /e} pour les lampes|et la lampe pour les vrais livres].',
      'Un abat-jour opaque, surtout pas de lin, [ça diffuse trop|j’ai fait l’erreur].',
    ],
  },
  {
    title: 'Variateur connecté + {le} : [compatible|retour d’expérience|échec total] ?',
    first: [
      'J’ai posé un module [derrière l’interrupteur|sur rail|dans le tableau] pour piloter {le}. [Ça clignote à 20 %.|Ça marche une fois sur deux.|L’appli est en allemand.] [Quelqu’un a réussi ?|Je rends tout ?]',
    ],
    answers: [
      'Il te faut le neutre, [sinon ça clignote toujours|regarde derrière ta boîte].',
      'Ajoute un « bypass » en parallèle, [dix euros, problème réglé|ça absorbe le courant de fuite].',
      'J’ai laissé tomber le connecté, [une bonne prise à pied et basta|la simplicité n’a pas de mise à jour].',
      'Ça fonctionne chez moi depuis {jours}, [avec une ampoule dimmable de marque|à condition de ne pas descendre sous 15 %].',
    ],
  },
  {
    title: '[Vos meilleures trouvailles|Chiné ce week-end] : [brocante|vide-grenier|ressourcerie]',
    first: [
      'Je commence : [une opaline à 4 €|deux globes de gare|un pied d’atelier avec sa patine], trouvé [{aville}|au petit matin|sous une pile d’assiettes]. [Reste à recâbler.|Je suis aux anges.|À vous !]',
    ],
    answers: [
      'La chance ! Moi [j’arrive toujours après|je n’ai trouvé qu’un grille-pain|trois abat-jour mités].',
      'Regarde s’il y a un poinçon sous le pied, [ça vaut peut-être bien plus|années 50 à mon avis].',
      'Superbe. [Ne la reponce surtout pas !|Garde la patine.|Montre une photo allumée.]',
      '{Aville} la ressourcerie a un rayon luminaires entier, [j’y passe tous les mois|allez-y tôt].',
    ],
  },
  {
    title: 'Le Falot : [vous avez renvoyé le vôtre ?|retour d’échange|des nouvelles du remboursement ?]',
    first: [
      '[J’ai suivi la procédure|Numéro FA-07 ici|Déclaré dès le premier soir]. [Sac de sécurité reçu en trois jours.|Remboursement arrivé ce matin.|J’attends encore le sac.] [Et vous ?|Ça se passe bien de votre côté ?]',
    ],
    answers: [
      'Remboursé{g /e} en [quatre|cinq|six] jours, [rien à dire|sans facture].',
      'J’ai choisi l’échange, [le nouveau ne chauffe pas du tout|la notice est bien mieux faite].',
      'Toujours rien, [je relance demain|j’ai écrit à Farida].',
      'Mon numéro n’était pas dans le lot, [je l’ai quand même rendu|je le charge dans l’évier, on ne sait jamais].',
    ],
  },
  {
    title: '[Ampoule|Filament] qui [grille tous les deux mois|siffle|noircit] : [normal ?|une idée ?]',
    first: [
      'Troisième ampoule sur {le} en un an. [Même marque, même prise.|Tension trop haute ?|Je commence à soupçonner la douille.] [Votre avis ?|Par où chercher ?]',
    ],
    answers: [
      'Vérifie le contact au fond de la douille, [souvent il suffit de le redresser (hors tension !)|c’est le coupable neuf fois sur dix].',
      'Prends une LED de qualité, [les premiers prix chauffent|l’électronique lâche avant la diode].',
      'Mesure la tension, [chez moi c’était 248 V|ton fournisseur doit intervenir].',
      'Le SAV échange l’ampoule Braise pendant deux ans, [demande|garde juste le numéro de commande].',
    ],
  },
  {
    title: 'Lumière et [sommeil|migraine|écran le soir] : [ce qui a marché chez vous|vos astuces]',
    first: [
      'Je cherche à calmer les soirées. [J’ai lu des choses sur la lumière bleue.|Migraineuse depuis l’enfance.|Mes enfants sont électriques à 20 h.] [Qu’est-ce qui a vraiment changé quelque chose chez vous ?|Je prends vos expériences.]',
    ],
    answers: [
      'Plus aucun plafonnier après le dîner. [En une semaine, différence nette.|Les enfants ont suivi.]',
      'Ampoules ambrées à 1800 K dans la chambre, [un peu sombre mais radical|on s’y fait].',
      'Éviter le scintillement : [cherche « flicker free »|filme ta lampe au ralenti, tu verras].',
      'Une veilleuse dans le couloir plutôt que la grande lumière la nuit, [on se rendort|mes parents l’ont adoptée aussi].',
    ],
  },
  {
    title: '[Adhésif ou cheville|Fixer une applique] sur [placo|brique creuse|vieux plâtre] ?',
    first: [
      'La Paupière m’attend dans son carton. [Mon mur sonne creux.|Je loue, donc le moins de trous possible.|J’ai déjà raté une étagère.] [Conseils de bricoleurs ?|Vous avez fait comment ?]',
    ],
    answers: [
      'Cheville Molly de 4, [et la pince qui va avec|ne serre pas trop].',
      'Les adhésifs 5 kg tiennent si le mur est [lessivé et sec|lisse]. [Vingt-quatre heures avant d’accrocher !|Sur papier peint, jamais.]',
      'Scellement chimique pour du vieux plâtre, [un peu cher mais définitif|c’est ce que m’a dit mon voisin maçon].',
      'Repère les rails avec un aimant, [astuce gratuite|ça évite les surprises].',
    ],
  },
  {
    title:
      'Ouverture de l’atelier [samedi|ce week-end] : [qui y va ?|covoiturage au départ {deville}|compte rendu]',
    first: [
      'On m’a dit [qu’Odile montrait le pliage|que le four à verre serait allumé|qu’il y aurait des seconds choix]. [J’ai deux places en voiture.|Première fois pour moi.|J’emmène ma lampe malade.] [Qui vient ?|On se retrouve au café d’en face ?]',
    ],
    answers: [
      'J’y serai vers [10|11|14|15] h[, écharpe jaune| avec ma fille| si le train veut bien|, je ramène des croissants].',
      'Trop loin pour moi, [des photos s’il vous plaît|j’attends votre récit].',
      'Allez-y tôt, [les seconds choix partent en une heure|la dernière fois à midi il n’y avait plus rien].',
      'Super moment la dernière fois, [j’ai plié mon premier abat-jour (raté)|on repart avec de la poussière de laiton partout].',
    ],
  },
]
