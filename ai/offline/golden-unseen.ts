import type { GoldenRow, Shelves } from './golden.ts'

/**
 * Rows on other businesses, to see what the engine is worth on texts that the golden table does not know. The weights
 * are not fitted on them. They are not wholly unseen: after a first run (24 of 32 answered, 22 of 22 withheld) general
 * rules were widened with these rows in view (talk words by stem, questions for an age, questions in FAQs), which
 * gave 27 of 32; so the first figure is the honest one for a new business. A row that fails here is a reason to think
 * about a rule, not to add its words. The rows of bistro, pottery and velo were written after the rules for numbers and before
 * the first run on them: 11 of 13 answered, none wrongly, and 14 of 14 withheld. Nothing was changed after that run.
 */
export const UNSEEN_SHELVES: Shelves = {
  dentist: [
    {
      title: 'Bright Smile Dental',
      content:
        '# About the practice\n\nBright Smile Dental is a family practice on the second floor of 8 Harbour Road. The entrance is wheelchair accessible and there is a lift.\n\n## Appointments\n\nThe practice is open Monday to Thursday from 8:30 to 17:00 and on Friday until 13:00. New patients are welcome. Appointments can be moved free of charge up to 24 hours in advance; later cancellations cost £25.',
    },
    {
      title: 'Prices',
      content:
        '## Prices\n\n- Check-up: £45\n- Cleaning by the hygienist: £60\n- White filling: from £110\n\nChildren under 12 are treated for free. We do not work with insurance companies directly, but you get a receipt to hand in.',
    },
    {
      title: 'Emergencies',
      content:
        'In an emergency, call 020 7946 0991 before 9 am and we will see you on the same day. Outside opening hours, please dial 111.',
    },
  ],
  bikes: [
    {
      title: 'Rental',
      content:
        '## Renting a bike\n\nCity bikes cost $18 per day, e-bikes $35 per day. A helmet and a lock are included. You need a photo ID and a credit card as deposit. Bikes must be back by 7 pm.\n\nChildren’s seats are available for $5. Riders of e-bikes must be 18 or older.',
    },
    {
      title: 'Workshop',
      content:
        '## Workshop\n\nA full service costs $85 and takes three days. Flat tyres are fixed while you wait. We repair all brands except electric scooters.',
    },
    {
      title: 'Where can I return a bike?',
      content: 'You can return it to either of our two stations, Pier 4 or Union Square.',
      kind: 'faq',
    },
  ],
  camping: [
    {
      title: 'Camping du Lac',
      content:
        '## Tarifs\n\nUn emplacement pour deux personnes coûte 24 € la nuit en haute saison et 17 € hors saison. L’électricité est à 4 € par nuit. Les enfants de moins de 5 ans ne paient pas.\n\n## Ouverture\n\nLe camping est ouvert du 15 avril au 30 septembre. L’accueil ferme à 20 h.',
    },
    {
      title: 'Sur place',
      content:
        'Les barbecues à gaz sont autorisés, ceux au charbon sont interdits. Une laverie se trouve à côté des sanitaires. Le pain est livré chaque matin à 8 h. Le lac est à 200 mètres et la baignade est surveillée en juillet et en août. Les animaux doivent être tenus en laisse.',
    },
  ],
  academia: [
    {
      title: 'Academia Lingua',
      content:
        '## Cursos\n\nLos cursos de inglés empiezan el 5 de octubre y duran nueve meses. Las clases son de lunes a jueves por la tarde. Cada grupo tiene un máximo de ocho alumnos.\n\n## Precios\n\nLa matrícula cuesta 40 € y la mensualidad 75 €. Los hermanos tienen un 10 % de descuento. Los libros no están incluidos.',
    },
    {
      title: 'Exámenes',
      content:
        'Preparamos los exámenes B1, B2 y C1 de Cambridge. La prueba de nivel es gratuita y se hace en línea. Entregamos un certificado de asistencia al final del curso.',
    },
  ],
  bistro: [
    {
      title: 'Reservations',
      content:
        '## Booking a table\n\nTables are booked on our website up to three weeks ahead. We hold tables for 15 minutes. Parties of 2 to 6 sit in the main room.\n\n## Kitchen\n\nThe kitchen is open from 12:00 to 22:00. The tasting menu has seven courses and costs £68.',
    },
    {
      title: 'Can we bring our own wine?',
      content: 'Yes, corkage is £12 a bottle, at most two bottles for each table.',
      kind: 'faq',
    },
  ],
  pottery: [
    {
      title: 'Workshops',
      content:
        '# Wheel workshop\n\nThe wheel workshop lasts three hours and costs $75 including clay. Children from 8 years may take part. Pieces are fired and ready to collect after four weeks.\n\n# Private events\n\nWe host groups of 6 to 14 people on weekday evenings. A deposit of $100 secures the date.',
    },
    {
      title: 'Glazes',
      content: 'Our glazes are food-safe and lead-free. Mugs may go into the dishwasher; gold rims may not.',
    },
  ],
  velo: [
    {
      title: 'Location de vélos',
      content:
        'Nos vélos conviennent aux personnes mesurant entre 155 et 195 cm. La location est possible dès 14 ans. La journée coûte 22 € et la semaine 95 €. Le retour se fait avant 19 h.\n\nL’assurance contre le vol coûte 3 € par jour.',
    },
  ],
}

const row = (
  language: GoldenRow['language'],
  shelf: string,
  said: string | string[],
  ...holds: string[]
): GoldenRow => ({
  kind: holds.length > 0 ? 'answerable' : 'near-miss',
  decision: holds.length > 0 ? 'respond' : 'escalate',
  language,
  shelf,
  burst: typeof said === 'string' ? [said] : said,
  holds,
})

export const UNSEEN: readonly GoldenRow[] = [
  row('en', 'dentist', 'How much is a check-up?', '£45'),
  row('en', 'dentist', 'Until what time are you open on Friday?', '13:00'),
  row('en', 'dentist', 'Are you taking new patients?', 'New patients are welcome'),
  row('en', 'dentist', 'Is the building wheelchair accessible?', 'wheelchair accessible'),
  row('en', 'dentist', 'Where is your practice?', '8 Harbour Road'),
  row('en', 'dentist', 'What does cancelling an appointment cost?', '£25'),
  row('en', 'dentist', 'Do I pay for my kids?', 'Children under 12'),
  row('en', 'dentist', 'what do I do in an emergency', 'call 020 7946 0991'),
  row('en', 'dentist', 'price for a white filling?', 'from £110'),
  row('en', 'dentist', ['Hello', 'are you open on Tuesday?', 'and is there a lift'], '8:30 to 17:00', 'lift'),
  row('en', 'bikes', 'How much is it to rent an e-bike?', '$35'),
  row('en', 'bikes', 'Is a helmet included?', 'helmet and a lock are included'),
  row('en', 'bikes', 'When do I have to bring the bike back?', '7 pm'),
  row('en', 'bikes', 'How long does a service take?', 'three days'),
  row('en', 'bikes', 'Where can I return the bike?', 'Pier 4'),
  row('en', 'bikes', 'Can you fix a flat tire?', 'Flat tyres'),
  row('en', 'bikes', 'How old do you have to be to ride an e-bike?', '18 or older'),
  row('en', 'bikes', 'Do you have childrens seats', '$5'),
  row('fr', 'camping', 'Combien coûte un emplacement pour deux ?', '24 €'),
  row('fr', 'camping', 'Quand est-ce que le camping est ouvert ?', '15 avril au 30 septembre'),
  row('fr', 'camping', 'Peut-on faire un barbecue ?', 'barbecues à gaz'),
  row('fr', 'camping', 'Y a-t-il une laverie ?', 'laverie'),
  row('fr', 'camping', 'La baignade est-elle surveillée ?', 'surveillée en juillet'),
  row('fr', 'camping', 'C’est combien l’électricité ?', '4 €'),
  row('fr', 'camping', 'à quelle heure ferme l’accueil', '20 h'),
  row('es', 'academia', '¿Cuándo empiezan los cursos de inglés?', '5 de octubre'),
  row('es', 'academia', '¿Cuánto cuesta la matrícula?', '40 €'),
  row('es', 'academia', '¿Cuántos alumnos hay por grupo?', 'ocho alumnos'),
  row('es', 'academia', '¿Hay descuento para hermanos?', '10 %'),
  row('es', 'academia', '¿La prueba de nivel es gratis?', 'gratuita'),
  row('es', 'academia', '¿Los libros están incluidos?', 'no están incluidos'),
  row('es', 'academia', '¿Dan un certificado?', 'certificado de asistencia'),
  row('en', 'dentist', 'How much is a root canal?'),
  row('en', 'dentist', 'Do you offer braces?'),
  row('en', 'dentist', 'Are you open on Saturday?'),
  row('en', 'dentist', 'Do you take Bupa insurance?'),
  row('en', 'dentist', 'Who is the dentist?'),
  row('en', 'dentist', 'Do you have parking?'),
  row('en', 'bikes', 'How much is a tandem?'),
  row('en', 'bikes', 'Do you repair e-scooter batteries?'),
  row('en', 'bikes', 'Do you sell second-hand bikes?'),
  row('en', 'bikes', 'How much does fixing a flat tyre cost?'),
  row('en', 'bikes', 'Are there guided bike tours?'),
  row('en', 'bikes', 'Is my bike ready?'),
  row('fr', 'camping', 'Avez-vous des mobil-homes ?'),
  row('fr', 'camping', 'Combien coûte la laverie ?'),
  row('fr', 'camping', 'Y a-t-il un restaurant ?'),
  row('fr', 'camping', 'Quelle est la température du lac ?'),
  row('fr', 'camping', 'Avez-vous encore de la place en août ?'),
  row('es', 'academia', '¿Tienen cursos de alemán?'),
  row('es', 'academia', '¿Cuánto cuesta el examen B2?'),
  row('es', 'academia', '¿Hay clases los sábados?'),
  row('es', 'academia', '¿Quién es el profesor?'),
  row('es', 'academia', '¿Puedo pagar a plazos?'),
  row('en', 'bistro', 'How long do you hold a table?', '15 minutes'),
  row('en', 'bistro', 'Can we book a table for 5?', 'Parties of 2 to 6'),
  row('en', 'bistro', 'What does the tasting menu cost?', '£68'),
  row('en', 'bistro', 'Is the kitchen still open at 9pm?', '12:00 to 22:00'),
  row('en', 'bistro', 'can we bring two bottles of our own wine', 'corkage is £12'),
  row('en', 'pottery', 'Can you host a group of 10?', '6 to 14 people'),
  row('en', 'pottery', 'My daughter is 9, may she take part in the wheel workshop?', 'from 8 years'),
  row('en', 'pottery', 'How much is the deposit for a private event?', '$100'),
  row('en', 'pottery', 'are your glases food safe', 'food-safe'),
  row('en', 'pottery', 'Can mugs go in the dishwasher?', 'dishwasher'),
  row('fr', 'velo', 'Je mesure 180 cm, avez-vous un vélo pour moi ?', '155 et 195 cm'),
  row('fr', 'velo', 'Combien coûte l’assurance ?', '3 €'),
  row('fr', 'velo', 'Quel est le prix à la semaine ?', '95 €'),
  row('en', 'bistro', 'Can I book a table for 8?'),
  row('en', 'bistro', 'Do you have a tasting menu with 5 courses?'),
  row('en', 'bistro', 'Can we book five weeks ahead?'),
  row('en', 'bistro', 'Can we bring four bottles of wine?'),
  row('en', 'bistro', 'Do you open at Christmas?'),
  row('en', 'pottery', 'Can you host a group of 30?'),
  row('en', 'pottery', 'May my 5 year old take part in the wheel workshop?'),
  row('en', 'pottery', 'Is there a workshop on 24 December?'),
  row('en', 'pottery', 'Can I collect my piece after 2 weeks?'),
  row('en', 'pottery', 'How hot is the kiln?'),
  row('fr', 'velo', 'Mon fils a 10 ans, peut-il louer un vélo ?'),
  row('fr', 'velo', 'Je mesure 140 cm, avez-vous un vélo pour moi ?'),
  row('fr', 'velo', 'Louez-vous pour 3 semaines ?'),
  row('fr', 'velo', 'Avez-vous des casques taille XL ?'),
]
