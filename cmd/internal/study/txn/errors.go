package txn

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"syscall"
)

// What errors of this package can be told apart by, with errors.Is.
var (
	// ErrBusy: another command held the study for longer than Wait.
	ErrBusy = errors.New("the study is busy")
	// ErrPath: a path is not one that a study may hold.
	ErrPath = errors.New("not a path of the study")
	// ErrOutside: a link leads out of the study.
	ErrOutside = errors.New("leads out of the study")
	// ErrNothingToUndo: no change of the analyst stands.
	ErrNothingToUndo = errors.New("nothing to undo")
	// ErrNothingToRedo: the analyst's newest change is not an undo.
	ErrNothingToRedo = errors.New("nothing to redo")
	// ErrFinal: the change is one that cannot be taken back.
	ErrFinal = errors.New("cannot be taken back")
	// ErrChanged: what is to be changed is no longer what it was.
	ErrChanged = errors.New("changed since")
)

// explain says which path could not be written, why, and what to do about it.
func explain(path string, err error) error {
	switch {
	case noSpace(err):
		return fmt.Errorf("%s cannot be written: %w; make room on the disk and run the command again", path, bare(err))
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%s cannot be written: %w; ask who may write there, or work on a copy of the study", path, bare(err))
	}
	return fmt.Errorf("%s cannot be written: %w", path, bare(err))
}

// noSpace reports whether err means a full disk or a spent quota. Windows has
// numbers of its own for it: ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.
func noSpace(err error) bool {
	if runtime.GOOS == "windows" && (errors.Is(err, syscall.Errno(39)) || errors.Is(err, syscall.Errno(112))) {
		return true
	}
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// bare takes the call and the path off an error of package os: the sentence
// around it names the path that people know.
func bare(err error) error {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err
	}
	if le, ok := errors.AsType[*os.LinkError](err); ok {
		return le.Err
	}
	return err
}
