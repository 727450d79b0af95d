/** Small words that give a language away, as they are folded (no accents). Ours, from grammar, not from a corpus. */
export const SMALL_WORDS: Record<string, string> = {
  fr: `le la les l' d' un une des du de et est c' qu' j' n' s' en que qui dans pour pas ne sur au aux avec ce cette ces
    mais ou donc je tu il elle on nous vous ils elles mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs
    suis es sommes etes sont ai avons avez ont ete etait etaient avoir etre fait faire faut peut tout tous toute toutes
    tres trop plus moins bien aussi encore jamais toujours rien comme quand comment pourquoi parce si oui non merci
    bonjour bonsoir salut svp stp chez sans depuis alors apres avant meme ici quoi quel quelle quelles quels ca cela y
    va vais vas vont etc deja peu beaucoup vraiment voila bravo hier demain aujourd'hui mdr ptdr jsuis jai cest
    commande colis livraison lampe ras vite fois jour jours euros soir aurait serait sera sera autre bon bonne dire`,
  en: `the a an of to and in is it's it that this these those for on with as at by from was were be been are am i i'm
    i've you you're he she they we my your his her their our not don't doesn't didn't can't won't isn't wasn't but or
    if so no yes have has had do does did can will would could should just about what when where who why how all any
    some there here than then them me us him out up get got very really too please thanks thank you hello hi order
    delivery lamp again never ever still only more most now after before been because which into over lol omg guys`,
  es: `el los las un una unos y es en que por para con no se su sus lo como mas pero muy este esta estos estas yo tu
    ella nosotros ellos mi te le les nos ya si hay ser fue era son estoy esta estan tengo tiene hola gracias porque
    cuando donde quien todo todos nada bien desde hasta sin sobre del al ha han he me aqui ahora tambien`,
  de: `der die das und ist nicht ein eine einen einem einer ich du er sie es wir ihr zu in mit auf fur von dem den des im
    am an als auch aber oder wenn dass wie was wer wo warum noch nur schon sehr mehr mein dein sein kein keine hat habe
    haben bin sind war werden wird kann bei nach aus uber um danke hallo bitte ja nein so`,
  it: `il lo gli le un una uno e di che non per con si in sono ho hai ha abbiamo hanno come piu ma anche questo questa
    quello del della dei delle al alla nel nella mi ti ci vi mio tuo suo perche quando dove chi cosa molto tutto tutti
    bene grazie ciao sei era essere fare sempre ancora da`,
  pt: `o os as um uma e de do da dos das em no na nos nas que nao por para com se seu sua mais mas muito este esta isso
    eu tu voce ele ela nos eles meu minha ja sim ha ser foi era sao estou esta tenho tem ola obrigado obrigada porque
    quando onde quem tudo todos nada bem desde ate sem sobre ao pra vc tambem`,
  nl: `de het een en van ik je jij hij zij wij we ze dat die is niet op te in met voor zijn was er maar om ook als aan
    bij naar dan nog wel geen mijn jouw wat wie waar waarom heeft heb hebben ben zo veel meer door over uit dank bedankt
    hallo kan wordt worden moet`,
  ca: `el els les un una i es en que per amb no se seu va molt aquest aquesta jo tu ell ella som soc gracies perque quan
    on qui tot tots res be des fins sense sobre del dels al als pero mes ha han`,
  sv: `och att det som en ett i ar jag du han hon vi ni de inte pa med for av till den har om var kan men sa nar hur
    vad inte mycket bara tack hej fran eller`,
  da: `og at det som en et i er jeg du han hun vi de ikke pa med for af til den har om var kan men sa nar hvordan hvad
    meget bare tak hej fra eller blev`,
  pl: `i w na z do nie to jest ze sie jak co ale po tak o za od czy dla juz tylko ma bardzo jestem mnie ja ty jego jej
    przez byc bylo dziekuje czesc`,
  tr: `ve bir bu da de ne icin cok ama var yok gibi daha ben sen biz siz o mi mu degil her sey kadar sonra evet hayir`,
  id: `yang dan di ini itu dengan untuk tidak dari ke ada saya kamu aku kita mereka akan bisa juga sudah apa karena`,
  ro: `si de la in este nu ca un o pe cu pentru din care sunt mai am ai are ce dar asta acest foarte multumesc`,
  fi: `ja on ei se etta en han mina sina ovat mutta kun niin myos tai kuin ole olen mita tama kiitos hyvaa`,
}

/** Letters that few of these languages use, with what each says for whom. */
export const MARKS: [RegExp, Record<string, number>][] = [
  [/[œêûùîëï]/giu, { fr: 0.4 }],
  [/[éèàç]/giu, { fr: 0.4, it: 0.1, pt: 0.15, es: 0.1, ca: 0.2 }],
  [/[ñ¿¡]/giu, { es: 0.6 }],
  [/[íóú]/giu, { es: 0.3, pt: 0.2, ca: 0.2 }],
  [/[äöüß]/giu, { de: 0.4, fi: 0.2, sv: 0.2, tr: 0.2 }],
  [/[ãõ]/giu, { pt: 0.5 }],
  [/[åø]/giu, { da: 0.5, sv: 0.4 }],
  [/[łąęśżźń]/giu, { pl: 0.6 }],
  [/[ığş]/gu, { tr: 0.6 }],
  [/[ășț]/giu, { ro: 0.5 }],
]
