// Package grouping puts codes that go together into groups, each with what speaks for
// it, to be looked at by somebody who may make themes of them: how far their passages
// share turns, how alike the words of their passages are, and where they stand in the
// codebook. It offers groups of codes; what they mean, and whether anything, people
// say. It reads and writes the file in which they say it.
package grouping

import (
	"cmp"
	"fmt"
	"slices"

	"grounded/analysis/cooccurrence"
	"grounded/analysis/linkage"
	"grounded/analysis/people"
	"grounded/analysis/terms"
	"grounded/analysis/unit"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Options say how codes are grouped.
type Options struct {
	By      cooccurrence.By // where passages meet; not by Distance
	Weights Weights
	K       int // so many groups; 0 means as many as lie apart best
	Most    int // where K is 0: so many groups at most; 0 means a third of the codes, and 20
	Least   int // codes with fewer codings are left apart

	// Joined takes the codes of all coders together; see [cooccurrence.Options].
	Joined bool
	Same   []unit.Category
	Label  func(string) string

	// Stem returns what stems the words of a transcript.
	Stem func(*transcript.Transcript) func(word string) string
	// Leave reports whether a word says little of what a text is about; nil says so of
	// none.
	Leave func(word string) bool

	Passages int             // so many of each group, each of another participant
	Quoting  *coding.Quoting // says which may be quoted; nil says nothing
}

// Suggestion is the groups of the codes of one coder, or of several together.
type Suggestion struct {
	Options
	Coders []*coding.Coder
	Codes  []Code // that were grouped, by id
	Groups []Group
	Apart  []Apart       // that were not, by id
	Fits   []linkage.Fit // by number of groups; empty where there are fewer than three codes
	Mean   float64       // silhouette width of all

	counts Weights // what each likeness counts as it is, see scale
}

// tells reports whether anything tells the codes apart.
func (s Suggestion) tells() bool { return s.counts != Weights{} }

// Code is a code that is in a group.
type Code struct {
	cooccurrence.Code
	Participants int
	Group        int           // in Groups
	Width        linkage.Width // Next in Groups

	own Likeness // to the others of its group, on average
}

// Apart is a code that is in no group, and why.
type Apart struct {
	cooccurrence.Code
	Because string
}

// Group is codes that go together.
type Group struct {
	Codes        []int // in Suggestion.Codes, those that lie in it best first
	Codings      int
	Participants int
	Within       Likeness // of its codes, on average
	Without      Likeness // of its codes to all others
	Closest      [2]int   // the two codes most alike; the same twice in a group of one
	Meet         int      // turns, or other units, that the passages of these two share
	Terms        []string // said more in its passages than in those of other groups
	TermsUnsaid  int      // that would stand there and are not printed
	Passages     []Passage
}

// TooMany is more groups than there are codes to put into them.
type TooMany struct {
	Analysts      string
	Groups, Codes int
	Least         int
}

// Error says so.
func (e TooMany) Error() string {
	return fmt.Sprintf("%s has %s with %s or more, too few for %s", e.Analysts, counted(e.Codes, "code"), counted(e.Least, "coding"), counted(e.Groups, "group"))
}

// Suggest groups the codes of each coder that was picked, or of all where they are
// joined. An error is a TooMany.
func Suggest(p coding.Picked, o Options) ([]Suggestion, error) {
	found := cooccurrence.Find(p, cooccurrence.Options{By: o.By, Joined: o.Joined, Same: o.Same, Label: o.Label})
	reading := terms.Read(p.Transcripts, p.MeansTurn, o.Stem)
	who := people.Of(p)
	var out []Suggestion
	for _, body := range found.Bodies {
		d := &draft{Suggestion: Suggestion{Options: o, Coders: body.Coders}, body: body, picked: p, reading: reading, people: who}
		d.list()
		if d.Most == 0 {
			d.Most = min(max(len(d.Codes)/3, 2), 20)
		}
		if o.K > len(d.Codes) {
			return nil, TooMany{analysts(body.Coders), o.K, len(d.Codes), o.Least}
		}
		d.compare()
		d.part()
		d.describe()
		out = append(out, d.Suggestion)
	}
	return out, nil
}

// draft is a suggestion in the making.
type draft struct {
	Suggestion
	body    cooccurrence.Body
	picked  coding.Picked
	reading *terms.Reading
	people  people.People

	places map[cooccurrence.Meaning]int // of what codes mean, in Codes
	uses   [][]use                      // the passages of each of Codes
	words  []terms.Vector               // of the passages of each
	alike  []Likeness                   // of each to each
}

// use is a passage that bears a code.
type use struct {
	transcript *transcript.Transcript
	span       transcript.Span
	said       terms.Words
}

func (u use) compare(o use) int {
	if u.transcript != o.transcript {
		return cmp.Compare(u.transcript.ID, o.transcript.ID)
	}
	return cmp.Or(cmp.Compare(u.span.Start, o.span.Start), cmp.Compare(u.span.End, o.span.End))
}

func (u use) same(o use) bool { return u.transcript == o.transcript && u.span == o.span }

// list finds the codes that are grouped, and their passages, each once.
func (d *draft) list() {
	d.places = map[cooccurrence.Meaning]int{}
	for _, c := range d.body.Codes {
		if c.Codings < d.Least {
			d.Apart = append(d.Apart, Apart{c, counted(c.Codings, "coding")})
			continue
		}
		for _, m := range c.Means {
			d.places[m] = len(d.Codes)
		}
		d.Codes = append(d.Codes, Code{Code: c})
	}
	d.uses = make([][]use, len(d.Codes))
	for _, r := range d.picked.Rows {
		if at, is := d.places[cooccurrence.Meaning{Coder: r.Coder, Code: r.Entry.ID}]; is && r.By != coding.ByQuery {
			d.uses[at] = append(d.uses[at], use{transcript: r.Transcript, span: r.Now})
		}
	}
	for i, uses := range d.uses {
		if !slices.IsSortedFunc(uses, use.compare) {
			slices.SortFunc(uses, use.compare)
		}
		uses = slices.CompactFunc(uses, use.same)
		heard := make([]bool, d.people.N)
		for j := range uses {
			u := &uses[j]
			u.said = d.reading.Said(u.transcript, u.span)
			d.people.In(u.transcript, u.span, func(who int) { heard[who] = true })
		}
		d.uses[i], d.Codes[i].Participants = uses, trues(heard)
	}
}

func trues(list []bool) int {
	n := 0
	for _, is := range list {
		if is {
			n++
		}
	}
	return n
}

// part cuts the tree of codes into groups, those of most codings first.
func (d *draft) part() {
	n := len(d.Codes)
	if n == 0 {
		return
	}
	alike := func(i, j int) float64 { return d.alike[i*n+j].value(d.counts) }
	far := func(i, j int) float64 { return 1 - alike(i, j) }
	merges := linkage.Average(n, alike)
	d.Fits = linkage.Fits(n, merges, far, 2, min(max(d.Most, d.K), n-1))
	k := max(d.K, 1)
	if d.K == 0 && d.tells() {
		best, _ := linkage.Best(d.Fits)
		k = max(best.K, 1)
	}
	groups := linkage.Cut(n, merges, k)
	widths := linkage.Silhouettes(groups, far)
	order := make([]int, k) // of each group
	d.Groups = make([]Group, k)
	for i, g := range groups {
		d.Groups[g].Codes = append(d.Groups[g].Codes, i)
		d.Groups[g].Codings += d.Codes[i].Codings
		order[g] = g
		d.Mean += widths[i].Value / float64(n)
	}
	slices.SortStableFunc(order, func(a, b int) int { return d.Groups[b].Codings - d.Groups[a].Codings })
	sorted := make([]Group, k)
	place := make([]int, k)
	for at, g := range order {
		sorted[at], place[g] = d.Groups[g], at
	}
	d.Groups = sorted
	for i, g := range groups {
		d.Codes[i].Group, d.Codes[i].Width = place[g], widths[i]
		if next := widths[i].Next; next >= 0 {
			d.Codes[i].Width.Next = place[next]
		}
	}
}
