package txn

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// checkPath returns nil for a slash-separated path below the study's root that
// means the same file on every system.
func checkPath(path string) error {
	if !fs.ValidPath(path) || path == "." {
		return fmt.Errorf("%q is %w: paths are relative to the study folder and do not climb out of it", path, ErrPath)
	}
	for part := range strings.SplitSeq(path, "/") {
		switch {
		case strings.ContainsFunc(part, func(r rune) bool { return r < ' ' || strings.ContainsRune(`<>:"|?*\`, r) }):
			return fmt.Errorf("%q is %w: a name cannot hold control characters or any of <>:\"|?*\\", path, ErrPath)
		case strings.HasSuffix(part, ".") || strings.HasSuffix(part, " "):
			return fmt.Errorf("%q is %w: a name cannot end in a dot or a space", path, ErrPath)
		case isDevice(part):
			return fmt.Errorf("%q is %w: %s is a device on Windows", path, ErrPath, part)
		}
	}
	return nil
}

// isDevice reports whether Windows takes the name for a device, which it does
// whatever follows the first dot.
func isDevice(name string) bool {
	name, _, _ = strings.Cut(name, ".")
	name = strings.ToUpper(strings.TrimRight(name, " "))
	switch name {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	port, ok := strings.CutPrefix(name, "COM")
	if !ok {
		port, ok = strings.CutPrefix(name, "LPT")
	}
	return ok && len([]rune(port)) == 1 && strings.ContainsAny(port, "0123456789¹²³")
}

// checkTarget is checkPath for a path that is to be written by a caller: the
// store's own folder, save the cache and the drafts, and that of git are not theirs to
// write.
func checkTarget(path string) error {
	if err := checkPath(path); err != nil {
		return err
	}
	first, rest, _ := strings.Cut(path, "/")
	switch {
	case strings.EqualFold(first, ".git"), strings.EqualFold(first, ownDir) && !strings.HasPrefix(rest, "cache/") && !strings.HasPrefix(path, Drafts+"/"):
		return fmt.Errorf("%q is %w: %s is not for commands to write", path, ErrPath, first)
	}
	return nil
}

// unlogged reports whether a file is left out of records and of undo: the
// history cannot name itself, and the cache can be made again.
func unlogged(path string) bool {
	return strings.HasPrefix(path, historyDir+"/") || strings.HasPrefix(path, ownDir+"/")
}

// resolve follows the links of path and returns where the file itself stands,
// slash-separated and relative to the root, so that a link stays when its file
// is replaced. info is nil when there is no file yet. A link that leaves the
// study or leads nowhere is an error.
func (h *hold) resolve(path string) (real string, info fs.FileInfo, err error) {
	base, err := filepath.EvalSymlinks(h.Root)
	if err != nil {
		return "", nil, fmt.Errorf("the study folder %s cannot be opened: %w", h.Root, bare(err))
	}
	have, missing := filepath.Join(base, filepath.FromSlash(path)), ""
	for {
		full, err := filepath.EvalSymlinks(have)
		if err == nil {
			real = filepath.Join(full, missing)
			break
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", nil, explain(path, err)
		}
		if _, err := os.Lstat(have); err == nil {
			return "", nil, fmt.Errorf("%s is a link that leads nowhere; mend it or remove it", path)
		}
		have, missing = filepath.Dir(have), filepath.Join(filepath.Base(have), missing)
	}
	rel, err := filepath.Rel(base, real)
	if err != nil || !filepath.IsLocal(rel) {
		return "", nil, fmt.Errorf("%s is a link that %w, to %s; only files inside the study are written: put the file itself there", path, ErrOutside, real)
	}
	if missing == "" {
		if info, err = os.Lstat(real); err != nil {
			return "", nil, explain(path, err)
		}
	}
	return filepath.ToSlash(rel), info, nil
}
