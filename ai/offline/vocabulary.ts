import { stem } from '#core/lib/text/stem.ts'
import { isStopword } from '#core/lib/text/stopwords.ts'

/**
 * Words that customers and companies use interchangeably, in three languages. A concept represents all of its words, so
 * that a question in one language also finds a document in another. Keep to synonyms: two things that a customer would
 * not want confused (refund, exchange; delivery, collection) are two concepts. A name that begins with `#` is also a
 * kind of fact, which the form of a sentence shows (see `cues.ts`).
 */
const CONCEPTS: Record<string, string> = {
  '#price':
    'price prices pricing priced cost costs costing fee fees rate rates prix tarif tarifs tarification cout coute coutent couter coutait frais precio precios tarifa tarifas cuesta cuestan costar costo coste costes cuota vale valen',
  '#address':
    'address addresses located location directions situe situee situes adresse adresses emplacement direccion direcciones ubicacion ubicado ubicada ubicados ubicadas',
  '#phone': 'phone telephone tel number telefono telephoner whatsapp',
  '#email': 'email mail emails courriel correo e-mail electronico',
  hours:
    'hours hour open opens opened opening close closes closed closing schedule horaire horaires ouvert ouverte ouverts ouvertes ouvrez ouvre ouvrent ouvrir ouverture fermez ferme fermes fermee fermer fermeture horario horarios abierto abierta abiertos abre abren abris abrir abrimos apertura cierra cierran cierre cerrado cerrada cerrados cerrais cerramos',
  delivery:
    'deliver delivers delivered delivery deliveries delivering ship ships shipped shipping shipment shipments livrer livre livrez livrons livraison livraisons livre expedier expedie expediez expedition expeditions envoi envois envoyez envoyer envio envios enviar envian enviais enviamos entrega entregas entregar entregan entregamos reparto',
  pickup: 'collect collection pickup retrait retirer recogida recoger recojo',
  return:
    'return returns returned returning retour retours retourner renvoyer renvoi devolucion devoluciones devolver devuelvo devuelve',
  refund:
    'refund refunds refunded refunding reimburse reimbursed reimbursement remboursement remboursements rembourse rembourser remboursez remboursons remboursee reembolso reembolsos reembolsar reembolsan reembolsamos reembolsa',
  exchange: 'exchange exchanges exchanged exchanging swap echange echanges echanger cambio cambios cambiar',
  cancel:
    'cancel cancels cancelled canceled cancelling canceling cancellation cancellations annuler annulation annulations annulez annule resilier resiliation resilie cancelar cancela cancelan cancelacion cancelaciones anular anulacion',
  '#payment':
    'pay pays paid paying payment payments payable payer paye payez payons paiement paiements regler reglement pagar pago pagos paga pagan pagais pagado',
  card: 'card cards visa mastercard amex carte cartes tarjeta tarjetas',
  cash: 'cash especes liquide efectivo metalico',
  book: 'book books booked booking bookings reserve reserves reserved reservation reservations reserver reservez reservons resa reserva reservas reservar reservan reservamos reservado',
  appointment: 'appointment appointments rdv rendez cita citas',
  parking:
    'parking park parked garer stationnement stationner garez aparcamiento aparcar estacionamiento estacionar',
  animal:
    'pet pets dog dogs cat cats animal animals puppy chien chiens chat chats animaux mascota mascotas perro perros gato gatos',
  child: 'child children kid kids baby babies enfant enfants bebe bebes nino ninos nina ninas',
  wifi: 'wifi wi-fi internet',
  breakfast: 'breakfast breakfasts dejeuner desayuno desayunos',
  vegan: 'vegan vegans vegane veganes vegano vegana veganos veganas',
  vegetarian:
    'vegetarian vegetarians vegetarien vegetarienne vegetariens vegetariano vegetariana vegetarianos',
  gluten: 'gluten coeliac celiac coeliaque celiaco celiaca celiacos',
  '#size': 'size sizes sizing taille tailles talla tallas',
  '#color': 'color colors colour colours couleur couleurs color colores',
  guarantee:
    'warranty warranties guarantee guarantees guaranteed garantie garanties garanti garantia garantias',
  '#discount':
    'discount discounts discounted reduction reductions remise remises rabais descuento descuentos rebaja rebajas promo promotion promotions promocion promociones',
  gift: 'gift gifts voucher vouchers cadeau cadeaux regalo regalos',
  free: 'free gratuit gratuite gratuits gratuites gratuitement gratis gratuito gratuita gratuitos',
  trial: 'trial trials essai essais prueba pruebas',
  invoice: 'invoice invoices invoicing facture factures facturation factura facturas facturacion receipt',
  account: 'account accounts compte comptes cuenta cuentas',
  password: 'password passwords contrasena contrasenas clave passe',
  subscription:
    'subscription subscriptions subscribe membership memberships abonnement abonnements abonner suscripcion suscripciones suscribir abono',
  student: 'student students etudiant etudiants etudiante etudiantes estudiante estudiantes',
  job: 'job jobs hiring vacancy vacancies career careers recruit recruiting recrutez recrutement emploi empleo trabajo vacante vacantes',
  shop: 'shop shops store stores boutique boutiques magasin magasins tienda tiendas',
  room: 'room rooms chambre chambres habitacion habitaciones',
  arrival: 'checkin check-in arrival arrive arrivee arriver llegada entrada',
  departure: 'checkout check-out departure leave depart salida',
  pool: 'pool pools swimming piscine piscines piscina piscinas',
  lesson: 'class classes lesson lessons course courses cours clase clases',
  repair:
    'repair repairs repaired repairing fix reparer reparation reparations reparez reparar reparacion reparaciones',
  damaged:
    'damaged damage broken defective faulty casse cassee endommage endommagee abime abimee defectueux danado danada roto rota defectuoso defectuosa',
  wash: 'wash washed washing machine-washable laver lavage lave lavar lavado',
  order:
    'order orders ordered ordering purchase purchases commande commandes commander commandez pedido pedidos pedir compra compras comprar achat achats parcel parcels package packages colis paquete paquetes',
  monthly: 'monthly month months mensuel mensuelle mois mensual mes meses mensualidad',
  yearly: 'yearly annual annually year annuel annuelle annee anual anuales ano anos',
  weekly: 'week weekly weeks semaine semaines hebdomadaire semana semanas semanal',
  monday: 'monday mondays mon lundi lundis lunes',
  tuesday: 'tuesday tuesdays tue tues mardi mardis martes',
  wednesday: 'wednesday wednesdays wed mercredi mercredis miercoles',
  thursday: 'thursday thursdays thu thurs jeudi jeudis jueves',
  friday: 'friday fridays fri vendredi vendredis viernes',
  saturday: 'saturday saturdays sat samedi samedis sabado sabados',
  sunday: 'sunday sundays sun dimanche dimanches domingo domingos',
  holiday: 'holiday holidays ferie feries festivo festivos',
  abroad:
    'abroad international internationally overseas etranger internationale international extranjero internacional internacionales',
  france: 'france francia',
  spain: 'spain espagne espana',
  germany: 'germany allemagne alemania',
  italy: 'italy italie italia',
  belgium: 'belgium belgique belgica',
  switzerland: 'switzerland suisse suiza',
  europe: 'europe europa',
  uk: 'uk england britain angleterre inglaterra',
  today: 'today aujourd hui hoy',
  tomorrow: 'tomorrow demain manana',
  evening: 'evening evenings soir soirs tonight noche noches',
  lunch: 'lunch midi almuerzo comida',
  dinner: 'dinner diner cena cenas',
  terrace: 'terrace terrasse terraza',
  support: 'support assistance helpdesk soporte asistencia',
  language: 'language languages langue langues idioma idiomas',
  delete: 'delete deletion deleted supprimer suppression eliminar borrar',
  export: 'export exports exporter exportar exportacion',
  minimum: 'minimum min minimal minimo minima',
  maximum: 'maximum max maximo maxima',
  people: 'people persons personnes personas guests',
  menu: 'menu menus carta',
  change: 'change changes changing modifier modification modifiez modificar modificacion',
  dish: 'dish dishes meal meals plat plats plato platos',
  sauna: 'sauna saunas',
  coach: 'coach coaches trainer trainers entraineur entraineurs entrenador entrenadores',
  age: 'age ages edad',
}

const conceptOfStem = new Map<string, string>()
for (const [concept, list] of Object.entries(CONCEPTS)) {
  for (const word of list.split(/\s+/)) {
    conceptOfStem.set(word, concept)
    // Shorter stems are shared by too many words (`samedi`, `same`).
    if (stem(word).length >= 4 && !conceptOfStem.has(stem(word))) conceptOfStem.set(stem(word), concept)
  }
}

/** Returns the term by which a folded word is compared: its concept if it has one, else its stem. */
export function termOf(word: string): string {
  const found = conceptOfStem.get(word)
  if (found !== undefined) return found
  const root = stem(word)
  return conceptOfStem.get(root) ?? root
}

export function hasConcept(word: string): boolean {
  return conceptOfStem.has(word) || conceptOfStem.has(stem(word))
}

/** Common words of conversation that name no subject: they weigh little, whether found or missing. */
const TALK = new Set(
  `want wanted wants need needs know tell like please look looking find thing things way time times much many long soon exactly also hi hello hey thanks
  thank sorry question questions ask wondering wonder give make take use used using work works possible available availability offer offers
  provide provides allow allowed accept accepts accepted let kind kinds sort type types info information details buy help regarding
  concerning option options usually normally currently still really maybe bit lot quick good best new nice today something anything
  someone anyone happen happens come comes bring see sell sells stay able far else right always every each any one two item items
  yes no ok day days people person guys include included includes offered let charge charges customer customers policy policies visit love keep kept limit limits last lasts bought article whats wheres hows whens ive id
  bonjour bonsoir salut merci svp stp plait voudrais voudrait aimerais savoir sais connaitre veux souhaite souhaiterais besoin cherche question questions
  possible disponible disponibles proposez propose proposent acceptez accepte acceptes acceptee avoir dire temps heure heures jour jours type types sorte genre info
  infos renseignement renseignements utiliser utilise prendre venir vient achete acheter voir demande demander vend vendez existe compris inclus incluse autorise
  autorises autorisee admis vraiment normalement petite petit juste client clients journee personne personnes delai delais trouve trouver trouvent article articles aller apporter emmener amener donner donnez
  hola gracias favor quisiera quiero querria gustaria saber necesito necesita busco pregunta preguntas posible disponible disponibles ofrecen ofreceis ofrece
  aceptan acepta aceptais admiten admite tiempo hora horas dia dias tipo tipos informacion info usar tomar venir ver buenas buenos tardes dime decirme
  venden vendeis hacer hace hacen existe incluido incluye incluida permitido permiten cosa cliente clientes plazo plazos puedo puede encuentra encuentran ir voy llevar traer entrar articulo articulos dan dar dais dame`.split(
    /\s+/,
  ),
)

const TALK_STEMS = new Set([...TALK].map(stem))

/** Returns the weight of a folded word in a question, before its rarity in the passages is counted. */
export function weightOf(word: string): number {
  if (isStopword(word)) return 0
  if (TALK.has(word) || TALK_STEMS.has(stem(word))) return 0.15
  if (word.length === 1) return 0
  return 1
}
