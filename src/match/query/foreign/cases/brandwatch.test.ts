import { casesFor } from '../../../../../test/support/foreign.ts'

casesFor(
  'brandwatch',
  `
"maison ardoise"
=> "maison ardoise"

ardoise AND lampe
=> ardoise lampe

ardoise OR "maison ardoise" OR maisonardoise
=> ardoise OR "maison ardoise" OR maisonardoise

ardoise NOT tableau
=> ardoise -tableau

ardoise AND NOT (tableau OR craie OR école)
=> ardoise -(tableau OR craie OR école)

("maison ardoise" OR #maisonardoise OR @maisonardoise) AND (livraison OR colis OR commande)
=> ("maison ardoise" OR #maisonardoise OR @maisonardoise) (livraison OR colis OR commande)

(ardoise OR lampadaire) AND -occasion
=> (ardoise OR lampadaire) -occasion

ardoise NEAR/5 retard
=> ardoise NEAR/6 retard

ardoise NEAR/2f cassée
=> ardoise ONEAR/3 cassée

(ardoise OR lampe) NEAR/10 (panne OR défaut OR "ne marche plus")
=> (ardoise OR lampe) NEAR/11 (panne OR défaut OR "ne marche plus")

("service client" OR conseiller) NEAR/15f (désagréable OR impoli)
=> ("service client" OR conseiller) ONEAR/16 (désagréable OR impoli)

ardoise NEAR/80 panne
=> ardoise NEAR/50 panne
! changed less near_far

"lampe ardoise"~5
=> lampe NEAR/6 ardoise

"service client ardoise"~3
=> (service NEAR/4 client) (client NEAR/4 ardoise)

((ardoise OR lampe) AND (cadeau OR noël))~5
=> (ardoise OR lampe) NEAR/6 (cadeau OR noël)

raw:Ardoise+
=> =Ardoise+

raw:"Maison Ardoise"
=> ="Maison Ardoise"

{ARDOISE} AND lampe
=> =ARDOISE lampe

{Maison Ardoise}
=> ="Maison Ardoise"

title:ardoise
=> title:ardoise

title:"nouvelle lampe"
=> title:"nouvelle lampe"

title:(ardoise OR lampe) AND NOT title:promo
=> (title:ardoise OR title:lampe) -title:promo

title:(lampe NEAR/3 ardoise)
=> title:lampe NEAR/4 title:ardoise

site:lampes.example AND ardoise
=> site:lampes.example ardoise

site:reddit.com AND ardoise
=> channel:reddit ardoise

site:bsky.app AND ("maison ardoise")
=> channel:bluesky "maison ardoise"

url:lampes.example/actualites AND ardoise
=> site:lampes.example ardoise
! changed same url_domain

links:maison-ardoise.example
=> url:maison-ardoise.example
! changed same url_domain

author:jeandupont
=> author:jeandupont

author:"Jean Dupont" AND ardoise
=> author:"Jean Dupont" ardoise

ardoise NOT author:maisonardoise
=> ardoise -author:maisonardoise

authorFollowers:[1000 TO 50000] AND ardoise
=> followers:1000..50000 ardoise

ardoise AND authorFollowers:[5000 TO *]
=> ardoise followers:>=5000

country:fra AND ardoise
=> country:fr ardoise

ardoise AND (country:bel OR country:che)
=> ardoise (country:be OR country:ch)

country:gbr AND "slate lamp"
=> country:gb "slate lamp"

city:lyon AND ardoise
=> ardoise
! dropped more place

region:bretagne OR ardoise
=> ardoise
! dropped less place

continent:europe AND ardoise
=> ardoise
! dropped more place

language:fr AND ardoise
=> lang:fr ardoise
! kept same renamed

ardoise AND language:(fr OR en)
=> ardoise (lang:fr OR lang:en)
! kept same renamed

ardoise NOT language:en
=> ardoise -lang:en
! kept same renamed

hashtags:deco AND ardoise
=> #deco ardoise

hashtags:(deco OR luminaire)
=> #deco OR #luminaire

at_mentions:maisonardoise
=> @maisonardoise

engagingWith:maisonardoise
=> @maisonardoise
! changed same engaging

ardoise AND engagementType:REPLY
=> ardoise is:reply

ardoise NOT engagementType:RETWEET
=> ardoise -is:repost

rating:[1 TO 2] AND ardoise
=> rating:1..2 ardoise

ardoise AND rating:[4 TO 5]
=> ardoise rating:4..5

ardois* AND lamp?
=> ardois* lamp?

lampad*re
=> lampad*re

*ardoise
=> *ardoise

<<<La marque>>> ardoise OR "maison ardoise" <<<et ses fautes>>> OR ardoize
=> ardoise OR "maison ardoise" OR ardoize
! dropped same comment
! dropped same comment

authorGender:F AND ardoise
=> ardoise
! dropped more gender

authorVerified:true AND ardoise
=> ardoise
! dropped more no_such_data

subreddit:decoration AND lampe
=> lampe
! dropped more place_in_network

minuteOfDay:[480 TO 1080] AND ardoise
=> ardoise
! dropped more hour

ardoise AND sentiment:negative
=> ardoise sentiment:negative

imageType:logo AND ardoise
=> ardoise
! dropped more image

((ardoise AND lampe) OR (ardoise AND (table OR chevet))) NOT (vintage OR "années 70")
=> ((ardoise lampe) OR (ardoise (table OR chevet))) -(vintage OR "années 70")

ardoise OR (lampe NOT (table OR chevet
=> ardoise OR (lampe -(table OR chevet))
! changed same unbalanced
! changed same unbalanced

“maison ardoise” AND ‘neuf’
=> "maison ardoise" ‘neuf’

ardoise AND "ET" AND OU
=> ardoise "ET" "OU"

(granit OR marbre) NEAR/4 (ardoise OR "maison ardoise") NOT (carrelage OR "plan de travail") AND language:fr AND country:fra
=> ((granit OR marbre) NEAR/5 (ardoise OR "maison ardoise")) -(carrelage OR "plan de travail") lang:fr country:fr
! kept same renamed
`,
)
