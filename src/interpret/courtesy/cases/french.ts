/**
 * Answers as shops, banks, carriers and town halls write them, one a line: which of S(mile), G(reeting), F(arewell) and
 * T(hanks) each has by docs/courtesy.md, then the text; ⏎ is a new line.
 */
export const FRENCH = `
SGFT Bonjour Léa, merci pour ce retour qui nous fait chaud au cœur ! Belle journée à vous 😊
-GF- Bonjour, votre colis a été remis à votre gardien ce matin. Cordialement, le service client
---- Votre demande est enregistrée sous le numéro 4512.
-G-- Bonjour, pouvez-vous nous préciser votre numéro de commande ?
---T Merci pour votre message, nous transmettons à l'atelier.
--F- Nous vous souhaitons une bonne soirée.
S--- Avec plaisir !
S--- Nous sommes sincèrement désolés pour ce retard.
SG-- Bonjour Karim, toutes nos excuses pour cette erreur de taille, nous vous renvoyons la bonne dès demain.
-G-T Bonsoir, merci d'avoir pris le temps de nous écrire. Le magasin ouvre à 9 h.
-GFT Bonjour Madame, nous avons bien reçu votre courrier et vous en remercions. Veuillez agréer, Madame, nos salutations distinguées.
-GF- Madame, Monsieur,⏎⏎Votre contrat prend fin le 31 mars.⏎⏎Nous vous prions d'agréer l'expression de nos sentiments les meilleurs.
---- Merci de nous envoyer une photo de l'étiquette.
-G-- Bonjour, merci de bien vouloir nous communiquer votre adresse en message privé.
-GF- Bonjour, merci de nous transmettre le ticket de caisse. Bien à vous
-GFT Bonjour, merci de nous avoir signalé ce lien cassé, il est réparé. À bientôt
S--T Merci beaucoup, ça nous touche énormément ❤️
SG-T Coucou Inès ! Merci pour la photo, elle est superbe 😍
S-F- À très vite en boutique 😉
---- Vous n'avez même pas dit bonjour.
---- Le forfait « Bonne journée » coûte 9 euros par mois.
---- J'ai passé une bonne journée à chercher votre dossier.
---- Il n'y aura pas de bonne journée pour les livreurs sans trêve.
---- Ce concours est sans merci.
---- Non merci, nous ne reprenons pas les articles portés.
S--- Non, pas de souci, et bravo pour votre patience !
-GF- Bonjour M. Durand, le technicien passera jeudi entre 8 h et 10 h. Excellente fin de journée.
SGFT Hello Paul ! Trop contents que ça vous plaise, merci mille fois et à bientôt au café ☕
-G-- Re-bonjour, je vérifie et je vous dis ça dans cinq minutes.
-G-- Rebonjour, le dossier est complet.
-G-- Bjr, c'est en rayon depuis hier.
--FT Merci à vous et bonne continuation.
--F- Bon week-end !
--F- Bonnes fêtes de fin d'année à vous et à vos proches.
--F- Bon courage pour votre déménagement.
---- Bon de réduction : utilisez le code HIVER avant dimanche.
---- Bonne nouvelle année scolaire rime avec fournitures, dit l'affiche.
S--- Bonne nouvelle : votre lampe est de retour en stock !
S-F- Prenez soin de vous, nous pensons bien à vous.
S--- Nous comprenons votre déception, ce n'est pas le service que nous voulons vous offrir.
S--- Je comprends tout à fait, et je suis navrée de ce contretemps.
---- Comprenez que le délai est fixé par le transporteur.
---- Les conditions d'expédition sont en bas de page.
SG-- Bonjour Monsieur, nous regrettons vivement l'accueil que vous avez reçu.
SGF- Bonjour, nous vous présentons nos sincères condoléances. Nous clôturons le compte sans frais. Respectueusement
--F- Cdlt
--F- Bien cordialement,⏎Sophie
--F- Sincères salutations
--F- À demain !
---- Le magasin est ouvert de lundi à samedi, et demain matin dans certains quartiers.
---- Réunion à bientôt fixer avec le syndic.
--F- On se dit à demain.
--F- Au revoir Madame, et au plaisir.
--F- Au plaisir de vous accueillir à l'hôtel.
---- Dans l'attente de votre retour.
-G-- Bonjour,⏎dans l'attente de votre retour.
-GF- Bonjour,⏎dans l'attente de votre retour,⏎cordialement
---T Nous vous remercions de votre fidélité.
---T En vous remerciant de votre compréhension, nous procédons au remboursement.
---T Je tenais à vous remercier pour votre aide.
---T Avec tous nos remerciements.
---- Il a été remercié par son employeur en mai.
---- Nous vous remercions de bien vouloir remplir le formulaire ci-joint.
---T Merci d'avance.
-G-T Bonjour, pouvez-vous vérifier l'adresse ? Merci par avance
---T Merci de votre patience.
---T Merci à tous pour vos participations, tirage au sort vendredi.
---T Un grand merci à l'équipe du soir.
S--T Mille mercis, vous êtes adorables 🥰
---T C'est très gentil de votre part.
S--T Vos mots nous touchent, merci !
S--- Quel plaisir de vous lire !
S--- Ravis de vous compter parmi nous.
S--- Nous sommes heureux de vous annoncer la réouverture.
S--- Bravo pour cette belle réussite, c'est mérité !
S--- Félicitations aux gagnants 🎉
---- Le gagnant sera prévenu par mail.
S--- N'hésitez surtout pas, nous restons à votre écoute !
---- N'hésitez pas à consulter la notice page 12.
---- L'article est disponible en bleu et en gris.
S--- Hâte de vous retrouver samedi !
S--- On croise les doigts avec vous 🤞
SG-- Bonjour Manon 🙂 le bus 12 circule normalement aujourd'hui.
-G-- Bonjour @manon, le bus 12 circule normalement aujourd'hui.
-G-- @manon bonjour, le bus 12 circule normalement aujourd'hui.
-G-- Bonjour à toutes et à tous, la mairie sera fermée lundi.
-GF- Chère cliente, votre avoir est valable un an. Bien cordialement.
-G-- Cher Monsieur, votre dossier est complet.
-G-- Chère Léa, votre dossier est complet.
---- C'est cher pour ce que c'est, disent certains.
---- Cher à produire, le lin revient pourtant.
-GF- Messieurs,⏎le devis est joint.⏎Salutations
-G-- Monsieur, le devis est joint.
---- Nous avons parlé à Monsieur Martin, du service technique.
-G-- Bienvenue à bord, Sarah.
---- Vous êtes les bienvenus de 9 h à 18 h sauf le dimanche.
SG-- Bienvenue Sarah ! Ravie de t'avoir parmi nous.
-GF- Salut Tom, c'est réparé. Ciao
-GF- Salut ! Le match est reporté à mercredi. Bises, l'équipe
-G-- Salut, tu peux nous redonner ton pseudo ?
---- Le salut au drapeau aura lieu à midi.
--F- Amicalement, le bureau de l'association
---- Nous vous rappellerons dans la matinée.
---- Impossible d'annuler après expédition.
S--- Hélas non, et nous en sommes vraiment désolés.
S--- Pardon pour l'attente !
S--- Veuillez nous excuser pour la gêne occasionnée.
S--- Nous vous prions de nous excuser pour ce désagrément.
---- La gêne occasionnée est prise en charge par l'assurance.
S--- Vous avez raison, nous aurions dû vous prévenir. Toutes nos excuses.
S--- Nous partageons votre frustration.
---- La frustration des usagers a été relevée dans l'enquête.
-GFT Bonjour, votre virement est parti ce jour. Merci de votre confiance. Cordialement, la banque
-GFT Bonjour Mme Petit, merci pour votre appel. Le rendez-vous est confirmé. Bonne réception.
--F- Bonne réception
--F- Bonne lecture et bonne route.
---- La bonne route est indiquée sur le plan.
---- Suivez la bonne procédure page 4.
--FT Merci encore et belle soirée.
S-FT Merci encore, on est très heureux ! Belle soirée.
SGF- Bonjour Nadia, c'est une excellente idée, bravo ! À bientôt.
SGFT Bonjour ! Merci pour vos encouragements, toute l'équipe est touchée par vos mots. Prenez soin de vous 💛
-G-- Bonjour. Non.
---- Non.
---- ok
---- Voir la FAQ.
---T merciiiiii
-G-- bonjourrr
S--- 😀
---- 😡
---- 👎
---- :(
S--- :-)
S--- C'est noté :)
---- Rappel : 2) joindre la facture, 3) signer.
S--- Toute l'équipe vous embrasse 💋😘
---- Signé : le service des impôts.
-GF- Madame, nous avons examiné votre recours et le rejetons. Recevez, Madame, nos salutations.
-GFT Bonjour, nous accusons réception de votre plainte et vous remercions de nous en avoir informés. Respectueusement.
SGFT Bonsoir Hugo, merci pour ton message et désolés pour la coupure, tout est revenu. Bonne soirée !
SG-T Bonjour Sabine, merci, c'est toujours un plaisir de vous servir.
-G-- Bonjour, c'est le plaisir du jeu qui compte dans cette gamme, d'après la notice.
---- Le Bonjour Café ouvre rue Haute.
S-F- Bon rétablissement à votre fils, nous pensons à vous.
--F- Bon voyage et à votre retour.
--F- Passez une agréable fin de semaine.
--F- Je vous souhaite une très belle journée.
--F- Nous vous souhaitons d'excellentes vacances.
---- Nous souhaitons une réponse avant vendredi.
S--- Joyeux anniversaire Mina !
---- L'anniversaire du magasin tombe le 3 mai.
SG-- Hello la team, on est super contents de vous revoir !
-G-- Hello, le lien est en bio.
-G-- Allô ? Oui, la ligne est rétablie.
-G-- Bonjour et bienvenue chez nous.
S--- Un immense bravo à vous tous !
---- Bravo est le nom du modèle, en 42.
---T Remerciements : A. Dupuis, photographe.
---- Dieu merci, la grêle a épargné le verger.
---- À la merci du gel, la récolte attend.
-GF- Bonjour Julie,⏎Le remboursement de 34 € arrivera sous 5 jours.⏎Bonne journée,⏎Marc, service client⏎P.-S. : gardez le ticket.
-GFT Bonjour,⏎Nous vous remercions pour votre achat.⏎Votre facture est jointe.⏎À bientôt sur notre site⏎⏎L'équipe Maison⏎www.maison.example
-G-- Bonjour, je reste à votre disposition.
S--- Nous restons à votre disposition et à votre écoute, bien sûr.
-G-- Bonjour, je prends note et transmets au responsable du rayon.
SG-- Bonjour, je suis confuse pour cet oubli, le colis part ce soir.
S--- Ça nous fait très plaisir !
S--- Super, c'est parfait, on note votre réservation !
---- Le supermarché et la station-service restent ouverts.
SG-- Hey Lucas ! Merveilleux choix, tu vas adorer.
-GF- Bonjour, le salon est complet. À l'année prochaine.
---- L'année prochaine, le salon aura lieu à Lille.
--F- À la prochaine !
---- À la prochaine hausse, le tarif passera à 12 €.
--F- À lundi.
---- De 8 h à lundi midi, le service est coupé.
SGFT Bonjour Monsieur Bernard, merci d'avoir choisi notre hôtel ; nous sommes enchantés que votre séjour vous ait plu. Au plaisir de vous revoir.
-G-T Bonjour, merci, bien reçu.
---T Bien reçu, merci.
---- Bien reçu.
-GF- Bonjour, bien reçu, bonne journée.
---- Votre avis compte : notez-nous.
S--- Rien de tel qu'un client heureux pour nous donner le sourire 😄
--F- Mes salutations à toute la famille.
--F- Bien des choses à vous, et portez-vous bien.
-GF- Bonsoir, la pharmacie de garde est au 4 place Foch. Bonne nuit.
---- La nuit, appelez le 3237.
-G-- Bonjour, nous ne pratiquons pas l'échange sans facture, désolant mais légal.
SG-- Bonjour, pas de panique, on s'en occupe avec joie !
`
