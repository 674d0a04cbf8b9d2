import { entriesOf, questionsOf, type RetrievalSet } from './q6-lines.ts'

/** A hotel by the sea, with a restaurant and a spa. */
export const french: RetrievalSet = {
  language: 'fr',
  entries: entriesOf(`
arrivee | Heure d’arrivée | Les chambres sont prêtes à partir de 15 heures. Vous pouvez déposer vos bagages dès le matin à la réception.
depart | Heure de départ | Les chambres sont à libérer avant 11 heures. Un départ tardif jusqu’à 14 heures coûte 30 euros.
arrivee-tardive | Arrivée après minuit | La réception ferme à minuit. Après cette heure, un code ouvre le portail et la clé vous attend dans le coffre.
annulation | Annulation d’un séjour | Un séjour s’annule sans frais jusqu’à sept jours avant l’arrivée. Passé ce délai, la première nuit est retenue.
annulation-table | Annulation d’une table | Une table réservée au restaurant s’annule par téléphone jusqu’à 17 heures le jour même.
acompte | Acompte | Trente pour cent du montant sont prélevés lors de la réservation, le solde sur place.
remboursement | Remboursement de l’acompte | L’acompte est remboursé sur votre carte sous dix jours lorsque l’annulation est faite à temps.
petit-dejeuner | Petit déjeuner | Le buffet du petit déjeuner est servi de 7 à 10 heures, le dimanche jusqu’à 11 heures, pour 16 euros par personne.
petit-dejeuner-chambre | Petit déjeuner en chambre | Servi au lit avec un supplément de 5 euros ; accrochez la fiche à la poignée avant 22 heures.
diner | Dîner au restaurant | Le restaurant ouvre de 19 à 22 heures, sauf le lundi. Le menu du marché est à 34 euros.
allergies | Allergies et régimes | La cuisine prépare des plats sans gluten, sans lactose et végétariens si vous prévenez la veille.
enfants-menu | Menu des enfants | Les enfants de moins de douze ans mangent pour 14 euros, boisson et dessert compris.
enfants-lit | Lit d’enfant | Un lit de bébé est prêté gratuitement ; un lit d’appoint pour un enfant coûte 20 euros la nuit.
garde | Garde d’enfants | Une personne diplômée garde vos enfants le soir pour 18 euros l’heure, sur demande deux jours avant.
animaux | Animaux | Les chiens et les chats sont admis pour 12 euros par nuit ; ils n’entrent ni au restaurant ni à la piscine.
parking | Stationnement | Le parking couvert coûte 14 euros par jour. La place se réserve, car elles sont peu nombreuses.
recharge | Recharge des voitures électriques | Deux bornes de 22 kW se trouvent au parking ; le kilowattheure est facturé 45 centimes.
navette | Navette depuis la gare | La navette vous cherche à la gare pour 9 euros ; indiquez-nous l’heure de votre train.
aeroport | Depuis l’aéroport | Un taxi depuis l’aéroport coûte environ 55 euros et met quarante minutes ; le bus 12 en coûte 4.
piscine | Piscine | La piscine chauffée est ouverte de 8 à 20 heures, de mai à octobre. Les serviettes sont fournies.
spa | Spa et hammam | L’accès au hammam et au sauna coûte 25 euros pour deux heures, à partir de seize ans.
massage | Massages | Un massage d’une heure coûte 80 euros ; réservez-le la veille auprès du spa.
plage | Plage | La plage est à trois cents mètres par un sentier. Nous prêtons parasols et chaises.
velos | Location de vélos | Un vélo se loue 14 euros la journée, un vélo électrique 28, casque et antivol compris.
wifi | Connexion sans fil | Le réseau est gratuit dans toutes les chambres ; le mot de passe figure sur votre clé.
menage | Ménage des chambres | Le ménage est fait chaque jour entre 10 et 14 heures ; les draps sont changés tous les trois jours.
blanchisserie | Blanchisserie | Le linge déposé avant 9 heures est rendu le soir, repassé. Une chemise coûte 4 euros.
seminaire | Salles de séminaire | Trois salles de dix à soixante personnes, avec projecteur, se louent à la demi-journée.
mariage | Mariages | Le domaine accueille les noces jusqu’à cent vingt invités ; le traiteur est celui du restaurant.
accessibilite | Accès en fauteuil roulant | Quatre chambres du rez-de-chaussée ont une douche de plain-pied ; un ascenseur mène aux étages.
objets | Objets trouvés | Ce que vous avez oublié est gardé trois mois et renvoyé à vos frais.
cadeau | Bons cadeaux | Un bon cadeau est valable un an pour un séjour, un repas ou un soin.
taxe | Taxe de séjour | La taxe de séjour s’élève à 1,65 euro par adulte et par nuit, en plus du prix.
?fumer | Peut-on fumer sur le balcon ? | Oui, un cendrier s’y trouve ; les chambres sont non-fumeurs et le nettoyage est facturé 150 euros.
?vue | Toutes les chambres ont-elles vue sur la mer ? | Seules celles des deux derniers étages ; les autres donnent sur le jardin.
?cheques | Acceptez-vous les chèques-vacances ? | Oui, à la réception, mais non sur le site.
?hiver | Êtes-vous ouverts en hiver ? | L’hôtel ferme du 5 janvier au 10 février.
?climatisation | Les chambres sont-elles climatisées ? | Toutes, sauf les trois chambres de la tour, qui ont un ventilateur.
`),
  questions: questionsOf(`
plain | À quelle heure les chambres sont-elles prêtes ? | arrivee
plain | À quelle heure faut-il libérer la chambre ? | depart
plain | Combien coûte le petit déjeuner ? | petit-dejeuner petit-dejeuner-chambre
plain | Le petit déjeuner est-il servi plus tard le dimanche ? | petit-dejeuner
plain | Quel est le prix d’un taxi depuis l’aéroport ? | aeroport
plain | Avez-vous des bornes pour voitures électriques ? | recharge
plain | Jusqu’à quand annuler sans frais mon séjour ? | annulation
plain | Les chiens sont-ils admis ? | animaux
plain | Quelle est la taxe de séjour ? | taxe
plain | Où se trouve le mot de passe du réseau ? | wifi
plain | À partir de quel âge le sauna ? | spa
plain | Combien d’invités pour un mariage ? | mariage
inflected | annuler une table réservée | annulation-table
inflected | je voudrais réserver un massage | massage
inflected | louer deux vélos électriques | velos
inflected | est-ce que l’acompte me sera remboursé | remboursement acompte
inflected | arriver tardivement, après minuit | arrivee-tardive
inflected | vous prêtez des parasols à la plage ? | plage
inflected | des plats végétariens pour une personne allergique | allergies
inflected | le linge est-il repassé le soir | blanchisserie
inflected | la piscine est-elle chauffée en octobre | piscine
inflected | garder mon enfant un soir | garde
inflected | draps changés chaque jour ? | menage
inflected | j’ai oublié un objet | objets
misspelt | anulation du séjoure | annulation
misspelt | petit déjeunner en chambr | petit-dejeuner-chambre petit-dejeuner
misspelt | stationement couvert | parking
misspelt | navete depuis la gar | navette
misspelt | blanchiserie chemise | blanchisserie
misspelt | remboursment de l’accompte | remboursement acompte
misspelt | fauteuille roulant ascensseur | accessibilite
misspelt | bon cado valable | cadeau
reordered | au lit, le petit déjeuner, c’est possible ? | petit-dejeuner-chambre
reordered | bébé : un lit est-il prêté ? | enfants-lit
reordered | lundi, le restaurant est-il ouvert pour dîner ? | diner
reordered | douze ans, prix du repas des enfants | enfants-menu
reordered | pour soixante personnes, une salle de séminaire | seminaire
reordered | sur la mer, la vue, dans toutes les chambres ? | ?vue
reordered | balcon : fumer y est-il permis ? | ?fumer
plain | chèques-vacances acceptés ? | ?cheques
plain | fermeture en janvier, hiver | ?hiver
inflected | chambre avec climatisation | ?climatisation
synonym | où garer ma voiture | parking
synonym | internet dans la chambre | wifi
synonym | j’ai laissé mon chargeur chez vous | objets
synonym | nous viendrons avec notre labrador | animaux
synonym | je suis cœliaque | allergies
synonym | se baigner | piscine plage
`),
}
