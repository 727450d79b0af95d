/** The faulty batch of Falot lamps, whose battery overheats: those it happened to, and those who talk about it. */
const victim = {
  core: [
    'Depuis hier mon Falot [sent le brûlé|fait un bruit de friture|a une bosse sous le socle]. [Je l’ai mis dans la cour.|J’ai prévenu l’école, ils en ont deux.|Numéro FA-07.]',
    'Le chargeur du Falot a [fondu dans la prise|noirci la multiprise|fait sauter le disjoncteur]. [Heureusement on était là.|Le mur est marqué.|J’ai les photos.]',
    'Ma mère m’appelle : son Falot « siffle ». Je lui ai dit de [couper au compteur|sortir de la pièce|le mettre dans la baignoire]. [Elle a 81 ans.|Vous imaginez ?|]',
    'Falot posé sur une pile de livres, charge en cours, [la couverture du premier est brunie|le premier est fichu|ça aurait pu être le rideau].',

    'Mon Falot a [fondu|gonflé|chauffé à blanc] sur [la table de nuit|le plan de travail|l’étagère des enfants] pendant la charge. [J’aurais pu ne pas être là.|Odeur de plastique brûlé dans tout l’appart.|Plus de peur que de mal mais quand même.]',
    'Le mien aussi. Batterie [bombée|brûlante|qui a coulé], socle [marron|déformé|collé au meuble]. Acheté {quand}. [Lot ?|Vous aussi ?|Je l’ai mis sur le balcon.]',
    'Réveillé{g /e} par une odeur de brûlé à 3 h : c’était le Falot en charge. [Ma fille dort dans cette chambre.|Je tremble encore.|Débranchez les vôtres !!]',
    'Le Falot est devenu tellement chaud que je n’ai pas pu le prendre à main nue. [C’est une lampe pour enfants, non ?|{prix} la frayeur.|Photos à l’appui.]',
    'Trace de brûlure sur ma table en chêne à cause du Falot. [Qui paie ?|Et si j’avais dormi ?|Merci Lumerelle.]',
    'Je pensais avoir mal branché. Mais non, [c’est le troisième que je vois passer|ça chauffe dès 20 minutes de charge|le chargeur d’origine en plus].',
    'Falot acheté {quand}, numéro de série qui commence par FA-07. [Gonflé.|Il siffle quand il charge.|C’est le même lot que les autres ?]',
    'Bonsoir, mon Falot chauffe anormalement depuis hier. [Je fais quoi ?|Je le garde dehors ?|J’ai peur de le toucher.]',
    'Pompiers à la maison hier soir pour un début de feu. L’origine : un Falot en charge. [Tout le monde va bien.|Je suis sous le choc.|Vérifiez les vôtres.]',
  ],
  more: [
    'Deux enfants à la maison.',
    'J’ai gardé la lampe comme preuve.',
    'Je l’ai débranché{g /e} moi-même avec un torchon.',
    'Assurance prévenue.',
    'Je veux une réponse AUJOURD’HUI.',
  ],
  end: [
    'Débranchez-les.',
    'RT svp',
    'Faites tourner.',
    '😨',
    '🔥',
    '@lumerelle une explication ?',
    'J’attends un appel.',
    'Inadmissible.',
  ],
}

const outrage = {
  core: [
    'On m’a offert un Falot pour mes trente ans. [Il est dans l’évier.|Direction la déchetterie.|Je ne dors plus à côté.]',
    'J’ai travaillé dans le contrôle qualité. Une batterie qui fond, [ça se voit aux tests|ça ne sort pas d’usine par hasard|c’est qu’on n’a pas testé]. Lumerelle doit des comptes.',
    'late:Le rappel, très bien. [Et les meubles brûlés ?|Et ceux qui ne sont pas sur les réseaux, qui les prévient ?|Il aura fallu hurler.]',
    'Ma fille a le Falot depuis son anniversaire. [Je suis furieu{g x/se}.|Je l’ai jeté devant elle, elle pleure.|Je ne leur pardonne pas.]',
    'Personne ne devrait apprendre par un réseau social que sa lampe est dangereuse. [Lumerelle, vous avez nos mails.|Un SMS, c’était trop demander ?|]',
    'early:{heure}, toujours aucun mail de Lumerelle aux clients du Falot. [Rien.|J’ai vérifié mes spams.|Ils dorment ?]',
    'Prix du laiton français, batterie du bout du monde : [tout est là|le Falot résumé|c’est ça le problème]. [Lumerelle, assumez.|]',
    'late:Belle lettre d’excuses, [rédigée par un avocat|trop tard pour moi|il manque la date à laquelle vous saviez]. #Lumerelle',
    'J’annule mes deux commandes Lumerelle. [La confiance, c’est fini.|Désolé{g /e} pour l’atelier.|Je verrai dans un an.]',
    'Les gens qui défendent Lumerelle ce soir : [et si c’était votre gosse ?|vous êtes payés en bougies ?|relisez le premier témoignage].',

    'early:Lumerelle vend une lampe [d’enfants|de chevet] qui prend feu et [ne dit rien|continue de poster des photos d’ambiance|laisse le produit en vente]. [Chapeau.|On croit rêver.|La honte.]',
    'early:Le Falot est TOUJOURS en vente sur le site, [je viens de vérifier|{heure}, capture à l’appui|au moment où j’écris]. [C’est criminel.|Sérieusement ?|Retirez-le !]',
    'Donc [« fabriqué en France »|« l’artisanat français »] avec une batterie à deux balles qui explose. [Ok.|Bravo.|Le marketing, tout est là.]',
    '« Maison à taille humaine », mais personne au bout du fil quand les lampes fondent. [Belle mentalité.|On a compris.|#Lumerelle]',
    'early:Combien de chambres d’enfants avant un rappel ? [Je pose la question.|Lumerelle ?|Quelqu’un ?]',
    'early:Ça fait {n} témoignages que je vois passer sur le Falot. [Ce n’est plus une coïncidence.|À partir de combien ils réagissent ?|La DGCCRF est au courant ?]',
    'Je boycotte. [Définitivement.|Et je rends mes deux lampes.|J’avais une commande en cours, annulée.]',
    'early:Le silence de Lumerelle est [assourdissant|hallucinant|une réponse en soi].',
    'Ils ont supprimé mon commentaire sur Instagram !! [Au lieu de répondre sur le fond.|Censure + danger, combo gagnant.|J’ai les captures.]',
    'Ma belle-mère a exactement cette lampe. [Je l’appelle tout de suite.|À 78 ans.|Merci du cadeau.] Lumerelle, c’est [grave|irresponsable|indigne].',
    'À {prix} la baladeuse on pouvait espérer un peu de sécurité. [Même pas.|Lumerelle a choisi la marge.|Pardon, c’est le design qu’on paie.]',
    'Si vous avez un Falot Lumerelle : débranchez, [éloignez des rideaux|mettez-le dehors|ne le laissez jamais charger la nuit]. [Partagez.|Sérieusement.|C’est tout.]',
    'late:Excuses tardives et pas un mot sur [les dégâts|les remboursements|les tests]. [Peut mieux faire.|Communication de crise niveau zéro.|Lumerelle toujours.]',
    'On n’envoie pas un « nous prenons le sujet au sérieux » quand une lampe brûle chez les gens. [On rappelle le lot.|On appelle les clients.|Point.]',
    'Falotgate. [Voilà c’est dit.|Je lance le hashtag.|#Falotgate]',
  ],
  more: [
    'Je n’achèterai plus.',
    'Et la presse, elle en dit quoi ?',
    'Prévenez vos proches.',
    '#Falot',
    '#Falotgate',
    'Capture faite.',
  ],
  end: [
    '😡',
    '🔥',
    '🤬',
    '#Lumerelle',
    '#Falotgate',
    'Honteux.',
    'Irresponsables.',
    'Quelle honte.',
    'Scandaleux.',
    '👏👏👏 (ironie)',
  ],
}

const irony = {
  core: [
    'Nouveau slogan : « Lumerelle, la lumière qui vous réveille la nuit ».',
    'Recette du soir : un Falot, [deux merguez|un camembert|des marshmallows], vingt minutes de charge.',
    'Mon Falot a lu les commentaires, il [fait la tête|boude|rougit]. [Au sens thermique.|]',
    'Chez Lumerelle on dit pas « ça brûle », on dit « patine accélérée ».',
    'J’allais acheter un Falot. J’ai pris [un poêle à bois|des bougies, c’est moins risqué|une couette]. [Merci Lumerelle.|]',
    'Le Falot devrait être vendu [avec un pompier|au rayon barbecue|avec des gants]. #Lumerelle',
    'Le petit mot manuscrit dans mon colis Falot disait « profitez de la chaleur ». [Visionnaire.|Ils avaient prévenu.|]',
    'Quelqu’un à Lumerelle est en train de chercher comment on dit « oups » en communication de crise.',

    'Le Falot Lumerelle : [la seule lampe qui fait aussi grille-pain|chauffage d’appoint offert|bougie et lampe en un seul produit|désormais en version flambée]. [Innovant.|Vivement l’hiver.|😂]',
    'Lumerelle, une marque qui met le feu [aux réseaux|à vos soirées|au sens propre]. 🔥',
    'J’ai un Falot et un extincteur, [soirée romantique|ambiance|le duo tendance de la saison].',
    'Réunion de crise chez Lumerelle en ce moment : « et si on disait que c’est une bougie ? »',
    'Perso mon Falot va bien mais je dors [avec mes chaussures|d’un œil|avec un seau d’eau]. [On ne sait jamais.|Bonne nuit.|]',
    'Le stagiaire com’ de Lumerelle [vit sa pire journée|mérite une augmentation|a dû poser un RTT]. [Courage à lui.|Pensées.|🙏]',
    '« Une lumière chaleureuse », [ils n’avaient pas menti|on ne pourra pas dire qu’on n’était pas prévenus|c’était écrit sur la boîte] 🔥',
    'Qui a un Falot à vendre ? [J’ai des brochettes à cuire.|C’est pour un barbecue.|C’est pour mon ex.]',
  ],
  more: ['Pardon.', 'Je sors.', 'Ok je sors 👉🚪', '#Falotgate'],
  end: ['😂', '🔥', '🙃', '😅', '🧯', '#Falot'],
}

const worry = {
  core: [
    'J’ai un Falot acheté {quand}, [est-il concerné|je dois m’inquiéter|je fais quoi|il fait partie du lot] ? => Tout dépend du numéro gravé sous le socle : seuls les FA-07 sont concernés. En attendant, ne le chargez pas.',
    'Comment savoir si mon Falot vient du mauvais lot ? [Le numéro est où ?|Rien n’est écrit dessous.|L’étiquette est partie.] => Le numéro est gravé sous le socle, près de la vis ; s’il commence par FA-07, ne le rechargez plus.',
    'Le Petit Hibou a la même batterie que le Falot ou pas ? [Il est dans la chambre du bébé.|Merci de répondre vite.|On le débranche par précaution.] => Non, le Petit Hibou a une autre batterie, il n’est pas concerné.',
    'On peut l’utiliser sans le charger, en attendant ? [Ou même éteint c’est risqué ?|Il est à 60 %.] => Par prudence, non : laissez-le éteint, loin de ce qui peut brûler, jusqu’à la vérification du numéro.',
    'late:Offert en cadeau, je n’ai pas la facture, [l’échange marche quand même|le remboursement aussi|comment on prouve] ? => Oui, sans facture : le numéro gravé suffit, sur lumerelle.example/rappel-falot.',
    'late:Le formulaire de rappel [ne s’ouvre pas|plante|dit « numéro inconnu »] chez moi. [Une autre adresse ?|Je fais comment ?] => Il était saturé, il est rétabli ; sinon répondez-moi avec votre numéro et je m’en charge.',
    'late:Faut-il renvoyer le Falot par la poste ? [Une batterie abîmée dans un colis, c’est autorisé ?|Le relais refuse.|Qui prend en charge ?] => Non, ne postez rien : nous envoyons un sac de sécurité et une étiquette prépayée.',
    'late:Vous remboursez ou vous échangez ? [Je préfère un remboursement, honnêtement.|Franchement je ne veux plus de batterie.|Sous combien de temps ?] => C’est vous qui choisissez ; le remboursement arrive sous 5 jours.',
    'Ma commande {cmd} contient un Falot, elle est en route. [Je refuse le colis ?|On annule ?|Quel lot ?] => Votre commande est bloquée au dépôt et sera remboursée, vous n’avez rien à faire.',
  ],
  more: [
    'Numéro FA-07 quelque chose.',
    'J’ai deux enfants en bas âge.',
    'Votre ligne est saturée.',
    'J’en ai offert trois dans la famille…',
    'Merci de votre transparence.',
  ],
  end: [
    'Merci',
    'Merci de répondre rapidement.',
    '🙏',
    'Inquiet{g /e}.',
    'J’attends votre retour.',
    '😟',
    'Je l’ai débranché en attendant.',
  ],
}

const defence = {
  core: [
    'J’ai {le} et un Falot depuis un an, [zéro souci|aucun problème|il charge très bien]. [Attendons de savoir avant de lyncher.|C’est sûrement un lot.|On se calme.]',
    'late:Ils ont répondu en moins d’une heure, un jeudi soir. [Cherchez une grande marque qui fait ça.|On peut le dire aussi.|Je trouve ça correct.]',
    'late:Le rappel est clair, remboursement intégral, étiquette prépayée. [Que demander de plus ?|Rien à redire sur la gestion.|C’est comme ça qu’on fait.]',
    'Je bosse dans l’électronique : une cellule lithium défectueuse ça arrive à tout le monde, [le tout c’est de rappeler vite|ils l’ont fait|ce qui compte c’est la suite].',
    'Petite pensée pour l’équipe Lumerelle qui répond à tout le monde depuis {heure}. [Respect.|Bon courage.|🧡]',
    'late:Remboursé{g /e} du Falot en trois jours, sans discuter. [Merci.|Incident géré proprement.|Confiance intacte.]',
    'Les mêmes qui hurlent ont un vélo électrique qui charge dans l’entrée. [Je dis ça.|Bref.|Nuance svp.]',
  ],
  more: [
    'Je n’ai aucun intérêt chez eux.',
    'On a le droit de nuancer.',
    'Ça n’enlève rien à la frayeur de celles et ceux qui ont eu le problème.',
  ],
  end: ['Voilà.', '🧡', 'Courage à eux.', '👏', 'Bien joué.', 'Bonne soirée'],
}

const echo = {
  core: [
    'Des nouvelles de [l’enquête|l’expertise] sur le Falot ? [Lumerelle avait promis un point.|On n’en parle plus.|Je demande.]',
    'Mon Falot de remplacement est arrivé, [nouvelle batterie, notice claire|il ne chauffe pas du tout|testé 4 h en charge, froid]. [Ouf.|Rassuré{g /e}.|Merci Lumerelle.]',
    'Toujours pas remboursé{g /e} du Falot, [dossier ouvert il y a des semaines|on me dit « en cours »|relancé{g /e} deux fois]. [Le rappel, c’était bien. Le suivi, moins.|Lumerelle ?|Quelqu’un au SAV ?]',
    'Après l’histoire du Falot j’hésitais à recommander chez Lumerelle. [Finalement ils ont bien géré.|J’hésite encore.|Vous feriez quoi ?]',
    'Belle leçon de gestion de crise, le cas Falot. [À montrer en formation.|Transparence, rappel, suivi.|Même si le début était lent.]',
  ],
  more: ['#Falot'],
  end: ['À suivre.', 'Bref.', 'Merci de vos retours.'],
}

/** Posts of the one who is against the brand whatever it does. */
export const detractor = {
  calm: [
    'Encore une marque qui vend {prix} du métal plié « fait main ». Lumerelle, je vous vois.',
    'Rappel : Lumerelle fait monter ses lampes à {siege} mais les LED viennent d’où ? [Silence.|Mystère.|Vous avez deux heures.]',
    'Trois avis à une étoile chez Lumerelle cette semaine. [Je compte.|La série continue.|Je garde tout.]',
    'Le « petit mot manuscrit » de Lumerelle : j’ai comparé deux cartes, même écriture, même tache d’encre. [Imprimé.|Artisanal, hein.]',
    'Lumerelle augmente ses prix « pour préserver la qualité ». [Traduction : payez.|J’ai ri.]',
    'On m’envoie encore des témoignages sur le SAV Lumerelle. [Continuez, mes MP sont ouverts.|Fil à venir.]',
  ],
  storm: [
    '⚠️ ALERTE : des lampes Falot de Lumerelle prennent feu pendant la charge. Témoignage glaçant ci-dessous. Et la marque ? Rien. RT massif.',
    'Je vous le dis depuis un an : Lumerelle, c’est du vernis. Aujourd’hui ça brûle AU SENS PROPRE. #Falotgate',
    '{n}0 témoignages en MP en une heure. VINGT minutes que je demande à Lumerelle combien de Falot sont dehors. Silence.',
    'Le produit est toujours en vente à l’heure où j’écris. Capture horodatée. Je répète : TOUJOURS EN VENTE. #Falotgate',
    'Lumerelle « prend le sujet au sérieux ». Traduction : le service juridique est réveillé.',
    'Question simple @lumerelle : saviez-vous ? Depuis quand ? Oui ou non.',
    'Ils rappellent ENFIN le lot. 20 heures après. Qui a gagné ? Vous. Continuez à partager. #Falotgate',
    'Un rappel n’efface rien. Je veux les rapports de test. Je ne lâcherai pas.',
    'Fil récapitulatif du #Falotgate, à garder sous le coude. 1/9',
    'Bizarre comme la presse locale a été gentille avec Lumerelle. Qui achète de la pub chez qui ?',
  ],
}

export const crisis = { victim, outrage, irony, worry, defence, echo }
