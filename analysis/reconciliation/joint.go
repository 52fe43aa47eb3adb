package reconciliation

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"grounded/analysis/disagreement"
	"grounded/analysis/unit"
	"grounded/codebook"
	"grounded/codebook/slug"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Joint is the codebook that two coders' codes grow together into. Codes that a
// category holds as one are one code of it; each other code is one of its own.
type Joint struct {
	New []codebook.Code // that the book does not hold yet, in the order to be added

	book       *codebook.Book
	of         map[string]codebook.ID // by "analyst:code"
	categories map[string]unit.Category
	coders     [2]*coding.Coder
	at         time.Time
}

// NewJoint goes on with a book in which codes already say what they came from.
func NewJoint(book *codebook.Book, categories []unit.Category, left, right *coding.Coder, at time.Time) *Joint {
	j := &Joint{book: book, of: map[string]codebook.ID{}, categories: map[string]unit.Category{}, coders: [2]*coding.Coder{left, right}, at: at}
	for _, c := range book.Codes {
		for _, ref := range c.From {
			if now, ok := book.Resolve(c.ID); ok {
				j.of[ref] = now
			}
		}
	}
	for _, c := range categories {
		for _, coder := range j.coders {
			for _, code := range c.Codes[coder.Analyst] {
				j.categories[ref(coder, code)] = c
			}
		}
	}
	return j
}

// ref names a code of a coder's book, whenever it was that they coded so.
func ref(coder *coding.Coder, code codebook.ID) string {
	who, _, _ := coder.Analyst.Kept()
	if now, ok := coder.Book.Resolve(code); ok {
		code = now
	}
	return string(who) + ":" + string(code)
}

// Code returns the joint code that a coder's code is, and makes it where it is not
// there yet.
func (j *Joint) Code(coder *coding.Coder, code codebook.ID) codebook.ID {
	key := ref(coder, code)
	if id, ok := j.of[key]; ok {
		return id
	}
	type part struct {
		coder *coding.Coder
		entry codebook.Code
	}
	entry := func(c *coding.Coder, id codebook.ID) codebook.Code {
		if now, ok := c.Book.Resolve(id); ok {
			id = now
		}
		if e, ok := c.Book.Code(id); ok {
			return e
		}
		return codebook.Code{ID: id, Name: string(id), Kind: codebook.Descriptive}
	}
	parts := []part{{coder, entry(coder, code)}}
	if category, ok := j.categories[key]; ok {
		parts = nil
		for _, c := range j.coders {
			for _, id := range category.Codes[c.Analyst] {
				if e := entry(c, id); !slices.ContainsFunc(parts, func(p part) bool { return p.coder == c && p.entry.ID == e.ID }) {
					parts = append(parts, part{c, e})
				}
			}
		}
	}
	first := parts[0].entry
	made := codebook.Code{Kind: first.Kind, InVivo: first.InVivo, Origin: first.Origin, Reference: first.Reference, Created: j.at}
	who := func(c *coding.Coder) string { id, _, _ := c.Analyst.Kept(); return string(id) }
	made.Name = j.free(first.Name, who(parts[0].coder), func(name string, c codebook.Code) bool { return c.InUse() && strings.EqualFold(c.Name, name) })
	made.ID = codebook.ID(slug.Unique(string(first.ID), func(id string) bool {
		return j.has(func(c codebook.Code) bool { return strings.EqualFold(string(c.ID), id) })
	}))
	together := func(field func(codebook.Code) string) string {
		var said []string
		var texts []string
		for _, p := range parts {
			if text := field(p.entry); text != "" && !slices.Contains(texts, text) {
				texts = append(texts, text)
				said = append(said, who(p.coder)+": "+text)
			}
		}
		if len(texts) == 1 {
			return texts[0]
		}
		return strings.Join(said, "\n")
	}
	made.Definition = together(func(c codebook.Code) string { return c.Definition })
	made.Include = together(func(c codebook.Code) string { return c.Include })
	made.Exclude = together(func(c codebook.Code) string { return c.Exclude })
	for _, p := range parts {
		from := who(p.coder) + ":" + string(p.entry.ID)
		made.From = append(made.From, from)
		j.of[from] = made.ID
	}
	if first.Parent != "" {
		parent := j.Code(parts[0].coder, first.Parent)
		if parent != made.ID && j.has(func(c codebook.Code) bool { return c.ID == parent && c.Kind == made.Kind && c.InUse() }) {
			made.Parent = parent
		}
	}
	j.New = append(j.New, made)
	return made.ID
}

func (j *Joint) has(is func(codebook.Code) bool) bool {
	return slices.ContainsFunc(j.book.Codes, is) || slices.ContainsFunc(j.New, is)
}

// free returns a name that no code has, with whose it is behind it where another has it.
func (j *Joint) free(name, whose string, taken func(string, codebook.Code) bool) string {
	is := func(c codebook.Code) bool { return taken(name, c) }
	if !j.has(is) {
		return name
	}
	plain := name
	name = fmt.Sprintf("%s (%s)", plain, whose)
	for n := 2; j.has(is); n++ {
		name = fmt.Sprintf("%s (%s %d)", plain, whose, n)
	}
	return name
}

// Wanted is a coding that comes of a decision or an agreement.
type Wanted struct {
	Code codebook.ID
	Span transcript.Span
	From []string // the codings it came from, as "analyst:id"
}

// Agreed returns what comes of an item on which the two agree.
func (j *Joint) Agreed(item disagreement.Item) []Wanted {
	var out []Wanted
	for _, r := range item.Left {
		out = append(out, Wanted{j.Code(r.Coder, r.Entry.ID), r.Now, idsOf(item.Left, item.Right)})
	}
	return out
}

// Decided returns what comes of a decision about an item. Where it redraws, drawn is
// the passage with the words. An unknown code is an error that offers the nearest.
func (j *Joint) Decided(item disagreement.Item, d Decision, drawn transcript.Span) ([]Wanted, error) {
	var out []Wanted
	take := func(rows []coding.Row) {
		for _, r := range rows {
			w := Wanted{j.Code(r.Coder, r.Entry.ID), r.Now, idsOf([]coding.Row{r})}
			at := slices.IndexFunc(out, func(o Wanted) bool { return o.Code == w.Code && o.Span == w.Span })
			if at >= 0 {
				out[at].From = append(out[at].From, w.From...)
				continue
			}
			out = append(out, w)
		}
	}
	switch d.Take {
	case Left:
		take(item.Left)
	case Right:
		take(item.Right)
	case Both:
		take(item.Left)
		take(item.Right)
	case Redraw:
		code, err := j.named(item, d.Code)
		if err != nil {
			return nil, err
		}
		out = []Wanted{{code, drawn, idsOf(item.Left, item.Right)}}
	}
	return out, nil
}

// named returns the joint code that a decision means, by id or name: one of the item's,
// or else one of the joint codes, or else one of a coder's.
func (j *Joint) named(item disagreement.Item, name string) (codebook.ID, error) {
	for _, r := range slices.Concat(item.Left, item.Right) {
		if name == "" || strings.EqualFold(string(r.Entry.ID), name) || strings.EqualFold(r.Entry.Name, name) || ref(r.Coder, r.Entry.ID) == name {
			return j.Code(r.Coder, r.Entry.ID), nil
		}
	}
	for _, coder := range j.coders {
		who, _, _ := coder.Analyst.Kept()
		if id, ok := strings.CutPrefix(name, string(who)+":"); ok {
			code, err := coder.Book.Find(id)
			if err != nil {
				return "", fmt.Errorf("codebook of %s: %w", who, err)
			}
			return j.Code(coder, code.ID), nil
		}
	}
	joint := &codebook.Book{Codes: slices.Concat(j.book.Codes, j.New)}
	if code, err := joint.Find(name); err == nil {
		return code.ID, nil
	}
	var found []codebook.ID
	var refs, known []string
	for _, coder := range j.coders {
		if code, err := coder.Book.Find(name); err == nil {
			refs = append(refs, ref(coder, code.ID))
			if id, ok := j.of[ref(coder, code.ID)]; !ok || !slices.Contains(found, id) {
				found = append(found, j.Code(coder, code.ID))
			}
		}
		for _, c := range coder.Book.Codes {
			known = append(known, string(c.ID))
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		for _, c := range joint.Codes {
			known = append(known, string(c.ID))
		}
		return "", coding.Unknown("code of either codebook or the joint one", name, known)
	}
	return "", fmt.Errorf("%q is a code of both, and not the same one; say which: %s", name, strings.Join(refs, " or "))
}

// idsOf names codings across coders: "analyst:id".
func idsOf(sides ...[]coding.Row) []string {
	var out []string
	for _, rows := range sides {
		for _, r := range rows {
			who, _, _ := r.Coder.Analyst.Kept()
			out = append(out, string(who)+":"+r.ID)
		}
	}
	return out
}

// About returns a decision on an item, with nothing decided yet.
func About(item disagreement.Item) Decision {
	var d Decision
	for _, r := range item.Left {
		d.Left = append(d.Left, r.ID)
	}
	for _, r := range item.Right {
		d.Right = append(d.Right, r.ID)
	}
	return d
}

// Settled returns the two coders as they would be had both done what was decided:
// where they still differ nothing was decided, and all else is the joint work, in
// which each uses the code of their own that a joint code was made of.
func (j *Joint) Settled(f disagreement.Finding, open []disagreement.Item, joint map[transcript.ID][]coding.Placed) []coding.Coder {
	own := [2]map[codebook.ID]codebook.ID{{}, {}}
	for s, coder := range j.coders {
		for _, code := range slices.Concat(j.book.Codes, j.New) {
			who, _, _ := coder.Analyst.Kept()
			own[s][code.ID] = "joint:" + code.ID // of a code that the other alone has
			for _, from := range code.From {
				if id, ok := strings.CutPrefix(from, string(who)+":"); ok {
					own[s][code.ID] = codebook.ID(id)
					break
				}
			}
		}
	}
	var out []coding.Coder
	for s, coder := range j.coders {
		now := *coder
		now.Work = nil
		for _, w := range coder.Work {
			if !slices.ContainsFunc(f.Transcripts, func(t *transcript.Transcript) bool { return t.ID == w.Transcript }) {
				continue
			}
			w.Codings = nil
			for _, item := range open {
				rows := item.Left
				if s == 1 {
					rows = item.Right
				}
				for _, r := range rows {
					if item.Transcript.ID == w.Transcript {
						w.Codings = append(w.Codings, *r.Placed)
					}
				}
			}
			for _, p := range joint[w.Transcript] {
				p.Code = own[s][p.Code]
				w.Codings = append(w.Codings, p)
			}
			slices.SortStableFunc(w.Codings, func(a, b coding.Placed) int { return a.Now.Start - b.Now.Start })
			now.Work = append(now.Work, w)
		}
		out = append(out, now)
	}
	return out
}
