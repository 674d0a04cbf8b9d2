import { plain } from '#core/lib/text/text.ts'

/**
 * Texts that no machine answers, in English, French and Spanish: they go to a person before any rule of the workspace is asked. The
 * test has a table for each kind. What these lists miss is held by the bounds of an answer (`workers/attacks.db.test.ts`).
 */
export type Danger = 'self_harm' | 'attack' | 'abuse'

/** Somebody speaks of ending or hurting their own life. */
const SELF_HARM = [
  /\b(?:kill|killing|hurt|hurting|harm|harming|cut|cutting) myself\b/,
  /\b(?:want|wanna|going|plan|ready|wish|prefer) (?:to )?(?:die|be dead|end my life|end it all)\b|\bwish i (?:was|were) dead\b/,
  /\b(?:commit(?:ting)? suicide|suicidal|suicide thoughts|end(?:ing)? my (?:own )?life|take my (?:own )?life|take my own life|do not want to live|don t want to (?:live|be alive)|no reason to live|better off dead)\b/,
  /\b(?:me suicider|me tuer|mettre fin a mes jours|en finir avec la vie|me faire du mal|plus envie de vivre|envie de mourir|(?:je )?veux mourir|suicidaire|pensees? (?:suicidaires?|de suicide)|raison de vivre)\b/,
  /\b(?:suicidarme|matarme|quitarme la vida|hacerme dano|acabar con mi vida|terminar con mi vida|quiero morir(?:me)?|ganas de (?:vivir|morir)|no quiero (?:seguir )?vivir|pensamientos suicidas)\b/,
]
/** Turns of speech that only sound like it. */
const NOT_MEANT =
  /\b(?:(?:want|wanna) to die (?:laughing|of laughter)|die for|mourir de (?:rire|faim|soif|froid|chaud|honte|envie|fatigue)|morir(?:me)? de (?:risa|hambre|sed|frio|calor|verguenza|ganas|sueno)|suicide squad)\b/

const EARLIER = '(?:previous|prior|above|earlier|preceding|foregoing|original|initial|existing|current)'
const ORDERS =
  '(?:instructions?|prompts?|rules?|guidelines?|directives?|programming|context|system message|restrictions?)'
/** Somebody speaks to the machine's instructions and not to the team. */
const ATTACK = [
  new RegExp(
    `\\b(?:ignore|disregard|forget|override|bypass|drop|discard|skip) (?:\\w+ ){0,3}(?:${EARLIER} (?:\\w+ ){0,2}|your |these |the system )${ORDERS}\\b`,
  ),
  new RegExp(
    `\\b(?:ignore|disregard|forget) (?:everything|all)(?: of)?(?: that)? (?:${EARLIER}|before|you were told|you have been told)\\b`,
  ),
  /\b(?:reveal|print|show|repeat|output|display|tell|give|send|write|leak|dump|quote|copy)(?: \w+){0,4} (?:your|the) (?:\w+ ){0,2}(?:system prompt|initial prompt|hidden prompt|secret prompt|prompt|system message|hidden instructions|secret instructions|system instructions|initial instructions|exact instructions)\b/,
  /\b(?:system|developer|debug|god|admin|jailbreak|dan|unrestricted) mode\b.{0,40}\b(?:on|enabled|activated|now|enter)\b|\byou are now (?:in )?(?:\w+ ){0,2}(?:mode|dan|jailbroken|unrestricted|free of)\b|\b(?:jailbreak|do anything now)\b/,
  /\byou are (?:now )?dan\b|\bpretend (?:that )?you (?:have no|are not bound by) (?:rules|restrictions|guidelines)\b|\b(?:act|respond|answer) as if you had no (?:rules|restrictions|guidelines)\b/,
  /(?<!\bai )(?<!\bavais )\b(?:ignore[rsz]?|oublie[rsz]?|neglige[rsz]?|contourne[rsz]?) (?:toutes )?(?:(?:tes|vos) (?:consignes|instructions|directives|regles)|(?:les|ces) (?:consignes|instructions|directives|regles) (?:precedentes|ci dessus|d avant))\b|\b(?:ignore[sz]?|oublie[sz]?) (?:tout )?ce qui precede\b/,
  /\b(?:donne|donnez|montre|montrez|revele|revelez|affiche|affichez|ecris|repete|repetez|envoie)(?: \w+){0,6} (?:prompt|consignes|instructions) (?:systeme|secretes?|cachees?|initiales?)\b|\b(?:ton|votre) (?:prompt|message) systeme\b|\btexte exact de (?:tes|vos) (?:instructions|consignes)\b/,
  /\b(?:ignora|ignore|olvida|olvidate|omite|salta|saltate) (?:de )?(?:todas )?(?:(?:tus|sus) (?:instrucciones|indicaciones|directrices|reglas)|las (?:instrucciones|indicaciones|directrices|reglas) (?:anteriores|previas))\b|\b(?:ignora|olvida) todo lo anterior\b/,
  /\b(?:muestra|muestrame|revela|dime|dame|escribe|repite|imprime|envia)(?: \w+){0,6} (?:prompt|instrucciones) (?:del? sistema|secretas?|ocultas?|iniciales?)\b|\b(?:tu|su) prompt (?:del? sistema)?\b/,
]
/** Marks of a prompt or of a model's own messages, which are not words that a contact says. */
const MARKUP =
  /<\/?\s*(?:system|assistant|messages_to_answer|instructions?|passages?|prompt)\b[^>]{0,100}>|\[\/?(?:INST|SYS)\]|<\|(?:im_start|im_end|system|endoftext)\|>|"role"\s*:\s*"(?:system|assistant)"|^\s*(?:system|assistant)\s*:/im

/** Somebody insults or threatens who reads. */
const ABUSE = [
  /\b(?:fuck (?:you|off|u)|go fuck yourself|fuck yourself|screw you|piss off|go to hell|drop dead|kill yourself|shut the fuck up|stfu)\b/,
  /\b(?:you|u|you are|you re|ur|bunch of) (?:(?:are|a|an|all|such|absolute|complete|total|fucking|bloody|stupid|damn|bunch|of|lazy|useless|dirty|just|little) )*(?:assholes?|arseholes?|bitch(?:es)?|bastards?|cunts?|morons?|idiots?|motherfuckers?|scumbags?|dickheads?|retards?)\b/,
  /\b(?:i will|i ll|i m going to|we will|going to) (?:find and |come and )?(?:kill|beat|hurt|stab|shoot|burn) (?:you|all of you|your (?:family|shop|office|staff|children|kids))\b/,
  /\b(?:va te faire (?:foutre|voir|enculer)|allez vous faire (?:foutre|voir|enculer)|nique (?:ta|vos|ta mere|ta race)|ntm|ta gueule|fermez vos gueules|fdp|fils de pute|encul(?:e|es|er)|connards?|connasses?|salopes?|salauds?|abrutis?|batards?)\b/,
  /\b(?:je vais (?:te|vous)|on va (?:te|vous)) (?:tuer|buter|frapper|casser la gueule|crever|bruler|defoncer)\b/,
  /\b(?:hijos? de (?:la )?(?:gran )?puta|hijueputa|vete a la (?:mierda|chingada)|vayanse a la mierda|que te (?:jodan|den)|chinga tu madre|cabron(?:es)?|pendejos?|gilipollas|imbeciles|malparidos?|putos de mierda|cierra el pico)\b/,
  /\b(?:voy a|vamos a) (?:matar(?:te|los|os)|pegar(?:te|les|os)|golpear(?:te|los|os)|quemar(?:te|los|os)? )/,
]

/** Returns why a person must read a text before anything answers it; null if nothing says so. */
export function dangerOf(text: string): Danger | null {
  const said = plain(text)
  if (!NOT_MEANT.test(said) && SELF_HARM.some((sign) => sign.test(said))) return 'self_harm'
  if (MARKUP.test(text) || ATTACK.some((sign) => sign.test(said))) return 'attack'
  if (ABUSE.some((sign) => sign.test(said))) return 'abuse'
  return null
}
