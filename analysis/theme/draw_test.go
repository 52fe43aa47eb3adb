package theme

import (
	"strings"
	"testing"

	"github.com/clipperhouse/displaywidth"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/codebook/tomledit"
	"grounded/transcript/coding"
)

// checkDrawing checks what holds of every drawing: no line is too wide, none
// ends in white space, none holds a control character.
func checkDrawing(t interface{ Errorf(string, ...any) }, drawn string, width int) {
	if drawn != "" && !strings.HasSuffix(drawn, "\n") {
		t.Errorf("the last line has no end")
	}
	for line := range strings.Lines(drawn) {
		line = strings.TrimSuffix(line, "\n")
		if w := displaywidth.String(line); w > width {
			t.Errorf("%d columns: %q", w, line)
		}
		if strings.TrimRight(line, " ") != line {
			t.Errorf("spaces end %q", line)
		}
		if strings.ContainsFunc(line, func(r rune) bool { return printable(r) < 0 }) {
			t.Errorf("a control character stands in %q", line)
		}
	}
}

const drawnTree = `
                      Having some give

        ╭──────────────────────────────────────────╮
    ╭───╯                                          ╰───╮
╭───╯                                                  ╰───╮
│                                                          │
│                        GOOD LIFE                         │
│                                                          │
│  • Nothing to add up                                     │
│      “on the coin”                                       │
│      — Bea, one ¶2                                       │
│    (6 codings, 2 participants)                           │
│                                                          │
│     ◦ → On the same day, drawn in “Means”                │
│                                                          │
╰───╮                                                  ╭───╯
    ╰───────┬──────────────────────────────────┬───────╯
            │                                  │
━━━━━━━━━━━━┷━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┷━━━━━━━━━━━━
░                                                          ░
░                          STREET                          ░
░                                                          ░
░  • street                                                ░
░    What nobody chose.                                    ░
░    (no codings yet)                                      ░
░                                                          ░
░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
        ╭───╯                                  ╰───╮
    ╭───╯                                          ╰───╮
╭───╯                                                  ╰───╮
│                                                          │
│                          MEANS                           │
│                                                          │
│  • Some give                                             │
│    A little over, every week.                            │
│      “I had a bit over, and for once I was not adding    │
│      up [the prices]”                                    │
│      — Bea, one ¶2                                       │
│    (6 codings, 2 participants; contradicted by 1         │
│    quotation)                                            │
│                                                          │
│     ◦ On the same day                                    │
│         “the same money on the same day, that is all     │
│         that I would ever ask of them”                   │
│         — Cy, two ¶2                                     │
│       (4 codings, 2 participants)                        │
│                                                          │
╰─┬────┬────┬────┬────┬────┬────┬────┬────┬────┬────┬────┬─╯
  ╵    ╵    ╵    ╵    ╵    ╵    ╵    ╵    ╵    ╵    ╵    ╵

Codings on what no participant says, such as a question, are
counted too; --role participant leaves them out.

Left out, since their analyst is not among those selected:
cem:other.

1 coding left out: adrift, their words are not in the text
as it is now (see: grounded check).
`

func TestDraw(t *testing.T) {
	t.Parallel()
	drawn := decodeSound(t, smallModel).Draw(picked(t, coding.Selection{}), nil, 60)
	if diff := cmp.Diff(strings.TrimPrefix(drawnTree, "\n"), drawn); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A tree without a crown is a stump, one without roots ends at the ground, and
// themes without a place stand apart.
func TestDrawPartsOfATree(t *testing.T) {
	t.Parallel()
	const src = "[[part]]\nname=\"P\"\nplace=\"PLACE\"\n[[theme]]\nid=\"a\"\npart=\"P\"\n[[theme]]\nid=\"b\"\n"
	const apart = "\n                 WITHOUT A PART\n\n• b\n  (no codings yet)\n"
	const stem = "            │                      │\n"
	for place, want := range map[string]string{
		"leaf": `
        ╭──────────────────────────────╮
    ╭───╯                              ╰───╮
╭───╯                                      ╰───╮
│                                              │
│                      P                       │
│                                              │
│  • a                                         │
│    (no codings yet)                          │
│                                              │
╰───╮                                      ╭───╯
    ╰───────┬──────────────────────┬───────╯
` + stem + `━━━━━━━━━━━━┷━━━━━━━━━━━━━━━━━━━━━━┷━━━━━━━━━━━━
`,
		"trunk": `
            ╭──────────────────────╮
` + stem + `            │          P           │
` + stem + `            │  • a                 │
            │    (no codings yet)  │
` + stem + `━━━━━━━━━━━━┷━━━━━━━━━━━━━━━━━━━━━━┷━━━━━━━━━━━━
`,
		"root": `
            ╭──────────────────────╮
` + stem + `━━━━━━━━━━━━┿━━━━━━━━━━━━━━━━━━━━━━┿━━━━━━━━━━━━
        ╭───╯                      ╰───╮
    ╭───╯                              ╰───╮
╭───╯                                      ╰───╮
│                                              │
│                      P                       │
│                                              │
│  • a                                         │
│    (no codings yet)                          │
│                                              │
╰─┬────┬────┬────┬────┬────┬────┬────┬────┬────╯
  ╵    ╵    ╵    ╵    ╵    ╵    ╵    ╵    ╵
`,
		"": "                       P\n\n• a\n  (no codings yet)\n",
	} {
		m, _ := Decode("m.toml", []byte(strings.Replace(src, "place=\"PLACE\"", "place=\""+place+"\"", 1)))
		if diff := cmp.Diff(strings.TrimPrefix(want, "\n")+apart, m.Draw(coding.Picked{}, nil, 1)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", place, diff)
		}
	}
}

func TestDrawFitsAnyWords(t *testing.T) {
	t.Parallel()
	words := rapid.StringOf(rapid.SampledFrom([]rune("ab  \n\t\x1b\u0085世é́👩‍👩‍👧…—\u200b\u202e")))
	rapid.Check(t, func(t *rapid.T) {
		var src strings.Builder
		line := func(key, value string) { src.WriteString(key + " = " + tomledit.Text(value) + "\n") }
		line("title", words.Draw(t, "title"))
		for _, place := range places() {
			src.WriteString("[[part]]\n")
			line("name", string(place)+words.Draw(t, "part"))
			line("place", string(place))
			src.WriteString("[[theme]]\n")
			line("id", string(place))
			line("name", words.Draw(t, "name"))
			line("statement", words.Draw(t, "statement"))
			if place != Root {
				src.WriteString("parents = [\"root\"]\n")
			} else {
				src.WriteString("[[theme]]\nid=\"deep\"\nparents=[\"root\"]\n")
			}
		}
		m, _ := Decode("m.toml", []byte(src.String()))
		width := rapid.IntRange(0, 120).Draw(t, "width")
		checkDrawing(t, m.Draw(coding.Picked{}, nil, width), max(48, min(width, 100)))
	})
}

func TestTree(t *testing.T) {
	t.Parallel()
	p := picked(t, coding.Selection{Roles: []string{"participant"}})
	report := decodeSound(t, smallModel).Tree(p, nil)
	want := []string{
		"Good life | leaf | 0 | quiet | Nothing to add up | - | [] | [ana:counting] | 6 | 0 | 2 | 2 | 2 | on the coin | Bea | one ¶2 | - | 0 | 0 | “on the coin” — Bea, one ¶2",
		"Street | soil | 0 | street | street | What nobody chose. | [] | [] | 0 | 0 | 0 | 0 | 0 | - | - | - | - | 0 | 0 | -",
		"Means | root | 0 | give | Some give | A little over, every week. | [] | [ana:slack cem:other] | 5 | 0 | 2 | 2 | 2 | I had a bit over, and for once I was not adding up [the prices] | Bea | one ¶2 | - | 0 | 1 | “I had a bit over, and for once I was not adding up [the prices]” — Bea, one ¶2",
		"Means | root | 1 | steady | On the same day | - | [give quiet] | [ana:regular ben:spare] | 4 | 0 | 2 | 2 | 2 | the same money on the same day, that is all that I would ever ask of them | Cy | two ¶2 | - | 0 | 0 | “the same money on the same day, that is all that I would ever ask of them” — Cy, two ¶2",
		"Left out, since their analyst is not among those selected: cem:other.",
		"1 coding left out: adrift, their words are not in the text as it is now (see: grounded check).",
		"“On the same day” also stands below “Nothing to add up”.",
	}
	if diff := cmp.Diff(want, cells(t, report)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if report.Title != "Having some give" {
		t.Errorf("the title is %q", report.Title)
	}
}

func TestSeveralParents(t *testing.T) {
	t.Parallel()
	m := decodeSound(t, "[[theme]]\nid=\"a\"\nparents=[\"b\",\"c\",\"c\",\"b\"]\n[[theme]]\nid=\"b\"\n[[theme]]\nid=\"c\"\n")
	if got := m.severalParents(); got != "“a” also stands below “c”." {
		t.Errorf("the note is %q", got)
	}
}

// A theme below one of another part stands at the top of its own part, and one
// that comes back to the first part does not hang on a stranger.
func TestPartsPartBranches(t *testing.T) {
	t.Parallel()
	m := decodeSound(t, `
[[part]]
name = "one"
[[part]]
name = "two"
[[theme]]
id = "a"
part = "one"
[[theme]]
id = "away"
part = "two"
parents = ["a"]
[[theme]]
id = "back"
part = "one"
parents = ["away"]
[[theme]]
id = "below-a"
parents = ["a"]
[[theme]]
id = "nowhere"
`)
	var got []string
	for _, b := range m.branches(coding.Picked{}, nil) {
		got = append(got, b.part.Name+strings.Repeat(" >", b.depth)+" "+string(b.theme.ID))
	}
	want := []string{"one a", "one > below-a", "one back", "two away", " nowhere"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
