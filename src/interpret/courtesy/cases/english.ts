/** As the French cases, in English. */
export const ENGLISH = `
SGFT Hi Sam, thank you so much for the kind words, you made our day! Take care 😊
-GF- Hello, your parcel was left with your neighbour this morning. Kind regards, Customer Care
---- Your request has been logged as 4512.
-G-- Hello, could you confirm your order number?
---T Thanks for your message, we have passed it on to the workshop.
--F- Have a good evening.
S--- My pleasure!
S--- We are truly sorry for the delay.
SG-- Hi Karim, our apologies for the wrong size, the right one ships tomorrow.
-G-T Good evening, thank you for taking the time to write. The shop opens at nine.
-GFT Dear Mrs Hill,⏎Thank you for your letter.⏎Yours sincerely,⏎J. Ross
-GF- Dear Sir or Madam,⏎Your contract ends on 31 March.⏎Yours faithfully
---- Please send us a photo of the label.
-G-- Hi, would you mind sending your address by private message?
-G-- Hi, we would appreciate it if you could send the receipt.
-GFT Hello, thanks for spotting the broken link, it is fixed. See you soon
S--T Thank you, that means the world to us ❤️
SG-T Hey Ines! Thanks for the picture, it looks gorgeous 😍
S-F- See you soon in store 😉
---- You did not even say hello.
---- The Good Morning plan costs nine pounds a month.
---- I have had a nice day looking for your file.
---- Thanks to our new system you can track it.
---- No thanks, we do not take back worn items.
S--- No problem at all, and well done for your patience!
---- No problem was found on the line.
-GF- Hello Mr Dean, the engineer will come on Thursday between 8 and 10. Enjoy the rest of your day.
SGFT Hello Paul! So happy you like it, thanks a million and see you soon at the café ☕
-G-- Hello again, I will check and let you know in five minutes.
-G-- Hiya, it has been in stock since yesterday.
--FT Thanks and all the best.
--F- Have a great weekend!
--F- Happy holidays to you and yours.
--F- Good luck with the move.
---- Good value packs are on aisle four.
S--- Great news: your lamp is back in stock!
S-F- Take care, we are thinking of you.
S--- We understand your frustration, this is not the service we want to give.
S--- I completely understand, and I am sorry for the mix-up.
---- You must understand that the carrier sets the time.
---- Shipping terms are at the bottom of the page.
SG-- Dear Mr Shaw, we deeply regret the way you were received.
SGF- Dear Ms Cole, please accept our sincere condolences. We are closing the account free of charge. Respectfully
--F- Best,⏎Sophie
--F- Best regards
--F- Kindest regards,⏎Sophie
--F- Sincerely
--F- See you tomorrow!
---- Open Monday to Saturday, later in some places.
--F- Speak soon.
--F- Goodbye for now.
--F- We look forward to welcoming you at the hotel.
---T Thank you for your loyalty.
---T We appreciate your patience while we process the refund.
---T I just wanted to thank you for your help.
---T Many thanks.
---- The manager was thanked at the meeting last May.
---T Thanks in advance.
-G-T Hello, could you check the address? Thank you in advance
---T Much appreciated.
---T Thank you all for taking part, the draw is on Friday.
---T A big thank you to the evening team.
S--T Thank you, you are all wonderful 🥰
---T That is very kind of you.
S--T Your words made us smile, thank you!
S--- What a pleasure to hear from you!
S--- We are delighted to have you with us.
S--- We are happy to announce that we reopen.
S--- Well done on this great result, you deserve it!
S--- Congratulations to the winners 🎉
---- The winner will be told by email.
S--- Please don't hesitate, we are here to help!
---- Please see page twelve of the manual.
---- The item comes in blue and in grey.
S-F- We can't wait to see you on Saturday!
S--- Fingers crossed 🤞
SG-- Hi Manon 🙂 the 12 runs as usual today.
-G-- Hi @manon, the 12 runs as usual today.
-G-- @manon hi, the 12 runs as usual today.
-G-- Good morning everyone, the town hall is closed on Monday.
-GF- Dear customer, your credit is valid for a year. Kind regards.
-G-- Dear Lea, your file is complete.
---- It is dear for what it is, some say.
---- Dear to make, linen is coming back all the same.
-GF- Gentlemen,⏎the quote is attached.⏎Regards
-G-- Welcome aboard, Sarah.
---- You are welcome to visit from 9 to 6 except on Sundays.
SG-- Welcome Sarah! Delighted to have you with us.
-GF- Hi Tom, it's fixed. Cheers, Ben
-GF- Hey! The match is moved to Wednesday. Bye, the team
-G-- Hey, can you give us your username again?
---- The Hi-Fi department is on the second floor.
--F- Warmly, the committee
---- We will call you back this morning.
---- It cannot be cancelled after dispatch.
S--- Sadly not, and we are really sorry.
S--- Apologies for the wait!
S--- Please accept our apologies for the inconvenience.
---- The insurer covers the costs.
S--- You are right, we should have told you. We let you down.
---- The survey recorded what users dislike.
-GFT Hello, your transfer left today. Thank you for your trust. Kind regards, the bank
-GFT Hello Mrs Little, thanks for calling. The appointment is confirmed. Have a good day.
--F- Enjoy your stay.
---- A good road map helps.
---- Follow the right procedure on page 4.
--FT Thanks again and have a lovely evening.
S-FT Thanks again, we are so happy! Have a lovely evening.
SGF- Hello Nadia, what a brilliant idea, well done! See you soon.
SGFT Hi! Thanks for cheering us on, the whole team is touched by your words. Take care 💛
-G-- Hello. No.
---- No.
---- ok
---- See the FAQ.
---T thankssss
-G-- hellooo
S--- 😀
---- 😡
---- 👎
---- :(
S--- :-)
S--- Noted :)
---- Reminder: 2) attach the invoice, 3) sign.
---- Signed: the tax office.
-GF- Dear Madam, we have examined your appeal and reject it. Yours faithfully, the office.
-GFT Hello, we have received your complaint and thank you for telling us. Respectfully.
SGFT Good evening Hugo, thanks for your message and sorry about the outage, all is back. Have a good night!
SG-T Hello Sabine, thank you, it is always a pleasure to serve you.
---- The Hello Café opens in High Street.
S-F- Get well soon to your son, thinking of you.
--F- Safe travels.
--F- Enjoy a relaxing weekend.
--F- Wishing you a very happy new year.
---- We wish to have a reply before Friday.
S--- Happy birthday Mina!
---- The birthday of the shop is on 3 May.
SG-- Hello team, we are super happy to see you back!
-G-- Hello, the link is in the bio.
-G-- Hello and welcome to the shop.
S--- Huge congratulations to all of you!
---- Bravo is the name of the model, in size 42.
---T Thanks: A. Dupuis, photographer.
---- Thankfully the hail spared the orchard.
-GF- Hi Julie,⏎The refund of £34 will arrive within 5 days.⏎Have a good day,⏎Mark, customer service⏎P.S. keep the receipt.
-GFT Hello,⏎Thank you for your order.⏎Your invoice is attached.⏎See you soon on our site⏎⏎The Maison team⏎www.maison.example
-G-- Hello, I remain available.
S--- We are here for you and happy to help.
-G-- Hello, I have noted this and passed it on to the department head.
SG-- Hello, I am so sorry for the oversight, the parcel leaves tonight.
S--- That's lovely to hear!
S--- Perfect, we have booked your table!
---- The superstore and the petrol station stay open.
SG-- Hey Lucas! Wonderful choice, you are going to love it.
-GF- Hello, the show is sold out. See you next year.
---- Next year the show is in Leeds.
--F- Until next time!
---- Until next week the price is £12.
--F- See you Monday.
SGFT Dear Mr Bernard, thank you for choosing our hotel; we are delighted that you enjoyed your stay. We look forward to seeing you again.
-G-T Hi, thanks, got it.
---T Got it, thanks.
---- Got it.
-GF- Hi, got it, have a nice day.
---- Your opinion counts: rate us.
S--- Nothing like a happy customer to make us smile 😄
-GF- Good evening, the chemist on duty is at 4 Market Place. Good night.
---- At night, call 111.
-G-- Hello, we do not exchange without an invoice, as the law allows.
SG-- Hello, no worries at all, we are on it with pleasure!
---- The thank-you page shows the order number.
S--- We hear you, and this must be so frustrating.
--F- Stay safe.
S--- Our thoughts are with you and your family.
-G-- Greetings from Leeds, the answer is yes.
--F- Yours,⏎Tom
---- The parcel is yours once you sign.
--F- Warm regards from the team
---- Regard the light on the left: green means ready.
SG-T Hi Anna, thank you! We're over the moon 🌙
---- Someone will be with you shortly.
--F- Talk to you later.
---- We talked to you later than planned.
--FT Cheers for that, bye!
S--- I'm afraid not, sorry!
---- I am afraid of heights, says the mascot.
`
