package reader

import (
	"context"
	"fmt"
	"strings"

	"grounded/transcript"
)

func isRevJSON(s *source) bool {
	member, _ := jsonMember(s)
	return member == revMember
}

// monologue is a turn as Rev's API returns it, with times in seconds.
type monologue struct {
	Speaker label
	Info    struct {
		Name label `json:"display_name"`
	} `json:"speaker_info"`
	Elements []struct {
		Value string
		Start *float64 `json:"ts"`
	}
}

// readRevJSON reads the JSON of Rev and Rev AI. A monologue is a turn at the time
// of its first word, and its elements, spaces among them, are its text. Speakers
// are numbers, which a member "speakers" or the monologue itself may give names.
func readRevJSON(ctx context.Context, s *source) ([]interview, error) {
	var said []transcript.Said
	var listed []struct{ ID, Name label }
	j := newJSON(ctx, s)
	found := false
	err := j.file(func(key string) error {
		switch key {
		case revMember:
			found = true
			return j.array(func() error {
				var m monologue
				if err := j.value(&m); err != nil {
					return err
				}
				if text := m.text(); text != "" {
					said = append(said, transcript.Said{Speaker: first(string(m.Info.Name), string(m.Speaker)), Time: m.time(), Paragraphs: []string{text}})
				}
				return nil
			})
		case "speakers":
			return j.value(&listed)
		}
		return j.skip()
	})
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fmt.Errorf("%s: has no member %q, as what Rev writes has; leave out --as, or export SRT or VTT", s.name, revMember)
	}
	names := map[string]string{}
	for _, l := range listed {
		names[string(l.ID)] = string(l.Name)
	}
	for i, u := range said {
		said[i].Speaker = first(names[u.Speaker], u.Speaker, someone)
	}
	return []interview{{said: said}}, nil
}

func (m monologue) text() string {
	var b strings.Builder
	for _, e := range m.Elements {
		b.WriteString(e.Value)
	}
	return oneLine(b.String())
}

func (m monologue) time() transcript.Moment {
	for _, e := range m.Elements {
		if e.Start != nil {
			return seconds(e.Start)
		}
	}
	return transcript.Untimed
}
