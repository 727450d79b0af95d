/** The same in English, by the same names. */
export const ENGLISH: Record<string, string> = {
  self: "i i'd i'll i'm i've im ive me mine my myself",
  we: "our ours us we we'd we'll we're we've",
  you: "their them they they're theyre u ur y'all yall you you'll you're you've your youre yours",
  crowd: `
    all anybody anyone beware careful check everybody everyone folks friendly friends fyi guys heads join listen
    look people psa reminder share somebody someone tip tips vote watch who who's`,
  who: 'folks fyi info people public who whos',
  media: `
    ad ads clip film logo mascot movie newspaper photo photos picture podcast poster programme radio series
    shirt show slogan teaser telly thumbnail trailer tv video videos`,
  better: 'as best better compared less like more similar than unlike worse',
  kin: `
    aunt baby boss boyfriend brother child children colleague cousin dad daughter family father friend
    girlfriend gran grandad grandma grandpa husband kid kids mate mom mother mum nan neighbor neighbors
    neighbour neighbours nephew niece partner sister son twins uncle wife`,
  frail: `
    80 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95 aged alzheimer* asthma* babies baby blind bottle cardiac
    carer deaf dementia diabet* dialys* disab* elderly epilep* heart hospital* ill infant insulin labour medic*
    medicine meds newborn nurse old oxygen patient patients pendant pregnant prescription prescriptions sick
    surgery ventilator vulnerable weeks wheelchair`,
  danger: `
    911 999 alarm allerg* anaphyla* attack* bleeding blood brakes burn* burning carbon caught chok* co collaps*
    crackling danger* electroc* emergency explod* falling fire fitting flames flood* flooding gas glass hanging
    hissing hurt injur* leak* leaking live melted monoxide mould overheat* poison* rats seizure shard smell*
    smoke spark* sparking stranded stuck swell* swelling swollen threat* trapped unclips unsafe vomit*`,
  theft: `
    cloned emptied fraud* hacked hacker intruder phish* scam scammed stole stolen stranger thief thieves
    transfers unauthori*`,
  clock: 'evening hour hours midnight min mins minute minutes moment morning night noon',
  today: `
    asap before boarding currently emergency immediately now right running starts today tomorrow tonight urgent
    urgently`,
  week: `
    appointment birthday christening christmas days deadline due exam flight friday funeral holiday interview
    meeting monday next saturday sunday thursday trip tuesday wedding wednesday week weekend`,
  lapse: `
    ages ago already april august autumn day days december february for january july june last march may month
    months october past row running september since spring summer week weeks winter year years yesterday`,
  still: '2nd 3rd 4th again always another constantly every fourth repeatedly second still third twice yet',
  not: `
    ain't aren't can't cannot cant couldn't didn't didnt doesn't doesnt don't dont hadn't hasn't haven't isn't
    isnt nah neither never no nobody none nor not nothing nowhere shouldn't wasn't without won't wont wouldn't
    zero`,
  part: `
    close closed closing done drop dropped dropping end ended ending ends expire expires gone handed handing
    left move moved moving notice off out port remove removing return returned returning stop stopped stopping
    terminate transfer transferring walk`,
  quit: `
    bye cancel canceled canceling cancellation cancelled cancelling cancels ciao delete deleted deleting
    deregister ditch* farewell goodbye lapse leave leaves leaving pac ported quit quitting renew renewal
    renewing resign* switch switched switches switching terminat* uninstall* unsubscrib* withdraw withdrawing`,
  rival: `
    alternative alternatives another brand brands brightcom cheaper competition competitor competitors else
    elsewhere found lot make other others rival road switch switched union`,
  shift: `
    bank brand brands carrier change changed changing company insurer lot make moved moving network provider
    supplier switch switched`,
  contract: `
    account accounts box boxes card contract debit direct insurance isa licence license line membership mortgage
    pass plan policy season seats service sub subs subscription ticket`,
  loyal: 'client customer customers loyal loyalty member members since subscriber years',
  last: `
    again book ever farewell feelings final finally forever hard last longer lost luck more never otherwise page
    regret straw thanks`,
  unless: 'another by deadline else if more next one or otherwise till ultimatum unless until',
  broken: `
    500 bent black blank break breaks broke broken bug buggy bugs code crack cracked crash* cut damaged dead
    dented died dies down dropped dropping drops error errors faded fail failed failing fails fault faults
    faulty flashing freez* froze frozen glitch* inaccessible jammed kaput lag lagging leaking light locked muted
    outage peeling red ripped scratched shrunk split stuck torn unavailable unusable vanished wiped`,
  works: `
    answer answers charge charges connect connects fits heat heats load loads open opens print respond responds
    ring rings start starts switch turn turns work worked working works`,
  late: `
    ages cancelled delay* delayed eternity forever hold hours late overdue patience patient pending postponed
    queue queued rescheduled slow slowly stalled wait waited waiting waits`,
  missing: `
    arrive arrived arriving deliver delivered disappeared empty find found ghost gone incomplete lose lost
    missing never nowhere phantom receive received receiving short showing shown turned vanished`,
  wrong: `
    backwards different double duplicate incorrect instead mislabelled mistake mistaken mistakes mixed opposite
    swapped twice two wrong`,
  money: `
    bill billed bills bucks cash charge charged charges compensation credit credited debit debited deposit
    dollars fee fees invoice invoiced money overcharged owe owed paid pay paying payment payments pocket pounds
    price prices quid refund* refunded reimburse* taken`,
  costly: `
    dear doubled doubles expensive greed greedy hidden hike hiked increase increased inflation overpriced price
    prices pricey raised rip ripoff rise rising robbery steep`,
  rude: `
    aggressive arrogan* attitude clueless condescend* dismissive humiliat* hung ignore ignored ignoring
    incompetent insult* liar liars lied lies lying patroni* pressured rude ruder shouted shouting sigh* sneer*
    swore unfriendly unhelpful useless`,
  shame: `
    absurd angry annoy* appalling awful bold brilliant cheers classy con crap criminal disappoint* disappointed
    disaster disgrace* disgust* dreadful fed frustrat* fuming furious garbage great hopeless horrible insane
    joke lovely mess nightmare pathetic poor poorly ridiculous rubbish scandal* shambles shame shameful shocking
    sick ta terrible trash trashy unacceptable useless worse worst`,
  dirty: `
    bedbugs bland bugs burned burnt cockroach* cold crawling dirty dry dust expired filthy fly greasy gritty
    hair hairs insect lukewarm moldy mould mouldy raw rubbery smell smelly soggy stain* stained stale stink
    stinks undercooked`,
  told: `
    call called calling calls case chased chasing claim claimed claims complain* complaint dm email emailed
    emails evidence form letter letters mail mailed message messages phone phoned phoning photos proof raised
    rang reference report reported ring ringing screenshots sent submitted ticket tickets told tweeted wrote`,
  noanswer: `
    acknowledged agent agents answer answered answers automated back bot chat chatbot helpline hold hotline
    human ignored line machine nobody nowhere person replied replies reply respond responded response responses
    robot silence silent support text voicemail`,
  threat: `
    chargeback claims consumer court fca ftc lawyer legal ofcom ombudsman police press regulator small
    solicitor standards sue trading`,
  promise: `
    ad ads advert advertised brochure claims described guarantee guaranteed guarantees label listing meant menu
    photo photos picture promise promised promises said says sign supposed warranty`,
  irony: `
    amazing apparently bold bravo brilliant charming cheers classy clearly concept congrats congratulations
    fantastic genius great impressive lovely lucky nice obviously philosophical superb surely ta thanks
    tradition well wow`,
  how: `
    any are can could did do does how hows is may should what whats when where wheres which who whose why will
    would`,
  fix: `
    answer call check collect correct deliver demand expect explain fix help need please put refund reopen
    replace resolve respond restore ring send sort unblock unlock want`,
  want: `
    after consider considering eyeing fancy gonna hope hoping interested keen like look looking love need needed
    planning searching tempted thinking wanna want want'd wanted wish`,
  buy: `
    add basket book booking bought buy buying cart enrol enroll get getting gift hire insure join joining lease
    open order ordering pre preorder purchase quote rent rental reserve sale sign signing subscribe switch take
    takes trial try upgrade voucher vouchers`,
  stock: `
    any availability available branch color colour colours copies left model pitch place places range restock*
    room rooms seat seats shop size sizes slot space spare standing stock store table tickets version`,
  price: `
    annual black budget cheap cheaper cheapest code cost costs deal deals discount fee finance free instalments
    monthly much offer offers per price prices pricing promo promotion quote rate rates sale tariff trial`,
  offer: `
    accept carry cater deliver do engrave fit got have install insure lend make offer sell ship stock supply
    take`,
  may: `
    able accept accepted allowed can compatible compulsory could include included includes may might must need
    needs normal ok okay permitted possible required safe should valid way`,
  know: `
    advise ask asking clarify curious details difference explain find help info information know mean means
    question questions see tell understand what wonder wondering work`,
  manage: `
    access activate address block change clean closes code configure connect date deactivate declare download
    export hours import install login manual move number open opening parking password pin print recover remove
    reset return set settings setup switch times transfer unblock update view wash`,
  owned: 'already bought current existing got have my ordered our received',
  thanks: `
    appreciate appreciated bravo cheers congrats grateful gratitude hats kudos props respect shout shoutout ta
    thank thanks thankyou thx`,
  good: `
    ace amazing angel angels awesome beautiful beauty best better bliss brilliant clean clear clearer
    comfortable comfy decent delicious easy efficient excellent fabulous fantastic fast flawless friendly gem
    gold good gorgeous great heaven helpful hero heroes impressed impressive kind legend legends lovely magic
    magical nice outstanding patient perfect perfectly polite professional prompt quick quickly quiet reliable
    saint saints simple smooth soft solid spotless star stars stunning sturdy superb tasty top treat
    unbelievable wild wonderful worth yummy`,
  love: `
    adore blown chuffed converted cried delighted enjoy enjoyed enjoying fan favorite favourite giggled glad
    happier happy impressed joy laugh laughed love loved loves loving melted moved obsessed pleased pleasure
    proud relief relieved smile smiling stunned tears thrilled touched`,
  recomm: `
    10 5 again back deserve deserved earned everyone five hooked keep must recommend recommended recommending
    return stars trust try`,
  solved: `
    credited explained extra fixed found free helped lowered refunded repaired replaced rescued resolved
    restored saved solved sort sorted swapped upgraded within`,
  people: `
    adviser advisor agent baker barista carrier chef coach conductor crew denise doctor driver engineer fitter
    guard guide guy karim lad lady librarian man manager nurse owner pharmacist plumber postman priya
    receptionist seamstress sonia staff teacher team tech technician vet waiter waitress woman`,
  thing: `
    actors album app atmosphere bed bread cake coat coffee concert design dessert dish dress exhibition film
    flavor flavour food game gig graphics interface jacket jumper meal movie music picture plate play plot
    recipe room season series service shoes show sound story tart taste tea view wine`,
  trouble: `
    blister complaint complaints drama dramas fault faults fuss hassle hitch issue issues outage problem
    problems`,
  announce: `
    8pm anniversary boot carnival celebrates christmas class collection concert day drive easter entry
    exhibition fair festival fete free join market match meeting meetup open opening opens parade premiere quiz
    raffle reunion sale saturday season show starts summer sunday talk tasting tournament trailer welcome
    workshop`,
  hiring: `
    applications apply apprentice cv experience freelance hire hiring intern internship job jobs placement
    position qualified resume role seasonal vacancy volunteer volunteering volunteers`,
  smallad: `
    borrow carpool cat collect contact dm dog face found free giving keys lend lift lost message pm sale sell
    selling swap trade value wallet wanted`,
  rumour: `
    according allegedly apparently article brokers heard news paper radio report reportedly rumor rumour rumours
    said says sources study word`,
  joke: 'funny haha hahaha honestly imagine joke joking kidding lmao lol meme pun rofl tbh',
  wish: `
    bring could idea ideas imagine invent maybe ought petition please should someone suggest suggestion wish
    would`,
  nostalgia: `
    1970s 1974 1980s 1987 1990s 80s 90s back childhood classic gran grandad memories mum nan nostalgia old
    remember used vintage years`,
  life: `
    cake car cat dog drawing dream drinks garden holiday home kettle kitchen mates mist morning mountain nap
    night pancakes photo picture pony rain school sea sky snow sofa sun sunday`,
  social: `
    competition crossed draw entered entering favourite fingers follow giveaway like luck poll retweet rt share
    tag team versus win winner`,
  politics: `
    budget climate council debate election elections government law mayor minister nuclear party pensions
    planning policy politics strike tax union vote`,
  greet: 'afternoon all dear evening hello hey hi hiya morning team',
  please: 'advance kindly please pls plz regards thanks',
  number: `
    10 100 11 12 13 14 15 2 20 3 30 4 40 5 50 6 7 8 9 eight eleven fifteen fifty five forty four nine one seven
    six ten thirty three twelve twenty two`,
  but: 'although but despite except however still though yet',
  past: 'been did had once used was were',
  emph: `
    absolutely actually completely even honestly just literally really seriously so such too totally utterly
    very`,
}
