package privacy

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"grounded/transcript"
	"grounded/transcript/cases"
)

// linked makes an interview whose speakers are linked to cases: "LABEL=case".
func linked(id string, links string, body ...string) *transcript.Transcript {
	t := interview(id, body...)
	meta := t.Meta
	for link := range strings.FieldsFuncSeq(links, func(r rune) bool { return r == ';' }) {
		label, to, _ := strings.Cut(link, "=")
		for i := range meta.Speakers {
			if meta.Speakers[i].Label == label {
				meta.Speakers[i].Case = to
			}
		}
	}
	return transcript.New(t.ID, meta, t.Body)
}

func texts(t ...*transcript.Transcript) []*transcript.Transcript { return t }

func TestWhoIsCalledWhat(t *testing.T) {
	titled := func(title string, t *transcript.Transcript) *transcript.Transcript {
		meta := t.Meta
		meta.Title = title
		return transcript.New(t.ID, meta, t.Body)
	}
	for name, c := range map[string]struct {
		in   Input
		want string // find=replacement, in the order of the table
	}{
		"a number that is a label": {Input{Transcripts: texts(interview("a", "Ann: Yes.", "P01: No."))}, "Ann=P02"},
		"part of a label":          {Input{Transcripts: texts(interview("a", "Ann: Yes.", "P1 on the phone: No."))}, "Ann=P02 P1 on the phone=P03"},
		"a number in the texts":    {Input{Transcripts: texts(interview("a", "Ann: As p1 said, and P-02, and P 3."))}, "Ann=P04"},
		"in an id":                 {Input{Transcripts: texts(interview("talk-p01", "Ann: Yes."))}, "Ann=P02"},
		"in a title":               {Input{Transcripts: texts(titled("Talk with P001", interview("a", "Ann: Yes.")))}, "Ann=P02"},
		"in a memo":                {Input{Transcripts: texts(interview("a", "Ann: Yes.")), Others: []Prose{{"m", "P01's story"}}}, "Ann=P02"},
		"of a case":                {Input{Transcripts: texts(interview("a", "Ann: Yes.")), Cases: []cases.Case{{ID: "p01"}}}, "Ann=P02"},
		"no number":                {Input{Transcripts: texts(interview("a", "Ann: Up01, p and 1, sp 1."))}, "Ann=P01"},
		"names in brackets":        {Input{Transcripts: texts(interview("a", "P01: Hi [name 1], I saw Ann."))}, "Ann=[name 2]"},
		"who asks":                 {Input{Transcripts: texts(interview("a", "Ines Prat: Yes?", "Interviewer: Yes?"))}, "Ines=Interviewer 1 Ines Prat=Interviewer 1 Prat=Interviewer 1"},
		"the id of their case":     {Input{Transcripts: texts(linked("p07", "Ann=p07", "Ann: I am P07.")), Cases: []cases.Case{{ID: "p07"}}}, "Ann=P07"},
		"an id that another has as a label": {Input{Transcripts: texts(linked("a", "Ann=p07", "Ann: I.", "P07: You.")), Cases: []cases.Case{{ID: "p07"}}},
			"Ann=P01"},
		"a label of their case": {Input{Transcripts: texts(linked("a", "Ann=ann", "Ann: I.")), Cases: []cases.Case{{ID: "ann", Labels: []string{"P04", "Ann"}}}}, "Ann=P04"},

		"labels of one case": {Input{Transcripts: texts(linked("a", "Ann=x;Bo=x", "Ann: I.", "Bo: I."), linked("b", "Cyd=x", "Cyd: I.", "Dee: I."))},
			"Ann=P01 Bo=P01 Cyd=P01 Dee=P02"},
		"labels of one name": {Input{Transcripts: texts(interview("a", "Chris: I."), interview("b", "Chris Weller: I."), interview("c", "Weller: I."))},
			"Chris=P01 Weller=P01 Chris Weller=P01"},
		"a name that two have": {Input{Transcripts: texts(interview("a", "Chris Weller: I.", "Chris Bond: I saw Chris."))},
			"Chris Weller=P01 Weller=P01 Bond=P02 Chris Bond=P02 Chris=[name 1]"},
		"a label that two have": {Input{Transcripts: texts(linked("a", "Chris=x", "Chris: I."), linked("b", "Chris=y", "Chris: I."))}, "Chris=[name 1]"},
		"labels of two cases":   {Input{Transcripts: texts(linked("a", "Chris=x", "Chris: I."), linked("b", "Chris Weller=y", "Chris Weller: I."))}, "Chris=P01 Chris Weller=P02 Weller=P02"},
		"labels that sound alike": {Input{Transcripts: texts(interview("a", "Chris: I."), interview("b", "Kris: I."), interview("c", "Cris: I."))},
			"Chris=P01 Cris=P01 Kris=P01"},
		"who speak together":     {Input{Transcripts: texts(interview("a", "Chris: I.", "Kris: I."))}, "Chris=P01 Kris=P02"},
		"who asks and who tells": {Input{Transcripts: texts(interview("a", "Ines Prat: I."), interview("b", "Ines: I."))}, "Ines=P01 Ines Prat=Interviewer Prat=Interviewer"},
		"spoken of with a surname": {Input{Transcripts: texts(interview("a", "Chris: I."), interview("b", "P09: I saw Chris Weller. Weller ran. I saw Kris."))},
			"Chris=P01 Kris=P01 Weller=P01 Chris Weller=P01"},
		"that begins a sentence": {Input{Transcripts: texts(interview("a", "Chris: I."), interview("b", "P09: Chris Weller? Hello Chris."))},
			"Chris=P01 Chris Weller=P01"},
		"two with a surname": {Input{Transcripts: texts(interview("a", "Chris: I."), interview("b", "P09: I saw Chris Weller and Chris Bond."))},
			"Chris=P01 Chris Weller=[name 1] Chris Bond=[name 2]"},
		"a surname alone": {Input{Transcripts: texts(interview("a", "Marla Quist: I saw Quist and Marlah."))},
			"Quist=P01 Marla=P01 Marla Quist=P01 Marlah=P01"},
		"parts of a name that is spoken of": {Input{Transcripts: texts(interview("a", "P01: I saw Will Hargreave. Will you come, Will? You will, Hargreave."))},
			"Will=[name 1] Hargreave=[name 1] Will Hargreave=[name 1]"},
		"parts that stand nowhere alone": {Input{Transcripts: texts(interview("a", "P01: I saw Rosa Lind, not Lee Ash."))}, "Rosa Lind=[name 1] Lee Ash=[name 2]"},
		"a family": {Input{Transcripts: texts(interview("a", "P01: I saw Mary Ash, and John Ash, and Mary, and the Ashes, and Ash."))},
			"Mary=[name 1] Mary Ash=[name 1] John Ash=[name 2] Ash=[name 3]"},
		"genitives and plurals": {Input{Transcripts: texts(interview("a", "Bo Wong: I saw the Wongs, and Corey, and the Coreys."))},
			"Wong=P01 Bo Wong=P01 Corey=[name 1]"},
		"genitives that sound like a label": {Input{Transcripts: texts(interview("a", "Heidi Müller: Bei Müllers und mit Heidis Hund und der Muller.")), Language: "de"},
			"Heidi=P01 Müller=P01 Heidi Müller=P01"},
		"nouns that sound like a label": {Input{Transcripts: texts(interview("a", "Brigitte Hahn: Ich gehe über die Brücken und nicht ins Hähn, auch das Han und der Hehn.", "Int: Han?")), Language: "de"},
			"Brigitte=P01 Brigitte Hahn=P01 Hahn=P01"},
		"a wife who is no title": {Input{Transcripts: texts(interview("a", "P01: Weil meine Frau Angst hat und Frau Okafor nicht.")), Language: "de"}, "Okafor=[name 1]"},
		"nouns of German in English": {Input{Transcripts: texts(interview("a", "P01: Weil die Heizung und meine Heizung und das Haus und der Hund nicht will."), interview("b", "P02: They say Heizung for it, says Jens, and the war."))},
			"Jens=[name 1]"},
		"order": {Input{Transcripts: texts(interview("a", "Zoe: I saw Yann.", "Abe: I saw Cal."), interview("b", "Yes: No."))},
			"Zoe=P01 Abe=P02 Yes=P03 Yann=[name 1] Cal=[name 2]"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, c := range Scan(c.in).Candidates {
				got = append(got, c.Find+"="+c.Replace)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, " "), c.want)
			}
		})
	}
}

func TestScanOfWritingWithoutSpaces(t *testing.T) {
	found := Scan(Input{Transcripts: texts(interview("a", "Lena: 是。", "P01: 我是Lena。"))}).Candidates
	if len(found) != 1 || found[0].Count != 2 {
		t.Errorf("found %+v", found)
	}
}

// What stands in other transcripts changes who is called what, and is not told.
func TestScanOfSome(t *testing.T) {
	in := Input{
		Transcripts: texts(interview("a", "Ann: I saw Rosa. Write to a@b.example."), interview("zoom", "Bo Lee: I saw Tomasz, and Ann.")),
		Cases:       []cases.Case{{ID: "x", Labels: []string{"Cyd"}}},
		Others:      []Prose{{"m", "So said Dora."}},
	}
	all := map[string]string{}
	for _, c := range Scan(in).Candidates {
		all[c.Find] = c.Replace
	}
	in.Only = []transcript.ID{"zoom"}
	var got []string
	for _, c := range Scan(in).Candidates {
		got = append(got, c.Find)
		if c.Count == 0 || !slices.Equal(c.Transcripts, []string{"zoom"}) || c.Replace != all[c.Find] {
			t.Errorf("%+v; of all %q", c, all[c.Find])
		}
	}
	if want := []string{"Ann", "Bo Lee", "Lee", "Tomasz"}; !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

var pseudonym = regexp.MustCompile(`^(?:P(\d+)|\[name (\d+)\]|Interviewer(?: (\d+))?)$`)

// Of any study: pseudonyms are no words of it, every label of a case has the
// same one, no two cases share one, people stand together, and it is always the same.
func TestPseudonyms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		labels := []string{"Chris", "Chris Weller", "Weller", "Kris", "Chris Bond", "Marla Quist", "Quist", "Will Hargreave", "Marlow", "Müller", "P01", "P2", "Interviewer", "Interviewer 2", "dot weller"}
		words := []string{"Chris", "Weller", "Chris Weller", "Kris", "Bond", "Will", "will", "Quist", "Quists", "Marla Bond", "Hargreave", "P01", "p03", "[name 1]", "[name 3]", "interviewer", "Rosa Lind", "Rosa", "Lind", "Dr Lind", "in Leith", "Ash", "Mary Ash", "said", "and"}
		ids := []string{"", "", "p01", "p03", "chris", "x"}
		var in Input
		for i := range rapid.IntRange(1, 3).Draw(t, "transcripts") {
			var said []transcript.Said
			meta := transcript.Meta{}
			for _, l := range rapid.SliceOfNDistinct(rapid.SampledFrom(labels), 1, 4, rapid.ID[string]).Draw(t, "labels") {
				meta.Speakers = append(meta.Speakers, transcript.Speaker{Label: l, Case: rapid.SampledFrom(ids).Draw(t, "case"),
					Role: rapid.SampledFrom([]transcript.Role{"", transcript.Participant, transcript.Interviewer}).Draw(t, "role")})
				said = append(said, transcript.Said{Speaker: l, Time: transcript.Untimed, Paragraphs: []string{"I saw " + strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 8).Draw(t, "words"), ", ") + "."}})
			}
			in.Transcripts = append(in.Transcripts, composed(t, transcript.ID(fmt.Sprintf("t%d", i)), meta, said))
		}
		for _, id := range ids[2:] {
			in.Cases = append(in.Cases, cases.Case{ID: id, Labels: rapid.SliceOfNDistinct(rapid.SampledFrom(labels), 0, 2, rapid.ID[string]).Draw(t, "labels of the case")})
		}
		found := Scan(in).Candidates
		if again := Scan(in).Candidates; fmt.Sprint(again) != fmt.Sprint(found) {
			t.Fatalf("found %v and then %v", found, again)
		}
		called := map[string]string{}
		order := []string{}
		for _, c := range found {
			if c.Count == 0 {
				t.Fatalf("%q stands nowhere", c.Find)
			}
			called[c.Find] = c.Replace
			if c.Kind == Place {
				continue
			}
			if !pseudonym.MatchString(c.Replace) {
				t.Fatalf("%q is called %q", c.Find, c.Replace)
			}
			if len(order) == 0 || order[len(order)-1] != c.Replace {
				order = append(order, c.Replace)
			}
		}
		once := slices.Sorted(slices.Values(order))
		if len(slices.Compact(once)) != len(order) {
			t.Fatalf("rows of one person stand apart: %q", order)
		}
		checkCases(t, in, called)
		checkFree(t, in, order)
		last := 0
		for _, p := range order {
			if m := pseudonym.FindStringSubmatch(p); m[2] != "" {
				n, _ := strconv.Atoi(m[2])
				for between := last + 1; between < n; between++ {
					if !strings.Contains(allOf(in), fmt.Sprintf("[name %d]", between)) {
						t.Fatalf("nobody is %d in %q", between, order)
					}
				}
				last = n
			}
		}
	})
}

func composed(t *rapid.T, id transcript.ID, meta transcript.Meta, said []transcript.Said) *transcript.Transcript {
	tr, err := transcript.Compose(id, meta, said)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// linksOf returns the cases to which each label is linked.
func linksOf(in Input) map[string][]string {
	out := map[string][]string{}
	link := func(label, id string) {
		if id != "" && !generic(label) && !slices.Contains(out[label], id) {
			out[label] = append(out[label], id)
		}
	}
	for _, c := range in.Cases {
		for _, l := range c.Labels {
			link(l, c.ID)
		}
	}
	for _, t := range in.Transcripts {
		for _, s := range t.Speakers {
			link(s.Label, s.Case)
		}
	}
	return out
}

func checkCases(t *rapid.T, in Input, called map[string]string) {
	of, whose := map[string]string{}, map[string]string{}
	links := linksOf(in)
	for _, label := range slices.Sorted(maps.Keys(links)) {
		if ids := links[label]; len(ids) == 1 {
			if was := of[ids[0]]; was != "" && was != called[label] {
				t.Fatalf("case %s is called %q and, as %q, %q", ids[0], was, label, called[label])
			}
			if was := whose[called[label]]; was != "" && was != ids[0] {
				t.Fatalf("cases %s and %s are both called %q", was, ids[0], called[label])
			}
			of[ids[0]], whose[called[label]] = called[label], ids[0]
		}
	}
	for label, ids := range links {
		if len(ids) > 1 && whose[called[label]] != "" {
			t.Fatalf("%q, of cases %s, is called %q, as case %s", label, ids, called[label], whose[called[label]])
		}
	}
}

// allOf returns all that stands in a study, in small letters.
func allOf(in Input) string {
	var out []string
	for _, t := range in.Transcripts {
		out = append(out, string(t.ID), t.Body)
		for _, s := range t.Speakers {
			out = append(out, s.Label)
		}
	}
	for _, c := range in.Cases {
		out = append(append(out, c.ID), c.Labels...)
	}
	return strings.ToLower(strings.Join(out, "\n"))
}

func checkFree(t *rapid.T, in Input, pseudonyms []string) {
	all := allOf(in)
	for _, p := range pseudonyms {
		pattern := regexp.QuoteMeta(strings.ToLower(p))
		if m := pseudonym.FindStringSubmatch(p); m[1] != "" {
			own := func(c cases.Case) bool {
				return strings.EqualFold(c.ID, p) || slices.Contains(c.Labels, p)
			}
			if slices.ContainsFunc(in.Cases, own) {
				continue
			}
			if slices.ContainsFunc(in.Transcripts, func(t *transcript.Transcript) bool {
				return slices.ContainsFunc(t.Speakers, func(s transcript.Speaker) bool { return s.Label == p && s.Case != "" })
			}) {
				continue
			}
			pattern = "p0*" + strings.TrimLeft(m[1], "0")
		}
		if regexp.MustCompile(`(?:^|[^a-z0-9])` + pattern + `(?:$|[^a-z0-9 ]| [^0-9])`).MatchString(all) {
			t.Fatalf("%q is proposed and stands in the study:\n%s", p, all)
		}
	}
}
