package cmd

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/theme"
	"grounded/cmd/internal/study"
	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// changeQuotes does to the quotations of a theme what the flags say, in one transaction.
func changeQuotes(c *cobra.Command, env *Env, modelName, name string, o themeQuotesOptions) error {
	var where passage
	var err error
	if o.Add != "" {
		if where, err = o.passage.where(env, o.Add); err != nil {
			return err
		}
	}
	if o.Shown, err = env.text(o.Shown); err != nil {
		return err
	}
	var notes []string
	err = changeModel(c.Context(), env, modelName, "theme quotes", false, func(h *modeller) (string, error) {
		notes = nil
		id, err := h.theme(name)
		if err != nil {
			return "", err
		}
		q := quoter{h, id, o, &notes}
		switch {
		case o.Add != "":
			t, span, err := where.in(h.edit)
			if err != nil {
				return "", err
			}
			return q.add(t, span)
		case len(o.Codings) > 0:
			return q.addCodings()
		case o.Change != "":
			return q.change(named(c, "stance", "shown", "order"))
		case len(o.Drop) > 0:
			return fmt.Sprintf("took %s of theme %s out", count(len(o.Drop), "quotation"), id), h.take(h.model.DropQuotes(id, o.Drop...))
		}
		return q.verify(env)
	})
	if err != nil {
		return shownFault(err)
	}
	for _, n := range notes {
		env.note("%s", n)
	}
	return nil
}

// shownFault shows with a caret where what is to be printed departs from what was said.
func shownFault(err error) error {
	var fault *theme.Departure
	if errors.As(err, &fault) {
		return fmt.Errorf("%w\n%s", err, fault.Caret())
	}
	return err
}

// quoter changes the quotations of one theme.
type quoter struct {
	*modeller
	theme   theme.ID
	options themeQuotesOptions
	notes   *[]string
}

// add chooses a passage, and says what it is and what is to be heeded.
func (q quoter) add(t *transcript.Transcript, span transcript.Span) (string, error) {
	quote := theme.QuoteOf(t, span, q.theme, theme.Stance(q.options.Stance))
	quote.Shown = q.options.Shown
	for n, i := range q.model.QuotesOf(q.theme) {
		if there := q.model.Quotes[i]; there.Transcript == t.ID && there.Span == span {
			return "", fmt.Errorf("%s is quotation %d of theme %s already; change it with: grounded theme quotes %s%s --change %d", t.Ref(span), n+1, q.theme, q.theme, q.flag, n+1)
		}
	}
	if err := q.take(q.model.AddQuote(quote)); err != nil {
		return "", err
	}
	number := len(q.model.QuotesOf(q.theme))
	if q.options.Order > 0 {
		number = q.options.Order
		if err := q.take(q.model.MoveQuote(len(q.model.Quotes)-1, number)); err != nil {
			return "", err
		}
	}
	if err := q.caution(t, span); err != nil {
		return "", err
	}
	return fmt.Sprintf("chose %s as quotation %d of theme %s; it %s it", t.Ref(span), number, q.theme, quote.Stance), nil
}

// caution notes that words are an interviewer's, that people have not allowed them to be
// quoted, and for which other themes they are quoted too.
func (q quoter) caution(t *transcript.Transcript, span transcript.Span) error {
	people, err := q.edit.Cases()
	if err != nil {
		return err
	}
	if theme.Asked(t, span) {
		*q.notes = append(*q.notes, "note: an interviewer says these words, or some of them; participants speak for a theme")
	}
	switch coding.NewQuoting(people.Cases).MayQuote(t, span) {
	case coding.QuoteNo:
		*q.notes = append(*q.notes, "note: these words must not be quoted outside the study; what is printed leaves them out")
	case coding.QuoteAsk:
		*q.notes = append(*q.notes, "note: ask before these words are quoted outside the study")
	}
	for _, a := range q.model.Anchor([]*transcript.Transcript{t}) {
		if a.In != nil && a.Theme != q.theme && a.Fate != coding.Adrift && a.Now.Overlaps(span) {
			*q.notes = append(*q.notes, fmt.Sprintf("note: words of it are quoted for theme %s too", a.Theme))
		}
	}
	return nil
}

// addCodings chooses the passages of codings.
func (q quoter) addCodings() (string, error) {
	var did []string
	for _, name := range q.options.Codings {
		desk, i, err := q.coding(name)
		if err != nil {
			return "", err
		}
		p := desk.Codings[i]
		if p.Fate == coding.Adrift {
			return "", fmt.Errorf("coding %s is adrift: its words are not in %s as it is now", p.ID, desk.Transcript)
		}
		one, err := q.add(desk.Text, p.Now)
		if err != nil {
			return "", err
		}
		did = append(did, one)
	}
	return strings.Join(did, "\n"), nil
}

// coding finds a coding of the acting analyst, or of the one whose name stands before it.
func (q quoter) coding(name string) (*study.Desk, int, error) {
	whose, prefix, ok := strings.Cut(name, ":")
	if !ok {
		if q.edit.Analyst.ID == "" {
			return nil, 0, fmt.Errorf("whose coding is %s? write it as ANALYST:%s", name, name)
		}
		return q.edit.FindCoding(name)
	}
	a, err := q.study.Analyst(coding.Analyst(whose))
	if err != nil {
		return nil, 0, err
	}
	if q.study.Config.Blind && a.ID != q.edit.Analyst.ID {
		return nil, 0, fmt.Errorf("this study is blind: the codings of %s are not shown to others", a.ID)
	}
	return q.edit.FindCodingOf(a.ID, prefix)
}

// change sets the stance, what is printed, and the place in the order of a quotation.
func (q quoter) change(given []string) (string, error) {
	i, err := q.model.QuoteNamed(q.theme, q.options.Change)
	if err != nil {
		return "", err
	}
	number := slices.Index(q.model.QuotesOf(q.theme), i) + 1
	quote := q.model.Quotes[i]
	if slices.Contains(given, "stance") {
		quote.Stance = theme.Stance(q.options.Stance)
	}
	if slices.Contains(given, "shown") {
		quote.Shown = q.options.Shown
	}
	if slices.Contains(given, "stance") || slices.Contains(given, "shown") {
		if quote, err = q.placed(i, quote, given); err != nil {
			return "", err
		}
		if err := q.take(q.model.SetQuote(i, quote)); err != nil {
			return "", err
		}
	}
	did := fmt.Sprintf("changed %s of quotation %d of theme %s", and(given), number, q.theme)
	if slices.Contains(given, "order") {
		if err := q.take(q.model.MoveQuote(i, q.options.Order)); err != nil {
			return "", err
		}
		did += fmt.Sprintf("; it is number %d now", q.options.Order)
	}
	return did, nil
}

// placed returns a quotation with the words as they stand in the text now, to which what
// is printed must keep. One that is adrift keeps those it has.
func (q quoter) placed(i int, quote theme.Quote, given []string) (theme.Quote, error) {
	anchored, err := q.anchored([]int{i})
	if err != nil {
		return quote, err
	}
	at := anchored[0]
	at.Quote = quote
	if !slices.Contains(given, "shown") {
		err = q.fits(at)
	}
	return at.Relocate(), err
}

// fits refuses a quotation of which what is to be printed, said before, does not follow
// from the words that stand in the text now.
func (q quoter) fits(a theme.Anchored) error {
	if a.Fate == coding.Adrift {
		return nil
	}
	if fault := theme.Departs(a.Shown, a.Relocate().Quote); a.Shown != "" && fault != nil {
		return fmt.Errorf("what is to be printed of quotation %d does not fit its words any more; say it anew with: %s\n%w",
			slices.Index(q.model.QuotesOf(q.theme), a.Index)+1, q.model.ShowAnew(a.Index), fault)
	}
	return nil
}

// anchored returns quotations at their places in the texts as they are now.
func (q quoter) anchored(indexes []int) ([]theme.Anchored, error) {
	var texts []*transcript.Transcript
	read := map[transcript.ID]bool{}
	ids, err := q.study.TranscriptIDs()
	if err != nil {
		return nil, err
	}
	for _, i := range indexes {
		id := q.model.Quotes[i].Transcript
		if read[id] || !slices.Contains(ids, id) {
			continue
		}
		read[id] = true
		t, err := q.edit.Transcript(id)
		if err != nil {
			return nil, err
		}
		texts = append(texts, t)
	}
	all := q.model.Anchor(texts)
	var out []theme.Anchored
	for _, i := range indexes {
		out = append(out, all[i])
	}
	return out, nil
}

// verify says that the acting analyst compared quotations with something, or that nobody
// did.
func (q quoter) verify(env *Env) (string, error) {
	if q.edit.Analyst.ID == "" {
		_, err := env.acting(q.study)
		return "", err
	}
	var indexes []int
	for _, name := range q.options.Verify {
		if name == "all" {
			indexes = append(indexes, q.model.QuotesOf(q.theme)...)
			continue
		}
		i, err := q.model.QuoteNamed(q.theme, name)
		if err != nil {
			return "", err
		}
		indexes = append(indexes, i)
	}
	slices.Sort(indexes)
	indexes = slices.Compact(indexes)
	if len(indexes) == 0 {
		return "", fmt.Errorf("theme %s has no quotation to verify; choose one with: grounded theme quotes %s%s --spread", q.theme, q.theme, q.flag)
	}
	anchored, err := q.anchored(indexes)
	if err != nil {
		return "", err
	}
	v := theme.Verification{Given: true, By: q.edit.Analyst.ID, Date: tomledit.Date(q.edit.Now.Format("2006-01-02")), Against: q.options.Against}
	did := fmt.Sprintf("verified %s of theme %s against %s", count(len(indexes), "quotation"), q.theme, q.options.Against)
	if q.options.Against == "" {
		v = theme.Verification{}
		did = fmt.Sprintf("took back the verification of %s of theme %s", count(len(indexes), "quotation"), q.theme)
	}
	for _, a := range anchored {
		if err := q.fits(a); err != nil {
			return "", err
		}
		if err := q.take(q.model.Verify(a, v)); err != nil {
			return "", err
		}
	}
	return did, nil
}
