package reader

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"
)

// Writers for the formats of programs: each writes a talk as its program does.

func asJSON(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return b.String()
}

type object = map[string]any

// halves splits the words of a turn in two.
func halves(text string) (string, string) {
	words := strings.Split(text, " ")
	half := (len(words) + 1) / 2
	return strings.Join(words[:half], " "), strings.Join(words[half:], " ")
}

func asWhisperX(talk []turn) string {
	var segments []object
	for _, u := range talk {
		a, b := halves(u.Paragraphs[0])
		at := float64(u.Time) / 1000
		segments = append(segments, object{"start": at, "end": at + .4, "text": " " + a, "speaker": u.Speaker})
		if b != "" {
			segments = append(segments, object{"start": at + .4, "end": at + .9, "text": " " + b})
		}
	}
	return asJSON(object{"segments": segments, "language": "en"})
}

// asOneSegment writes a talk as a single segment, whose words say who speaks.
func asOneSegment(talk []turn) string {
	var words []object
	var text strings.Builder
	for _, u := range talk {
		for i, w := range strings.Fields(u.Paragraphs[0]) {
			word := object{"word": w, "speaker": u.Speaker}
			if i == 0 {
				word["start"] = float64(u.Time) / 1000
			}
			words = append(words, word)
		}
		text.WriteString(" " + u.Paragraphs[0])
	}
	return asJSON(object{"segments": []object{{"start": float64(talk[0].Time) / 1000, "text": text.String(), "words": words}}})
}

func asWhisperCpp(talk []turn) string {
	var segments []object
	for _, u := range talk {
		segments = append(segments, object{"timestamps": object{"from": "00:00:00,000"}, "offsets": object{"from": u.Time, "to": u.Time + 900}, "text": " " + u.Paragraphs[0], "speaker": u.Speaker})
	}
	return asJSON(object{"result": object{"language": "en"}, "transcription": segments})
}

func asRevJSON(talk []turn) string {
	var monologues, speakers []object
	for i, u := range talk {
		var elements []object
		for n, word := range strings.SplitAfter(u.Paragraphs[0], " ") {
			elements = append(elements, object{"type": "text", "value": word, "ts": float64(u.Time)/1000 + float64(n)})
		}
		monologues = append(monologues, object{"speaker": i % 3, "elements": elements})
	}
	for i := range 3 {
		speakers = append(speakers, object{"id": i, "name": talk[i].Speaker})
	}
	return asJSON(object{"monologues": monologues, "speakers": speakers})
}

func asOTranscribe(talk []turn) string {
	var b strings.Builder
	for _, u := range talk {
		fmt.Fprintf(&b, `<p><span class="timestamp" data-timestamp="%.2f">%s</span><b>%s:</b> `, float64(u.Time)/1000, strings.TrimPrefix(u.Time.String(), "00:"), u.Speaker)
		for i, p := range u.Paragraphs {
			if i > 0 {
				b.WriteString("<br />")
			}
			b.WriteString(html.EscapeString(p))
		}
		b.WriteString("</p>")
	}
	return asJSON(object{"text": b.String(), "media": "talk.mp3", "media-time": 1})
}

// bySpeaker returns the turns of each speaker, by first appearance.
func bySpeaker(talk []turn) (names []string, turns map[string][]int) {
	turns = map[string][]int{}
	for i, u := range talk {
		if turns[u.Speaker] == nil {
			names = append(names, u.Speaker)
		}
		turns[u.Speaker] = append(turns[u.Speaker], i)
	}
	return names, turns
}

func asELAN(talk []turn) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<ANNOTATION_DOCUMENT><TIME_ORDER>\n")
	for i, u := range talk {
		fmt.Fprintf(&b, `<TIME_SLOT TIME_SLOT_ID="a%d" TIME_VALUE="%d"/><TIME_SLOT TIME_SLOT_ID="b%d" TIME_VALUE="%d"/>`, i, u.Time, i, u.Time+900)
	}
	b.WriteString("</TIME_ORDER>\n")
	names, turns := bySpeaker(talk)
	for _, name := range names {
		fmt.Fprintf(&b, `<TIER TIER_ID="tx@%s" PARTICIPANT="%s">`+"\n", name, name)
		for _, i := range turns[name] {
			fmt.Fprintf(&b, `<ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1="a%d" TIME_SLOT_REF2="b%d"><ANNOTATION_VALUE>%s</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>`+"\n",
				i, i, html.EscapeString(talk[i].Paragraphs[0]))
		}
		b.WriteString("</TIER>\n")
	}
	return b.String() + "</ANNOTATION_DOCUMENT>\n"
}

// asTextGrid writes a tier a speaker, with silence between what they say; long
// writes the keys that are there for people.
func asTextGrid(talk []turn, long bool) string {
	var b strings.Builder
	field := func(key string, value any) {
		if long {
			b.WriteString(key + " = ")
		}
		if text, ok := value.(string); ok {
			value = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
		}
		fmt.Fprintf(&b, "%v \n", value)
	}
	end := float64(talk[len(talk)-1].Time)/1000 + 2
	b.WriteString("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n")
	field("xmin", 0)
	field("xmax", end)
	b.WriteString("<exists> \n")
	names, turns := bySpeaker(talk)
	field("size", len(names))
	for n, name := range names {
		if long {
			fmt.Fprintf(&b, "    item [%d]:\n", n+1)
		}
		field("class", "IntervalTier")
		field("name", name)
		field("xmin", 0)
		field("xmax", end)
		field("intervals: size", 2*len(turns[name]))
		before := 0.0
		for _, i := range turns[name] {
			at := float64(talk[i].Time) / 1000
			for _, a := range []struct {
				from, to float64
				text     string
			}{{before, at, ""}, {at, at + .9, talk[i].Paragraphs[0]}} {
				field("xmin", a.from)
				field("xmax", a.to)
				field("text", a.text)
			}
			before = at + .9
		}
	}
	return b.String()
}

// asCHAT writes main tiers over two lines, and a dependent tier under each.
func asCHAT(talk []turn) string {
	var b strings.Builder
	b.WriteString("@UTF8\n@Begin\n@Languages:\teng\n")
	for _, u := range talk {
		first, second := halves(u.Paragraphs[0])
		fmt.Fprintf(&b, "*%s:\t%s\n\t%s \x15%d_%d\x15\n%%mor:\tn|x\n", u.Speaker, first, second, u.Time, u.Time+900)
	}
	return b.String() + "@End\n"
}
