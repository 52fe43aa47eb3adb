package txn

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// hold takes the study's lock, waiting at most s.wait() for another to give it
// back.
func (s *Store) hold(ctx context.Context, command string) (*hold, error) {
	var h *hold
	err := s.poll(ctx, func() (bool, error) {
		var err error
		h, err = s.tryHold(command)
		return h != nil, err
	})
	return h, err
}

// poll calls try until it reports true or an error, with pauses that grow from
// 1 to 16 milliseconds. When s.wait() has passed it returns ErrBusy.
func (s *Store) poll(ctx context.Context, try func() (bool, error)) error {
	late := time.NewTimer(s.wait())
	defer late.Stop()
	for pause := time.Millisecond; ; pause = min(2*pause, 16*time.Millisecond) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if done, err := try(); done || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
		case <-late.C:
			return fmt.Errorf("%w: %s holds it, and did not let go of it within %v; run the command again when that has ended", ErrBusy, s.holder(), s.wait())
		case <-time.After(pause):
		}
	}
}

// tryHold takes the lock if nobody has it, and returns nil when somebody does.
func (s *Store) tryHold(command string) (*hold, error) {
	if err := s.at("lock"); err != nil {
		return nil, explain(lockPath, err)
	}
	root, err := os.OpenRoot(s.Root)
	if err != nil {
		return nil, fmt.Errorf("the study folder %s cannot be opened: %w", s.Root, bare(err))
	}
	if err := root.MkdirAll(ownDir, 0o777); err != nil {
		root.Close()
		return nil, explain(ownDir, err)
	}
	lock := flock.New(filepath.Join(s.Root, filepath.FromSlash(lockPath)), flock.SetPermissions(0o666))
	ok, err := lock.TryLock()
	if err != nil || !ok {
		root.Close()
		if err != nil {
			return nil, explain(lockPath, err)
		}
		return nil, nil
	}
	holder := s.Holder
	if holder == "" {
		holder = strings.TrimSpace("grounded "+command) + fmt.Sprintf(", process %d", os.Getpid())
		if s.Clock != nil {
			holder += ", since " + s.Clock().Format("15:04")
		}
	}
	// Beside the lock and not in it: on Windows a locked file cannot be read.
	// That it cannot be written is no reason not to go on.
	_ = root.WriteFile(holderPath, []byte(holder+"\n"), 0o666)
	return &hold{Store: s, root: root, unlock: func() {
		_ = root.Remove(holderPath)
		_ = lock.Unlock()
	}}, nil
}

// holder says who holds the lock, as far as that is known.
func (s *Store) holder() string {
	text, err := os.ReadFile(filepath.Join(s.Root, filepath.FromSlash(holderPath)))
	line, _, _ := strings.Cut(string(text), "\n")
	line = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, line)
	if err != nil || line == "" {
		return "another command"
	}
	return line
}

// exists reports whether the study has the file, as far as can be seen.
func (s *Store) exists(path string) bool {
	_, err := os.Lstat(filepath.Join(s.Root, filepath.FromSlash(path)))
	return !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission)
}
