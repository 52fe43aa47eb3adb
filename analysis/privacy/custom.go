package privacy

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// coded is a label that names nobody: letters and a number, as P07.
var coded = regexp.MustCompile(`^\p{L}{0,3}[ _.-]?\d+$`)

// generic reports whether a label tells what somebody does, or which voice it
// was, rather than who it is.
func generic(label string) bool {
	if coded.MatchString(label) {
		return true
	}
	bare := strings.TrimSpace(strings.TrimRight(strings.ToLower(label), " 0123456789()#."))
	switch bare {
	case "", "int", "interviewer", "interviewee", "participant", "respondent", "moderator", "facilitator", "researcher", "speaker",
		"unknown speaker", "unknown", "unidentified", "male", "female", "man", "woman", "all", "group", "audience", "host", "guest",
		"voice", "person", "patient", "student", "teacher", "nurse", "iphone", "ipad", "android", "phone", "user", "zoom user",
		"befragte", "befragter", "befragte person", "sprecher", "sprecherin", "teilnehmer", "teilnehmerin", "interviewerin", "moderatorin", "unbekannt":
		return true
	}
	return false
}

// acronym reports whether a word is capitals throughout, as few names are.
func acronym(word string) bool {
	word = strings.TrimSuffix(word, "s")
	return strings.ToUpper(word) == word && utf8.RuneCountInString(word) <= 5
}

func located(before string) bool {
	switch strings.ToLower(before) {
	case "in", "at", "to", "from", "near", "around", "outside", "across", "through", "towards", "via", "leaving", "visiting":
		return true
	}
	return false
}

func kindOfPlace(word string) bool {
	switch word {
	case "Street", "Road", "Avenue", "Lane", "Drive", "Square", "Park", "Bridge", "Station", "Hospital", "Clinic", "School", "College",
		"University", "Church", "Library", "Centre", "Center", "House", "Hall", "Hill", "Valley", "River", "Lake", "Beach", "Island", "Market",
		"Hotel", "Café", "Cafe", "Prison", "Court", "Estate", "Village", "County", "Town", "City":
		return true
	}
	return false
}

func title(word string) bool {
	switch strings.TrimSuffix(word, ".") {
	case "Mr", "Mrs", "Ms", "Miss", "Dr", "Doctor", "Professor", "Prof", "Sir", "Auntie", "Aunt", "Uncle", "Nurse", "Father", "Sister", "Brother",
		"Reverend", "Pastor", "Herr", "Herrn", "Frau", "Doktor", "Schwester", "Onkel", "Tante", "Familie", "Madame", "Monsieur", "Señor", "Señora":
		return true
	}
	return false
}

// stopped reports whether a word begins with a capital by custom.
func stopped(word string) bool {
	if first, n := utf8.DecodeRuneInString(word); n == len(word) || first == 'I' && strings.ContainsAny(word, "'’") {
		return true
	}
	switch strings.TrimSuffix(word, "s") {
	case "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
		"Christma", "Easter", "Ramadan", "Eid", "Diwali", "Hanukkah", "Halloween", "New", "God", "Lord", "Bible", "Quran", "Covid", "Internet", "Zoom", "Google", "Facebook",
		"WhatsApp", "YouTube", "English", "French", "German", "Spanish", "Italian", "Polish", "Portuguese", "Russian", "Chinese", "Arabic", "Turkish",
		"Hindi", "Urdu", "British", "American", "European", "African", "Asian", "Indian", "Irish", "Scottish", "Welsh", "Christian", "Muslim", "Jewish",
		"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag", "Januar", "Februar", "März", "Mai", "Juni", "Juli", "Oktober", "Dezember",
		"Weihnachten", "Ostern", "Pfingsten", "Silvester", "Gott", "Deutsch", "Englisch",
		"Hindu", "Catholic", "Buddhist", "Mum", "Mom", "Dad", "Ok", "Okay", "Mr", "Mr.", "Dr", "M", "Mi", "Mrs":
		return true
	}
	return title(word)
}
