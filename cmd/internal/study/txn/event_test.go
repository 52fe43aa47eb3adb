package txn

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRecordsTell(t *testing.T) {
	t.Parallel()
	s := newStore(t, nil)
	asked := []string{}
	s.Tell = func(path string, before, after []byte, byHand bool) []Event {
		asked = append(asked, path)
		if !strings.HasSuffix(path, ".toml") {
			return nil
		}
		what := "by command"
		if byHand {
			what = "by hand"
		}
		return []Event{{What: what, From: string(before), To: string(after)}}
	}
	former := "1"
	s.Former = func(path string) []byte {
		if path == "a.toml" {
			return []byte(former)
		}
		return nil
	}
	change(t, s, map[string]string{"a.toml": "1", "b.toml": "1", "a.txt": "1"})
	byHand(t, s, "a.toml", "2")
	byHand(t, s, "b.toml", "2") // what it held is not remembered
	r := change(t, s, map[string]string{"a.toml": "3", "b.toml": "3"})
	if diff := cmp.Diff([]Event{{"a.toml", "by command", nil, "2", "3", nil, 0}, {"b.toml", "by command", nil, "2", "3", nil, 0}}, r.Events); diff != "" {
		t.Errorf("the change (-want +got):\n%s", diff)
	}
	all := history(t, s, "ana")
	if diff := cmp.Diff([]Event{{"a.toml", "by hand", nil, "1", "2", nil, 0}}, all[1].Events); diff != "" || all[1].Command != HandEdit {
		t.Errorf("the hand edit (-want +got):\n%s", diff)
	}
	if all[2].Events != nil {
		t.Errorf("nobody knows what became of b.toml: %v", all[2].Events)
	}
	// What is remembered is another text: it tells nothing.
	former = "x"
	byHand(t, s, "a.toml", "4")
	change(t, s, map[string]string{"a.toml": "5"})
	if all = history(t, s, "ana"); all[len(all)-2].Command != HandEdit || all[len(all)-2].Events != nil {
		t.Errorf("a hand edit is told of by another text: %+v", all[len(all)-2])
	}
	if _, err := s.Change(t.Context(), Act{Analyst: "ana", Forget: true}, write(map[string]string{"a.toml": "secret"})); err != nil {
		t.Fatal(err)
	}
	if all = history(t, s, "ana"); all[len(all)-1].Events != nil {
		t.Errorf("what is to be forgotten is told: %v", all[len(all)-1].Events)
	}
	for _, path := range asked {
		if strings.HasPrefix(path, ".grounded") || strings.HasPrefix(path, "history") {
			t.Errorf("asked what %s means", path)
		}
	}
}

func TestRecordsTellOfRecoding(t *testing.T) {
	t.Parallel()
	s := newStore(t, nil)
	line := func(id, code string) string {
		return `{"id":"` + id + `","code":"` + code + `","start":1,"end":2}` + "\n"
	}
	const file = "codings/ana/one.jsonl"
	change(t, s, map[string]string{file: line("b1", "rent") + line("b2", "rent") + line("b3", "debt") + line("b4", "rent")})
	r := change(t, s, map[string]string{file: line("b1", "home") + line("b2", "home") + line("b3", "rent") + line("b5", "home")})
	want := []Event{{File: file, What: Recoded, From: "debt", To: "rent", N: 1}, {File: file, What: Recoded, From: "rent", To: "home", N: 2}}
	if diff := cmp.Diff(want, r.Events); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	back, err := s.Undo(t.Context(), "ana")
	if err != nil {
		t.Fatal(err)
	}
	want = []Event{{File: file, What: Recoded, From: "home", To: "rent", N: 2}, {File: file, What: Recoded, From: "rent", To: "debt", N: 1}}
	if diff := cmp.Diff(want, back.Events); diff != "" {
		t.Errorf("undone (-want +got):\n%s", diff)
	}
}

func TestReword(t *testing.T) {
	t.Parallel()
	const kept = `{"id":"k3v9qx7p2m","at":"2021-03-04T10:12:40Z","command":"apply","did":"put secret","files":[]}` + "\n" + "no record\n"
	const told = `{"id":"k3v9qx7p2n","at":"2021-03-04T10:12:40Z","analyst":"ana","command":"theme edit","did":"x","because":"a secret & more","files":[],"events":[{"file":"m.toml","what":"renamed","ids":["a"],"from":"secret","to":"open"}],"later":{"z":1}}` + "\n"
	if diff := cmp.Diff([]string{"a secret & more", "secret", "open"}, Words([]byte(kept+told))); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
	got, err := Reword([]byte(kept+told), func(text string) string { return strings.ReplaceAll(text, "secret", "[gone]") })
	if err != nil {
		t.Fatal(err)
	}
	want := kept + strings.NewReplacer("a secret", "a [gone]", `"from":"secret"`, `"from":"[gone]"`).Replace(told)
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got, _ := Reword([]byte(told), func(string) string { return "" }); len(Words(got)) > 0 {
		t.Errorf("words are left: %s", got)
	}
}
