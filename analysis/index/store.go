package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// store is the folder of the cache. It holds generations, a lock for whoever
// makes one, and the folder in which one is made. Nothing that is read is ever
// written to, so those who search wait for nobody.
type store struct{ dir string }

const (
	lockFile     = "lock"
	makingFolder = "making"
)

// lockWait bounds how long Rebuild waits for another process.
const lockWait = time.Second

// place returns where the generation of c stands once it is made.
func (s store) place(c corpus) string { return filepath.Join(s.dir, c.digest()) }

// ready returns the generation of c, which it makes when it is not there, and
// says what that took.
func (s store) ready(ctx context.Context, c corpus) (generation, Road, string, error) {
	g, err := readGeneration(ctx, s.place(c))
	if err == nil {
		return g, Indexed, "", nil
	}
	reason := err.Error()
	if errors.Is(err, fs.ErrNotExist) {
		reason = "there was no index"
	}
	release, err := s.lock(ctx, 0)
	if err != nil {
		return generation{}, "", "", err
	}
	defer release()
	// Somebody else may have made it between the look and the lock.
	if g, err := readGeneration(ctx, s.place(c)); err == nil {
		return g, Indexed, "", nil
	}
	road := Refreshed
	if changes, err := s.refresh(ctx, c); err == nil {
		reason = changes
	} else {
		if !errors.Is(err, errNoFormer) {
			reason = err.Error()
		}
		road = Rebuilt
		if err := s.make(c, func(folder string) error { return build(ctx, folder, c) }); err != nil {
			return generation{}, "", "", err
		}
	}
	g, err = readGeneration(ctx, s.place(c))
	return g, road, reason, err
}

// rebuild makes the generation of c from nothing.
func (s store) rebuild(ctx context.Context, c corpus) error {
	release, err := s.lock(ctx, lockWait)
	if err != nil {
		return err
	}
	defer release()
	return s.make(c, func(folder string) error { return build(ctx, folder, c) })
}

// lock takes the lock of those who write, waiting for at most the given time.
func (s store) lock(ctx context.Context, wait time.Duration) (release func(), err error) {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		if info, at := os.Stat(s.dir); at == nil && !info.IsDir() {
			return nil, fmt.Errorf("the index has no folder to be in: a file stands at %s; take it away", s.dir)
		}
		return nil, fmt.Errorf("the index has no folder to be in: %w", err)
	}
	l := flock.New(filepath.Join(s.dir, lockFile), flock.SetPermissions(0o600))
	held, err := l.TryLock()
	if err == nil && !held && wait > 0 {
		waiting, cancel := context.WithTimeout(ctx, wait)
		defer cancel()
		held, err = l.TryLockContext(waiting, 20*time.Millisecond)
	}
	switch {
	case held:
		return func() { _ = l.Unlock() }, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil && !errors.Is(err, context.DeadlineExceeded):
		return nil, fmt.Errorf("the index cannot be written: %w", err)
	}
	return nil, errors.New("another process is writing the index; try again when it is done")
}

// make has a generation made in a folder of its own and puts it in its place;
// then it removes every other. It needs the lock.
func (s store) make(c corpus, into func(folder string) error) error {
	making := filepath.Join(s.dir, makingFolder)
	if err := os.RemoveAll(making); err != nil {
		return fmt.Errorf("the index cannot be written: %w", err)
	}
	if err := os.Mkdir(making, 0o700); err != nil {
		return fmt.Errorf("the index cannot be written: %w", err)
	}
	err := into(making)
	if err == nil {
		err = os.RemoveAll(s.place(c))
	}
	if err == nil {
		err = os.Rename(making, s.place(c))
	}
	if err != nil {
		_ = os.RemoveAll(making)
		return err
	}
	// What cannot be removed (on Windows: what somebody still reads) goes the
	// next time.
	for _, folder := range s.generations() {
		if folder != s.place(c) {
			_ = os.RemoveAll(folder)
		}
	}
	return nil
}

// generations returns the folders of the generations that are there, sorted.
func (s store) generations() []string {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() && len(e.Name()) == digestLength {
			out = append(out, filepath.Join(s.dir, e.Name()))
		}
	}
	return out
}
