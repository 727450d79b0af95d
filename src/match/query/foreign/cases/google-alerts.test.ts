import { casesFor } from '../../../../../test/support/foreign.ts'

casesFor(
  'google-alerts',
  `
ardoise
=> ardoise

maison ardoise
=> maison ardoise

"maison ardoise"
=> "maison ardoise"

"maison ardoise" OR maisonardoise
=> "maison ardoise" OR maisonardoise

"maison ardoise" | maisonardoise | "ardoise maison"
=> "maison ardoise" OR maisonardoise OR "ardoise maison"

maison ardoise OR granit lampe
=> maison (ardoise OR granit) lampe

ardoise -tableau
=> ardoise -tableau

ardoise -tableau -craie -école
=> ardoise -tableau -craie -école

"maison ardoise" -site:maison-ardoise.example
=> "maison ardoise" -site:maison-ardoise.example

"maison ardoise" site:lampes.example
=> "maison ardoise" site:lampes.example

ardoise site:lampes.example OR site:journal.example
=> ardoise (site:lampes.example OR site:journal.example)

(ardoise OR lampe) (panne OR retard)
=> (ardoise OR lampe) (panne OR retard)

("maison ardoise" OR "ardoise lampes") (avis OR test OR problème) -emploi
=> ("maison ardoise" OR "ardoise lampes") (avis OR test OR problème) -emploi

intitle:ardoise
=> title:ardoise
! kept same renamed

intitle:"maison ardoise"
=> title:"maison ardoise"
! kept same renamed

intitle:ardoise intitle:lampe
=> title:ardoise title:lampe
! kept same renamed
! kept same renamed

ardoise -intitle:promo
=> ardoise -title:promo
! kept same renamed

allintitle:lampe ardoise
=> title:lampe title:ardoise
! kept same renamed

allintitle: nouvelle collection ardoise
=> title:nouvelle title:collection title:ardoise
! kept same renamed

inurl:ardoise
=> 
! dropped same value

inurl:lampes.example ardoise
=> site:lampes.example ardoise
! changed same url_domain

allinurl:lampes.example
=> site:lampes.example
! changed same url_domain

intext:"maison ardoise"
=> "maison ardoise"

allintext:lampe ardoise chevet
=> lampe ardoise chevet

"lampe * ardoise"
=> lampe ONEAR/4 ardoise

"la lampe * * ardoise"
=> "la lampe" ONEAR/4 ardoise

"* ardoise"
=> ardoise

lampe * ardoise
=> lampe ardoise
! dropped more too_wide

ardoise AROUND(5) panne
=> ardoise NEAR/6 panne

"maison ardoise" AROUND(10) retard
=> "maison ardoise" NEAR/11 retard

(ardoise OR lampe) AROUND(3) (cassée OR fendue)
=> (ardoise OR lampe) NEAR/4 (cassée OR fendue)

ardoise AROUND (4) colis
=> ardoise NEAR/5 colis

ardoise AROUND(99) colis
=> ardoise NEAR/50 colis
! changed less near_far

ardoise filetype:pdf
=> ardoise
! dropped more file_type

ardoise ext:doc OR ext:pdf
=> ardoise
! dropped more file_type
! dropped more file_type

related:maison-ardoise.example
=> 
! dropped same no_such_data

cache:maison-ardoise.example ardoise
=> ardoise
! dropped more no_such_data

link:maison-ardoise.example
=> url:maison-ardoise.example
! changed same url_domain

ardoise source:journal.example
=> ardoise site:journal.example

ardoise source:le_journal
=> ardoise
! dropped more value

ardoise location:lyon
=> ardoise
! dropped more place

ardoise after:2026-01-01
=> ardoise since:2026-01-01
! kept same renamed

ardoise before:2026-06-30 after:2026-01-01
=> ardoise until:2026-06-30 since:2026-01-01
! kept same renamed
! kept same renamed

~lampe ardoise
=> lampe ardoise
! changed less synonyms

+ardoise lampe
=> ardoise lampe

ardoise AND lampe
=> ardoise lampe

ardoise NOT tableau
=> ardoise -tableau

ardoise and lampe
=> ardoise and lampe

ardoise & lampe
=> ardoise lampe

ardoise #deco @maisonardoise
=> ardoise #deco @maisonardoise

lampe 20..50 euros
=> lampe 20..50 euros

ardoise $49
=> ardoise $49

l'ardoise "l’ardoise d’or"
=> l'ardoise "l’ardoise d’or"

C++ ardoise
=> C++ ardoise

maison-ardoise OR "maison ardoise"
=> maison-ardoise OR "maison ardoise"

author:dupont ardoise
=> author:dupont ardoise

"ardoise" "lampe" -"tableau noir"
=> "ardoise" "lampe" -"tableau noir"

-tableau
=> -tableau

ardoise OR
=> ardoise

OR ardoise lampe
=> ardoise lampe

("maison ardoise
=> "maison ardoise"
! changed same unbalanced
! changed same unbalanced

“maison ardoise” -“jeu concours”
=> "maison ardoise" -"jeu concours"

ardoise foo:bar
=> ardoise "foo:bar"
! changed same field_words

https://maison-ardoise.example/lampes
=> "https://maison-ardoise.example/lampes"

intitle:(ardoise OR lampe) -site:annonces.example
=> (title:ardoise OR title:lampe) -site:annonces.example
! kept same renamed
`,
)
