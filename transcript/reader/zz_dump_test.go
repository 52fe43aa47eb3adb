package reader

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestDump(t *testing.T) {
	for _, f := range strings.Fields(os.Getenv("DUMP")) {
		src, _ := os.ReadFile(f)
		r, err := Read(context.Background(), f, src, Options{})
		fmt.Println("=====", f, err)
		if err == nil {
			fmt.Println(show(r))
		}
	}
}
