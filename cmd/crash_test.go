package cmd

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// killedAt returns what kills the program before the step of that number, from
// 1, without anything that it deferred; nil when no step is named.
func killedAt(step string) func(string) error {
	left, err := strconv.Atoi(step)
	if err != nil {
		return nil
	}
	return func(string) error {
		if left--; left == 0 {
			if p, err := os.FindProcess(os.Getpid()); err == nil {
				_ = p.Kill()
			}
			select {}
		}
		return nil
	}
}

// A coding that is cut short at any step is there whole or not at all, and the
// study is clean.
func TestKilledCodingLeavesTheStudyClean(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program many times")
	}
	sh := newShell(t)
	sh.run("grounded -q init s --analyst ana && cd s && grounded -q import ../interviews/interview-01_otter_ai.txt && grounded -q apply warm interview-01:4 --new")
	sh.run("cd s")
	steps, old, made := 0, 0, 0
	for killed := true; killed; steps++ {
		before := strings.TrimSpace(sh.run("grounded -q quotes warm -f jsonl | wc -l"))
		out := sh.run("SCRIPT_KILL=" + strconv.Itoa(steps+1) + " grounded apply warm interview-01 --turn " + strconv.Itoa(steps+5) + "; echo status $?")
		killed = strings.Contains(out, "status 137")
		if !killed && !strings.Contains(out, "status 0") {
			t.Fatalf("step %d: %s", steps+1, out)
		}
		if got := sh.run("grounded -q check; echo status $?"); !strings.Contains(got, "status 0") {
			t.Errorf("killed before step %d the study is not clean:\n%s", steps+1, got)
		}
		switch after := strings.TrimSpace(sh.run("grounded -q quotes warm -f jsonl | wc -l")); {
		case after == before:
			old++
		case number(t, after) == number(t, before)+1:
			made++
		default:
			t.Errorf("killed before step %d: %s codings have become %s", steps+1, before, after)
		}
	}
	if steps < 8 || old < 3 || made < 3 {
		t.Errorf("%d steps, %d times the old state and %d times the new: that is not the whole of a change", steps, old, made)
	}
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%q is no number", text)
	}
	return n
}
