export const answers: Record<string, string[]> = {
  again: [
    '{hi} Sorry for the silence. [I’m picking this up today.|It was sorted this morning.|I’ll call you before tonight.] {bye}',
    '{hi} You were right to chase. [A date tomorrow at the latest.|Farida has it as a priority.] {bye}',
  ],
  welcome: ['You’re welcome, {to}! {sig}', 'Our pleasure. [See you soon.|Here if you need us.] {sig}'],
  low: [
    '{hi} Thank you for telling us, even this. [I’d like to put it right: write to contact@lumerelle.example, I’ll follow it myself.|An exchange or a refund is yours, whichever you prefer.] {bye}',
  ],
  mid: [
    '{hi} Thank you, that’s useful. [The page will say so more clearly.|Tell us what would make it four stars.] {bye}',
  ],
  high: [
    '{hi} Thank you, your review is pinned up in the workshop. {bye}',
    'Thank you {to}! [That’s what we hope for with every lamp.|See you soon.] {sig}',
  ],
  blog: ['{hi} Good point, we’ll add it to the article. {bye}'],
  echo: [
    '{hi} The full report is online, and late Falot refunds are being handled one by one: send me your number in private. {bye}',
  ],
  defence: ['Thank you {to}, that helps tonight. {sig}'],
  late: [
    '{hi} [Thank you for writing|Thanks for your message] and sorry about the wait. [I’m chasing {carrier} and will get back to you today.|Could you confirm your address?|Your parcel has been found and leaves tonight.] {bye}',
    '{hi} You’re right, we should have told you. [New delivery date: {day}, I’ll keep an eye on it.|We’re sending another {p} tomorrow.|Shipping is refunded.] {bye}',
  ],
  broken: [
    '{hi} Oh no, I’m so sorry. [One photo is enough and I’ll send a replacement.|Exchange or refund, whichever you prefer.|A return label is in your inbox.] {bye}',
  ],
  fault: [
    '{hi} That’s not normal after {delay}. [It’s under warranty: I’m sending you a new switch and the guide.|We’d like to have it back at the workshop, postage paid.|Could you try another bulb first?] {bye}',
  ],
  refund: [
    '{hi} Thanks for chasing. [The refund left this morning, allow 2 to 3 working days.|I can see your return; accounts are on it today.|Shipping was missing: fixed.] {bye}',
  ],
  anger: [
    '{hi} I read you, and I understand. [May I take over your case from here?|Could I call you this afternoon?] {bye}',
  ],
  product: [
    '{hi} Good question! [It stands 42 cm with its shade.|It takes an E27 bulb, 8 W at most.|Yes, with an LED dimmer.|We’d rather not in a bathroom: you need IP44.|Everything is assembled in {siege}.] {bye}',
  ],
  order: [
    '{hi} All done! [The address is changed.|The invoice is in your inbox.|The duplicate is cancelled.] {bye}',
    '{hi} [The shop is open Tuesday to Saturday, 10 to 7.|Back in stock within two weeks, you’re on the list.|Shipping is free from €60 in France, €120 elsewhere in Europe.] {bye}',
  ],
  praise: [
    '{hi} [Your message went round the workshop|What a joy to read|Thank you so much]! [Enjoy the glow.|Show us a photo!|] {bye}',
    'Thank you {to} 🧡 [It means a lot.|Passing it on to the workshop.] {sig}',
  ],
  service: ['{hi} Thank you, I’ll tell {staff}! {bye}'],
  idea: [
    '{hi} Noted, thank you! [It’s going to the workshop.|You’re not the first to ask, we’re on it.] {bye}',
  ],
  rival: ['{hi} Thanks for the mention! [Any question about {the}, we’re here.] {bye}'],
  inspiration: ['What a lovely corner, thank you {to} 🧡 {sig}'],
  victim: [
    '{hi} Thank you for telling us, and I’m truly sorry. Unplug the lamp, keep it away from anything that burns, don’t charge it again. [I’ll call you within the hour: which number is best?|We’ll cover the damage, details in private.] {bye}',
  ],
  worry: [
    '{hi} The number is engraved under the base. If it starts with FA-07, stop charging it and go to lumerelle.example/rappel-falot. [No receipt needed.|Refund within 5 days.|A safety bag will be sent to you.] {bye}',
    '{hi} [The Petit Hibou has another battery and isn’t affected.|Refund or exchange, your choice.|Please don’t post it without the safety bag.] {bye}',
  ],
  outrage: [
    'before:{hi} Your anger is fair. We are checking right now; if you own a Falot, unplug it and don’t charge it. More tonight. {bye}',
    'late:{hi} Your anger is fair. Batch FA-07 is recalled, refund or exchange without receipt: lumerelle.example/rappel-falot. We don’t delete messages. {bye}',
  ],
}
export const thanks = [
  'Thanks [so much|a lot|for the quick reply|, that’s perfect|, have a good one]',
  '[Great|Brilliant|Perfect|Amazing|Lovely], thank you [!|🙏|😊|{staff}|]',
  'Ok [thanks|cool|will do|, noted]',
  'ship:It arrived [today|this morning|yesterday], [all good|thanks again|in one piece] [😊|]',
  'pub:[Just sent|Sent|There’s] a [private message|DM] [for you|, photos included|, let me know|]',
  'Thanks {staff}, [you’re a star|that’s rare|much appreciated]!',
  'Thank you, [I’ll wait then|noted|have a good day|that’s clear].',
  '[Fair enough|OK then|Right], thanks for [the quick answer|explaining|looking into it|being straight].',
  'That works for me, [thanks|cheers|let’s do that].',
  'pub:[OK|Sure|Right], [writing to you|details] in private now.',
  '[Sorry for the tone earlier|I take it back], thanks {staff}.',
  'ship:Parcel here [at last|just now|this lunchtime], thank you [for chasing|both|].',
  'Wasn’t expecting such a quick answer, [thank you|nice one|cheers].',
]
export const insists = [
  'Still [nothing|no news|no reply] [since your last message|as of today|at my end]…',
  'You said you’d [get back to me|call|write] {day}. [Waiting.|Nobody did.|Forgotten?]',
  '[Hello?|And?|So?] [It’s been {days}.|Any news?|We said {day}.]',
  'That doesn’t answer my question[.|, sorry.|, did you read it?]',
  'Sorry to chase again, [order {cmd}|but it’s urgent|I’m away from {day}].',
  'Any news on {cmd}? [Getting worried.|Time’s ticking.|]',
  'You said 48 hours. [That was {day}.|It’s been double.|]',
  'Nothing has changed on my side. [A date?|Who’s on it?|]',
]
export const greetings = ['Hello,', 'Hello {prenom},', 'Hi {prenom},', 'Good evening {prenom},']
export const farewells = [
  'Have a lovely day, {me}',
  'Best wishes, {me} at Lumerelle',
  'Kind regards, {me}',
  'Talk soon, {me}',
]
export const mailOpen = [
  'Hello,',
  'Hi,',
  'Dear Lumerelle team,',
  'Dear Sir or Madam,',
  'Good morning,',
  'Hi there,',
]
export const mailIntro = [
  'I’m writing about order {cmd}.',
  'Following up on my message of {day}.',
  'I ordered {the} {when} (order {cmd}).',
  'I hope you’re well.',
  'I’ve been a customer for [two|three] years and this is my first complaint.',
  '',
]
export const mailAsk = [
  'Could you [let me know|look into it|send me an update], please?',
  'Please [advise|tell me what you need from me].',
  'I’d appreciate a reply before {day}.',
  '',
]
export const mailClose = [
  'Kind regards,',
  'Best,',
  'Many thanks,',
  'Thanks in advance,',
  'Regards,',
  'Best wishes,',
]
export const mailSubjects: Record<string, string[]> = {
  late: ['Where is my order {cmd}?', 'Order {cmd} not received', 'Delivery problem'],
  broken: [
    'Problem on arrival, order {cmd}',
    'Exchange request {cmd}',
    'My parcel {cmd}',
    'About {the} I received',
  ],
  fault: ['{P} stopped working', 'Warranty question', 'Faulty lamp'],
  refund: ['Refund for order {cmd}', 'Refund still pending', 'Charged twice'],
  anger: ['Complaint', 'Complaint about order {cmd}'],
  product: ['Question about {the}', 'A quick question', 'Before I order', '{P}: a question'],
  order: ['Order {cmd}', 'A question about my order', 'Quick question', 'Practical question'],
  praise: ['Thank you!', 'A note for the workshop'],
  service: ['Thanks to {staff}'],
  idea: ['A suggestion'],
  victim: ['URGENT: Falot overheating', 'Dangerous lamp'],
  worry: ['Falot recall: is mine affected?', 'Recall question'],
  echo: ['Falot refund'],
}
export const reviews: Record<
  number,
  { titles: string[]; lead: string[]; aspects: string[]; close: string[] }
> = {
  1: {
    titles: [
      'Avoid',
      'Never arrived',
      'Very disappointed',
      'Terrible service',
      'Broken on arrival',
      'Not good enough',
      'Never again',
    ],
    lead: [
      'Ordered {when}, never arrived.',
      '{The} died after {delay}.',
      'Arrived broken.',
      'Nothing like the photos.',
      'First and last order.',
      'One star because zero isn’t possible.',
      'Wrong item, twice.',
    ],
    aspects: [
      '[{n} emails, no reply|Support is unreachable|Three people, three answers].',
      'Courier blames the shop, shop blames the courier.',
      'They want me to pay return postage.',
      'Refund [still pending|promised twice|partial, no reason given].',
      'The brass is [paint|peeling already].',
      '[Wobbly|Cheap|Hollow] for {price}.',
      'No apology, [just copy and paste|not a word].',
    ],
    close: ['Avoid.', 'Would not recommend.', 'Shame.', 'You’ve been warned.', ''],
  },
  2: {
    titles: [
      'Meh',
      'Pretty but fragile',
      'Not worth the price',
      'Slow',
      'Expected more',
      'Smaller than it looks',
    ],
    lead: [
      'Pretty, but that’s about it.',
      '{Delay} to arrive.',
      'Assembly was painful.',
      'Expected more for {price}.',
      'Colour is duller than on the site.',
    ],
    aspects: [
      'The cable is [tiny|stiff].',
      'It [leans|barely lights anything|wobbles].',
      '[Two screws missing|Manual is unreadable|Glue marks on the base].',
      'Support is polite but slow.',
      'Box was crushed.',
    ],
    close: ['Shame.', 'Won’t buy again.', 'Two stars for the looks.', ''],
  },
  3: {
    titles: ['OK', 'Mixed feelings', 'Nice but pricey', 'Decent', 'Fine'],
    lead: [
      'Nice light.',
      'Good for mood, not for reading.',
      'First one was faulty, second is fine.',
      'As described.',
      'Does the job.',
    ],
    aspects: [
      'A bit pricey.',
      'Bulb not included.',
      'Dimmer hums slightly.',
      'Delivery was slow-ish.',
      'Support was quick at least.',
      'Dust shows on the base.',
    ],
    close: ['Keeping it.', 'Fine.', 'We’ll see how it ages.', ''],
  },
  4: {
    titles: ['Very good', 'Lovely lamp', 'Almost perfect', 'Happy with it', 'Good buy', 'Solid'],
    lead: [
      'Lovely glow.',
      'Even nicer in person.',
      'Arrived in three days, as described.',
      'Second purchase, still happy.',
      'Just what the corner needed.',
      'Bought for my parents, they love it.',
    ],
    aspects: [
      '[Solid base|Careful packaging|Quick assembly].',
      'Shame the bulb isn’t included.',
      'Cable could be longer.',
      'A touch expensive.',
      'Colour is true to the photo.',
      '{staff} answered all my questions.',
      'Check the height before buying.',
    ],
    close: ['Would buy again.', 'Happy.', 'Thanks.', 'Recommended.', ''],
  },
  5: {
    titles: [
      'Perfect',
      'Love it',
      'Beautiful',
      'Highly recommend',
      'Worth every penny',
      'Stunning',
      'Thank you',
      'Spot on',
    ],
    lead: [
      '{The} is [stunning|perfect|everything I hoped for].',
      'Fast delivery, beautiful packaging, handwritten note.',
      'Third purchase, never disappointed.',
      'Customer service is brilliant.',
      'Bought for my mum, she tells everyone about it.',
      'I never write reviews, but here we are.',
      'Six months of daily use, still perfect.',
      'Everyone asks where it’s from.',
      'Finally a lamp that can be repaired.',
    ],
    aspects: [
      'Warm light, [no glare|just right for evenings].',
      'Heavy base, [solid|no wobble].',
      'Free part two years later, rare these days.',
      'Reply within the hour.',
      '{staff} sorted it on the phone.',
      'Put together in five minutes.',
      'Plastic-free box.',
      'You can tell it’s made by hand.',
      'Pricey and worth it.',
    ],
    close: [
      'Recommend.',
      'Already eyeing the next one.',
      'Thank you.',
      'Five stars.',
      'Don’t change a thing.',
      '',
      '',
    ],
  },
}
