package pdf

import (
	"context"
	"os"
	"strings"
	"testing"
)

var engine = &Engine{Cache: "/tmp/xpcache2"}

func TestX(t *testing.T) {
	src, _ := os.ReadFile(os.Getenv("X"))
	tx, err := engine.Read(context.Background(), src, func(ls []string) func(string) bool {
		return func(l string) bool { a, _, ok := strings.Cut(l, ": "); return ok && len(a) < 12 }
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("heads %q\nnumbers %d\nnotes %.200q\ntilt %q\nhyph %q bare %v lost %d", tx.Heads, len(tx.Numbers), tx.Notes, tx.Tilted, tx.Hyphens, tx.Bare, tx.Lost)
	for _, p := range tx.Paragraphs {
		t.Logf("%d %s", p.Lead, p.Text)
	}
}
