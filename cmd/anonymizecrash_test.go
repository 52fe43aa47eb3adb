package cmd

import (
	"strconv"
	"strings"
	"testing"
)

// A study whose names are being replaced has all of them or none, at whichever
// step that is cut short.
func TestKilledAnonymizingLeavesAllNamesOrNone(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program many times")
	}
	sh := newShell(t)
	sh.run("mkdir in && printf 'Interviewer: How is Wilma?\\n\\nWilma: Wilma is well, says Wilma.\\n\\nInterviewer: Good.\\n\\nWilma: Yes.\\n' > in/wilma.txt")
	sh.run("printf 'find,replace,decision\\nWilma,P01,replace\\n' > key.csv")
	sh.run("grounded -q init s --analyst ana && cd s && grounded -q import ../in/wilma.txt && grounded -q apply 'What Wilma said' wilma:2 --new --memo 'Wilma' && grounded -q memo add 'Of Wilma' --text Wilma && grounded -q done wilma && grounded -q search Wilma")
	const holds = "grep -rli wilma . | grep -v journal.tmp | sort; find . -iname '*wilma*' | sort"
	before := sh.run("(cd s; " + holds + ")")
	if !strings.Contains(before, "codings/ana/wilma.jsonl") || !strings.Contains(before, "history/ana.jsonl") || !strings.Contains(before, "sources/wilma.txt") {
		t.Fatalf("the name stands in:\n%s", before)
	}
	steps, old, made := 0, 0, 0
	for killed := true; killed; steps++ {
		sh.run("rm -rf k kept && cp -R s k")
		out := sh.run("(cd k; SCRIPT_KILL=" + strconv.Itoa(steps+1) + " grounded anonymize apply ../key.csv --yes --move-sources ../kept; echo status $?)")
		killed = strings.Contains(out, "status 137")
		if !killed && !strings.Contains(out, "status 0") {
			t.Fatalf("step %d: %s", steps+1, out)
		}
		if got := sh.run("(cd k; grounded -q check; echo status $?)"); !strings.Contains(got, "status 0") {
			t.Errorf("killed before step %d the study is not clean:\n%s", steps+1, got)
		}
		switch after := sh.run("(cd k; " + holds + ")"); {
		case after == before:
			old++
		case after == "":
			made++
			if got := sh.run("(cd k; grounded -q quotes -f csv; grep -c Wilma ../kept/wilma.txt)"); !strings.Contains(got, `"P01 is well, says P01."`) || !strings.HasSuffix(got, "\n3\n") {
				t.Errorf("killed before step %d:\n%s", steps+1, got)
			}
		default:
			t.Errorf("killed before step %d, the name stands in:\n%s", steps+1, after)
		}
	}
	if steps < 20 || old < 5 || made < 10 {
		t.Errorf("%d steps, %d times the old state and %d times the new: that is not the whole of a change", steps, old, made)
	}
}
