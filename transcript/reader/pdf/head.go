package pdf

import (
	"cmp"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// row is what stands at one height of a page.
type row struct {
	page  *page
	base  float64
	size  float64
	text  string
	inner float64 // distance to the next row towards the middle of the page
}

const (
	outermost = 4 // rows of a page, at the top and at the bottom, that may be heads or feet
	sameplace = 3 // points by which a head may move between pages
)

var (
	digits = regexp.MustCompile(`\d+`)
	// pageNumber is a row with its digits made "#" that holds no more than the
	// number of the page, and perhaps of all pages.
	pageNumber = regexp.MustCompile(`(?i)^[-–—|•\s]*(?:(?:page|p\.?|pg\.?|seite|s\.|página|pagina|pág\.|strana|sida|side)\s*)?#(?:\s*(?:/|\||of|von|de|sur|di|van|av)\s*#)?[-–—|•\s]*$`)
)

// leaveOutHeads takes running heads, feet and page numbers off the pages: rows
// at the top or the bottom that come again at the same height, but for numbers
// that count pages. Talk can come again there as well ("Yes." under the name of
// who says it), so that a row has to be set off from the text, or to be on
// nearly all pages.
func (t *Text) leaveOutHeads(pages []page, size float64) {
	groups := map[string][]*row{}
	var steps []float64
	for i := range pages {
		rows := pages[i].rows()
		for n := range rows {
			r := &rows[n]
			if n > 0 {
				steps = append(steps, rows[n-1].base-r.base)
			}
			if n < outermost || n >= len(rows)-outermost {
				shape := digits.ReplaceAllString(r.text, "#")
				groups[shape] = append(groups[shape], r)
			}
		}
	}
	step := usualStep(steps)
	heads := map[*page][]float64{}
	seen := map[string]bool{}
	var texts []*row
	for _, shape := range slices.Sorted(maps.Keys(groups)) {
		for _, rows := range atOnePlace(groups[shape]) {
			if !isHead(shape, rows, len(pages), size, step) {
				continue
			}
			for _, r := range rows {
				heads[r.page] = append(heads[r.page], r.base)
			}
			if !seen[shape] {
				seen[shape] = true
				texts = append(texts, rows[0])
			}
		}
	}
	slices.SortStableFunc(texts, func(a, b *row) int {
		if a.page != b.page {
			return a.page.index - b.page.index
		}
		return cmp.Compare(b.base, a.base)
	})
	for _, r := range texts {
		t.Heads = append(t.Heads, r.text)
	}
	for i := range pages {
		p := &pages[i]
		p.drop(func(l *line) bool {
			return slices.ContainsFunc(heads[p], func(base float64) bool { return level(l, &line{base: base, size: l.size}) })
		})
	}
}

// rows returns what stands on a page from the top down.
func (p *page) rows() []row {
	var out []row
	for _, beside := range p.levels() {
		r := row{page: p, base: beside[0].base, size: beside[0].size}
		var texts []string
		for _, l := range beside {
			texts = append(texts, l.text)
		}
		r.text = strings.Join(texts, " ")
		out = append(out, r)
	}
	for i := range out {
		inner := i + 1
		if i >= len(out)/2 {
			inner = i - 1
		}
		out[i].inner = math.Inf(1)
		if inner >= 0 && inner < len(out) {
			out[i].inner = math.Abs(out[i].base - out[inner].base)
		}
	}
	return out
}

// usualStep returns the distance, to a point, that is most frequent between rows.
func usualStep(steps []float64) float64 {
	count := map[float64]int{}
	for _, s := range steps {
		count[math.Round(s)]++
	}
	best := 0.0
	for s, n := range count {
		if n > count[best] || n == count[best] && s < best {
			best = s
		}
	}
	return best
}

// atOnePlace parts rows by their height.
func atOnePlace(rows []*row) [][]*row {
	slices.SortStableFunc(rows, func(a, b *row) int { return cmp.Compare(a.base, b.base) })
	var out [][]*row
	for _, r := range rows {
		if n := len(out); n > 0 && r.base-out[n-1][0].base <= sameplace {
			out[n-1] = append(out[n-1], r)
		} else {
			out = append(out, []*row{r})
		}
	}
	for _, rows := range out {
		slices.SortStableFunc(rows, func(a, b *row) int { return a.page.index - b.page.index })
	}
	return out
}

// isHead reports whether rows of one shape at one height, in the order of the
// pages, are a running head or foot.
func isHead(shape string, rows []*row, pages int, size, step float64) bool {
	counts, ok := counting(rows)
	if !ok {
		return false
	}
	n := len(rows)
	if counts && n >= 2 && n*2 >= pages && pageNumber.MatchString(shape) {
		return true
	}
	if n < 2 {
		return false
	}
	if n >= 4 && n*5 >= pages*4 {
		return true
	}
	of := pages
	if !slices.ContainsFunc(rows, func(r *row) bool { return r.page.index%2 != rows[0].page.index%2 }) {
		of = (pages + 1) / 2
	}
	if n*2 <= of {
		return false
	}
	apart := 0
	for _, r := range rows {
		// Two paragraphs that are alike may be set off, though not in other type.
		if math.Abs(r.size-size) > 0.08*size || (n > 2 || counts) && r.inner > 1.3*step {
			apart++
		}
	}
	return apart*2 > n
}

// counting reports whether each number in some rows is either the same on all
// pages or counts them, and whether one counts. A page may be an exception.
func counting(rows []*row) (counts, ok bool) {
	var numbers [][]int
	for _, r := range rows {
		var of []int
		for _, s := range digits.FindAllString(r.text, -1) {
			n, err := strconv.Atoi(s)
			if err != nil {
				return false, false
			}
			of = append(of, n)
		}
		numbers = append(numbers, of)
	}
	most := len(rows) - len(rows)/5
	for i := range numbers[0] {
		same, up := map[int]int{}, map[int]int{}
		for n, r := range rows {
			same[numbers[n][i]]++
			up[numbers[n][i]-r.page.index]++
		}
		countsUp := slices.Max(slices.Collect(maps.Values(up))) >= most && len(rows) > 1
		if !countsUp && slices.Max(slices.Collect(maps.Values(same))) < most {
			return false, false
		}
		counts = counts || countsUp
	}
	return counts, true
}
