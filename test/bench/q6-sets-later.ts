import { entriesOf, questionsOf, type RetrievalSet } from './q6-lines.ts'

/**
 * Sets on businesses that no other set has. The first three were written after the first weights were fixed and showed a fault of
 * them (French: 0.881 beside 0.927 of the vectors); then the two halves were made to count the same, so these sets are no longer
 * unseen. The last was written after that and run once. Do not tune by it; write other sets then.
 */
export const LATER_SETS: readonly RetrievalSet[] = [
  {
    language: 'en',
    entries: entriesOf(`
card | Joining the library | A library card is free for residents; visitors pay 10 euros a year. Bring a proof of address.
card-lost | A lost card | We replace a lost card for 3 euros and block the old one the same day.
loans | Borrowing periods | Books are lent for four weeks, films and magazines for one week. You may have twenty items at a time.
renew | Extending a loan | A loan is extended twice by four weeks each, on the website or by telephone, unless another reader waits for it.
late | Fines | Each day after the due date costs 20 cents an item, up to 8 euros. Children pay no fines.
reserve | Reserving a title | Titles that are on loan can be reserved. We write to you once they are back and keep them for seven days.
rooms | Study rooms | Four study rooms for two to six people are booked for three hours at most. Talking is allowed there.
print | Printing and copying | Copies cost 10 cents in black and white, 50 in colour. Pay with coins at the machine.
wifi | Internet | Sign in to the wireless network with the number of your card. Computers are free for an hour a day.
ebooks | Electronic books | Readers on loan carry up to five electronic books, which return themselves after three weeks.
story | Story time | We read to children from three to six on Wednesdays at four in the picture book corner.
donate | Donating books | We take books that are younger than five years and clean. Encyclopedias and school books are not accepted.
damage | Damaged items | Who spills coffee on a book or loses it pays its price and a fee of 5 euros.
hours | When we are open | Monday is our day off. Otherwise the doors are open from ten to seven, on Saturday until three.
?drinks | May I eat in the reading room? | Water in closed bottles is fine; food stays in the lobby.
?abroad | Can I get a book from another library? | Yes, by interlibrary loan for 4 euros; it takes two weeks.
`),
    questions: questionsOf(`
plain | How long are books lent? | loans renew
plain | What does a colour copy cost? | print
plain | Can I reserve a title that is on loan? | reserve
plain | How many electronic books may I borrow? | ebooks
inflected | extend my loans | renew
inflected | books I would like to donate | donate
inflected | replacing my card that I lost | card-lost
inflected | reading to a child | story
misspelt | libary card for vistors | card
misspelt | studdy room bookng | rooms
misspelt | interlibary lone | ?abroad
reordered | network, wireless, number to sign in | wifi
reordered | due date passed, what does each day cost | late
reordered | on Saturday until when are the doors open | hours
synonym | penalty for bringing something back too late | late
synonym | I dropped my novel into the bath | damage
`),
  },
  {
    language: 'fr',
    entries: entriesOf(`
consultation | Consultation | La consultation coûte 38 euros et dure vingt minutes. Elle se prend sur rendez-vous, en ligne ou par téléphone.
urgence | Urgences | La nuit et le dimanche, un répondeur donne le numéro du vétérinaire de garde. Un supplément de 60 euros est demandé.
vaccin-chien | Vaccins du chien | Le chiot reçoit ses premiers vaccins à huit semaines, un rappel quatre semaines plus tard, puis chaque année.
vaccin-chat | Vaccins du chat | Le chaton est vacciné contre le typhus et le coryza à neuf semaines. La leucose est conseillée s’il sort.
puce | Identification | La pose d’une puce électronique coûte 70 euros, enregistrement au fichier national compris. Elle est obligatoire.
sterilisation | Stérilisation | La stérilisation d’une chatte coûte 140 euros, la castration d’un chat 80. L’animal rentre le soir même.
jeune | Avant une opération | Ne donnez plus à manger douze heures avant l’anesthésie. L’eau reste permise jusqu’au matin.
apres | Après une opération | Gardez l’animal au calme pendant dix jours, avec une collerette. Les fils sont retirés gratuitement.
dents | Détartrage | Le détartrage se fait sous anesthésie, pour 190 euros, extractions en sus.
croquettes | Alimentation | Nos croquettes sont livrées à domicile en deux jours dès 50 euros d’achat.
lapin | Nouveaux animaux | Nous soignons les lapins, les furets et les oiseaux, mais pas les reptiles.
voyage | Partir à l’étranger | Le passeport européen coûte 25 euros. Le vaccin contre la rage doit dater de plus de vingt et un jours.
paiement | Règlement | Le paiement se fait en fin de visite, par carte ou en espèces, ou en trois fois à partir de 200 euros.
horaires | Quand venir | Le cabinet ouvre à neuf heures et ferme à dix-neuf heures, le samedi à midi.
?parking | Où se garer ? | Trois places sont réservées à nos clients derrière le bâtiment.
?assurance | Remplissez-vous les feuilles d’assurance ? | Oui, apportez la feuille, nous la signons sur place.
`),
    questions: questionsOf(`
plain | Combien coûte la consultation ? | consultation
plain | La puce électronique est-elle obligatoire ? | puce
plain | Soignez-vous les lapins ? | lapin
plain | Quand sont retirés les fils ? | apres
inflected | faire vacciner mon chaton | vaccin-chat
inflected | stériliser une chatte, le prix | sterilisation
inflected | payer en trois fois | paiement
inflected | vous livrez des croquettes ? | croquettes
misspelt | passport europeen pour mon chien | voyage
misspelt | detartage des dents | dents
misspelt | veterinaire de gard le dimanche | urgence
reordered | de l’eau avant l’anesthésie, est-ce permis ? | jeune
reordered | à midi le samedi, c’est ouvert ? | horaires
reordered | places derrière le bâtiment pour les clients | ?parking
synonym | mon chien a avalé quelque chose à minuit | urgence
synonym | à quel âge piquer un chiot contre les maladies | vaccin-chien
`),
  },
  {
    language: 'es',
    entries: entriesOf(`
alta | Darse de alta | La inscripción cuesta 25 euros e incluye una esterilla. Se firma en recepción con el documento de identidad.
bonos | Bonos de clases | Un bono de diez clases vale 95 euros y caduca a los cuatro meses.
mensual | Cuota mensual | La cuota mensual de 59 euros da acceso a todas las clases y se domicilia en el banco.
baja | Darse de baja | La baja se pide por escrito antes del día veinte; desde el mes siguiente no se cobra nada.
cancelar | Cancelar una clase | Una clase se cancela sin perderla hasta seis horas antes, desde la aplicación.
hatha | Hatha para principiantes | Los martes y jueves a las siete hay hatha para quien empieza, con posturas lentas.
embarazo | Yoga prenatal | Las embarazadas practican desde el cuarto mes, con permiso de su médico, los lunes por la mañana.
ninos | Yoga para niños | Los niños de cinco a diez años tienen su clase los sábados mientras los padres esperan en la sala.
material | Qué llevar | Trae ropa cómoda y una toalla. Las esterillas se prestan y se limpian después de cada clase.
duchas | Vestuarios | Hay duchas y taquillas; trae tu propio candado.
retiro | Retiro en la sierra | Cada otoño pasamos un fin de semana en la sierra por 210 euros, con comida vegetariana.
regalo | Tarjetas regalo | Las tarjetas regalo no caducan y se envían por correo electrónico.
profesores | Formación de profesores | La formación dura un año y termina con un título reconocido; quedan plazas para enero.
cerrado | Cierres | En agosto cerramos las dos primeras semanas, y también los festivos nacionales.
?probar | ¿Puedo probar una clase? | La primera clase es gratuita si la reservas con un día de antelación.
?tarde | ¿Qué pasa si llego tarde? | Cinco minutos después de la hora la puerta se cierra para no molestar.
`),
    questions: questionsOf(`
plain | ¿Cuánto vale un bono de diez clases? | bonos
plain | ¿Hay duchas? | duchas
plain | ¿Cuándo es la clase para niños? | ninos
plain | ¿Cuánto dura la formación de profesores? | profesores
inflected | quiero inscribirme | alta
inflected | cancelando clases desde la aplicación | cancelar
inflected | estoy embarazada de cinco meses | embarazo
inflected | cerráis los días festivos | cerrado
misspelt | tarjeta de regallo | regalo
misspelt | esteriyas prestadas | material
misspelt | retiro en la siera | retiro
reordered | por escrito, ¿hasta qué día pido la baja? | baja
reordered | banco, cuota, domiciliar | mensual
reordered | lentas posturas para empezar | hatha
synonym | me retraso unos minutos, ¿entro? | ?tarde
synonym | dejar de ser socio | baja
`),
  },
  {
    language: 'simple',
    entries: entriesOf(`
impasto | L'impasto | L'impasto riposa quarantotto ore ed è fatto con farina di tipo uno e lievito madre.
glutine | Senza glutine | Le pizze senza glutine costano tre euro in più e si cuociono in un forno separato.
asporto | Asporto | Le pizze da asporto si ordinano per telefono dalle sei di sera e sono pronte in venti minuti.
consegna | Consegna a domicilio | Consegniamo entro quattro chilometri per due euro e mezzo, senza spese da trenta euro in su.
prenotare | Prenotazioni | I tavoli si prenotano dal lunedì al giovedì; nel fine settimana si aspetta al banco.
orari | Orari | Apriamo tutte le sere tranne il martedì, dalle sette a mezzanotte.
bambini | Per i più piccoli | I bambini fino a sei anni hanno una mezza pizza per quattro euro e una sedia alta.
cani | Animali | I cani sono benvenuti in giardino, non in sala.
vino | Vini e birre | Il vino della casa costa sei euro al mezzo litro; la birra artigianale viene da un birrificio vicino.
compleanni | Feste di compleanno | Per le feste apparecchiamo la sala piccola, fino a venticinque persone, con una torta a scelta.
pagare | Come pagare | Si paga con carta, in contanti o con i buoni pasto; non dividiamo il conto.
parcheggio | Parcheggio | Dopo le otto si parcheggia gratis nella piazza davanti alla chiesa.
?corso | Fate corsi di pizza? | Sì, la prima domenica del mese, per quarantacinque euro con grembiule.
?allergie | Dove leggo gli allergeni? | Sono scritti nel menù accanto a ogni piatto.
`),
    questions: questionsOf(`
plain | Quanto costano le pizze senza glutine? | glutine
plain | I cani sono benvenuti in sala? | cani
plain | Si paga con i buoni pasto? | pagare
plain | Quante ore riposa l'impasto? | impasto
inflected | prenotare un tavolo giovedì | prenotare
inflected | ordinare una pizza da asporto | asporto
inflected | il parcheggio è gratuito? | parcheggio
inflected | un corso per fare la pizza | ?corso
misspelt | consenga a domicillio | consegna
misspelt | festa di compleano | compleanni
misspelt | alergeni nel menu | ?allergie
reordered | vicino, birrificio, la birra da dove viene | vino
reordered | sei anni, sedia alta, mezza pizza | bambini
synonym | in che giorno siete chiusi | orari
`),
  },
]
