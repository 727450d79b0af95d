const late = {
  core: [
    'I haven’t received order {cmd}, [placed {when}|paid {when}|now {delay} old]. [Could you check?|Do you have a date?|Has it even left?]',
    'The tracking page [hasn’t changed|is stuck|shows nothing] for {days}. Carrier is {carrier}.',
    'Delivery was due {day}, [nothing came|no call, no card|I waited in all day].',
    'Parcel left [with a neighbour nobody knows|in the bin store|at a shop across town]. [Thanks, {carrier}.|]',
    'Quick one: has {the} shipped? Order {cmd}, [the page says preparing|no email yet|still nothing].',

    'Ordered {the} {when}, [still nothing|no sign of it|tracking hasn’t moved]. [What’s going on?|Any idea?|Getting silly now.]',
    'It’s been {delay} and my parcel is still “in transit”. [Is it walking here?|From where, the moon?|{carrier}, everyone 👏]',
    'Order {cmd}: [supposed to arrive {day}|promised within 48 hours|marked as shipped ages ago]. [It hasn’t.|Nothing.|Where is it?]',
    'Tracking says delivered. [It was not delivered.|To whom, exactly?|My doorstep begs to differ.] Order {cmd}.',
    '{carrier} left a card saying I was out. [I was sitting by the door.|I work from home.|I have a dog that hears ants.] [Never rang.|Liars.|]',
    'Paid for express shipping on {the}, [got the slow boat|still waiting {delay} later|lovely].',
    'Half my order turned up. [The lamp, the actual point, did not.|No note, no email.|Is the rest coming separately?]',
    '{the} was a birthday present. [The birthday was {day}.|She got a drawing of a lamp instead.|Cheers.]',
    'Does anyone at {carrier} know where {city} is? [Asking for my lamp.|Third depot this week.|I can draw a map.]',
    'Customs charge on a lamp nobody warned me about, and it’s still [stuck|sitting in a warehouse|not here]. [Brilliant.|What now?|]',
    'Any update on order {cmd}? [Emailed {n} times.|Support has gone quiet.|The chatbot keeps saying it didn’t understand me.]',
    'First time ordering from France, {delay} and counting. [Is this normal?|The lamp had better be amazing.|Not impressed.]',
  ],
  more: [
    'I’ve emailed twice already.',
    'A simple update would do.',
    'It was meant to be a gift.',
    'My neighbour ordered later and got hers.',
    'I’m away from {day}, so please.',
    'The tracking link is dead.',
  ],
  end: [
    'Thanks',
    'Please help.',
    'Not great.',
    '🙄',
    '😤',
    'Any news?',
    'Disappointed tbh.',
    'Cheers',
    'Still waiting.',
    '🙏',
  ],
}
const broken = {
  core: [
    '{the} arrived [smashed|cracked|with a bent stand|in three pieces]. [Packaging was a joke.|The box looked fine, weirdly.|Gutted.]',
    'Opened the box to find [the wrong colour|someone else’s order|two lampshades and no lamp|a big dent in the base]. [How do I swap it?|Order {cmd}.|]',
    'Missing [screws|the plug adapter|instructions|the dimmer] for {the}. [Can you send it over?|I can’t put it together.|Bit of a letdown.]',
    'Second {p}, second breakage. [Please use more padding.|Is it cursed?|I give up.]',
    'Scratches all over the base of {the}. [For {price} I expect better.|Looks like a return.|Not happy.]',
    'The shade on {the} is [stained|dented|torn]. [Shame, the rest is lovely.|Photos on request.|What are my options?]',
  ],
  more: [
    'Happy to send photos.',
    'I threw the box away, is that a problem?',
    'The courier didn’t wait.',
    'It was a present, awkward.',
  ],
  end: ['What now?', 'Gutted.', 'Replacement please.', '😭', '💔', 'Thanks', 'So disappointed.'],
}
const fault = {
  core: [
    '{The} cut out on {day} and won’t come back, [bought {when}|after {delay}]. [What’s the procedure?|]',
    'You have to [wiggle the cable|tap it|say please] for {the} to come on.',
    'A hot smell when {the} has been on for an hour. [Normal?|I switch it off to be safe.]',

    '{the} [stopped working|died|won’t turn on] after {delay}. [Is there a warranty?|RIP.|I changed the bulb, no luck.]',
    'My {p} flickers [whenever the fridge kicks in|at random|like a horror film]. [Any fix?|Normal?|Driving me mad.]',
    'The dimmer on {the} [buzzes|hums|does nothing]. [Tried three bulbs.|Is that safe?|Help?]',
    'bat:The battery on {the} lasts [two hours|one evening|forty minutes], the site says {n}0. [Hmm.|Which is it?|Misleading.]',
    'Sent {the} back for repair {delay} ago and [haven’t heard since|no reply to my emails|total silence]. [Did you keep it?|Hello?|]',
    'Switch on {the} is [stuck|loose|broken]. [Can I buy the part?|Do you repair these?|Otherwise love it.]',
    'foot:{the} leans [a bit more every day|like the tower of Pisa|to the left]. [Character, I guess.|Is there a trick to tighten it?|]',
  ],
  more: [
    'Bought {when}.',
    'Loved it until then.',
    'I’d rather repair than replace.',
    'For {price} that’s poor.',
  ],
  end: ['Thanks', 'Any ideas?', '😕', 'Help please', 'Not good enough.', '🔦'],
}
const refund = {
  core: [
    'Still waiting for {price} back on order {cmd}. [Sent it {when}.|{staff} promised it last week.|]',
    'You say the refund is done, my bank says it isn’t. [Which account?|]',

    'Returned {the} {when}, [still no refund|nothing back yet|bank shows nothing]. [How long does it take?|This is poor.|Order {cmd}.]',
    '“Five working days” for my refund, it’s been {delay}. [Which calendar is that?|Please sort it.|]',
    'Charged twice for order {cmd}. [Please refund one.|My bank says talk to you.|Not funny at month end.]',
    'You offered a voucher. [I want my money back.|That’s not what I asked.|No thanks.]',
    'Refunded everything except shipping. [Why?|The item was faulty!|Seems petty.]',
  ],
  more: ['I have proof of posting.', 'Third time asking.', 'I’ll raise it with my bank next.'],
  end: ['Thanks', 'Waiting.', '💸', 'Please.', 'Not impressed.', 'Sort it out.'],
}
const anger = {
  core: [
    'Worst customer service [I’ve had in years|ever|of any lamp shop, and I’ve tried a few]. [{n} emails, no reply.|Copy-paste answers.|]',
    'Never ordering here again. [Pretty pictures, terrible service.|Lesson learned.|]',
    'Your chatbot [is useless|should be switched off|made me shout at a screen]. [Is there a human?|Honestly.|]',
    'Avoid. [Slow, overpriced, unhelpful.|Lovely website, shambles behind it.|Took my money and vanished.]',
    'Prices up, quality down. [We noticed.|Real brass became “brass finish”.|Shame.]',
    'Asked for a manager, got a 10% code. [Insulting.|I laughed.|]',
  ],
  more: ['Order {cmd} if anyone reads this.', 'Was a loyal customer.'],
  end: ['Shocking.', '😡', '👎', 'Absolute joke.', 'Unacceptable.', '🤬', 'Do better.'],
}

export const trouble = { late, broken, fault, refund, anger }
