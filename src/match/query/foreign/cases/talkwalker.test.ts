import { casesFor } from '../../../../../test/support/foreign.ts'

casesFor(
  'talkwalker',
  `
ardoise
=> ardoise

"maison ardoise"
=> "maison ardoise"

ardoise AND lampe
=> ardoise lampe

ardoise lampe
=> ardoise lampe

ardoise OR lampadaire
=> ardoise OR lampadaire

ardoise AND NOT tableau
=> ardoise -tableau

ardoise NOT tableau
=> ardoise -tableau

ardoise -tableau -craie
=> ardoise -tableau -craie

"maison ardoise" AND (retard OR "en retard" OR "jamais reçu")
=> "maison ardoise" (retard OR "en retard" OR "jamais reçu")

("maison ardoise" OR maisonardoise) AND NOT (concours OR "jeu concours")
=> ("maison ardoise" OR maisonardoise) -(concours OR "jeu concours")

+ardoise
=> ardoise
! changed more accents_folded

+été AND lampe
=> été lampe
! changed more accents_folded

++Ardoise
=> =Ardoise

++"Maison Ardoise"
=> ="Maison Ardoise"

+"maison ardoise" AND NOT craie
=> "maison ardoise" -craie
! changed more accents_folded

ardois*
=> ardois*

lamp?
=> lamp?

lampad*s
=> lampad*s

"maison ardoise"~3
=> maison NEAR/3 ardoise

"lampe cassée colis"~10
=> (lampe NEAR/10 cassée) (cassée NEAR/10 colis)

ardoise NEAR/5 panne
=> ardoise NEAR/5 panne

(ardoise OR lampe) NEAR/8 (fissure OR casse)
=> (ardoise OR lampe) NEAR/8 (fissure OR casse)

ardoise ONEAR/3 cassée
=> ardoise ONEAR/3 cassée

ardoise NEAR panne
=> ardoise NEAR/10 panne

ardoise NEAR/200 panne
=> ardoise NEAR/50 panne
! changed less near_far

ardoise SENTENCE panne
=> ardoise NEAR/15 panne
! changed same near_span

(ardoise OR lampe) SENTENCE (retard OR panne)
=> (ardoise OR lampe) NEAR/15 (retard OR panne)
! changed same near_span

ardoise PARAGRAPH remboursement
=> ardoise NEAR/50 remboursement
! changed same near_span

title:ardoise
=> title:ardoise

title:"maison ardoise"
=> title:"maison ardoise"

title:(ardoise AND lampe)
=> title:ardoise title:lampe

content:ardoise AND title:lampe
=> ardoise title:lampe

author:maisonardoise
=> author:maisonardoise

author:"Maison Ardoise"
=> author:"Maison Ardoise"

-author:"Maison Ardoise" ardoise
=> -author:"Maison Ardoise" ardoise

extra_author_attributes.name:"Jean Dupont" AND ardoise
=> author:"Jean Dupont" ardoise
! kept same renamed

lang:fr AND ardoise
=> lang:fr ardoise

ardoise AND (lang:fr OR lang:nl)
=> ardoise (lang:fr OR lang:nl)

sourcecountry:fr AND ardoise
=> country:fr ardoise

sourcecountry:(be OR ch) AND ardoise
=> (country:be OR country:ch) ardoise

sentiment:negative AND ardoise
=> sentiment:negative ardoise

ardoise AND sentiment:(negative OR neutral)
=> ardoise (sentiment:negative OR sentiment:neutral)

ardoise AND sentiment:<0
=> ardoise sentiment:negative

site:"http://www.lampes.example" ardoise
=> site:lampes.example ardoise

ardoise -site:"maison-ardoise.example"
=> ardoise -site:maison-ardoise.example

domain_url:"lampes.example" AND ardoise
=> site:lampes.example ardoise

host_url:"https://blog.lampes.example" AND ardoise
=> site:blog.lampes.example ardoise

url:"lampes.example/avis" AND ardoise
=> site:lampes.example ardoise
! changed same url_domain

sourcetype:SOCIALMEDIA_REDDIT AND ardoise
=> channel:reddit ardoise

sourcetype:(SOCIALMEDIA_MASTODON OR SOCIALMEDIA_BLUESKY) AND ardoise
=> (channel:mastodon OR channel:bluesky) ardoise

sourcetype:ONLINENEWS AND ardoise
=> ardoise
! dropped more value

engagement:>100 AND ardoise
=> ardoise
! dropped more engagement

reach:>5000 AND ardoise
=> followers:>5000 ardoise
! changed same reach

followers:>=1000 AND ardoise
=> followers:>=1000 ardoise

hashtag:deco AND ardoise
=> #deco ardoise

mention:maisonardoise
=> @maisonardoise

is:question AND ardoise
=> is:question ardoise

posttype:VIDEO AND ardoise
=> has:video ardoise

region:"Île-de-France" AND ardoise
=> ardoise
! dropped more place

extra_author_attributes.gender:FEMALE AND ardoise
=> ardoise
! dropped more gender

image_logo:ardoise OR ardoise
=> ardoise
! dropped less image

tags_customer:vip AND ardoise
=> ardoise
! dropped more own_labels

cluster:abc AND ardoise
=> ardoise
! dropped more no_such_data

((ardoise OR lampe) AND (panne OR retard)) AND NOT (lang:en OR sourcecountry:us)
=> (ardoise OR lampe) (panne OR retard) -(lang:en OR country:us)

ardoise AND NOT sourcecountry:"États-Unis"
=> ardoise -country:us

"maison ardoise" AND (sav OR s.a.v. OR "service après-vente") AND lang:fr AND sourcecountry:fr AND NOT engagement:<5
=> "maison ardoise" (sav OR s.a.v. OR "service après-vente") lang:fr country:fr
! dropped more engagement
`,
)
