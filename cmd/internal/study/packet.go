package study

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// packetFile tells in a packet for whom it was made, and what was in it.
const packetFile = "handout.toml"

// Packet is a study as one analyst is handed it: without the work of others.
type Packet struct {
	For         coding.Analyst
	Transcripts int
	Withheld    int // values of sensitive attributes that were left out

	files map[string][]byte
}

// Packet makes a packet of the study for an analyst: the transcripts, the people in
// them, frameworks, and the analyst's own work and codebook. Others' work, the imported files and
// what crosswalks say stay here, and so do settings that tell of others. Sensitive
// attributes go only where that is asked. Where some transcripts are named, only these
// go.
func (s *Study) Packet(a Analyst, sensitive bool, only ...transcript.ID) (Packet, error) {
	p := Packet{For: a.ID, files: map[string][]byte{}}
	kept, err := s.kept()
	if err != nil {
		return p, err
	}
	for _, name := range kept {
		if !s.isOf(a, name) && !strings.HasPrefix(name, transcriptsFolder+"/") && !isFramework(name) {
			continue
		}
		id, text := strings.CutPrefix(name, transcriptsFolder+"/")
		if len(only) > 0 && (text && !slices.Contains(only, transcript.ID(strings.TrimSuffix(id, ".txt"))) || s.isAbout(name, func(id transcript.ID) bool { return !slices.Contains(only, id) })) {
			continue
		}
		src, err := s.read(name)
		if err != nil {
			return p, err
		}
		if len(only) > 0 && name == progressFile(a.ID) {
			if src, err = progressOn(name, src, only); err != nil {
				return p, err
			}
		}
		if text {
			p.Transcripts++
			if src, err = transcript.Describe(id, src, tomledit.Unset(tomledit.Root, "source"), tomledit.Unset(tomledit.Root, "original"), tomledit.Unset(tomledit.Root, "sha256")); err != nil {
				return p, err
			}
		}
		p.files[name] = src
	}
	p.files[".gitignore"], p.files[".gitattributes"] = []byte(gitignore), []byte(gitattributes)
	p.files[localFile] = fmt.Appendf(nil, "analyst = %s\n", tomledit.Text(string(a.ID)))
	if p.files[configFile], err = s.settingsFor(a); err != nil {
		return p, err
	}
	people, err := s.Cases()
	if err != nil {
		return p, err
	}
	if src, err := s.read(casesFile); err == nil {
		if !sensitive {
			cs := slices.Clone(people.Cases)
			for i := range cs {
				c := cs[i].Clone()
				for _, name := range c.Sensitive {
					if _, there := c.Attributes[name]; there {
						delete(c.Attributes, name)
						p.Withheld++
					}
				}
				c.Sensitive = nil
				cs[i] = c
			}
			if src, err = people.Put(cs...); err != nil {
				return p, err
			}
		}
		p.files[casesFile] = src
	} else if !errors.Is(err, fs.ErrNotExist) {
		return p, err
	}
	p.files[packetFile], err = p.list(s, a)
	return p, err
}

// isOf reports whether a file holds the work of an analyst, or the codebook they use.
func (s *Study) isOf(a Analyst, name string) bool {
	for _, folder := range []string{codingsFolder, roundsFolder, memosFolder, modelsFolder, frameworksFolder} {
		if strings.HasPrefix(name, folder+"/"+string(a.ID)+"/") {
			return true
		}
	}
	return name == a.CodebookFile() || name == a.ProposalsFile() || name == historyFolder+"/"+string(a.ID)+".jsonl"
}

// isAbout reports whether a file holds codings, of now or of a closed round, of a
// transcript that is meant.
func (s *Study) isAbout(name string, means func(transcript.ID) bool) bool {
	folder, _, _ := strings.Cut(name, "/")
	id, codings := strings.CutSuffix(path.Base(name), ".jsonl")
	return codings && (folder == codingsFolder || folder == roundsFolder) && means(transcript.ID(id))
}

// progressOn returns a progress file with what it says of some transcripts alone.
func progressOn(file string, src []byte, only []transcript.ID) ([]byte, error) {
	known, problems := decodeProgress(file, src)
	if err := problem.Fatal(problems); err != nil {
		return nil, err
	}
	var edits []tomledit.Edit
	for i, p := range known {
		if !slices.Contains(only, p.ID) {
			edits = append(edits, tomledit.Remove(tomledit.Nth("transcript", i)))
		}
	}
	doc, _ := tomledit.Parse(file, src)
	doc, err := doc.Edit(edits...)
	if err != nil {
		return nil, err
	}
	return doc.Source, nil
}

// settingsFor returns the settings with one analyst alone.
func (s *Study) settingsFor(a Analyst) ([]byte, error) {
	src, err := s.read(configFile)
	if err != nil {
		return nil, err
	}
	doc, _ := tomledit.Parse(configFile, src)
	var edits []tomledit.Edit
	for i, other := range s.Config.Analysts {
		if other.ID != a.ID {
			edits = append(edits, tomledit.Remove(tomledit.Nth("analyst", i)))
		}
	}
	if owner, _, _ := strings.Cut(s.Config.Model, "/"); s.Config.Model != "" && owner != string(a.ID) {
		edits = append(edits, tomledit.Unset(tomledit.Root, "model"))
	}
	if doc, err = doc.Edit(edits...); err != nil {
		return nil, err
	}
	return doc.Source, nil
}

// list writes what is handed out, with a fingerprint of each file.
func (p Packet) list(s *Study, a Analyst) ([]byte, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "# What was handed out, so that grounded takein can tell what was done since.\nformat = 1\nstudy = %s\nfor = %s\nat = %s\n",
		tomledit.Text(s.Config.Name), tomledit.Text(string(a.ID)), s.options.Now().UTC().Truncate(time.Second).Format(time.RFC3339))
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		if s.isOf(a, name) {
			fmt.Fprintf(&b, "\n[[file]]\npath = %s\nsha256 = %s\n", tomledit.Text(name), tomledit.Text(substance(name, p.files[name])))
			if codings, problems := coding.Decode(name, p.files[name]); isCodings(a.ID, name) && problem.Fatal(problems) == nil {
				var ids []string
				for _, c := range codings {
					ids = append(ids, tomledit.Text(fmt.Sprintf("%s %s %d-%d", c.ID, decision(c), c.Span.Start, c.Span.End)))
				}
				fmt.Fprintf(&b, "codings = [%s]\n", strings.Join(ids, ", "))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		if id, ok := strings.CutPrefix(name, transcriptsFolder+"/"); ok {
			_, body, _, err := transcript.Parts(string(p.files[name]))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			fmt.Fprintf(&b, "\n[[transcript]]\nid = %s\ntext = %s\n", tomledit.Text(strings.TrimSuffix(id, ".txt")), tomledit.Text(transcript.TextHash(body)))
		}
	}
	return []byte(b.String()), nil
}

// decision is a fingerprint of what somebody decided in a coding: all but where it
// stands and its words.
func decision(c coding.Coding) string {
	said := fmt.Append(nil, c.Code, "\x00", c.Memo, "\x00", c.At.Unix(), c.Round, c.By, "\x00", c.Query, c.From)
	if c.Flags != "" {
		said = fmt.Append(said, "\x00", c.Flags)
	}
	sum := sha256.Sum256(said)
	return hex.EncodeToString(sum[:8])
}

// isCodings reports whether a file holds the codings of an analyst as they are now.
func isCodings(a coding.Analyst, name string) bool {
	return strings.HasPrefix(name, codingsFolder+"/"+string(a)+"/") && strings.HasSuffix(name, ".jsonl")
}

// substance is a fingerprint of what a file says that somebody decided. Of codings it
// leaves out where they stand and their words, and of progress the text it is about:
// both change when a transcript is corrected, though the analyst did nothing.
func substance(name string, src []byte) string {
	text := string(src)
	switch folder, _, _ := strings.Cut(name, "/"); {
	case folder != codingsFolder && folder != roundsFolder:
	case strings.HasSuffix(name, ".jsonl"):
		codings, problems := coding.Decode(name, src)
		if problem.Fatal(problems) != nil {
			break
		}
		lines := make([]string, len(codings))
		for i, c := range codings {
			lines[i] = c.ID + decision(c)
		}
		slices.Sort(lines)
		text = strings.Join(lines, "\n")
	case strings.HasSuffix(name, "/"+progressName):
		progress, problems := decodeProgress(name, src)
		if problem.Fatal(problems) != nil {
			break
		}
		lines := make([]string, len(progress))
		for i, p := range progress {
			lines[i] = fmt.Sprint(p.ID, p.Round, p.Started.Unix(), p.Finished.Unix(), p.Revisited.Unix())
		}
		slices.Sort(lines)
		text = strings.Join(lines, "\n")
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Zip writes the packet as a zip file, the same bytes for the same packet, its files in
// a folder of that name.
func (p Packet) Zip(folder string, at time.Time) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: folder + "/" + name, Method: zip.Deflate, Modified: at.UTC().Truncate(24 * time.Hour)})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(p.files[name]); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
