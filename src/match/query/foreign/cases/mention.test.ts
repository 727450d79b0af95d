import { casesFor } from '../../../../../test/support/foreign.ts'

casesFor(
  'mention',
  `
ardoise
=> ardoise

"Maison Ardoise"
=> "Maison Ardoise"

"Maison Ardoise" OR maisonardoise
=> "Maison Ardoise" OR maisonardoise

ardoise AND lampe
=> ardoise lampe

ardoise AND NOT tableau
=> ardoise -tableau

ardoise NOT tableau
=> ardoise -tableau

ardoise -tableau
=> ardoise -tableau

("Maison Ardoise" OR @maisonardoise) AND (avis OR problème OR "service client")
=> ("Maison Ardoise" OR @maisonardoise) (avis OR problème OR "service client")

("Maison Ardoise" OR #maisonardoise) AND NOT (emploi OR recrutement OR "offre d'emploi")
=> ("Maison Ardoise" OR #maisonardoise) -(emploi OR recrutement OR "offre d'emploi")

(ardoise OR lampe) AND (cadeau OR noël) NOT (vintage OR occasion)
=> (ardoise OR lampe) (cadeau OR noël) -(vintage OR occasion)

"Maison Ardoise"~4
=> Maison NEAR/4 Ardoise

ardoise NEAR/5 panne
=> ardoise NEAR/5 panne

(ardoise OR lampe) NEAR/10 (retard OR "jamais reçu")
=> (ardoise OR lampe) NEAR/10 (retard OR "jamais reçu")

ardois*
=> ardois*

lamp?daire
=> lamp?daire

title:ardoise
=> title:ardoise

title:("Maison Ardoise" OR ardoise)
=> title:"Maison Ardoise" OR title:ardoise

title:"nouvelle collection" AND ardoise
=> title:"nouvelle collection" ardoise

author:maisonardoise
=> author:maisonardoise

from:maisonardoise
=> author:maisonardoise
! kept same renamed

ardoise NOT author:maisonardoise
=> ardoise -author:maisonardoise

ardoise NOT from:(maisonardoise OR ardoisepro)
=> ardoise -(author:maisonardoise OR author:ardoisepro)
! kept same renamed

lang:fr AND ardoise
=> lang:fr ardoise

language:en AND "slate lamp"
=> lang:en "slate lamp"

ardoise AND (lang:fr OR lang:en)
=> ardoise (lang:fr OR lang:en)

country:fr AND ardoise
=> country:fr ardoise

country:"Belgique" AND ardoise
=> country:be ardoise

source:reddit AND ardoise
=> channel:reddit ardoise

source:(mastodon OR bluesky) AND ardoise
=> (channel:mastodon OR channel:bluesky) ardoise

source:forums AND ardoise
=> ardoise
! dropped more value

site:lampes.example AND ardoise
=> site:lampes.example ardoise

ardoise AND NOT site:maison-ardoise.example
=> ardoise -site:maison-ardoise.example

url:lampes.example AND ardoise
=> site:lampes.example ardoise
! changed same url_domain

url:"https://www.lampes.example/tests/ardoise" AND lampe
=> site:lampes.example lampe
! changed same url_domain

sentiment:negative AND ardoise
=> sentiment:negative ardoise

sentiment:positive OR "merci ardoise"
=> sentiment:positive OR "merci ardoise"

followers:>1000 AND ardoise
=> followers:>1000 ardoise

followers:[100 TO 2000] AND ardoise
=> followers:100..2000 ardoise

reach:>10000 AND ardoise
=> followers:>10000 ardoise
! changed same reach

influence:>50 AND ardoise
=> ardoise
! dropped more no_such_data

rating:<3 AND ardoise
=> rating:<3 ardoise

rating:[1 TO 2] AND "Maison Ardoise"
=> rating:1..2 "Maison Ardoise"

hashtag:deco AND ardoise
=> #deco ardoise

mention:maisonardoise
=> @maisonardoise

tag:vip AND ardoise
=> ardoise
! dropped more own_labels

gender:female AND ardoise
=> ardoise
! dropped more gender

At least one of these: Maison Ardoise, maisonardoise, @maisonardoise
=> "Maison Ardoise" OR maisonardoise OR @maisonardoise

At least one: ardoise, lampe
All: livraison
=> (ardoise OR lampe) livraison

At least one of these keywords: Maison Ardoise
None of these keywords: emploi, stage, jeu concours
=> "Maison Ardoise" -emploi -stage -"jeu concours"

Included keywords: ardoise
Required keywords: lampe, chevet
Excluded keywords: craie
Blocked sites: tableaux.example, ecole.example
=> ardoise lampe chevet -craie -site:tableaux.example -site:ecole.example

Au moins un : Maison Ardoise, ardoise
Tous : lampe
Aucun : craie, école
=> ("Maison Ardoise" OR ardoise) lampe -craie -école

Au moins un de ces mots : ardoise
Langues : fr, en
=> ardoise (lang:fr OR lang:en)

Inclure : lampe ardoise
Exclure : occasion
=> "lampe ardoise" -occasion

Any: a & b, "guillemets"
None: jeu
=> ("a & b" OR "guillemets") -jeu

ardoise AND (lampe OR (chevet AND bureau)) AND NOT (craie OR (tableau AND école))
=> ardoise (lampe OR (chevet bureau)) -(craie OR (tableau école))

"l'Ardoise d'Or" OR "ardoise d’or"
=> "l'Ardoise d'Or" OR "ardoise d’or"

AT&T OR H&M OR "S.N.C.F."
=> AT&T OR H&M OR "S.N.C.F."

C++ AND ardoise
=> C++ ardoise

ardoise and lampe
=> ardoise and lampe

ardoise AND ET AND "OU"
=> ardoise "ET" "OU"

(ardoise OR lampe
=> ardoise OR lampe
! changed same unbalanced

ardoise) AND lampe
=> ardoise lampe
! changed same unbalanced

"Maison Ardoise
=> "Maison Ardoise"
! changed same unbalanced

ardoise 💡 AND (❤️ OR 😡)
=> ardoise 💡 (❤️ OR 😡)

"maison ardoise" AND (granit OR marbre) AND lang:fr AND country:fr AND NOT (site:annonces.example OR author:robot)
=> "maison ardoise" (granit OR marbre) lang:fr country:fr -(site:annonces.example OR author:robot)
`,
)
