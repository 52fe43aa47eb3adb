package cmd

import (
	"strconv"
	"strings"
	"testing"
)

// Whoever withdraws is there with all their words or gone with all of them, at
// whichever step that is cut short.
func TestKilledWithdrawalLeavesAllWordsOrNone(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program many times")
	}
	sh := newShell(t)
	sh.run("mkdir in && printf 'Otto: Who begins?\\n\\nRosa: It is the smell of the bakery.\\n\\nOtto: So.\\n\\nRosa: Yes.\\n' > in/talk.txt")
	sh.run("grounded -q init s --analyst ana && cd s && grounded -q import ../in/talk.txt && grounded -q case link Rosa rosa && grounded -q apply morning talk:2 --new && grounded -q apply all talk:1-3 --new && grounded -q search bakery")
	const holds = "grep -rli bakery . | grep -v journal.tmp | sort"
	before := sh.run("(cd s; " + holds + ")")
	if !strings.Contains(before, "codings/ana/talk.jsonl") || !strings.Contains(before, "sources/talk.txt") {
		t.Fatalf("the words stand in:\n%s", before)
	}
	steps, old, made := 0, 0, 0
	for killed := true; killed; steps++ {
		sh.run("rm -rf k && cp -R s k")
		out := sh.run("(cd k; SCRIPT_KILL=" + strconv.Itoa(steps+1) + " grounded withdraw rosa --turns --yes; echo status $?)")
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
			if got := sh.run("(cd k; grounded -q quotes -f csv | cut -d, -f3)"); !strings.HasPrefix(got, "code\nall\n") || strings.Contains(got, "morning") {
				t.Errorf("killed before step %d:\n%s", steps+1, got)
			}
		default:
			t.Errorf("killed before step %d, the words stand in:\n%s", steps+1, after)
		}
	}
	if steps < 10 || old < 3 || made < 3 {
		t.Errorf("%d steps, %d times the old state and %d times the new: that is not the whole of a change", steps, old, made)
	}
}
