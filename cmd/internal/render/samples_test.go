package render

import (
	"fmt"

	"grounded/analysis/table"
)

// samples returns reports of each kind, in made-up words: every type of column,
// every view, texts of several scripts, and characters that formats take for
// their own.
func samples() map[string]table.Report {
	return map[string]table.Report{
		"list":     transcripts(),
		"top":      topCodes(),
		"matrix":   matrix(),
		"groups":   groups(),
		"headings": headings(),
		"tree":     tree(true),
		"indent":   tree(false),
		"quotes":   quotes(),
		"kwic":     kwic(),
		"scripts":  scripts(),
		"hostile":  hostile(),
		"empty":    without(topCodes()),
		"none":     without(quotes()),
		"bare":     without(transcripts()),
	}
}

func kwic() table.Report {
	return table.Report{
		Title: "Places of “snow”",
		Table: table.Table{
			Columns: []table.Column{
				{Name: "place", Heading: "Place"},
				{Name: "speaker", Heading: "Speaker"},
				{Name: "before", Heading: "Before", Words: true},
				{Name: "quote", Heading: "Words", Words: true},
				{Name: "after", Heading: "After", Words: true},
			},
			Rows: [][]any{
				{"interview-03 ¶14", "P07", "we walked to the shop and back again in all that ", "snow", ", and nobody else had come that far, I tell you, nobody"},
				{"interview-03 ¶2", "Interviewer", "", "Snow", "?"},
				{"interview-11 ¶120", "The baker's wife", "- / 冬天的时候很暖和，但是有很多很多很多很多很多很多的 ", "snows", ""},
			},
		},
		View:  table.Concordance{Head: []string{"place", "speaker"}, Before: "before", Node: "quote", After: "after"},
		Notes: []string{"3 times."},
	}
}

func without(r table.Report) table.Report {
	r.Table.Rows = nil
	r.Notes = r.Notes[:1]
	return r
}

func transcripts() table.Report {
	return table.Report{
		Title: "Transcripts",
		Table: table.Table{
			Columns: []table.Column{
				{Name: "transcript", Heading: "Transcript"},
				{Name: "title", Heading: "Title", Words: true},
				{Name: "speakers", Heading: "Speakers", Type: table.List, Words: true},
				{Name: "turns", Heading: "Turns", Type: table.Integer},
				{Name: "alpha", Heading: "Alpha", Type: table.Number, Digits: 2},
				{Name: "verbatim", Heading: "Verbatim", Type: table.Boolean},
				{Name: "attributes", Heading: "Attributes", Type: table.Object, Words: true, Spread: "attr"},
			},
			Rows: [][]any{
				{"interview-01", "A baker who moved north in winter", []string{"P07", "Interviewer"}, 212, 0.8149, true, map[string]any{"wave": int64(1), "region": "north"}},
				{"interview-02", "Two sisters, one shop", []string{"P08", "P09", "Interviewer"}, 1304, -0.001, true, map[string]any{"wave": int64(2), "tags": []string{"kin", "shop"}}},
				{"notes-03", nil, []string{}, 9, nil, false, nil},
			},
		},
		Notes: []string{"3 transcripts; 1 of them holds notes, whose words are not verbatim."},
	}
}

func topCodes() table.Report {
	r := table.Report{
		Title: "The 4 most common codes of each analyst, by codings",
		Table: table.Table{Columns: []table.Column{
			{Name: "analyst", Heading: "Analyst"},
			{Name: "rank", Heading: "Rank", Type: table.Integer},
			{Name: "code", Heading: "Id"},
			{Name: "name", Heading: "Code", Words: true},
			{Name: "codings", Heading: "Codings", Type: table.Integer},
		}},
		View: table.Pivot{Rows: []string{"rank"}, Across: "analyst", Values: []string{"name", "codings"}},
		Notes: []string{
			"Equal numbers have equal ranks; codes of equal rank stand in order of name.",
			"Left out: 12 codings of the interviewers, and 3 that are adrift because their words cannot be found in the text as it is now (grounded check names them).",
		},
	}
	add := func(analyst string, rank int, code, name string, n int) {
		r.Table.Rows = append(r.Table.Rows, []any{analyst, rank, code, name, n})
	}
	add("analyst-1", 1, "warm-rooms", "Warm rooms", 41)
	add("analyst-1", 2, "counting", "Counting coins before the month is over", 17)
	add("analyst-1", 2, "neighbours", "Neighbours", 17)
	add("analyst-1", 4, "sleep", "Sleep", 3)
	add("analyst-2", 1, "money", "Money, and the lack of it", 120)
	add("analyst-2", 2, "home", "Home", 38)
	add("analyst-2", 3, "kin", "Kin", 9)
	return r
}

func matrix() table.Report {
	r := table.Report{
		Title: "Codings by code and transcript",
		Table: table.Table{Columns: []table.Column{
			{Name: "code", Heading: "Code", Words: true},
			{Name: "transcript", Heading: "Transcript"},
			{Name: "codings", Heading: "Codings", Type: table.Integer},
		}},
		View:  table.Pivot{Rows: []string{"code"}, Across: "transcript", Values: []string{"codings"}},
		Notes: []string{"A code without a row in a transcript was not counted there."},
	}
	for i, code := range []string{"Warm rooms", "Counting coins before the month is over", "Sleep"} {
		for j := range 9 {
			if i == 0 || (i+j)%4 != 3 {
				r.Table.Rows = append(r.Table.Rows, []any{code, fmt.Sprintf("interview-%02d", j+1), i*j + 1})
			}
		}
	}
	return r
}

// groups has more groups than fit beside each other at 80 columns, one of them
// with a name that is wider than its lanes.
func groups() table.Report {
	r := table.Report{
		Title: "Most common codes of each analyst",
		Table: table.Table{Columns: []table.Column{
			{Name: "rank", Heading: "Rank", Type: table.Integer},
			{Name: "analyst", Heading: "Analyst"},
			{Name: "name", Heading: "Code", Words: true},
			{Name: "codings", Heading: "N", Type: table.Integer},
		}},
		View: table.Pivot{Rows: []string{"rank"}, Across: "analyst", Values: []string{"name", "codings"}},
	}
	for i, analyst := range []string{"analyst-1", "the-one-who-joined-late", "analyst-3", "analyst-4"} {
		r.Table.Rows = append(r.Table.Rows,
			[]any{1, analyst, "Home", 40 - i},
			[]any{2, analyst, []string{"Warm rooms in the winter", "Kin", "Sleep and rest", "Counting coins"}[i], 9 - i})
	}
	return r
}

// headings has headings of several words, which wrap where numbers are narrow.
func headings() table.Report {
	return table.Report{
		Title: "How far each analyst has come, and how much of it stands on the text as it is now, in the round that is open",
		Table: table.Table{
			Columns: []table.Column{
				{Name: "transcript", Heading: "Transcript"},
				{Name: "codings", Heading: "Codings", Type: table.Integer},
				{Name: "unconfirmed", Heading: "Codings by a search, not confirmed", Type: table.Integer},
				{Name: "adrift", Heading: "Codings that are adrift", Type: table.Integer},
				{Name: "share", Heading: "Share of turns with a coding", Type: table.Number, Digits: 2},
				{Name: "note", Heading: "Note", Words: true},
			},
			Rows: [][]any{
				{"interview-01", 41, 0, 2, 0.5, "Read twice, by two people, on two days."},
				{"interview-02", 7, 12, 0, 0.25, nil},
			},
		},
	}
}

func tree(lines bool) table.Report {
	return table.Report{
		Title: "Codebook of analyst-1",
		Table: table.Table{
			Columns: []table.Column{
				{Name: "code", Heading: "Id"},
				{Name: "name", Heading: "Code", Words: true},
				{Name: "depth", Heading: "Depth", Type: table.Integer},
				{Name: "codings", Heading: "Codings", Type: table.Integer},
				{Name: "definition", Heading: "Definition", Words: true},
			},
			Rows: [][]any{
				{"money", "Money", 0, 60, "What is earned, owed, counted and shared, and the talk about it."},
				{"security", "Financial security", 1, 41, "Money is there, and will be there next month."},
				{"bills", "Bills that can be paid without looking at the account first", 2, 12, nil},
				{"savings", "Savings", 2, 8, "Put aside."},
				{"debt", "Debt", 1, 19, "Owed to people or to banks."},
				{"home", "Home", 0, 7, ""},
				{"warmth", "Warmth", 1, 7, "Rooms that are warm; people who are."},
			},
		},
		View:  table.Tree{Label: "name", Depth: "depth", Others: []string{"codings", "definition"}, Lines: lines},
		Notes: []string{"7 codes."},
	}
}

func quotes() table.Report {
	return table.Report{
		Title: "Passages with the words “coins”",
		Table: table.Table{
			Columns: []table.Column{
				{Name: "ref", Heading: "Place"},
				{Name: "speaker", Heading: "Speaker"},
				{Name: "quote", Heading: "Words", Words: true},
				{Name: "codes", Heading: "Codes", Type: table.List},
				{Name: "memo", Heading: "Memo", Words: true},
			},
			Rows: [][]any{
				{"interview-01 ¶14", "P07", "I stopped counting " + table.Mark("coins") + " at the till. That was the first winter that I did not dread, " +
					"and I remember it by the sound of the heating, which nobody had turned down.\n\nAfter that I slept.",
					[]string{"warm-rooms", "sleep"}, "Relief rather than wealth: compare with the sisters, who count " +
						"together and laugh about it, so that the same act is no burden to them."},
				{"interview-02 ¶3", nil, "A jar of " + table.Mark("coins\nand") + " a candle.", []string{}, nil},
			},
		},
		View:  table.Cards{Head: []string{"ref", "speaker"}, Body: "quote", Foot: []string{"codes", "memo"}},
		Notes: []string{"2 passages in 2 transcripts."},
	}
}

func scripts() table.Report {
	return table.Report{
		Title: "Words of several scripts",
		Table: table.Table{
			Columns: []table.Column{
				{Name: "word", Heading: "Word"},
				{Name: "times", Heading: "Times", Type: table.Integer},
				{Name: "context", Heading: "Context", Words: true},
			},
			Rows: [][]any{
				{"老家", 12, "冬天的时候我们住在老家，房间里很暖和，没有人关掉暖气，我第一次不害怕冬天。后来我睡得很好，邻居们也是。"},
				{"cafe\u0301", 3, "Le cafe\u0301 du coin, ou\u0300 l’on parlait jusqu’a\u0300 la fermeture, et me\u0302me un peu plus longtemps."},
				{"дом", 7, "Дом, где тепло."},
				{"בית", 2, "הבית היה חם."},
				{"🙂", 1, "A smile 🙂 in a chat."},
				{"ㅠㅠ", 1, "한국어도 있습니다."},
			},
		},
		View:  table.Columns{Names: []string{"word", "times", "context"}},
		Notes: []string{"Counted by the words of the text."},
	}
}

// hostile holds what a terminal, a browser, Markdown, LaTeX or a spreadsheet
// would take for more than text.
func hostile() table.Report {
	return table.Report{
		Title: "What <b>some</b> | wrote & meant_100%",
		Table: table.Table{
			Columns: []table.Column{
				{Name: "cell", Heading: "Cell | pipe", Words: true},
				{Name: "n", Heading: "N & M", Type: table.Integer},
			},
			Rows: [][]any{
				{"=HYPERLINK(\"http://example.org\";\"x\")", -1},
				{"-3.5", -2},
				{"- she said", 3},
				{"'@home", 4},
				{"a|b \\| c", 5},
				{"<script>alert('x')</script> &amp; &copy;", 6},
				{"*bold* _it_ `code` [link](http://example.org) ~~gone~~ $x^2$", 7},
				{"\\input{/etc/passwd} 50% of #1 {a} ~ ^ $", 8},
				{"[optional] after a row", 9},
				{"\x1b[31mred\x1b[0m bell\a nul\x00 \u009b31m", 10},
				{"tab\there\r\nnext line\\t", 11},
				{"  two spaces before", 12},
				{"open " + table.MarkStart + "mark <i>", 13},
				{"bytes \xff\xfe that are no text", 14},
			},
		},
		Notes: []string{"# no heading", "1. no list", "- [ ] no task\nand one line"},
	}
}
