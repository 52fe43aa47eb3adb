package txn

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test binary be another process that works on a study:
// TXN_CHILD says what it does and TXN_ROOT where.
func TestMain(m *testing.M) {
	s := storeAt(os.Getenv("TXN_ROOT"))
	switch os.Getenv("TXN_CHILD") {
	case "":
		os.Exit(m.Run())
	case "crash", "forget":
		s.Step = func(name string) error {
			if name == os.Getenv("TXN_STEP") {
				die()
			}
			return nil
		}
		if os.Getenv("TXN_CHILD") == "forget" {
			exitWith(forgotten(s))
		}
		exitWith(crashed(s))
	case "read":
		s.Step = func(name string) error {
			if name == os.Getenv("TXN_STEP") {
				die()
			}
			return nil
		}
		exitWith(s.Reading(context.Background(), func() error { return nil }))
	case "increment":
		s.Wait = time.Minute
		for range 100 {
			if err := increment(s); err != nil {
				exitWith(err)
			}
		}
		os.Exit(0)
	case "hold":
		s.Holder = "grounded apply, process 123, since 10:02"
		_, err := s.Change(context.Background(), Act{}, func(*Tx) error {
			fmt.Println("held")
			_, err := os.Stdin.Read(make([]byte, 1)) // until the parent closes it
			return err
		})
		exitWith(err)
	}
}

// die ends the process as a crash does: nothing deferred runs.
func die() {
	if p, err := os.FindProcess(os.Getpid()); err == nil {
		p.Kill()
	}
	select {}
}

func exitWith(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// child is a command that runs the test binary as another process.
func child(t *testing.T, s *Store, what, step string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self)
	c.Env = append(os.Environ(), "TXN_CHILD="+what, "TXN_ROOT="+s.Root, "TXN_STEP="+step)
	return c
}

// killed runs a child that has to die at the step.
func killed(t *testing.T, s *Store, what, step string) {
	t.Helper()
	c := child(t, s, what, step)
	var said strings.Builder
	c.Stderr = &said
	err := c.Run()
	if exit, ok := err.(*exec.ExitError); !ok || exit.Exited() && exit.ExitCode() != 1 || said.Len() > 0 {
		t.Fatalf("the process was to be killed at %q, but ended with %v: %s", step, err, said.String())
	}
}

func increment(s *Store) error {
	_, err := s.Change(context.Background(), Act{Command: "increment"}, func(tx *Tx) error {
		text, err := tx.Read("n.txt")
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(string(text))
		if err != nil {
			return err
		}
		return tx.Write("n.txt", []byte(strconv.Itoa(n+1)))
	})
	return err
}
