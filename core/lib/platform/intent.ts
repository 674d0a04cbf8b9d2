import { plain, words } from '../text/text.ts'

/** Detects what a message wants from its words alone, in English, French and Spanish. The test has a table for each intent. */

/** Words for unsolicited messages of a business, as people use them when they opt out. */
const SENDINGS = {
  en: '(?:(?:your|these|those|this|the|all|any|more|of|marketing|promotional|promo|advertising|automatic|automated) )*(?:promotions?|promos?|offers?|deals?|marketing|ads?|adverts?|advertising|advertisements?|newsletters?|messages?|texts?|texting|sms|notifications?|alerts?|campaigns?|spam|stuff)',
  fr: '(?:(?:les|des|de|d|vos|ces|tous|toutes|ce|plus|autres) )*(?:promotions?|promos?|offres?|pubs?|publicites?|messages?|sms|textos?|notifications?|alertes?|newsletters?|campagnes?|demarchage|spams?)(?: (?:promotionnel(?:le)?s?|publicitaires?|commercia(?:l|le|ux|les)|marketing|automatiques?))*',
  es: '(?:(?:las|los|sus|vuestras|vuestros|tus|estas|estos|mas|de|todos|todas) )*(?:promociones|promocion|promos?|ofertas?|publicidad|anuncios?|mensajes?|sms|notificaciones|avisos|boletin(?:es)?|campanas|spam)(?: (?:promocionales|publicitarios|comerciales|de marketing|automaticos))*',
}

/** Phrases that opt out when they are the whole message; the keywords are those that carriers and platforms require. */
const OPT_OUT_PHRASES = [
  'stop(?: all| it| now| please| this)?',
  'stopall|quit|end|cancel|revoke|unsubscribe(?: me)?|opt ?out|opt me out|remove me(?: from (?:the|your|this) list)?',
  `(?:stop|end|cancel|no|unsubscribe(?: me)? from|opt out of)(?: sending| getting| receiving)?(?: me)? ${SENDINGS.en}`,
  `(?:(?:can|could|would|will) you )?(?:please )?stop (?:sending|texting|messaging|writing|contacting)(?: to)?(?: me)?(?: ${SENDINGS.en})?`,
  `(?:i )?(?:do not|don t|no longer) (?:want|wish)(?: to (?:get|receive))? ${SENDINGS.en}(?: any ?more)?`,
  '(?:i (?:want|would like|d like) to )(?:unsubscribe|opt out|stop)',
  '(?:do not|don t|never) (?:text|message|contact|write(?: to)?) me(?: again| any ?more)?',
  'arret|arreter|arretez(?: tout)?|desabonnement|desinscription|resilier|(?:me )?(?:desabonner|desinscrire)|(?:desabonnez|desinscrivez|retirez|enlevez) moi(?: de (?:la|votre) liste)?',
  `(?:stop(?:per|pez)?|arret(?:er|ez)?(?: de m envoyer)?|ne plus recevoir|plus) ${SENDINGS.fr}`,
  '(?:arretez de|ne) m (?:ecrire|ecrivez plus|envoyez plus rien|envoyez plus de messages)',
  `(?:je )?(?:ne )?(?:veux|souhaite|desire) plus(?: recevoir)?(?: ${SENDINGS.fr})`,
  'je (?:veux|souhaite|voudrais) (?:me desabonner|me desinscrire|arreter)',
  'baja|darme de baja|dar de baja|(?:quiero|deseo) darme de baja|(?:denme|dame|deme) de baja|parar|salir|cancelar(?: (?:la )?suscripcion)?',
  `(?:detener|parar|cancelar|dejar de (?:recibir|enviar(?:me)?)|dejen de enviar(?:me)?|no (?:enviar|recibir|quiero(?: recibir)?|deseo(?: recibir)?)|no) ${SENDINGS.es}`,
  'no enviar mas|no me (?:escriban|escribas|escriba|envien|envies|envie|manden|mandes)(?: nada)? mas(?: mensajes)?',
]
const OPT_OUT = new RegExp(
  `^(?:(?:please|pls|hi|hello|ok|svp|bonjour|por favor|hola) )?(?:${OPT_OUT_PHRASES.join('|')})(?: (?:please|pls|thanks|thank you|now|svp|s il (?:vous|te) plait|merci|gracias|por favor|ya|today))*$`,
)
/** Questions that begin like an opt-out but ask whether there is more: “No more offers?”. */
const ASKS_FOR_MORE = /^(?:no|plus) .*\?\s*$/i

/**
 * Tests whether the contact opts out of messages. The whole message, or the whole text of the button that was pressed, must say
 * so: one word of it is not enough (“when do you stop serving?”).
 */
export function isOptOut(text: string): boolean {
  return OPT_OUT.test(plain(text)) && !ASKS_FOR_MORE.test(text.trim())
}

/** Words in a button's id that say nothing about the choice. */
const OF_AN_ID =
  /^(?:btn|button|action|cmd|command|payload|id|reply|quick|qr|option|row|menu|user|wa|marketing|\d+)$/

/** Tests whether the id of a button opts out: `btn_stop_1`, `OPT-OUT`, `unsubscribeMarketing`. */
export function isOptOutChoice(id: string): boolean {
  const said = words(id.replace(/([a-z])([A-Z])/g, '$1 $2'))
  const bare = said.filter((word) => !OF_AN_ID.test(word)).join(' ')
  // On a button, these words mean that nothing is to be done.
  return bare !== 'cancel' && bare !== 'end' && (isOptOut(said.join(' ')) || isOptOut(bare))
}

const OPT_IN =
  /^(?:please |svp |por favor )?(?:start|unstop|resume|subscribe(?: me)?|opt in|commencer|recommencer|reprendre|m abonner|abonnez moi|alta|darme de alta|reanudar|volver a recibir(?: mensajes)?)(?: please| svp| merci| thanks| gracias| por favor)?$/

/** Tests whether the whole message takes an opt-out back. */
export function isOptIn(text: string): boolean {
  return OPT_IN.test(plain(text))
}

const PERSON = {
  en: 'human|humans|human being|person|people|agent|someone|somebody|representative|rep|advisor|adviser|manager|operator|staff|employee|colleague|support team',
  fr: 'humain|humaine|personne|conseiller|conseillere|agent|quelqu un|responsable|operateur|operatrice|vendeur|vendeuse|employe|gerant|gerante|collegue',
  es: 'persona|humano|humana|agente|asesor|asesora|alguien|encargado|encargada|responsable|operador|operadora|empleado|gerente|humanos',
}
const ASKS_FOR_PERSON = [
  new RegExp(
    `\\b(?:speak|talk|chat|connect|transfer|put|speaking|talking|pass|get|reach|hand)\\b(?: \\w+){0,4} (?:${PERSON.en})\\b`,
  ),
  new RegExp(
    `\\b(?:parler|discuter|echanger|joindre|contacter|transferer|transferez|passer|passez|parle)\\b(?: \\w+){0,4} (?:${PERSON.fr})\\b`,
  ),
  new RegExp(
    `\\b(?:hablar|hablo|comunicarme|comunicar|contactar|chatear|pasarme|pasame|paseme|paseme|pongame|transferir|transfierame|atienda|atiendan)\\b(?: \\w+){0,4} (?:${PERSON.es})\\b`,
  ),
  /\b(?:real|actual|live) (?:person|human|agent|people)\b|\b(?:human|live) (?:agent|support|being|help)\b|\bcustomer service (?:agent|rep)\b/,
  /\b(?:vrai|vraie) (?:personne|humain|conseiller|conseillere|agent)\b|\bun humain\b|\bun conseiller\b.*\b(?:svp|merci|s il (?:vous|te) plait)\b/,
  /\b(?:persona|agente|humano) (?:real|humano|de verdad)\b|\bun humano\b|\buna persona de verdad\b/,
  /\b(?:call|ring|phone) me(?: back)?\b|\brappelez moi\b|\betre rappele\b|\b(?:llameme|llamadme|llamenme|me (?:pueden|puede|podeis) llamar)\b/,
  /^(?:an? |un |une |una )?(?:human|person|agent|operator|representative|real person|humain|conseiller|agent humain|operateur|humano|agente|persona|asesor|operador)(?: please| pls| svp| s il vous plait| por favor)?$/,
]
/** Phrases that mention people without asking to talk to one: “how many people can …”, “per person”. */
const NOT_FOR_PERSON =
  /\b(?:how many|combien de|cuantas) (?:people|person|persons|personnes|personas)\b|\bper person\b|\bpar personne\b|\bpor persona\b/

/** Tests whether the contact asks for a person instead of a machine. */
export function asksForPerson(text: string): boolean {
  const said = plain(text)
  return !NOT_FOR_PERSON.test(said) && ASKS_FOR_PERSON.some((pattern) => pattern.test(said))
}

const set = (list: string) => new Set(list.split(/\s+/))
const GREETING = set(
  'hi hello hey hiya howdy morning evening afternoon bonjour bonsoir salut coucou hello hola buenas buenos holi',
)
const GREETING_FILL =
  set(`there team all everyone good day how are you doing today is it going sir madam dear to a tous toi vous tout le monde
  madame monsieur comment allez ca va l equipe et bonne journee dias tardes noches que tal como esta estas estan muy buen dia equipo todos y again encore de nuevo`)
const CLOSING =
  set(`thanks thank thx ty tks cheers ok okay okey k kk perfect great awesome cool understood noted bye goodbye cya alright fine lovely brilliant
  merci parfait super entendu compris ciao top nickel genial impeccable accord acuerdo revoir bientot gracias vale perfecto estupendo entendido adios chao chau
  excelente fenomenal listo deal sure excellent wonderful nice`)
const CLOSING_FILL =
  set(`you so much very a lot lots for your the all that this it s is was were good day night evening weekend have had great help helpful info information answer reply
  response quick fast again and i got get clear see later soon no problem worries to know yes yep yeah now then everything works well enough
  beaucoup bien tout toute bonne journee soiree fin de semaine week end pour votre ton aide reponse infos renseignements vous tres au d c est note j ai clair mille fois infiniment la le les a et oui non plus tard
  muchas muchisimas por su tu ayuda respuesta informacion buen buena dia tarde noche noches fin hasta luego pronto manana muy amable de acuerdo todo y si claro tan mil que tenga tengas un una feliz saludos igualmente usted
  best kind regards cordialement un saludo xx x haha lol jaja ouf`)

const PICTURES_ONLY =
  /^(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{RI}]|\u200D|\uFE0F|\u20E3|[\s.!,;:)(~*+_-])+$/u
const HAS_PICTURE = /[\p{Extended_Pictographic}\p{RI}]|[:;]-?[)D(]/u

/** Tests whether a text is only emoji (or a typed smile). */
export function isEmojiOnly(text: string): boolean {
  return HAS_PICTURE.test(text) && PICTURES_ONLY.test(text)
}

/** Tests whether a text is a greeting and nothing else. */
export function isGreeting(text: string): boolean {
  const said = words(text)
  return (
    said.length > 0 &&
    said.length <= 8 &&
    said.some((word) => GREETING.has(word)) &&
    said.every((word) => GREETING.has(word) || GREETING_FILL.has(word))
  )
}

/** Tests whether a text begins with a greeting. */
export function opensWithGreeting(text: string): boolean {
  const [first = '', second = ''] = words(text)
  return GREETING.has(first) || (first === 'good' && GREETING.has(second))
}

/** Tests whether a text needs no answer: thanks, an “ok”, a goodbye, an emoji. */
export function isClosing(text: string): boolean {
  if (isEmojiOnly(text)) return true
  const said = words(text)
  if (text.includes('?') || /^(?:is|was|were)$/.test(said[0] ?? '')) return false
  return (
    said.length > 0 &&
    said.length <= 14 &&
    said.some((word) => CLOSING.has(word)) &&
    said.every((word) => CLOSING.has(word) || CLOSING_FILL.has(word))
  )
}

/** Tests whether a text is a yes, no or ok. After a question of ours it does not close the conversation. */
export function isAssent(text: string): boolean {
  return /^(?:yes|yep|yeah|no|nope|ok|okay|sure|oui|non|d accord|si|vale|claro|of course|bien sur|por supuesto)(?: please| merci| thanks| gracias| thank you| svp| por favor)?$/.test(
    plain(text),
  )
}

const THREAT =
  /\b(?:my|our) (?:lawyer|lawyers|attorney|solicitor)\b|\b(?:sue|suing) (?:you|your|them)\b|\b(?:take|taking|see) (?:you|this|it)(?: all)? (?:to|in) court\b|\blegal (?:action|proceedings)\b|\bsmall claims\b|\bcharge ?back\b|\bconsumer protection\b|\breport (?:you|this) to\b|\b(?:mon|notre) avocat\b|\bporter plainte\b|\bporte plainte\b|\bmise en demeure\b|\bdgccrf\b|\bau tribunal\b|\ben justice\b|\bmi abogado\b|\bmis abogados\b|\bnuestro abogado\b|\b(?:voy a|vamos a|pienso) (?:denunciar|demandar)\w*\b|\b(?:denunciarl|demandarl|denunciaros|demandaros)\w*\b|\boficina (?:del consumidor|de consumo)\b|\bhojas? de reclamacion(?:es)?\b|\bal juzgado\b/

/** Tests whether a text threatens with lawyers, courts, authorities or the bank. Only a person may answer it. */
export function isThreat(text: string): boolean {
  return THREAT.test(plain(text))
}

const COMPLAINT =
  /\b(?:unacceptable|scandalous|disgrace|disgraceful|disappointed|disappointing|terrible|horrible|awful|disgusting|worst|scam|scammers|fraud|rip off|ripoff|furious|angry|fed up|ridiculous|complaint|complain|shame|never again|still waiting|still (?:have not|haven t|not) (?:received|arrived)|never (?:arrived|came|received)|(?:have not|haven t) received|money back|refund me|bad service|rude)\b|\b(?:inadmissible|inacceptable|scandaleux|scandaleuse|honteux|honteuse|arnaque|arnaqueurs|escroc|escrocs|decu|decue|decevant|nul|furieux|furieuse|en colere|ras le bol|plainte|reclamation|jamais (?:recu|arrive)|toujours (?:pas|rien) recu|remboursez moi|j attends toujours|lamentable|catastrophique)\b|\b(?:inaceptable|verguenza|vergonzoso|estafa|estafadores|decepcionado|decepcionada|pesimo|pesima|horroroso|fatal|harto|harta|enfadado|enfadada|queja|quejarme|reclamacion|sigo esperando|(?:nunca|todavia no|aun no) (?:ha )?(?:llegado|llego|recibi|he recibido)|devuelvanme|devolvedme|mi dinero|timo|impresentable)\b/

/** Tests whether a text is a complaint or a demand for money back. */
export function isComplaint(text: string): boolean {
  return COMPLAINT.test(plain(text))
}

const SPAM = [
  /https?:\/\/|www\.|\bbit\.ly|\bt\.me\/|\.(?:xyz|top|click|loan|win)\b/i,
  /\b(?:crypto|bitcoin|btc|usdt|forex|trading signals?|binary options|nft|airdrop|token presale)\b/i,
  /\b(?:earn|make|win|gagnez|gana|gane)\b.{0,30}(?:[$€£]\s?\d|\d[\d.,]*\s?(?:[$€£]|usd|eur|dollars|euros|k\b)|per (?:day|week)|par (?:jour|semaine)|al d[ií]a|a la semana)/i,
  /\b(?:seo services?|backlinks?|rank(?:ing)? (?:on|in) google|first page of google|web (?:design|development) (?:services|agency)|lead generation|guest posts?|outsourc\w+|buy followers|more followers|grow your (?:instagram|business|account|followers|page)|référencement|plus d['’ ]abonnés|más seguidores)\b/i,
  /\b(?:congratulations|félicitations|felicidades)\b.{0,60}\b(?:won|winner|prize|selected|gagné|gagnant|ganado|premio|seleccionado)\b|\b(?:lottery|jackpot|casino|bet now|viagra|cialis|payday loans?|quick loan|prêt rapide|préstamo r[aá]pido|herencia|inheritance)\b/i,
  /\b(?:click (?:here|the link|below)|limited offer|act now|cliquez ici|haz clic|haga clic|work from home|dm (?:me|us) (?:for|to)|inbox me|100% (?:guaranteed|free|garanti)|guaranteed (?:returns?|profits?|results))\b/i,
]

/** Tests whether a text shows at least two signs of advertising or fraud. */
export function isSpam(text: string): boolean {
  return SPAM.filter((sign) => sign.test(text)).length >= 2
}

/** Begins messages that a machine sends in somebody's absence or for a service. */
const AUTOMATIC =
  /^(?:(?:re|aw|tr|fwd?) )?(?:(?:this is )?an? )?(?:automatic(?:ally generated)?|automated|auto) ?(?:reply|response|answer|message|notification|email)\b|^(?:(?:re|aw|tr|fwd?) )?(?:out of (?:the )?office|away from (?:my|the) (?:office|desk)|reponse automatique|message automatique|absence du bureau|respuesta automatica|mensaje automatico|fuera de (?:la )?oficina)\b|\b(?:this is an auto(?:mated|matic) (?:message|reply|response|answer)|this (?:message|e ?mail) (?:was|is|has been) (?:sent|generated) automatically|i am (?:currently )?out of (?:the )?office|(?:please )?do not reply to this (?:message|e ?mail|text)|ceci est une? (?:message|reponse) automatique|(?:merci de )?ne pas repondre a ce (?:message|mail|courriel)|je suis actuellement absente?|este es un mensaje automatico|esta es una respuesta automatica|no responda a este (?:mensaje|correo))\b/

/** Tests whether a text was written by a machine: an absence note, an automatic answer. */
export function isAutomatic(text: string): boolean {
  return AUTOMATIC.test(plain(text))
}
