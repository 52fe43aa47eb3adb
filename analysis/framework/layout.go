package framework

import (
	"cmp"
	"slices"

	"grounded/analysis/people"
	"grounded/analysis/terms"
	"grounded/analysis/theme"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// By is what one analyst says of where codes belong.
type By struct {
	Analyst coding.Analyst
	*Placements
}

// Options say what is laid out.
type Options struct {
	// Means reports whether a code is asked about; placed or not, others do not count.
	Means func(*coding.Coder, codebook.Code) bool
	// Stem returns what stems the words of a transcript, and Word is that for the words
	// of constructs and codes.
	Stem func(*transcript.Transcript) func(word string) string
	Word func(word string) string
	// Leave reports whether a word says little of what a text is about; nil says so of
	// none.
	Leave   func(word string) bool
	Quoting *coding.Quoting // says which words may be quoted; nil says nothing
	Propose bool            // where codes may belong of which nobody has said anything
}

// Said is where somebody places a code.
type Said struct {
	Followed
	By coding.Analyst
}

// Code is a code of some coders' book as it is laid out.
type Code struct {
	codebook.Code
	Ref   theme.CodeRef // by the first of the coders
	Owner string        // whose book it is of, where there are several

	Codings      int // the same code on the same passage twice is one
	Transcripts  int
	Participants int

	Said []Said      // by people, of this code or else of the nearest above it
	Of   codebook.ID // the code above it that they said it of; "" of itself
	Lost []Said      // the same, on constructs that are not there any more
	Far  codebook.ID // the code above it that they said that of

	book *codebook.Book
	uses []use
}

// Held reports whether somebody places a code on a construct.
func (c Code) Held() bool {
	return slices.ContainsFunc(c.Said, func(s Said) bool { return !s.Nowhere })
}

// Outside reports whether somebody says that the framework does not hold a code.
func (c Code) Outside() bool {
	return slices.ContainsFunc(c.Said, func(s Said) bool { return s.Nowhere })
}

// use is a passage that bears a code.
type use struct {
	transcript *transcript.Transcript
	span       transcript.Span
	coder      *coding.Coder
	said       terms.Words
}

func (u use) compare(o use) int {
	if u.transcript != o.transcript {
		return cmp.Compare(u.transcript.ID, o.transcript.ID)
	}
	return cmp.Or(cmp.Compare(u.span.Start, o.span.Start), cmp.Compare(u.span.End, o.span.End))
}

// Shelf is what a construct holds.
type Shelf struct {
	Construct
	Depth        int
	Codes        []int // placed on it, in Layout.Codes
	Codings      int   // of these, and of the constructs below
	Transcripts  int
	Participants int
}

// Layout is codes laid out on a framework.
type Layout struct {
	*Framework
	Coders    []*coding.Coder
	Codes     []Code // by book, in its order: in use, or with codings
	Shelves   []Shelf
	Proposals []Proposal // for codes of which nobody has said anything, by construct
	Unknown   int        // placements on what the framework or the books do not hold
	Loose     int        // codings of codes that no book holds

	sayers  int // how many people said anything
	picked  coding.Picked
	people  people.People
	reading *terms.Reading
	phrases map[int32][]phrase // terms of constructs, by the stem that they begin with
	forms   map[string]string  // of the stems in texts of constructs
	o       Options
}

// Lay lays the codes of a selection out as people placed them, and proposes where others
// may belong.
func (f *Framework) Lay(p coding.Picked, said []By, o Options) Layout {
	l := Layout{
		Framework: f, Coders: p.Coders,
		picked: p, people: people.Of(p), sayers: len(said), o: o,
	}
	if o.Propose {
		l.reading = terms.Read(p.Transcripts, p.MeansTurn, o.Stem)
	}
	l.list()
	l.hear(said)
	l.shelve()
	if o.Propose {
		l.propose()
	}
	return l
}

// list finds the codes, and their passages.
func (l *Layout) list() {
	type key struct {
		book string
		code codebook.ID
	}
	at := map[key]int{}
	owners := coding.Owners(l.Coders)
	passages := map[key][]use{}
	for _, r := range l.picked.Rows {
		if _, there := r.Coder.Book.Code(r.Entry.ID); !there {
			l.Loose++
			continue
		}
		if r.By != coding.ByQuery {
			k := key{r.Coder.Book.Name(), r.Entry.ID}
			passages[k] = append(passages[k], use{transcript: r.Transcript, span: r.Now, coder: r.Coder})
		}
	}
	for _, coder := range l.Coders {
		for _, c := range coder.Book.Codes {
			k := key{coder.Book.Name(), c.ID}
			if _, known := at[k]; known || !c.InUse() && len(passages[k]) == 0 || !l.o.Means(coder, c) {
				continue
			}
			at[k] = len(l.Codes)
			who, _, _ := coder.Analyst.Kept()
			one := Code{Code: c, Ref: theme.CodeRef{Analyst: who, Code: c.ID}, Owner: owners[coder], book: coder.Book, uses: passages[k]}
			l.count(&one)
			l.Codes = append(l.Codes, one)
		}
	}
}

// count counts the passages of a code, each once an analyst.
func (l *Layout) count(c *Code) {
	slices.SortStableFunc(c.uses, use.compare)
	c.uses = slices.CompactFunc(c.uses, func(a, b use) bool { return a.compare(b) == 0 && a.coder == b.coder })
	for i := range c.uses {
		if l.reading == nil {
			break
		}
		c.uses[i].said = l.reading.Said(c.uses[i].transcript, c.uses[i].span)
	}
	c.Codings, c.Transcripts, c.Participants = l.reach(c.uses)
}

// reach returns how many passages, transcripts and participants there are.
func (l *Layout) reach(uses []use) (codings, transcripts, participants int) {
	seen := map[*transcript.Transcript]bool{}
	heard := make([]bool, l.people.N)
	for _, u := range uses {
		seen[u.transcript] = true
		l.people.In(u.transcript, u.span, func(who int) { heard[who] = true })
	}
	for _, is := range heard {
		if is {
			participants++
		}
	}
	return len(uses), len(seen), participants
}

// hear takes what people said of codes, or else of the nearest code above them. Of a code
// that became another, or several, it holds for these.
func (l *Layout) hear(said []By) {
	books := map[coding.Analyst]*codebook.Book{}
	for _, c := range l.Coders {
		who, _, _ := c.Analyst.Kept()
		books[who] = c.Book
	}
	type key struct {
		book *codebook.Book
		code codebook.ID
	}
	own, lost := map[key][]Said{}, map[key][]Said{}
	for _, by := range said {
		for _, p := range by.List {
			if book := books[p.Code.Analyst]; book != nil { // else of an analyst who is not selected
				_, is := l.Construct(p.Construct)
				if _, there := book.Code(p.Code.Code); !there || !is && !p.Nowhere {
					l.Unknown++
				}
			}
		}
		for _, f := range by.Follow(books) {
			k := key{sameBook(books, books[f.Code.Analyst]), f.Now}
			if _, is := l.Construct(f.Construct); is || f.Nowhere {
				own[k] = append(own[k], Said{f, by.Analyst})
			} else {
				lost[k] = append(lost[k], Said{f, by.Analyst})
			}
		}
	}
	for i := range l.Codes {
		c := &l.Codes[i]
		nearest := func(of map[key][]Said) ([]Said, codebook.ID) {
			for _, id := range slices.Backward(c.book.Path(c.ID)) {
				said := of[key{sameBook(books, c.book), id}]
				switch {
				case len(said) > 0 && id == c.ID:
					return said, ""
				case len(said) > 0:
					return said, id
				}
			}
			return nil, ""
		}
		c.Said, c.Of = nearest(own)
		c.Lost, c.Far = nearest(lost)
	}
}

// sameBook returns one of the books that are the same as one, which several analysts may
// have read.
func sameBook(books map[coding.Analyst]*codebook.Book, book *codebook.Book) *codebook.Book {
	var first coding.Analyst
	found := book
	for a, b := range books {
		if b.Name() == book.Name() && (first == "" || a < first) {
			first, found = a, b
		}
	}
	return found
}

// shelve puts codes on the constructs that they are placed on.
func (l *Layout) shelve() {
	on := map[ID][]int{}
	for i, c := range l.Codes {
		for _, s := range c.Said {
			if !s.Nowhere && !slices.Contains(on[s.Construct], i) {
				on[s.Construct] = append(on[s.Construct], i)
			}
		}
	}
	for c, depth := range l.Walk() {
		s := Shelf{Construct: c, Depth: depth, Codes: on[c.ID]}
		var held []int
		for _, id := range l.Below(c.ID) {
			held = append(held, on[id]...)
		}
		slices.Sort(held)
		var uses []use
		for _, i := range slices.Compact(held) {
			uses = append(uses, l.Codes[i].uses...)
		}
		s.Codings, s.Transcripts, s.Participants = l.reach(uses)
		l.Shelves = append(l.Shelves, s)
	}
}
