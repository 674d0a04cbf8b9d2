import { entriesOf, questionsOf, type RetrievalSet } from './q6-lines.ts'

/** A bicycle shop that repairs and rents. */
export const english: RetrievalSet = {
  language: 'en',
  entries: entriesOf(`
delivery-time | Delivery times | Bicycles leave our warehouse within two working days and reach you three to five days later. Small parts travel by letter and arrive the next day.
delivery-cost | Delivery costs | Shipping a bicycle costs 39 euros inside the country. Parts and clothing are shipped for 4.90, free of charge from an order of 60 euros.
delivery-abroad | Delivery abroad | We ship bicycles to Belgium, the Netherlands and Austria. Customs duties outside of the European Union are paid by the recipient.
collect | Click and collect | Reserve an article on the website and pick it up at the counter after two hours. We keep it for five days.
returns | Returning an article | Unused articles can be sent back within thirty days. Put the return slip into the parcel and use the label that came with it.
refund | Refunds | Your money is paid back to the card that you used, within seven days after the parcel arrived at our warehouse.
exchange | Exchanging a size | Shoes and helmets that do not fit are swapped for another size once, and we bear the postage for it.
warranty-frame | Warranty on frames | Steel and aluminium frames are guaranteed for ten years against cracks, carbon frames for five. Rust and accidents are excluded.
warranty-battery | Warranty on batteries | Batteries of electric bicycles are guaranteed for two years or five hundred charges, down to seventy percent of their capacity.
battery-charge | Charging the battery | A flat battery is full again after four and a half hours. Charge it indoors, between ten and twenty-five degrees.
battery-winter | Storing the battery in winter | Take the battery out before the first frost and keep it half charged in a dry cellar.
service-small | Small inspection | The small inspection for 49 euros covers brakes, gears, tyre pressure and lights, and takes one day.
service-large | Large inspection | For 119 euros we take the bicycle apart, clean the chain, replace worn cables and true both wheels. It takes three days.
first-service | First inspection after the purchase | Bring a new bicycle back after three hundred kilometres: spokes settle and cables stretch. This inspection is free.
puncture | Repairing a puncture | A punctured tube is replaced while you wait, for 19 euros including the tube. Tubeless tyres cost 29.
brakes | Replacing brake pads | New pads for disc brakes cost 25 euros a wheel with fitting. Squealing pads are often only dirty.
chain | Lubricating the chain | Wipe the chain with a dry cloth, put a drop of oil on every link, and wipe off what is too much after ten minutes.
rent-city | Renting a city bicycle | City bicycles are rented for 15 euros a day or 60 a week, with lock and basket.
rent-electric | Renting an electric bicycle | Electric bicycles are 35 euros a day. A deposit of 300 euros is blocked on your credit card until you bring it back.
rent-child | Seats and trailers for children | A child seat is rented for 4 euros a day, a trailer for two children for 12.
rent-cancel | Cancelling a rental | A rental is cancelled free of charge until noon of the day before; after that half of the price is kept.
rent-late | Bringing a rental back late | Every hour begun after closing time is charged with 5 euros.
test-ride | Test rides | Any bicycle in the showroom may be ridden for half an hour. Leave your identity card at the counter.
sizes | Finding the right frame height | Measure the inside of your leg and multiply it by 0.66: that is the frame height in centimetres.
leasing | Leasing through your employer | Employees lease a bicycle for thirty-six months; the rate is taken off the gross salary. We fill in the forms with your employer.
instalments | Paying by instalments | From 300 euros on you may pay in six or twelve monthly rates. The bank asks for your proof of income.
payment | Means of payment | At the counter we take cash and cards; on the website cards, bank transfer and PayPal. Cheques are refused.
voucher | Gift vouchers | Vouchers are sold from 20 euros, are valid for three years and cannot be turned into cash.
hours | Opening hours | Open Tuesday to Friday from 9:30 to 18:30 and on Saturday until 16:00. On Monday only the workshop is open.
parking | Parking | Customers park in the yard behind the shop for one hour. The entrance is in Mill Lane.
trade-in | Trading in an old bicycle | We value your used bicycle in ten minutes and deduct the amount from a new one. Nothing is paid out.
engraving | Engraving against theft | A code is engraved into the frame for 15 euros and entered in the register of the police.
insurance | Insurance against theft | The insurance costs 8 euros a month and replaces a stolen bicycle that was locked to something fixed.
?tandem | Do you have tandems? | Yes, two tandems can be rented from May to September for 45 euros a day.
?dogs | May I bring my dog into the shop? | Dogs are welcome on a leash, in the showroom as well as in the workshop.
?jobs | Are you looking for mechanics? | Yes, send your application by e-mail; apprentices start in August.
?recall | Is my fork affected by the recall? | Forks with a serial number from 4400 to 4810 are replaced free of charge. Stop riding and call the workshop.
?helmet | How old may a helmet be? | Replace a helmet after five years, and always after a fall.
`),
  questions: questionsOf(`
plain | How much does it cost to ship a bicycle? | delivery-cost
plain | How many days until my bicycle reaches me? | delivery-time
plain | Do you ship to Austria? | delivery-abroad
plain | Who pays the customs duties? | delivery-abroad
plain | When is the shop open on Saturday? | hours
plain | Is a gift voucher valid for more than one year? | voucher
plain | What is the deposit for an electric bicycle? | rent-electric
plain | Is the frame guaranteed against rust? | warranty-frame
plain | How many charges does the battery warranty cover? | warranty-battery battery-charge
plain | Where can customers park? | parking
plain | What does the large inspection cover? | service-large service-small
plain | Is the first inspection free? | first-service
inflected | I want to return an unused article | returns
inflected | When do I get refunded to my card? | refund
inflected | exchange shoes that did not fit | exchange
inflected | I need a puncture repaired | puncture
inflected | renting electric bikes for a week | rent-electric rent-city
inflected | can I cancel my rentals the day before | rent-cancel
inflected | paying monthly instalment | instalments
inflected | charged my batteries indoors | battery-charge
inflected | stored battery during winters | battery-winter
inflected | insured against thefts | insurance engraving
inflected | leased by my employers | leasing
inflected | trailers and a seat for my children | rent-child
misspelt | opning huors saturday | hours
misspelt | guarantie of the alluminium frame | warranty-frame
misspelt | canceling a rentel | rent-cancel
misspelt | squeeling disc breaks | brakes
misspelt | delivry to the Netherland | delivery-abroad
misspelt | gift vouchr valid | voucher
misspelt | lubricate chian with oil | chain
misspelt | instalmnts proof of incomme | instalments
reordered | frame height: how do I find the right one | sizes
reordered | bicycle, old, trade in for a new one | trade-in
reordered | theft register of the police, code in the frame | engraving
reordered | counter pick up after reserving on the website | collect
reordered | card or cash or PayPal, what do you take at the counter | payment
reordered | ride a bicycle of the showroom as a test | test-ride
reordered | dog on a leash in the workshop | ?dogs
reordered | fall with a helmet, replace it? | ?helmet
plain | recall of forks, serial number | ?recall
plain | tandem for rent in June | ?tandem
synonym | my inner tube is flat | puncture
synonym | someone stole my bike | insurance engraving
synonym | can I try before I buy | test-ride
synonym | working for you | ?jobs
synonym | I handed the bike over two hours after you had shut | rent-late
synonym | send it to Vienna | delivery-abroad
`),
}
