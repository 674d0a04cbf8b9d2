import { entriesOf, questionsOf, type RetrievalSet } from './q6-lines.ts'

/** A language school with a library and rooms for its students. */
export const spanish: RetrievalSet = {
  language: 'es',
  entries: entriesOf(`
matricula | Matrícula | La matrícula cuesta 45 euros y se paga una sola vez. El plazo se cierra una semana antes del primer día de clase.
precio-intensivo | Precio del curso intensivo | El curso intensivo de veinte horas semanales cuesta 210 euros por semana, material incluido.
precio-noche | Precio del curso de tarde | El curso de tarde, dos veces por semana, cuesta 95 euros al mes; el libro se paga aparte.
precio-particular | Clases particulares | Una clase particular de una hora vale 38 euros, o 350 el bono de diez.
horario-clases | Horario de las clases | Las clases de la mañana van de 9:00 a 13:00 y las de tarde de 18:30 a 20:30.
horario-secretaria | Horario de la secretaría | La secretaría atiende de lunes a jueves de 8:30 a 19:00 y el viernes hasta las 15:00.
festivos | Días festivos | Los días festivos no hay clase; las horas perdidas se recuperan el sábado siguiente.
nivel | Prueba de nivel | Antes de empezar, una prueba de nivel de cuarenta minutos por internet decide su grupo. Es gratuita.
cambio-grupo | Cambio de grupo | Puede cambiar de grupo durante la primera semana si el profesor está de acuerdo.
tamano | Tamaño de los grupos | Los grupos tienen entre cuatro y diez alumnos.
anulacion | Anulación del curso | Si anula el curso catorce días antes, se devuelve todo menos la matrícula; después, la mitad.
devolucion | Devolución del dinero | El dinero se devuelve por transferencia en un plazo de quince días.
aplazar | Aplazar el curso | Un curso puede aplazarse una vez, hasta seis meses, avisando por escrito.
faltas | Faltas de asistencia | Con más de un veinte por ciento de faltas no se entrega el certificado.
certificado | Certificado | Al terminar recibe un certificado con su nivel y las horas cursadas; el duplicado cuesta 10 euros.
examen | Examen oficial | El examen oficial se celebra en mayo y en noviembre. La inscripción cuesta 160 euros y se cierra seis semanas antes.
preparacion | Preparación del examen | El curso de preparación dura ocho semanas e incluye dos simulacros corregidos.
visado | Carta para el visado | Enviamos la carta para el visado de estudiante cuando se ha pagado la mitad del curso.
alojamiento-familia | Alojamiento en familia | Una habitación individual en una familia, con desayuno y cena, cuesta 240 euros por semana.
alojamiento-residencia | Alojamiento en la residencia | La residencia está a cinco minutos; la habitación doble cuesta 130 euros por semana, sin comidas.
fianza | Fianza de la residencia | Se dejan 150 euros de fianza, que se devuelven el último día si no hay daños.
llaves | Pérdida de las llaves | Quien pierde las llaves de la residencia paga 35 euros por el cambio de la cerradura.
aeropuerto | Recogida en el aeropuerto | Le recogemos en el aeropuerto por 40 euros; díganos el número de vuelo tres días antes.
autobus | Cómo llegar en autobús | Los autobuses 3 y 17 paran delante de la escuela; el billete cuesta 1,50.
biblioteca | Biblioteca | Los alumnos pueden llevarse tres libros durante dos semanas. El retraso cuesta 20 céntimos al día.
ordenadores | Sala de ordenadores | La sala de ordenadores está abierta todo el día; imprimir una página cuesta 5 céntimos.
excursiones | Excursiones | Los sábados organizamos excursiones en autocar por 25 euros, con entrada y guía.
intercambio | Intercambio de idiomas | Los miércoles a las 20:00 hay intercambio de conversación con vecinos del barrio, gratis.
ninos | Cursos para niños | En julio hay cursos para niños de siete a doce años, con comida y juegos, por 180 euros la semana.
empresas | Cursos para empresas | Damos clases en la oficina de la empresa, desde seis empleados; pida un presupuesto.
beca | Becas | Dos becas al año cubren un mes de curso; se solicitan antes del 1 de marzo.
descuento | Descuentos | Los hermanos y los antiguos alumnos tienen un diez por ciento de descuento sobre el curso, no sobre la matrícula.
pago | Formas de pago | Se paga con tarjeta o transferencia; en efectivo solo hasta 500 euros.
?mayores | ¿Hay un límite de edad? | No, admitimos a partir de dieciséis años y sin límite hacia arriba.
?silla | ¿Se puede entrar en silla de ruedas? | Sí, hay una rampa y un ascensor hasta el segundo piso.
?seguro | ¿Está incluido el seguro médico? | No; los alumnos de fuera de Europa deben contratar uno por su cuenta.
?cafeteria | ¿Hay cafetería en la escuela? | Sí, abre de 8:00 a 17:00 y sirve un menú de 9 euros.
?grabar | ¿Puedo grabar las clases? | Solo con permiso del profesor y de los compañeros.
`),
  questions: questionsOf(`
plain | ¿Cuánto cuesta la matrícula? | matricula
plain | ¿Cuánto vale el curso intensivo por semana? | precio-intensivo
plain | ¿A qué hora son las clases de la mañana? | horario-clases
plain | ¿Hasta qué hora atiende la secretaría el viernes? | horario-secretaria
plain | ¿Cuándo se celebra el examen oficial? | examen
plain | ¿Qué autobuses paran delante de la escuela? | autobus
plain | ¿Cuántos alumnos hay en los grupos? | tamano
plain | ¿Cuánto cuesta imprimir una página? | ordenadores
plain | carta para el visado de estudiante | visado
plain | ¿Hay descuento para hermanos? | descuento
plain | ¿Se puede pagar en efectivo? | pago
plain | ¿Cuánto es la fianza de la residencia? | fianza alojamiento-residencia
inflected | quiero anular mi curso | anulacion
inflected | ¿me devolverán el dinero? | devolucion anulacion
inflected | cambiarme a otro grupo | cambio-grupo
inflected | aplazamos el curso tres meses | aplazar
inflected | perdí la llave de la residencia | llaves
inflected | alojarse con una familia | alojamiento-familia
inflected | recoger a un alumno en el aeropuerto | aeropuerto
inflected | excursión de los sábados | excursiones
inflected | preparar el examen con simulacro | preparacion
inflected | solicitar una beca | beca
inflected | curso para un niño de ocho años | ninos
inflected | certificados duplicados | certificado
misspelt | matricúla del cruso | matricula
misspelt | orario de la secretaria | horario-secretaria horario-clases
misspelt | alojamieto en la residensia | alojamiento-residencia
misspelt | clases particualres bono | precio-particular
misspelt | exámen ofisial inscripcion | examen
misspelt | bibloteca llevarse libros | biblioteca
misspelt | pureba de nibel | nivel
misspelt | desceunto antiguos alumnos | descuento
reordered | de tarde, dos veces por semana, ¿qué precio tiene el curso? | precio-noche
reordered | sábado siguiente, horas perdidas por un día festivo | festivos
reordered | porcentaje de faltas para no perder el certificado | faltas certificado
reordered | conversación con vecinos, intercambio los miércoles | intercambio
reordered | en nuestra oficina, clases para los empleados | empresas
reordered | ruedas, silla de: ¿se entra? | ?silla
reordered | profesor, permiso para grabar | ?grabar
plain | límite de edad | ?mayores
plain | seguro médico incluido | ?seguro
plain | menú de la cafetería | ?cafeteria
synonym | ¿dónde puedo dormir? | alojamiento-residencia alojamiento-familia
synonym | no puedo ir la semana que viene, estoy enfermo | faltas aplazar
synonym | ¿abonan lo pagado? | devolucion
synonym | diploma | certificado
synonym | mi empresa quiere inglés para la plantilla | empresas
synonym | jubilados | ?mayores
`),
}
