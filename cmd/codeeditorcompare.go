package cmd

import (
	"fmt"
	"slices"
	"strings"

	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
	"grounded/transcript/markup"
)

func sameMark(a, b markup.Mark) bool { return a.Passage == b.Passage && a.Code == b.Code }

// differences returns the marks that are gone, and those that are new.
func differences(before, now []markup.Mark) (gone, fresh []markup.Mark) {
	lacks := func(in []markup.Mark, m markup.Mark) bool {
		return !slices.ContainsFunc(in, func(o markup.Mark) bool { return sameMark(o, m) })
	}
	for _, b := range before {
		if lacks(now, b) {
			gone = append(gone, b)
		}
	}
	for _, n := range now {
		if lacks(before, n) {
			fresh = append(fresh, n)
		}
	}
	return gone, fresh
}

// compare makes the codings on a desk those of marks: a mark that has another code than
// before recodes its coding, one that has other ends moves it, so that memos and times
// stay. at is where each of the fresh ones stands in the text as it is now.
func (h *coder) compare(desk *study.Desk, gone, fresh []markup.Mark, at []transcript.Span) ([]string, error) {
	index := func(id string) int {
		return slices.IndexFunc(desk.Codings, func(p coding.Placed) bool { return p.ID == id })
	}
	recoded, moved, removed, put := 0, 0, 0, 0
	drop := func(i int) { desk.Codings = slices.Delete(desk.Codings, i, i+1) }
	for _, fits := range []func(gone, fresh markup.Mark) bool{
		func(g, f markup.Mark) bool { return g.Passage == f.Passage },
		func(g, f markup.Mark) bool { return g.Code == f.Code && g.Passage.Overlaps(f.Passage) },
	} {
		for i := 0; i < len(gone); i++ {
			k := slices.IndexFunc(fresh, func(f markup.Mark) bool { return fits(gone[i], f) })
			p := index(gone[i].Coding)
			if k < 0 || p < 0 {
				continue
			}
			code := codebook.ID(fresh[k].Code)
			switch {
			case sameCoding(desk, p, code, at[k]) != "": // put elsewhere meanwhile
				drop(p)
				removed++
			case gone[i].Passage == fresh[k].Passage:
				desk.GiveCode(p, code)
				recoded++
			default:
				desk.Place(p, at[k])
				moved++
			}
			gone, fresh, at = slices.Delete(gone, i, i+1), slices.Delete(fresh, k, k+1), slices.Delete(at, k, k+1)
			i--
		}
	}
	for _, g := range gone {
		if p := index(g.Coding); p >= 0 {
			drop(p)
			removed++
		}
	}
	for i, f := range fresh {
		_, made, err := h.edit.Put(desk, codebook.ID(f.Code), at[i], coding.Coding{})
		if err != nil {
			return nil, err
		}
		if made {
			put++
		}
	}
	var done []string
	for _, d := range []struct {
		n    int
		what string
	}{{put, "put"}, {recoded, "recoded"}, {moved, "moved"}, {removed, "removed"}} {
		if d.n > 0 {
			done = append(done, fmt.Sprintf("%s %s", d.what, count(d.n, "coding")))
		}
	}
	if len(h.newCode) > 0 {
		done = append(done, "new: "+strings.Join(h.newCode, ", "))
	}
	return done, nil
}
