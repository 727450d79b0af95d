/**
 * What people throw at each other in chats and on boards, and what they say there in peace: patterns of ours, written from
 * general knowledge of the language and from no set that is measured on. Warning: these are insults. They are there for
 * what our lists of words cannot hold: mockery, contempt and exclusion without one insulting word, and their peaceful twins.
 */
import { randomFrom } from '../src/interpret/learn/adagrad.ts'

/** Braces hold alternatives, which hold none themselves. */
const HOSTILE = `
{t'es,tu es,mais t'es,franchement t'es,wesh t'es,putain t'es} {trop,tellement,vraiment,juste} {moche,laid,laide,dégueulasse,bête,nul,nulle,ridicule,pathétique,gênant,gênante,immonde,crade,minable,répugnant,con,conne,débile,teubé}
{regarde,regardez,t'as vu,vous avez vu} {ta tête,ta gueule,sa tête,son physique,ta face,ton pif,ses dents,tes dents,ses fringues,tes habits,ton corps} {on dirait un rat,mdr,ptdr,ça fait peur,quelle horreur,c'est abusé,c'est une blague,j'ai envie de vomir}
{personne,plus personne} {t'aime,te supporte,veut de toi,te calcule,t'a demandé ton avis,te parle,veut être ton pote} {,ici,dans la classe,mdr,faut te faire une raison,et ça se comprend}
{va,allez va,vas-y} {pleurer,chialer,pleurer chez ta mère,te laver,te cacher,te coucher,te faire voir,jouer ailleurs,voir un psy,consulter,bosser un peu,mourir,te pendre,crever} {,ailleurs,sale nul,et lâche-nous,mdr,personne te retient}
{retourne,retournez,rentre,rentrez} {dans ton pays,au bled,d'où tu viens,à l'école,chez toi,en CP,dans ta grotte,sous ton pont,dans la jungle,garder tes chèvres,à la cuisine,faire la vaisselle}
{t'as,tu as,vous avez} {zéro,aucune,pas de} {vie,ami,amis,cerveau,dignité,personnalité,neurone,couilles,culture,honneur} {,mdr,mon pauvre,ma pauvre,pauvre type,et ça se voit}
{ton père,ta mère,ta daronne,ta sœur,ta famille,ton frère} {doit avoir honte,il pue,elle pue,c'est une blague,a dû te bercer trop près du mur,aurait dû avorter,m'a dit le contraire hier soir,fait le trottoir,te nourrit aux croquettes}
{ferme,fermez,ferme un peu} {la,ta bouche,ta gueule,vos gueules,la bouche} {,tu nous saoules,quand tu sais rien,on t'a pas sonné,sale,va,on s'en fout de ta vie,espèce de rageux}
{on s'en fout,on s'en bat les couilles,osef,on s'en tape} {de ta vie,de ton avis,de toi,de tes états d'âme,de ce que tu penses,de ta gueule} {,le puceau,gamin,boloss,retourne dormir,sérieux}
{arrête de,arrêtez de} {faire le beau,faire ta belle,te la péter,jouer la victime,faire ton intéressant,ouvrir ta bouche,chialer,faire genre,raconter ta vie,te prendre pour quelqu'un} {,t'es rien,t'es personne,tu fais pitié,on voit clair dans ton jeu,avec ta tête}
{tu fais,vous faites,il fait,elle fait} {pitié,de la peine,vomir,honte à tout le monde,rire tout le monde,tache} {,franchement,mon gars,ma pauvre fille,avec tes commentaires,comme d'hab}
{sale,espèce de,bande de,gros,grosse,petit,petite,pauvre,vieux} {gamin,merdeux,rageux,clown,porc,victime,crasseux,parasite,cassos,baltringue,lâche,tocard,chien,thon,baleine,mytho,frustré,aigri,clochard,sac,rat,puceau,tarée,hystérique,traînée}
{quel,quelle bande de,encore un,toujours les mêmes} {clown,baltringue,déchet,golem,golems,mouton,moutons,débile,abruti,abrutis,tocard,fragiles,cassos,pigeon,assistés,parasites,bobos,gauchos,fachos,incapables} {,celui-là,ce type,ma parole,sérieux,sur ce forum,qui ose l'ouvrir}
{les,tous les,ces} {noirs,arabes,juifs,musulmans,roms,gitans,chinois,migrants,immigrés,étrangers,blancs,africains} {sont des voleurs,sont tous pareils,n'ont rien à faire ici,puent,ne pensent qu'à profiter,vivent sur notre dos,sont inférieurs,nous envahissent,sont des parasites,sont violents par nature,devraient dégager,contrôlent tout,sont des sauvages,ne savent que brûler des voitures}
{les,toutes les} {femmes,meufs,filles,féministes,blondes} {sont toutes les mêmes,sont faites pour la cuisine,ne servent qu'à ça,savent pas conduire,sont vénales,sont inférieures,sont hystériques,devraient se taire,sont des menteuses,ne pensent qu'au fric,méritent ce qui leur arrive,n'ont rien à faire en politique}
{les,ces,tous les} {homos,gays,lesbiennes,trans,lgbt,bi} {sont des malades,devraient se soigner,me dégoûtent,sont contre nature,détruisent la société,devraient rester cachés,sont des pervers,devraient être interdits,ne sont pas normaux}
{les,tous ces} {handicapés,autistes,gros,chômeurs,pauvres,vieux,boomers,assistés,sdf,profs,flics,journalistes} {sont un poids,devraient pas se reproduire,coûtent trop cher,sont tous des ratés,servent à rien,sont des sous-hommes,me dégoûtent,méritent de crever}
{une femme,une fille,une meuf} {qui s'habille comme ça,qui sort comme ça,comme toi,pareille} {l'a bien cherché,c'est une traînée,faut pas qu'elle se plaigne,finit seule avec ses chats,ça se respecte pas,mérite pas mieux,vaut rien}
{il faudrait,faudrait,on devrait,y a qu'à} {tous les renvoyer,les mettre dehors,les enfermer,les stériliser,les parquer,les éliminer,tous les virer,rouvrir les camps,les pendre,leur tirer dessus,les laisser crever} {,ces gens-là,une bonne fois pour toutes,et vite,un point c'est tout}
{je vais,on va,mon frère va,attends que je} {te trouver,te retrouver,venir chez toi,t'attendre à la sortie,te démonter,te refaire le portrait,te fumer,t'exploser,te faire la peau,te péter les dents,te niquer,te défoncer} {,demain,sale chien,tu vas comprendre,compte là-dessus,tu feras moins le malin}
{fais gaffe,méfie-toi,surveille-toi,profite bien} {à toi,à ta famille,quand tu sors,on sait où t'habites,on connaît ton adresse,c'est bientôt fini pour toi,tu vas prendre cher}
{j'espère que,vivement que,si seulement} {tu vas crever,tu auras un cancer,tu te fasses écraser,tu finiras seul,quelqu'un te casse la gueule,tu perdes ton boulot,ta famille crève,tu souffres,vous brûliez tous}
{tu suces,tu te fais,elle suce,elle couche avec,il se tape} {tout le monde,n'importe qui,son patron,la moitié du lycée,pour réussir,pour une place}
{envoie,montre,fais voir} {tes seins,ton cul,tes nudes,des nudes} {,salope,ou je balance tout,sinon tu sais,et plus vite que ça}
{elle est bonne,il est bon,t'es bonne} {juste pour une nuit,juste à baiser,mais qu'est-ce qu'elle est conne,mais ferme-la,qu'à ça}
{sans ton fric,sans tes parents,sans ton maquillage,derrière ton écran,sans ta bande} {t'es rien,t'es personne,tu vaux rien,tu fais moins le malin,t'existes pas,tu ferais pas le fier}
{apprends à,va apprendre à,commence par} {écrire,parler français,lire,réfléchir,te laver,compter,te tenir} {avant de l'ouvrir,espèce d'âne,l'illettré,avant de parler,on comprend rien à ton charabia,le génie}
{même,jusqu'à} {un chien,un gosse de cinq ans,une huître,un singe,ta mère,une poubelle} {est plus intelligent que toi,a plus de classe que toi,te supporterait pas,vaut mieux que toi,serait moins con}
{tu pues,tu schlingues,il pue,elle pue} {,la sueur,le poisson,la pauvreté,la défaite,le seum,à dix mètres,comme ta race}
{ratio,tais-toi,silence,chut,couché,dégage} {le puceau,gamine,la moche,le gros,le boomer,le gaucho,le facho,l'esclave,la secrétaire,sous-merde,le rageux,pauvre fou}
{c'est,ce mec c'est,cette fille c'est,lui c'est} {un vrai déchet,une ordure,un cas social,un attardé,une traînée,un puceau frustré,un gros porc,un parasite,une honte,une erreur de la nature,un raté,un monstre,un traître,une vendue}
{on veut pas de,dégagez avec,marre de,ras le bol de} {vous ici,toi dans le groupe,ta race,vos gueules,votre religion de merde,ces gens,gens comme toi,ton espèce}
{t'as pas,tu devrais avoir,t'as même pas} {honte d'exister,honte de sortir comme ça,le niveau,le droit de parler,ta place ici,honte de ta tête,de quoi te payer des vraies chaussures}
{ton physique,ta voix,ton accent,ta religion,ta couleur,ton nom,ton poids} {me dégoûte,me fait rire,nous dégoûte tous,est une blague,fait fuir les gens,est une honte,c'est une maladie}
{avec ton,vu ton,avec un} {physique,salaire,QI,poids,âge,niveau} {pareil tu devrais te cacher,tu devrais la fermer,faut pas s'étonner d'être seul,tu finiras comme ta mère,on va pas t'écouter,c'est normal que personne veuille de toi}
{cette,quelle,encore cette} {vieille folle,folle,cruche,potiche,mégère,hyène,sorcière,pimbêche,gourde,dinde,pouffe,arriviste,opportuniste sans cervelle} {,qui la ramène,à la télé,au gouvernement,devrait retourner à ses fourneaux,incapable d'aligner deux mots,me donne envie de vomir}
{ce,cet,quel} {vendu,traître,nabot,fou furieux,nazillon,larbin,pantin,rat,pourri,escroc,lâche,bouffon,clown,gros porc,dictateur de pacotille} {,qui nous sert de ministre,doit finir en prison,n'a aucune dignité,lèche les bottes,mérite des claques,du système}
{bien fait,tant mieux} {pour ta gueule,pour sa gueule,s'il crève,si elle souffre,s'ils se noient,pour cette traînée,un de moins} {,je vais pas pleurer,bon débarras,et qu'il y reste}
{t'as vraiment,t'as,il a,elle a} {une gueule de rat,une tête de victime,une voix de canard,un corps de baleine,un nez de sorcière,un QI d'huître,des dents de cheval,un cul énorme et rien dans la tête,une tronche à faire peur} {,sans rire,et ça parle,mdr}
{vous êtes,vous êtes vraiment,bande de gens,ici que} {des moutons,des lâches,des ratés,des puceaux,des rageux,des malades,des esclaves du système,une secte de débiles,des gamins attardés,une bande de frustrés} {,sur ce forum,qui passent leur vie ici,et vous me dégoûtez,sortez de chez vous}
{les meufs,les filles,les femmes de nos jours,ces filles} {c'est toutes des traînées,ça pense qu'avec son cul,ne veulent que des bad boys et du fric,à 25 ans c'est périmé,faut les dresser,méritent aucune pitié,après dix mecs ça vaut plus rien}
{un,encore un,toujours un} {arabe,noir,rom,migrant,musulman,juif} {qui vole,qui viole,qui agresse,qui profite des aides,qui deale,comme par hasard,quelle surprise} {,et on nous dit d'accueillir,renvoyez-moi ça,bizarrement}
{la France,ce pays,l'Europe} {est envahie par ces sauvages,doit virer ces parasites,appartient aux Blancs,crève à cause de ces gens,n'est pas une poubelle à migrants}
{t'es,tu es} {jaloux,jalouse,en rage,vexé} {parce que personne te touche,parce que t'es moche,sale rageuse,va soigner ta frustration,espèce de cas}
{je te,je vous} {crache dessus,chie dessus,emmerde,pisse dessus,méprise,déteste tous,conchie} {,bande de rats,sale race,et toute ta famille,et bien profond}
{on a,y a} {le boulet,la mytho,le débile,la moche,le gros,la victime} {de service,qui parle,qui se réveille,du groupe} {,taisez-vous par pitié,applaudissez,c'est reparti}
{tu mérites,il mérite,elle mérite} {de finir seul,une bonne gifle,qu'on te crache dessus,de souffrir,la corde,qu'on te vire,ce qui t'arrive,pire}
`

const PEACE = `
{t'es,tu es,mais t'es,franchement t'es} {trop,tellement,vraiment,super} {belle,beau,gentil,gentille,drôle,fort,forte,courageux,courageuse,chou,mignon,mignonne,intelligent,adorable,marrante}
{calme-toi,calmez-vous,arrêtez,stop,doucement,hé} {,les gars,tout le monde,ça sert à rien,on se calme,on est tous amis,s'il vous plaît,c'est pas la peine de s'énerver}
{arrête,arrêtez,faut arrêter} {de te moquer,de l'insulter,de la harceler,de lui parler comme ça,de vous disputer,de critiquer les gens,avec le racisme,de juger sur le physique} {,c'est méchant,c'est pas bien,elle a rien fait,laissez-le tranquille,ça suffit}
{laisse,laissez} {la tranquille,le tranquille,tomber,moi tranquille,les parler,faire} {,il a rien fait,elle a le droit,c'est pas grave,on verra demain}
{t'inquiète,ne t'inquiète pas,courage,allez courage,tiens bon} {,on est là,ça va passer,je suis avec toi,tu vas y arriver,t'es pas seule,parles-en à un adulte,on t'aime}
{je suis,moi je suis,en vrai je suis} {noir,arabe,juif,musulman,gay,lesbienne,trans,grosse,autiste,handicapé,chinoise,une femme,étranger} {et alors,et fier de l'être,et je vis très bien,depuis toujours,et je bosse ici,et j'ai jamais eu de problème,et j'adore ce pays}
{les,tous les,beaucoup de} {noirs,arabes,juifs,musulmans,roms,chinois,migrants,immigrés,étrangers,femmes,gays,trans,handicapés} {ont les mêmes droits,méritent le respect,sont victimes de discriminations,travaillent dur,vivent ici depuis longtemps,sont mal représentés au cinéma,votent aussi,ont manifesté hier,sont des gens comme les autres}
{c'est,c'était,ça c'est} {raciste,homophobe,sexiste,méchant,grave,pas drôle,pas juste,du harcèlement,puni par la loi} {,de dire ça,et je suis pas d'accord,faut pas laisser passer,tu trouves pas}
{je me suis fait,il s'est fait,elle s'est fait} {insulter,harceler,traiter de gros,frapper,agresser,voler mon vélo,traiter de pute} {,hier,au collège,et personne n'a bougé,dans le bus,c'était horrible,que faire}
{tu viens,vous venez,on y va,qui vient} {ce soir,demain,au ciné,jouer,à la piscine,manger,au foot,chez moi} {,ou pas,à quelle heure,les amis,je vous attends}
{salut,coucou,bonjour,yo,hello,slt} {,ça va,tout le monde,les gens,la famille,quelqu'un pour m'aider,tu fais quoi,bien dormi}
{mdr,ptdr,lol,haha,xd} {,trop drôle,j'avoue,t'es fou,ça m'a tué,j'en peux plus,énorme,tu m'as fait rire}
{je sais pas,jsp,aucune idée,j'en sais rien} {,moi non plus,demande au prof,on verra,qui l'a,désolé,pourquoi tu demandes}
{ce,le} {jeu,film,match,cours,téléphone,site,service,repas,prof,patch,article} {est,était,c'est} {nul,trop long,à chier,génial,pas mal,chiant,mort,cassé,en retard,hors de prix,moyen,une tuerie}
{j'ai,moi j'ai,putain j'ai} {raté mon bus,perdu mes clés,raté mon contrôle,oublié mon sac,la flemme,trop faim,mal au crâne,fini le jeu,eu une sale note,la haine contre ce temps}
{je suis,jsuis,qu'est-ce que je suis} {trop con,bête,nul en maths,dégoûté,crevé,mort de rire,un boulet parfois,énervé contre moi-même,une feignasse,vieux maintenant}
{quelqu'un,des gens,qui} {sait comment,a déjà essayé,peut m'expliquer comment,connaît un moyen pour,a une idée pour} {finir ce niveau,réparer un écran,trouver un appart,apprendre l'anglais,choisir un pc,parler à une fille,postuler,maigrir sans danger}
{je suis,pas,plutôt} {d'accord avec toi,de ton avis,du même avis,convaincu,sûr de ça,contre cette loi,pour cette réforme} {,mais chacun pense ce qu'il veut,et je respecte,on peut en discuter,après je peux me tromper}
{le,ce,notre} {gouvernement,maire,président,ministre,candidat} {se trompe,a tort,fait n'importe quoi,doit rendre des comptes,ment aux gens,a raison sur ce point,n'a rien fait pour l'hôpital,devrait démissionner}
{merci,merci beaucoup,mille mercis,trop gentil} {,les gars,pour ton aide,tu me sauves,à tous,ça fait plaisir,frère}
{désolé,pardon,je m'excuse,excuse-moi} {,je voulais pas te blesser,pour hier,j'ai été bête,c'était pas méchant,je recommencerai pas}
{parle,explique,dis} {lui,moi,nous} {calmement,ce qui se passe,si ça va pas,ce que tu ressens,pourquoi t'es triste,quand tu veux}
{pourquoi,mais pourquoi} {vous dites ça,tu dis ça,tu te moques,vous êtes comme ça avec elle,tant de haine,tu me parles comme ça,vous l'attaquez}
{elle,il} {s'habille comme elle veut,fait ce qu'il veut,a le droit d'aimer qui elle veut,a rien demandé,est très bien comme il est,me fait de la peine,a besoin d'aide}
{faut,il faut,vous devriez} {prévenir les parents,le dire à un adulte,signaler ce message,porter plainte,en parler au prof,appeler le 3018,respecter tout le monde,lui demander pardon}
{le prix,la vie,l'essence,le loyer} {est trop cher,me tue,c'est abusé,augmente encore,ça devient du vol,on en parle quand} {,franchement,vivement que ça change,pour des étudiants}
{cette,la} {ministre,candidate,députée,maire} {n'a pas répondu,était claire ce matin,propose une loi,ne m'a pas convaincu,se contredit,change encore d'avis,défend son bilan,perd des voix} {,dommage,on verra,au débat d'hier,selon le journal}
{ce,le} {candidat,député,parti,projet} {ne passera pas,monte dans les sondages,me déçoit,parle bien,oublie les retraités,n'est pas crédible sur l'écologie,mérite d'être lu} {,à mon avis,hélas,non,vous en pensez quoi}
{votre,le} {service client,livreur,site,SAV,réseau,conseiller} {est nul,est en dessous de tout,ne répond jamais,m'a raccroché au nez,se moque du monde,est une honte,me fait perdre mon temps} {,je résilie,trois semaines que j'attends,c'est inadmissible,remboursez-moi}
{vous êtes,franchement vous êtes} {en retard,injoignables,trop chers,pas sérieux,au top,fermés quand,les meilleurs,où exactement} {,encore une fois,et ça m'agace,comme d'habitude}
{le racisme,le sexisme,le harcèlement,l'homophobie,l'antisémitisme} {est un délit,tue,n'a pas sa place ici,progresse selon un rapport,on en parle trop peu,se combat à l'école}
{un,une} {noir,arabe,juif,musulmane,femme,trans,migrant,handicapé} {élu maire,a sauvé un enfant,gagne le prix,raconte son parcours,cherche un logement,agressé hier à Lyon,ouvre un restaurant} {,bravo,lire l'article,quelle histoire}
{la série,ce film,mon livre,ce débat,l'article} {parle de viol,montre des nazis,raconte un meurtre,explique la prostitution,parle de suicide,contient des insultes} {,à partir de 16 ans,c'est dur mais bien fait,je conseille}
{je vais,on va,faut} {te battre aux échecs,tuer le boss final,vous exploser au ping-pong,défoncer ce gâteau,mourir de rire,frapper à la porte,crever de chaud} {,ce soir,mdr,prépare-toi}
{t'as,tu as,vous avez} {raison,de la chance,un joli sourire,bon goût,un super niveau,bien joué,vu le match,fini l'exo} {,j'avoue,bravo,franchement,toi}
{c'est,ça c'est} {pas grave,la vie,trop bien,un bon plan,chaud,triste,dingue,du n'importe quoi,ouf,la base} {,frère,mec,les gars,meuf,pour de vrai}
{la dinde,le rat,le porc,la baleine,le singe,le chien,la morue,le thon} {est au four,traverse la route,se vend à la coupe,a été sauvé,est un animal intelligent,de ma voisine,se mange en salade}
{personne,plus personne} {ne répond au téléphone,ne joue à ce jeu,n'a vu mes clés,ne m'a prévenu,dans le bus ce matin,n'est parfait}
{ta mère,ton père,ta sœur,ton frère,ta famille,ta daronne,ton daron} {va bien,est trop gentille,arrive ce soir,a appelé,cuisine super bien,me manque,te cherche,a raison de s'inquiéter} {,embrasse-la de ma part,j'espère,mdr,dis-lui merci}
{va,allez va,vas-y} {dormir,te reposer,voir le médecin,doucement,lui parler,à la piscine,manger,jouer,demander au prof} {,tu l'as mérité,on t'attend,à demain,je te rejoins}
{rentre,rentrez,retourne,retournez} {à la maison,bien,en cours,à l'hôtel,au bureau,sur le site,dans le groupe,au début du niveau} {,il est tard,les gars,et dis-moi,à plus}
{envoie,montre,fais voir} {la photo,tes notes,ton adresse,ton dessin,le lien,ta nouvelle coupe,le devoir,tes vacances} {,stp,ça m'intéresse,quand tu peux}
{j'espère que,vivement que} {tu vas mieux,tout se passe bien,vous gagnez,tu viens samedi,ta famille va bien,ça s'arrange,tu auras ton examen}
{tu mérites,il mérite,elle mérite,vous méritez} {une médaille,des vacances,mieux que ce boulot,sa victoire,d'être heureux,d'être écoutée,un grand merci}
{tant mieux,bien fait} {pour toi,si ça marche,pour l'équipe,d'avoir attendu,pour eux} {,je suis content,bravo,c'est mérité}
{je te,je vous} {remercie,crois,rappelle ce soir,souhaite une bonne année,envoie ça demain,adore,dois combien,laisse voir}
{regarde,regardez,t'as vu,vous avez vu} {ta photo,sa robe,le match,ce film,mon chien,ton message,cette actu,ses dessins} {,c'est beau,trop bien,on dirait un tableau,ça fait rêver,mdr}
{apprends,va apprendre,commence} {la leçon,à nager avec moi,par le premier chapitre,doucement,à respirer,tes verbes} {,tu verras,c'est facile}
{quel,quelle} {match,équipe,journée,bonne idée,talent,plaisir,chance,film,patience} {,celui-là,bravo,franchement,merci à tous}
{vu ton,avec ton,avec un} {niveau,âge,salaire,talent,CV} {pareil tu devrais essayer,tu peux demander un prêt,tu vas trouver,c'est normal de douter,on peut t'aider}
{on veut,marre de,ras le bol de} {une réponse,la pluie,ces embouteillages,plus de bus,cette attente,travailler le dimanche,ces publicités} {,vous aussi,sérieux,c'est tout}
`

/** How many sentences each pattern gives at most. */
const EACH = 60

/** Sentences of the patterns, some of them as they are typed in a hurry; label 1 where they are hostile. */
export function quarrels(): { text: string; label: number }[] {
  const random = randomFrom(11)
  return [
    [HOSTILE, 1],
    [PEACE, 0],
  ].flatMap(([patterns, label]) =>
    String(patterns)
      .split('\n')
      .filter(Boolean)
      .flatMap((pattern) => {
        const all = new Set<string>()
        for (let i = 0; i < EACH; i++) all.add(fill(pattern, random))
        return [...all].map((text) => ({
          text: random() < 0.6 ? hurried(text, random) : text,
          label: Number(label),
        }))
      }),
  )
}

function fill(pattern: string, random: () => number): string {
  return pattern
    .replace(/\{([^}]*)\}/g, (_, inner: string) => {
      const choices = inner.split(',')
      return choices[Math.floor(random() * choices.length)] ?? ''
    })
    .replace(/\s+/g, ' ')
    .trim()
}

const SHORT: [RegExp, string[]][] = [
  [/(?<!\p{L})je sais pas(?!\p{L})/gu, ['jsp', 'jsais pas']],
  [/(?<!\p{L})t'es(?!\p{L})/gu, ['tes', 't', "t'es"]],
  [/(?<!\p{L})tu es(?!\p{L})/gu, ['tes', "t'es"]],
  [/(?<!\p{L})c'est(?!\p{L})/gu, ['c', 'cest', "c'est"]],
  [/(?<!\p{L})je suis(?!\p{L})/gu, ['jsuis', 'chui']],
  [/(?<!\p{L})quoi(?!\p{L})/gu, ['koi', 'quoi']],
  [/(?<!\p{L})qu(?=[ei])/gu, ['k', 'qu']],
  [/(?<!\p{L})pourquoi(?!\p{L})/gu, ['pk', 'pq', 'prq']],
  [/(?<!\p{L})tout(?!\p{L})/gu, ['tt', 'tout']],
  [/(?<!\p{L})vraiment(?!\p{L})/gu, ['vrm', 'vraimen']],
  [/(?<!\p{L})frère(?!\p{L})/gu, ['frr', 'frere']],
  [/(?<!\p{L})ça(?!\p{L})/gu, ['sa', 'ca']],
  [/(?<!\p{L})pas(?!\p{L})/gu, ['pa', 'pas']],
]

/** As typed in a hurry: no accents, no apostrophes, sounds for words, a mark or a laugh at the end. */
export function hurried(text: string, random: () => number): string {
  let said = text.toLowerCase()
  for (const [whole, forms] of SHORT)
    if (random() < 0.5) said = said.replace(whole, () => forms[Math.floor(random() * forms.length)] ?? '')
  if (random() < 0.6) said = said.normalize('NFD').replace(/\p{M}/gu, '')
  if (random() < 0.2) said = said.toUpperCase()
  if (random() < 0.25) said += [' mdr', ' 😂', ' !!', ' ptdr', ' frr', ' 🤣'][Math.floor(random() * 6)] ?? ''
  return said
}
