package index

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/analysis/index/query"
	"grounded/transcript"
)

// searchSame searches with the index in dir, demands what a scan finds, and
// returns the road that was taken.
func searchSame(t *testing.T, dir string, sources []Source, q query.Query) Result {
	t.Helper()
	want, err := Scan(t.Context(), sources, q, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(want.Hits) == 0 {
		t.Fatalf("%s finds nothing, so that equal hits say nothing", q)
	}
	got, err := Search(t.Context(), dir, sources, q, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.Hits, got.Hits); diff != "" {
		t.Fatalf("by %s (%s), %s: -scan +index:\n%s", got.Road, got.Reason, q, diff)
	}
	return got
}

// broad is met by most turns of a random corpus, on several grounds.
const broad = `(worry OR "no no" OR café OR well-off) OR (money NOT the)`

func TestRoads(t *testing.T) {
	ts := randomCorpus(t, 11, 8)
	dir := filepath.Join(t.TempDir(), "cache", "index")
	q := parse(t, broad)
	step := func(road Road, reason string) {
		t.Helper()
		res := searchSame(t, dir, sourcesOf(ts...), q)
		if res.Road != road || res.Reason != reason {
			t.Errorf("went by %s (%s), want %s (%s)", res.Road, res.Reason, road, reason)
		}
	}
	step(Rebuilt, "there was no index")
	step(Indexed, "")
	ts[2] = randomTranscript(t, rand.New(rand.NewPCG(1, 1)), ts[2].ID, "")
	step(Refreshed, "transcripts: 1 changed")
	step(Indexed, "")
	ts = append(ts[1:], randomTranscript(t, rand.New(rand.NewPCG(1, 2)), "zz", "fr"))
	step(Refreshed, "transcripts: 1 new, 1 gone")
	step(Indexed, "")
	speakers := slices.Clone(ts[0].Speakers)
	speakers[0].Role = transcript.Participant
	ts[0] = transcript.New(ts[0].ID, transcript.Meta{Speakers: speakers}, ts[0].Body)
	step(Refreshed, "transcripts: 1 changed")
	ts = randomCorpus(t, 12, 8)
	step(Rebuilt, "there was no index")

	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 2 {
		t.Errorf("the cache holds %v, want one generation and the lock", entries)
	}
}

// TestRefreshEqualsRebuild changes a study at random, again and again.
func TestRefreshEqualsRebuild(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	ts := randomCorpus(t, 5, 10)
	dir := t.TempDir()
	roads := map[Road]int{}
	for n := range 25 {
		switch i := r.IntN(len(ts)); r.IntN(4) {
		case 0:
			ts = append(ts, randomTranscript(t, r, transcript.ID(fmt.Sprintf("new-%02d", n)), ""))
		case 1:
			if len(ts) > 4 {
				ts = slices.Delete(ts, i, i+1)
			}
		default:
			ts[i] = randomTranscript(t, r, ts[i].ID, []string{"", "de"}[r.IntN(2)])
		}
		sources := sourcesOf(ts...)
		roads[searchSame(t, dir, sources, parse(t, broad)).Road]++
		anew := filepath.Join(t.TempDir(), "anew")
		if err := Rebuild(t.Context(), anew, sources, Options{}); err != nil {
			t.Fatal(err)
		}
		for range 10 {
			q := randomQuery(t, r)
			want, err := Search(t.Context(), anew, sources, q, Options{})
			if err != nil {
				t.Fatal(err)
			}
			got, err := Search(t.Context(), dir, sources, q, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.Hits, got.Hits); diff != "" || want.Road != Indexed || got.Road != Indexed {
				t.Fatalf("change %d, %s, by %s and %s: -rebuilt +refreshed:\n%s", n, q, want.Road, got.Road, diff)
			}
		}
	}
	if roads[Refreshed] < 20 || roads[Scanned] > 0 {
		t.Errorf("the roads were %v: want refreshes", roads)
	}
}

// TestManyFilesAreMadeFew stands in for a long row of refreshes whose files
// bleve never came to merge.
func TestManyFilesAreMadeFew(t *testing.T) {
	ts := randomCorpus(t, 13, 6)
	dir := t.TempDir()
	q := parse(t, broad)
	searchSame(t, dir, sourcesOf(ts...), q)
	folder := store{dir}.generations()[0]
	g, err := readGeneration(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	for n := range mostFiles {
		if err := os.WriteFile(filepath.Join(folder, bleveFolder, fmt.Sprint("more-", n)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := writeSeal(folder, g.seal.Language, g.seal.Transcripts); err != nil {
		t.Fatal(err)
	}
	for _, want := range []Road{Indexed, Rebuilt} {
		if res := searchSame(t, dir, sourcesOf(ts...), q); res.Road != want {
			t.Errorf("went by %s (%s), want %s", res.Road, res.Reason, want)
		}
		ts = ts[1:]
	}
}

func TestOnlyTranscriptsWithHitsAreLoaded(t *testing.T) {
	ts := study(t, 6, 300)
	ts[3] = transcript.New(ts[3].ID, transcript.Meta{}, "a walrus\n")
	sources := sourcesOf(ts...)
	var mu sync.Mutex
	var loaded []transcript.ID
	for i, s := range sources {
		sources[i].Load = func() (*transcript.Transcript, error) {
			mu.Lock()
			defer mu.Unlock()
			loaded = append(loaded, s.ID)
			return s.Load()
		}
	}
	dir := t.TempDir()
	for _, want := range []int{7, 1} { // to make the index, and then for the hit
		loaded = nil
		if _, err := Search(t.Context(), dir, sources, parse(t, "walruses"), Options{}); err != nil {
			t.Fatal(err)
		}
		if len(loaded) != want || loaded[len(loaded)-1] != ts[3].ID {
			t.Errorf("loaded %v, want %d", loaded, want)
		}
	}
}

// damages are what may happen to a file.
var damages = map[string]func(r *rand.Rand, path string, src []byte) error{
	"deleted":   func(_ *rand.Rand, path string, _ []byte) error { return os.Remove(path) },
	"emptied":   func(_ *rand.Rand, path string, _ []byte) error { return os.Truncate(path, 0) },
	"truncated": func(_ *rand.Rand, path string, src []byte) error { return os.Truncate(path, int64(len(src)/2)) },
	"grown": func(_ *rand.Rand, path string, src []byte) error {
		return os.WriteFile(path, append(slices.Clone(src), 0), 0o600)
	},
	"garbage": func(r *rand.Rand, path string, src []byte) error {
		junk := make([]byte, len(src))
		for i := range junk {
			junk[i] = byte(r.Uint32())
		}
		return os.WriteFile(path, junk, 0o600)
	},
	"bit flipped": func(r *rand.Rand, path string, src []byte) error {
		bad := slices.Clone(src)
		bad[r.IntN(len(bad))] ^= 1 << r.IntN(8)
		return os.WriteFile(path, bad, 0o600)
	},
	"made a folder": func(_ *rand.Rand, path string, _ []byte) error {
		if err := os.Remove(path); err != nil {
			return err
		}
		return os.Mkdir(path, 0o700)
	},
}

func TestDamageIsMended(t *testing.T) {
	sources := sourcesOf(randomCorpus(t, 21, 5)...)
	q := parse(t, broad)
	sound := t.TempDir()
	if err := Rebuild(t.Context(), sound, sources, Options{}); err != nil {
		t.Fatal(err)
	}
	var paths []string
	err := filepath.WalkDir(sound, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && d.Name() != lockFile {
			rel, _ := filepath.Rel(sound, path)
			paths = append(paths, rel)
		}
		return err
	})
	if err != nil || len(paths) < 4 {
		t.Fatalf("files %q: %v", paths, err)
	}
	for _, path := range paths {
		for name, damage := range damages {
			t.Run(filepath.Base(path)+" "+name, func(t *testing.T) {
				t.Parallel()
				dir := filepath.Join(t.TempDir(), "copy")
				if err := os.CopyFS(dir, os.DirFS(sound)); err != nil {
					t.Fatal(err)
				}
				src, err := os.ReadFile(filepath.Join(dir, path))
				if err != nil {
					t.Fatal(err)
				}
				if err := damage(rand.New(rand.NewPCG(uint64(len(src)), 3)), filepath.Join(dir, path), src); err != nil {
					t.Fatal(err)
				}
				res := searchSame(t, dir, sources, q)
				if res.Road != Rebuilt || !strings.HasPrefix(res.Reason, "the index was damaged: ") {
					t.Errorf("went by %s: %s", res.Road, res.Reason)
				}
				if res := searchSame(t, dir, sources, q); res.Road != Indexed {
					t.Errorf("then by %s: %s", res.Road, res.Reason)
				}
			})
		}
	}
}

// TestDamagedFormerIndexIsNotRefreshed damages the index that a refresh would
// begin from.
func TestDamagedFormerIndexIsNotRefreshed(t *testing.T) {
	ts := randomCorpus(t, 22, 6)
	dir := t.TempDir()
	q := parse(t, broad)
	searchSame(t, dir, sourcesOf(ts...), q)
	segments, err := filepath.Glob(filepath.Join(dir, "*", bleveFolder, "store", "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatal(segments, err)
	}
	if err := os.Truncate(segments[0], 100); err != nil {
		t.Fatal(err)
	}
	if res := searchSame(t, dir, sourcesOf(ts[1:]...), q); res.Road != Rebuilt {
		t.Errorf("went by %s: %s", res.Road, res.Reason)
	}
}

func TestOtherVersionIsRebuilt(t *testing.T) {
	ts := randomCorpus(t, 23, 6)
	dir := t.TempDir()
	q := parse(t, broad)
	searchSame(t, dir, sourcesOf(ts...), q)
	folder := store{dir}.generations()[0]
	g, err := readGeneration(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	g.seal.Format = "0 of long ago"
	text, err := g.seal.encode()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, sealFile), text, 0o600); err != nil {
		t.Fatal(err)
	}
	former := filepath.Join(dir, strings.Repeat("0", digestLength))
	if err := os.Rename(folder, former); err != nil {
		t.Fatal(err)
	}
	if g, err := readGeneration(t.Context(), former); err != nil || g.seal.Format != "0 of long ago" {
		t.Fatalf("the test wrote no sound seal: %v", err)
	}
	if res := searchSame(t, dir, sourcesOf(ts...), q); res.Road != Rebuilt {
		t.Errorf("went by %s: %s", res.Road, res.Reason)
	}
	if _, err := os.Stat(former); err == nil {
		t.Error("the index of another version is still there")
	}
}

func TestNowhereToWrite(t *testing.T) {
	sources := sourcesOf(randomCorpus(t, 24, 4)...)
	q := parse(t, broad)
	base := t.TempDir()
	inFile := filepath.Join(base, "file", "index")
	if err := os.WriteFile(filepath.Dir(inFile), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	lockIsFolder := filepath.Join(base, "locked")
	if err := os.MkdirAll(filepath.Join(lockIsFolder, lockFile), 0o700); err != nil {
		t.Fatal(err)
	}
	for dir, reason := range map[string]string{
		inFile:       "the index has no folder to be in: ",
		lockIsFolder: "the index cannot be written: ",
	} {
		if res := searchSame(t, dir, sources, q); res.Road != Scanned || !strings.HasPrefix(res.Reason, reason) {
			t.Errorf("went by %s (%s), want a scan (%s)", res.Road, res.Reason, reason)
		}
		if err := Rebuild(t.Context(), dir, sources, Options{}); err == nil || !strings.HasPrefix(err.Error(), reason) {
			t.Errorf("Rebuild: %v, want %s", err, reason)
		}
	}
}

func TestReadOnlyFolder(t *testing.T) {
	sources := sourcesOf(randomCorpus(t, 25, 4)...)
	q := parse(t, broad)
	dir := filepath.Join(t.TempDir(), "index")
	if err := Rebuild(t.Context(), dir, sources, Options{}); err != nil {
		t.Fatal(err)
	}
	modes := func(folder, file fs.FileMode) {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() {
				return os.Chmod(path, folder)
			}
			return os.Chmod(path, file)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	modes(0o500, 0o400)
	defer modes(0o700, 0o600)
	before := fingerprint(t, dir)
	if res := searchSame(t, dir, sources, q); res.Road != Indexed {
		t.Errorf("a fresh index: went by %s: %s", res.Road, res.Reason)
	}
	if diff := cmp.Diff(before, fingerprint(t, dir)); diff != "" {
		t.Errorf("a search with a fresh index wrote: -before +after:\n%s", diff)
	}
	if err := os.WriteFile(filepath.Join(dir, "probe"), nil, 0o600); err == nil {
		t.Skip("this user may write to read-only folders")
	}
	if res := searchSame(t, dir, sources[1:], q); res.Road != Scanned {
		t.Errorf("a stale index: went by %s: %s", res.Road, res.Reason)
	}
}

// fingerprint returns the times and sizes of what is in a folder.
func fingerprint(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		out[path] = fmt.Sprint(info.Size(), info.ModTime())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCancelledBuildLeavesNothing(t *testing.T) {
	sources := sourcesOf(randomCorpus(t, 26, 6)...)
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var steps []int
	o := Options{Progress: func(done, total int) {
		steps = append(steps, done)
		if total != len(sources) {
			t.Errorf("progress of %d, want %d", total, len(sources))
		}
		cancel()
	}}
	if _, err := Search(ctx, dir, sources, parse(t, broad), o); err != context.Canceled {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	if len(steps) == 0 || steps[0] != 1 {
		t.Errorf("progress was %v", steps)
	}
	if _, err := os.Stat(filepath.Join(dir, makingFolder)); err == nil {
		t.Error("what was begun is still there")
	}
	if res := searchSame(t, dir, sources, parse(t, broad)); res.Road != Rebuilt {
		t.Errorf("then went by %s: %s", res.Road, res.Reason)
	}
}

// cutting is a context that cuts the files of an index to nothing when it is first asked,
// which is when they are mapped already.
type cutting struct {
	context.Context
	cut func()
}

func (c cutting) Done() <-chan struct{} {
	c.cut()
	return c.Context.Done()
}

func TestCutShortWhileSearched(t *testing.T) {
	dir := t.TempDir()
	c, p, err := prepare(sourcesOf(randomCorpus(t, 31, 9)...), parse(t, broad), Options{})
	if err != nil {
		t.Fatal(err)
	}
	g, _, _, err := store{dir}.ready(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	cuts := 0
	once := sync.OnceFunc(func() {
		for _, f := range g.seal.Files {
			if strings.HasSuffix(f.Path, ".zap") {
				if err := os.Truncate(filepath.Join(g.folder, f.Path), 0); err != nil {
					t.Skip("a file that is mapped cannot be cut here: ", err)
				}
				cuts++
			}
		}
	})
	found, err := search(cutting{t.Context(), once}, g, c, p)
	if cuts == 0 || err == nil {
		t.Errorf("%d files cut: %d hits, %v", cuts, len(found), err)
	}
}
