package query

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	w := func(s string) Node { return Word{s} }
	tests := map[string]struct {
		want  Node
		canon string // "" when it is the query itself
	}{
		"money":                       {w("money"), ""},
		"money worry":                 {And{[]Node{w("money"), w("worry")}}, ""},
		"money AND worry":             {And{[]Node{w("money"), w("worry")}}, "money worry"},
		"or and not":                  {And{[]Node{w("or"), w("and"), w("not")}}, ""},
		"Or":                          {w("Or"), ""},
		`"OR"`:                        {Phrase{"OR"}, ""},
		"a OR b c":                    {Or{[]Node{w("a"), And{[]Node{w("b"), w("c")}}}}, ""},
		"(a OR b) c":                  {And{[]Node{Or{[]Node{w("a"), w("b")}}, w("c")}}, ""},
		"(a b) c":                     {And{[]Node{w("a"), w("b"), w("c")}}, "a b c"},
		"a OR (b OR c)":               {Or{[]Node{w("a"), w("b"), w("c")}}, "a OR b OR c"},
		"((a))":                       {w("a"), "a"},
		"a NOT b c":                   {And{[]Node{w("a"), Not{w("b")}, w("c")}}, ""},
		"a -b":                        {And{[]Node{w("a"), Not{w("b")}}}, "a NOT b"},
		"a -(b OR c)":                 {And{[]Node{w("a"), Not{Or{[]Node{w("b"), w("c")}}}}}, "a NOT (b OR c)"},
		`a -"b c"`:                    {And{[]Node{w("a"), Not{Phrase{"b c"}}}}, `a NOT "b c"`},
		"a AND NOT b":                 {And{[]Node{w("a"), Not{w("b")}}}, "a NOT b"},
		"a NOT (b -c)":                {And{[]Node{w("a"), Not{And{[]Node{w("b"), Not{w("c")}}}}}}, "a NOT (b NOT c)"},
		"NOT -a":                      {w("a"), "a"},
		"-(-(a b)) c":                 {And{[]Node{w("a"), w("b"), w("c")}}, "a b c"},
		"---a b":                      {And{[]Node{Not{w("a")}, w("b")}}, "NOT a b"},
		"a (b OR -c)":                 {And{[]Node{w("a"), Or{[]Node{w("b"), Not{w("c")}}}}}, "a (b OR NOT c)"},
		"well-off":                    {w("well-off"), ""},
		"10:30":                       {w("10:30"), ""},
		"a10:30":                      {w("a10:30"), ""},
		"don’t":                       {w("don’t"), ""},
		"“at the  till”":              {Phrase{"at the till"}, `"at the till"`},
		"„at\tthe till“":              {Phrase{"at the till"}, `"at the till"`},
		`"speaker: no"`:               {Phrase{"speaker: no"}, ""},
		`a"b"c`:                       {And{[]Node{w("a"), Phrase{"b"}, w("c")}}, `a "b" c`},
		"a(b)c":                       {And{[]Node{w("a"), w("b"), w("c")}}, "a b c"},
		"child*":                      {Wild{"child*"}, ""},
		"th*ve -re*":                  {And{[]Node{Wild{"th*ve"}, Not{Wild{"re*"}}}}, "th*ve NOT re*"},
		"thriving~":                   {Fuzzy{"thriving", 0}, ""},
		"rent~2":                      {Fuzzy{"rent", 2}, ""},
		"speaker:P07":                 {Field{"speaker", "=", "P07"}, ""},
		"Speaker=P07":                 {Field{"speaker", "=", "P07"}, "speaker:P07"},
		"age>=30":                     {Field{"age", ">=", "30"}, ""},
		"wave-2!=3":                   {Field{"wave-2", "!=", "3"}, ""},
		`code:"a b" x`:                {And{[]Node{Field{"code", "=", "a b"}, w("x")}}, ""},
		"code:“a  b”":                 {Field{"code", "=", "a b"}, `code:"a b"`},
		"code:ana:rent":               {Field{"code", "=", "ana:rent"}, ""},
		`"works nights"=no`:           {Field{"works nights", "=", "no"}, `"works nights":no`},
		`“Works  nights”:"not yet" x`: {And{[]Node{Field{"works nights", "=", "not yet"}, w("x")}}, `"works nights":"not yet" x`},
		`"works nights"!=no`:          {Field{"works nights", "!=", "no"}, ""},
		`"1st wave">=2`:               {Field{"1st wave", ">=", "2"}, ""},
		`"code":rent`:                 {Field{"code", "=", "rent"}, "code:rent"},
		`"wave 2":3`:                  {Field{"wave 2", "=", "3"}, `"wave 2"=3`},
		"attr.gender=f":               {Field{"attr.gender", "=", "f"}, "attr.gender:f"},
		`a "b c" :d`:                  {And{[]Node{w("a"), Phrase{"b c"}, w(":d")}}, ""},
		`-"works nights"=no x`:        {And{[]Node{Not{Field{"works nights", "=", "no"}}, w("x")}}, `NOT "works nights":no x`},
		`age>"=5"`:                    {Field{"age", ">", "=5"}, ""},
		"P07: rent":                   {And{[]Node{w("P07:"), w("rent")}}, ""},
		"rent NEAR food":              {Beside{w("rent"), w("food"), Near, 10}, ""},
		"rent NEAR/10 food":           {Beside{w("rent"), w("food"), Near, 10}, "rent NEAR food"},
		"rent NEAR/0 food x":          {And{[]Node{Beside{w("rent"), w("food"), Near, 0}, w("x")}}, ""},
		"code:a BEFORE code:b":        {Beside{Field{"code", "=", "a"}, Field{"code", "=", "b"}, Before, -1}, ""},
		"code:a BEFORE/9 code:b":      {Beside{Field{"code", "=", "a"}, Field{"code", "=", "b"}, Before, 9}, ""},
		"(a OR b) IN code:c":          {Beside{Or{[]Node{w("a"), w("b")}}, Field{"code", "=", "c"}, In, -1}, ""},
		"code:a NEAR (code:b code:c)": {Beside{Field{"code", "=", "a"}, And{[]Node{Field{"code", "=", "b"}, Field{"code", "=", "c"}}}, Near, 10}, ""},
		"code:a IN code:b IN code:c":  {Beside{Beside{Field{"code", "=", "a"}, Field{"code", "=", "b"}, In, -1}, Field{"code", "=", "c"}, In, -1}, ""},
		"x NOT (a NEAR b)":            {And{[]Node{w("x"), Not{Beside{w("a"), w("b"), Near, 10}}}}, "x NOT a NEAR b"},
		"in near before":              {And{[]Node{w("in"), w("near"), w("before")}}, ""},
		`"IN"`:                        {Phrase{"IN"}, ""},
		"NEAR/":                       {w("NEAR/"), ""},
		"\u00a0money\u3000worry":      {And{[]Node{w("money"), w("worry")}}, "money worry"},
		"деньги OR 金":                 {Or{[]Node{w("деньги"), w("金")}}, ""},
		"\ufffdx":                     {w("\ufffdx"), ""},
	}
	for src, tt := range tests {
		t.Run(src, func(t *testing.T) {
			q, err := Parse(src)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, q.Root); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			canon := tt.canon
			if canon == "" {
				canon = src
			}
			if got := q.String(); got != canon {
				t.Errorf("canonical form %q, want %q", got, canon)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct {
		query, caret string // caret: spaces up to the fault
		message      string
	}{
		{"", "^", "the query is empty"},
		{"  ", "^", "the query is empty"},
		{`money "at the till`, "      ^", "this quotation is not closed"},
		{`money ""`, "      ^", "no letter or digit stands in this quotation"},
		{"money OR", "      ^", "nothing follows OR"},
		{"money OR  ", "      ^", "nothing follows OR"},
		{"OR money", "^", "OR stands between two things"},
		{"money OR OR rent", "         ^", "OR stands between two things"},
		{"money AND", "      ^", "nothing follows AND"},
		{"AND money", "^", "AND stands between two things"},
		{"(money OR) rent", "       ^", "nothing follows OR"},
		{"money NOT", "      ^", "nothing follows NOT"},
		{"money (-)", "       ^", "nothing follows -"},
		{"money -", "      ^", "a minus touches the word"},
		{"money - rent", "      ^", "a minus touches the word"},
		{"-money", "^", "this only leaves turns out"},
		{"NOT (money rent)", "^", "this only leaves turns out"},
		{"money OR -rent", "         ^", "this only leaves turns out"},
		{"-money -rent", "^", "this only leaves turns out"},
		{"a OR (b -c) OR (-d -e)", "                ^", "this only leaves turns out"},
		{"(money", "^", "this parenthesis is not closed"},
		{"money)", "     ^", "this parenthesis was never opened"},
		{")", "^", "this parenthesis was never opened"},
		{"money ()", "       ^", "nothing stands in these parentheses"},
		{"Interviewer: rent", "^", "nothing stands behind Interviewer:"},
		{`code:"a b`, "     ^", "this quotation is not closed"},
		{`x "works nights"= no`, "  ^", `nothing stands behind "works nights"=; say what it is to be, as in "works nights"=VALUE`},
		{`"works nights"="no`, "               ^", "this quotation is not closed"},
		{`"?!"=no`, "^", "no letter or digit stands in this quotation"},
		{"rent *", "     ^", "an asterisk alone stands for every word"},
		{"well-o*", "^", "well-o* holds several words"},
		{"well-off~", "^", "a tilde stands behind one word"},
		{"~", "^", "a tilde stands behind one word"},
		{"rent~3", "     ^", "behind a tilde stands how many letters"},
		{"a NEAR/x b", "  ^", "NEAR/x says no number of words"},
		{"a NEAR/-1 b", "  ^", "NEAR/-1 says no number of words"},
		{"code:a IN/3 code:b", "       ^", "IN/3 says no number of words"},
		{"a NEAR", "  ^", "nothing follows NEAR"},
		{"NEAR a", "^", "NEAR stands between two things"},
		{"a NEAR (b c)", "  ^", "NEAR stands between words or phrases"},
		{"a NEAR (b OR code:c)", "  ^", "NEAR stands between words or phrases"},
		{"a NEAR (NOT code:b)", "        ^", "NEAR stands between what is there"},
		{"a IN b", "  ^", "what is IN something is in what a field says"},
		{"NOT code:a", "^", "this only leaves turns out"},
		{"rock & roll", "     ^", "& holds no letter or digit"},
		{"金金 \"x", "     ^", "this quotation is not closed"},
		{"é\t\"x", "  ^", "this quotation is not closed"},
		{"ab\xffc", "  ^", "these bytes are not UTF-8"},
		{"\ufffd \xff", "  ^", "these bytes are not UTF-8"},
		{strings.Repeat("(", deepest+1) + "a", strings.Repeat(" ", deepest) + "^", "more than 100 parentheses are open"},
	}
	for _, tt := range tests {
		t.Run(tt.query, func(t *testing.T) {
			q, err := Parse(tt.query)
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("got %#v and error %v, want an *Error", q, err)
			}
			if !strings.HasPrefix(e.Message, tt.message) {
				t.Errorf("message %q, want one that begins %q", e.Message, tt.message)
			}
			_, caret, _ := strings.Cut(e.Caret(tt.query), "\n")
			if caret != tt.caret {
				t.Errorf("caret at %q, want %q", caret, tt.caret)
			}
		})
	}
}

func TestErrorIsASentenceWithAPlace(t *testing.T) {
	_, err := Parse(`éé "at the till`)
	want := `at character 4 of the query: this quotation is not closed; close it with "`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestCaretOfAnotherQuery(t *testing.T) {
	e := &Error{Offset: 90}
	if got := e.Caret("a\nb"); got != "a b\n   ^" {
		t.Errorf("got %q", got)
	}
}

// tree draws trees of the shape that Parse promises.
func tree(t *rapid.T, depth int) Node {
	kinds := 9
	if depth == 0 {
		kinds = 5
	}
	parts := func() []Node {
		out := make([]Node, rapid.IntRange(2, 3).Draw(t, "parts"))
		for i := range out {
			out[i] = tree(t, depth-1)
		}
		return out
	}
	switch rapid.IntRange(0, kinds-1).Draw(t, "kind") {
	case 0:
		return Word{rapid.SampledFrom([]string{"a", "or", "10:30", "well-off", "don’t", "é"}).Draw(t, "word")}
	case 1:
		return Phrase{rapid.SampledFrom([]string{"a", "OR", "-x", "at (the) till", "p: q*"}).Draw(t, "phrase")}
	case 2:
		return Wild{rapid.SampledFrom([]string{"a*", "*ing", "th*ve"}).Draw(t, "wild")}
	case 3:
		return Fuzzy{rapid.SampledFrom([]string{"a", "thriving"}).Draw(t, "fuzzy"), rapid.IntRange(0, 2).Draw(t, "edits")}
	case 4:
		return drawField(t)
	case 5:
		return conjoin(parts())
	case 6:
		return disjoin(parts())
	case 7:
		n := Beside{Left: drawField(t), Right: drawField(t), How: rapid.SampledFrom([]Relation{Near, Before, In}).Draw(t, "how"), Within: -1}
		if n.How == In && rapid.Bool().Draw(t, "word") {
			n.Left = Word{"a"}
		}
		if n.How != In {
			n.Within = rapid.IntRange(0, 20).Draw(t, "within")
		}
		return n
	}
	return negate(tree(t, depth-1))
}

func drawField(t *rapid.T) Node {
	return Field{
		Name:  rapid.SampledFrom([]string{"code", "speaker", "age_2", "works nights", "1st", "-x", "a:b", "attr.wave", "a(b)"}).Draw(t, "name"),
		Op:    rapid.SampledFrom([]string{"=", "!=", "<", ">=", ">"}).Draw(t, "op"),
		Value: rapid.SampledFrom([]string{"a", "a b", "ana:rent", "(x)", "P*", "=5"}).Draw(t, "value"),
	}
}

func TestCanonicalFormReadsAsTheSameTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := Query{tree(t, 4)}
		got, err := Parse(want.String())
		if seeks(want.Root) != (err == nil) {
			t.Fatalf("%s: seeks is %v, error is %v", want, seeks(want.Root), err)
		}
		if diff := cmp.Diff(want, got); err == nil && diff != "" {
			t.Fatalf("%s: -want +got:\n%s", want, diff)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", "money OR rent", `"at the till" -rent`, "a (b OR NOT (c d))", "10:30", "p:q", "--a -(b)",
		"“x” „y“", "(((", ")", `"`, "a AND", "\xff", "\u2028a\u0085b", "- a", "*", "a NEAR/3 b", "code:a IN code:b", "w*d f~1", `c:"x y" age>=3`, "aA0=0", `"works nights"!=no`, `“a1”:b`, `"a" :b`, `a>"=5"`, "NOT NOT a b", "x\"y\"(z)",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := Parse(s)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Offset < 0 || e.Offset > len(s) || e.Message == "" {
				t.Fatalf("%q: error %#v", s, err)
			}
			if lines := strings.Split(e.Caret(s), "\n"); len(lines) != 2 {
				t.Fatalf("%q: caret drawn in %d lines", s, len(lines))
			}
			return
		}
		again, err := Parse(q.String())
		if err != nil {
			t.Fatalf("%q prints as %q: %v", s, q, err)
		}
		if diff := cmp.Diff(q, again); diff != "" {
			t.Fatalf("%q prints as %q: -first +again:\n%s", s, q, diff)
		}
	})
}

// Replace puts other fields in the places of a query's own, and leaves all else.
func TestReplace(t *testing.T) {
	t.Parallel()
	q, err := Parse(`a code:x NOT (code:y wave=2) OR "b c" code:x BEFORE/5 code:y OR d~ e* IN speaker:P`)
	if err != nil {
		t.Fatal(err)
	}
	var met []string
	got := q.Replace(func(f Field) Field {
		met = append(met, f.String())
		if f.Value == "x" {
			f.Value = "z"
		}
		return f
	}).String()
	if want := `a code:z NOT (code:y wave:2) OR "b c" code:z BEFORE/5 code:y OR d~ e* IN speaker:P`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := strings.Join(met, " "), "code:x code:y wave:2 code:x code:y speaker:P"; got != want {
		t.Errorf("met %s, want %s", got, want)
	}
	if same := q.Replace(func(f Field) Field { return f }); same.String() != q.String() {
		t.Errorf("with itself: %s, want %s", same, q)
	}
}
