import { entriesOf, questionsOf, type RetrievalSet } from './q6-lines.ts'

/** A nursery garden, in German: a language without a dictionary of its own here, so that no ending is cut and no word is too common. */
export const simple: RetrievalSet = {
  language: 'simple',
  entries: entriesOf(`
lieferung-kosten | Kosten der Lieferung | Die Lieferung kostet 12 Euro bis 30 Kilometer und 25 Euro bis 60 Kilometer. Ab einem Einkauf von 200 Euro ist sie kostenlos.
lieferung-zeit | Zeit der Lieferung | Pflanzen werden dienstags und freitags ausgeliefert, jeweils zwischen 8 und 14 Uhr.
lieferung-schwer | Erde und Steine | Erde, Kies und Steine liefert ein Lastwagen mit Kran; die Zufahrt muss drei Meter breit sein.
abholung | Abholung | Bestellte Ware liegt am nächsten Tag ab 10 Uhr am Tor bereit und wird eine Woche lang aufgehoben.
umtausch | Umtausch | Werkzeug und Töpfe werden innerhalb von 14 Tagen mit Kassenzettel umgetauscht, Pflanzen nicht.
anwachsgarantie | Garantie für Bäume | Bäume und Sträucher, die im ersten Jahr nicht anwachsen, ersetzen wir einmal, wenn wir sie gepflanzt haben.
rechnung | Rechnung | Firmen kaufen auf Rechnung mit einem Ziel von 21 Tagen; Privatkunden zahlen an der Kasse.
zahlung | Zahlung | An der Kasse nehmen wir Bargeld und Karten, im Internet Karten und Überweisung.
gutschein | Gutscheine | Gutscheine gibt es ab 10 Euro; sie gelten drei Jahre und werden nicht ausgezahlt.
oeffnung | Öffnungszeiten | Geöffnet ist montags bis freitags von 8 bis 18 Uhr und samstags bis 16 Uhr.
oeffnung-sonntag | Sonntags im Frühling | Von März bis Juni öffnen wir auch sonntags von 10 bis 12 Uhr, nur für Blumen.
beratung | Beratung im Garten | Ein Gärtner besucht Ihren Garten für 70 Euro je Stunde; bei einem Auftrag wird das verrechnet.
planung | Planung eines Gartens | Ein Plan mit Zeichnung und Liste der Pflanzen kostet ab 450 Euro.
pflanzung | Pflanzen lassen | Wir pflanzen Hecken und Bäume; ein Meter Hecke kostet mit Arbeit 38 Euro.
hecke-schnitt | Hecken schneiden | Der Schnitt einer Hecke kostet 6 Euro je Meter. Von März bis September wird nur leicht geschnitten, wegen der Vögel.
baum-schnitt | Obstbäume schneiden | Obstbäume werden im Februar geschnitten, für 85 Euro je Baum.
baum-faellen | Bäume fällen | Für das Fällen braucht es ab 80 Zentimetern Umfang eine Erlaubnis der Gemeinde, die wir einholen.
rasen-saeen | Rasen säen | Rasen wird von April bis Mai oder im September gesät. Ein Kilo Samen reicht für vierzig Quadratmeter.
rasen-rollen | Rollrasen | Rollrasen kostet 5 Euro je Quadratmeter und muss am Tag der Lieferung verlegt werden.
rasen-duengen | Rasen düngen | Dreimal im Jahr düngen, zuletzt im Oktober mit Kalium, und danach gut wässern.
giessen | Gießen | Gießen Sie morgens und selten, dafür viel: zehn Liter je Strauch zweimal in der Woche.
bewaesserung | Bewässerung einbauen | Eine Anlage mit Tropfschläuchen und Uhr bauen wir ab 900 Euro ein.
schaedlinge | Läuse und Raupen | Gegen Läuse hilft Seifenlauge; gegen den Zünsler im Buchs spritzen wir zweimal im Jahr.
pilze | Mehltau und Rost | Befallene Blätter entfernen und in den Müll geben, nicht auf den Kompost.
kompost | Kompost kaufen | Ein Sack Kompost von vierzig Litern kostet 4 Euro, lose ein Kubikmeter 35.
erde-toepfe | Erde für Töpfe | Für Töpfe mischen wir torffreie Erde mit Bims; ein Sack kostet 7 Euro.
rosen | Rosen pflanzen | Rosen ohne Topf werden im November gepflanzt, solche im Topf das ganze Jahr.
kraeuter | Kräuter | Basilikum verträgt keinen Frost und gehört erst nach Mitte Mai nach draußen.
winterquartier | Pflanzen im Winterquartier | Oleander und Zitronen überwintern bei uns ab 30 Euro von Oktober bis April.
maschinen | Maschinen mieten | Häcksler und Vertikutierer kosten 45 Euro am Tag, bei 100 Euro Kaution.
anhaenger | Anhänger leihen | Den Anhänger verleihen wir für zwei Stunden umsonst an Kunden.
kurse | Kurse | Samstags im Februar zeigen wir das Schneiden von Obstbäumen, für 25 Euro mit Mittagessen.
ausbildung | Ausbildung | Zwei Lehrlinge beginnen jedes Jahr im August; Bewerbungen bitte bis März.
?hunde | Dürfen Hunde in die Gärtnerei? | Ja, an der Leine, außer in das Gewächshaus mit den Kräutern.
?toilette | Gibt es eine Toilette für Kunden? | Ja, neben der Kasse, auch mit Rollstuhl.
?bienen | Welche Pflanzen mögen Bienen? | Lavendel, Salbei und Fetthenne blühen lange und ohne viel Wasser.
?grab | Pflegen Sie auch Gräber? | Ja, auf den beiden Friedhöfen der Stadt, ab 180 Euro im Jahr.
?weihnachten | Verkaufen Sie Weihnachtsbäume? | Ab dem ersten Dezember, aus der Region, auch im Topf.
`),
  questions: questionsOf(`
plain | Was kostet die Lieferung bis 60 Kilometer? | lieferung-kosten
plain | An welchen Tagen werden Pflanzen ausgeliefert? | lieferung-zeit
plain | Wie breit muss die Zufahrt für den Lastwagen sein? | lieferung-schwer
plain | Wie lange gelten Gutscheine? | gutschein
plain | Was kostet der Schnitt einer Hecke je Meter? | hecke-schnitt pflanzung
plain | Wann werden Obstbäume geschnitten? | baum-schnitt kurse
plain | Wann wird Rasen gesät? | rasen-saeen
plain | Was hilft gegen Läuse? | schaedlinge
plain | Was kostet ein Sack Kompost? | kompost erde-toepfe
plain | Ab wann verträgt Basilikum draußen keinen Frost mehr? | kraeuter
plain | Wie hoch ist die Kaution für den Häcksler? | maschinen
plain | Sind Sie samstags bis 16 Uhr geöffnet? | oeffnung
inflected | einen Baum fällen | baum-faellen
inflected | Rose im Topf pflanzen | rosen
inflected | Bestellung abholen | abholung
inflected | Töpfe umtauschen | umtausch
inflected | Rechnungen für eine Firma | rechnung
inflected | Überweisungen und Karte | zahlung
inflected | gärtnerische Planungen mit Plänen | planung
inflected | den Rasen gedüngt im Oktober | rasen-duengen
inflected | Anlage zur Bewässerung eingebaut | bewaesserung
inflected | Zitrone überwintert | winterquartier
inflected | befallenes Blatt mit Mehltau | pilze
inflected | Kurs am Samstag | kurse
misspelt | Öfnungszeiten samstgas | oeffnung
misspelt | Rolrasen verlegn | rasen-rollen
misspelt | Gutschien auszahlen | gutschein
misspelt | Bewäserung Tropfschlauch | bewaesserung
misspelt | Anwachsgarantie Beume | anwachsgarantie
misspelt | Anhenger leien | anhaenger
misspelt | Komposst Kubikmetter | kompost
misspelt | Ausbildng Lehrlinge Bewerbng | ausbildung
reordered | Garten, Beratung vor Ort durch einen Gärtner | beratung
reordered | sonntags, nur für Blumen, im Frühling geöffnet | oeffnung-sonntag oeffnung
reordered | Meter Hecke mit Arbeit pflanzen lassen | pflanzung
reordered | morgens oder abends, wie oft gießen | giessen
reordered | torffrei, Erde für den Topf | erde-toepfe
reordered | Leine, Hunde in der Gärtnerei | ?hunde
reordered | Rollstuhl, Toilette für Kunden | ?toilette
plain | Pflanzen für Bienen | ?bienen
plain | Weihnachtsbäume im Topf | ?weihnachten
inflected | Grab pflegen | ?grab
synonym | Wie komme ich an Euer Zeug ohne Auto | lieferung-kosten lieferung-zeit
synonym | mein Apfelbaum trägt nicht mehr | baum-schnitt
synonym | Geschenk für meine Mutter | gutschein
synonym | Tannenbaum | ?weihnachten
synonym | der Strauch ist eingegangen | anwachsgarantie
synonym | Schädlingsbefall | schaedlinge pilze
`),
}
