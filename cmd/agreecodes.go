package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/unit"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/transcript/coding"
)

// pairedCodes is which codes of analysts are compared as one.
type pairedCodes struct {
	categories []unit.Category
	file       string // of the crosswalk, or of several; "" when there is none
	notes      []string
	used       []crosswalk.Pair // accepted pairs that categories are made of
	names      map[string]string

	some  bool                                  // not all codes are meant
	means func(*coding.Coder, codebook.ID) bool // which codings count, of those that are meant; nil for all
}

// label is what people read of a category: "rent + bills = money".
func (p pairedCodes) label(code string) string {
	if name := p.names[code]; name != "" {
		return name
	}
	return code
}

// exploratory reports whether a pair was chosen in view of a transcript that it
// is now tested on.
func (p pairedCodes) exploratory(t unit.Table) bool {
	for _, pair := range p.used {
		for _, tr := range t.Transcripts {
			if slices.Contains(pair.EvidenceFrom, string(tr.ID)) {
				return true
			}
		}
	}
	return false
}

// heldOut says which transcripts gave no evidence for a pair, and how to go by these
// alone; "" when there is none.
func (p pairedCodes) heldOut(t unit.Table) string {
	held, flags := []string{}, ""
	for _, tr := range t.Transcripts {
		if !slices.ContainsFunc(p.used, func(pair crosswalk.Pair) bool { return slices.Contains(pair.EvidenceFrom, string(tr.ID)) }) {
			held = append(held, string(tr.ID))
			flags += " --transcript " + string(tr.ID)
		}
	}
	if len(held) == 0 {
		return ""
	}
	return fmt.Sprintf("; %s gave no evidence, and can be gone by alone with:%s", and(held), flags)
}

// pairCodes finds which codes of analysts are one: those of a codebook that they
// share, or those that their crosswalks say are the same.
func pairCodes(st *study.Study, analysts []study.Analyst, level string) (pairedCodes, error) {
	p := pairedCodes{names: map[string]string{}}
	books := map[coding.Analyst]*codebook.Book{}
	var ids []coding.Analyst
	shared := true
	for _, a := range analysts {
		book, err := st.Book(a)
		if err != nil {
			return p, err
		}
		books[a.ID] = book
		ids = append(ids, a.ID)
		shared = shared && a.Codebook == analysts[0].Codebook
	}
	if level == "theme" {
		return p, p.fromModel(st, analysts, books)
	}
	if shared {
		p.categories = unit.FromBook(books[ids[0]], ids...)
		for _, c := range p.categories {
			if code, ok := books[ids[0]].Code(codebook.ID(c.Name)); ok {
				p.names[c.Name] = code.Name
			}
		}
	} else if err := p.fromCrosswalks(st, analysts, books); err != nil {
		return p, err
	}
	if level == "parent" {
		p.above(st, books)
	}
	return p, nil
}

// above takes topmost codes alone, and says what that leaves out.
func (p *pairedCodes) above(st *study.Study, books map[coding.Analyst]*codebook.Book) {
	all := len(p.categories)
	shared := p.file == ""
	p.categories = unit.Above(p.categories, books)
	p.notes = append(p.notes, "Topmost codes are compared, each with all codes below it.")
	left := all - len(p.categories)
	if shared || left == 0 {
		return
	}
	p.notes = append(p.notes, fmt.Sprintf("Left out: %s of codes that stand below others (compared with --level code).", count(left, "pair")))
	if len(p.categories) == 0 {
		p.notes = append(p.notes, "No pair of topmost codes is accepted as the same, so only the first question is answered; "+toAccept(st))
	}
}

// pickPaired loads what the flags mean of analysts who are compared, and which of their
// codes are one. Codes that the flags name mean what they are paired with too: a code
// alone would be compared with nothing.
func (f *selectionFlags) pickPaired(c *cobra.Command, env *Env, st *study.Study, analysts []study.Analyst, level string) (coding.Picked, pairedCodes, error) {
	picked, err := f.pickAnyCode(c, env, st, analysts)
	if err != nil {
		return picked, pairedCodes{}, err
	}
	p, err := pairCodes(st, analysts, level)
	p.some = len(f.Codes)+len(f.Kinds) > 0
	if err != nil || len(f.Codes) == 0 {
		return picked, p, err
	}
	means := f.meansCode()
	p.categories = slices.DeleteFunc(p.categories, func(category unit.Category) bool {
		return !slices.ContainsFunc(picked.Coders, func(coder *coding.Coder) bool {
			return slices.ContainsFunc(category.Codes[coder.Analyst], func(code codebook.ID) bool { return means(coder, code) })
		})
	})
	if len(p.categories) == 0 {
		return picked, p, fmt.Errorf("no code that is compared is %s: what has no partner is compared with nothing; see: grounded crosswalk list, and grounded disagree", strings.Join(f.Codes, " or "))
	}
	p.means = func(coder *coding.Coder, id codebook.ID) bool {
		return slices.ContainsFunc(p.categories, func(category unit.Category) bool {
			return slices.ContainsFunc(category.Codes[coder.Analyst], func(code codebook.ID) bool {
				now, ok := coder.Book.Resolve(code)
				was, okToo := coder.Book.Resolve(id)
				return code == id || ok && okToo && now == was
			})
		})
	}
	picked.Rows = slices.DeleteFunc(picked.Rows, func(r coding.Row) bool { return !p.means(r.Coder, r.Entry.ID) })
	p.notes = append(p.notes, fmt.Sprintf("Only %s, with what it is compared with.", and(f.Codes)))
	return picked, p, nil
}

// meansCode reports of a coder's code whether --code means it.
func (f *selectionFlags) meansCode() func(*coding.Coder, codebook.ID) bool {
	sel := coding.Selection{Codes: f.Codes}
	return func(coder *coding.Coder, id codebook.ID) bool {
		entry := codebook.Code{ID: id}
		if known, ok := coder.Book.Code(id); ok {
			entry = known
		}
		return sel.MeansCode(coder, entry)
	}
}

// pairings takes the accepted pairs of any two of the analysts.
func (p *pairedCodes) pairings(st *study.Study, analysts []study.Analyst, books map[coding.Analyst]*codebook.Book) ([]unit.Pairing, error) {
	var pairings []unit.Pairing
	var files []string
	for i, a := range analysts {
		for _, b := range analysts[i+1:] {
			if a.Codebook == b.Codebook {
				pairings = append(pairings, unit.Same(books[a.ID], a.ID, b.ID))
				continue
			}
			if a.Role == coding.Reconciled || b.Role == coding.Reconciled {
				pairings = append(pairings, p.fromOrigins(a, b, books))
				continue
			}
			pairing, file, err := p.fromCrosswalk(st, a, b)
			if err != nil {
				return nil, err
			}
			if len(pairing.Pairs) > 0 {
				files = append(files, file)
			}
			pairings = append(pairings, pairing)
		}
	}
	p.file = strings.Join(files, " ")
	return pairings, nil
}

// fromCrosswalks takes the codes that accepted pairs make one for all of the analysts.
func (p *pairedCodes) fromCrosswalks(st *study.Study, analysts []study.Analyst, books map[coding.Analyst]*codebook.Book) error {
	pairings, err := p.pairings(st, analysts, books)
	if err != nil {
		return err
	}
	var ids []string
	for _, a := range analysts {
		ids = append(ids, string(a.ID))
	}
	var partial []unit.Category
	p.categories, partial = unit.Joined(analystsOf(ids), pairings)
	for _, c := range p.categories {
		var sides []string
		for _, a := range analysts {
			sides = append(sides, strings.Join(texts(c.Codes[a.ID]), " + "))
		}
		p.names[c.Name] = strings.Join(slices.Compact(sides), " = ")
	}
	if len(p.categories) == 0 {
		none := "No pair of codes is accepted as the same"
		if len(partial) > 0 {
			none = fmt.Sprintf("No accepted pairs lead from one code to the next over all of %s", and(ids))
		}
		p.notes = append(p.notes, none+", so only the first question is answered; "+toAccept(st))
	}
	if len(partial) > 0 {
		p.notes = append(p.notes, fmt.Sprintf("Left out: %s to which not every one of %s has a code.", count(len(partial), "pair"), and(ids)))
	}
	return nil
}

// toAccept says how pairs of codes come to be accepted.
func toAccept(st *study.Study) string {
	if st.Config.Blind {
		return "pairs of codes are for when the study is blind no more, after: grounded unblind"
	}
	return "accept some with: grounded crosswalk accept CODE CODE"
}

func analystsOf(ids []string) []coding.Analyst {
	var out []coding.Analyst
	for _, id := range ids {
		out = append(out, coding.Analyst(id))
	}
	return out
}

// fromCrosswalk takes the accepted pairs of two analysts, without those of codes
// that are in no codebook any more, which it notes.
func (p *pairedCodes) fromCrosswalk(st *study.Study, a, b study.Analyst) (unit.Pairing, string, error) {
	out := unit.Pairing{Left: a.ID, Right: b.ID}
	walk, err := st.Crosswalk(a.ID, b.ID)
	if err != nil {
		return out, "", err
	}
	unknown, err := unknownCodes(st, walk, [2]study.Analyst{a, b})
	if err != nil {
		return out, "", err
	}
	for _, pair := range walk.Pairs {
		if pair.Status != crosswalk.Accepted || pair.Relation != crosswalk.Same {
			continue
		}
		if wrong := unknown[pair.ID]; wrong != nil {
			for _, problem := range wrong {
				p.notes = append(p.notes, fmt.Sprintf("Left out: pair %s; %s", pair.ID, sentence(problem)))
			}
			continue
		}
		p.used = append(p.used, pair)
	}
	out.Pairs = slices.DeleteFunc(walk.Categories(), func(c crosswalk.Category) bool { return unknown[c.Name] != nil })
	return out, study.CrosswalkFile(a.ID, b.ID), nil
}

// fromOrigins pairs the codes of one who stands for what others agreed on with the codes
// of another that they say they were made of.
func (p *pairedCodes) fromOrigins(a, b study.Analyst, books map[coding.Analyst]*codebook.Book) unit.Pairing {
	out := unit.Pairing{Left: a.ID, Right: b.ID}
	joint, other := a, b
	if a.Role != coding.Reconciled {
		joint, other = b, a
	}
	who, _, _ := other.ID.Kept()
	made := false
	for _, code := range books[joint.ID].Codes {
		var theirs []codebook.ID
		for _, from := range code.From {
			if id, ok := strings.CutPrefix(from, string(who)+":"); ok {
				theirs = append(theirs, codebook.ID(id))
			}
		}
		made = made || len(theirs) > 0
		if now, ok := books[joint.ID].Resolve(code.ID); len(theirs) == 0 || !ok || now != code.ID {
			continue
		}
		category := crosswalk.Category{Name: string(code.ID), Left: []codebook.ID{code.ID}, Right: theirs}
		if joint.ID == b.ID {
			category.Left, category.Right = category.Right, category.Left
		}
		out.Pairs = append(out.Pairs, category)
	}
	if made {
		p.notes = append(p.notes, fmt.Sprintf("Not independent: %s was made of what %s did.", joint.ID, other.ID))
	}
	return out
}

// fromModel takes the themes of the study's model: the codes that each rests on,
// with those below them.
func (p *pairedCodes) fromModel(st *study.Study, analysts []study.Analyst, books map[coding.Analyst]*codebook.Book) error {
	name, err := st.ModelName(coding.Selection{}, study.Analyst{}, "")
	if err != nil {
		return err
	}
	model, err := st.Model(name)
	if err != nil {
		return err
	}
	for _, t := range model.Themes {
		c := unit.Category{Name: string(t.ID), Codes: map[coding.Analyst][]codebook.ID{}}
		for _, ref := range t.Codes {
			for _, a := range analysts {
				if who, _, _ := a.ID.Kept(); who != ref.Analyst {
					continue
				}
				below := []codebook.ID{ref.Code}
				if _, known := books[a.ID].Code(ref.Code); known {
					below = books[a.ID].Meant(ref.Code)
				}
				c.Codes[a.ID] = append(c.Codes[a.ID], below...)
			}
		}
		if missing := slices.DeleteFunc(slices.Clone(analysts), func(a study.Analyst) bool { return len(c.Codes[a.ID]) > 0 }); len(missing) > 0 {
			p.notes = append(p.notes, fmt.Sprintf("Left out: theme %s, which rests on no code of %s.", t.ID, missing[0].ID))
			continue
		}
		p.categories = append(p.categories, c)
		p.names[c.Name] = t.Name
	}
	p.file = study.ModelFile(name)
	p.notes = append(p.notes, fmt.Sprintf("Themes of %s are compared, each with all codes that it rests on.", p.file))
	return nil
}
