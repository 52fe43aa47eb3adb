package reader

import (
	"context"
	"strings"
)

// Some captions put the speaker in parentheses: "(Name)" on a line of its own,
// the words under it, and a line with a dash before the next speaker; or, with
// full-width parentheses, "（Name）words".
var (
	aloneName = pattern(`^\(([^()]{1,60})\)$`)
	wideName  = pattern(`^（([^（）]{1,60})）[ \t\x{3000}]*(.*)$`)
)

// sounds stand in parentheses too, and are nobody.
var sounds = setOf("laughs laugh laughter laughing music applause applauds clapping cheering cheers silence pause inaudible crosstalk unintelligible noise" +
	" sigh sighs coughs cough crying whispers beep ringing lacht lachen gelächter musik pause applaus stille unverständlich rires musique" +
	" applaudissements risas música aplausos 笑 笑い 笑い声 拍手 沈黙 無音 間 咳 泣 音楽 歓声 中略 不明 聞き取り不能 笑声 掌声 音乐 鼓掌")

// nameParentheses writes names in parentheses as other captions have them, "Name:
// words". A name stands so twice or more, or is listed.
func nameParentheses(ctx context.Context, s *source, cues []cue) error {
	divided := false // a dash stands before a name
	for _, c := range cues {
		if err := ctx.Err(); err != nil {
			return err
		}
		for i, line := range c.lines {
			if strings.Contains(line, "<v") {
				return nil // who speaks is said otherwise
			}
			divided = divided || i > 0 && aloneAt(c.lines, i) != ""
		}
	}
	nameAt := func(lines []string, i int) (name string, alone bool) {
		if name = wideAt(lines[i]); name == "" && divided {
			name, alone = aloneAt(lines, i), true
		}
		if sounds[strings.ToLower(name)] {
			name = ""
		}
		return name, alone
	}
	v := newVote(s.sure)
	for _, c := range cues {
		for i := range c.lines {
			if name, _ := nameAt(c.lines, i); name != "" {
				v.count(name, c.line, false)
			}
		}
	}
	if len(v.order) == 0 {
		return nil
	}
	for _, name := range v.order {
		if v.elected(name) {
			s.sure = append(s.sure, name)
		}
	}
	for n, c := range cues {
		var kept []string
		for i, line := range c.lines {
			switch name, alone := nameAt(c.lines, i); {
			case name == "" || !v.elected(name):
				kept = append(kept, line)
			case !alone:
				kept = append(kept, name+": "+wideName().FindStringSubmatch(strings.TrimSpace(line))[2])
			default:
				if i > 0 {
					kept = kept[:len(kept)-1]
				}
				kept = append(kept, name+":")
			}
		}
		cues[n].lines = kept
	}
	return nil
}

// aloneAt returns the name that is all of line i: first in a cue or below a dash,
// and above words.
func aloneAt(lines []string, i int) string {
	m := aloneName().FindStringSubmatch(strings.TrimSpace(lines[i]))
	if m == nil || i+1 == len(lines) || blank(lines[i+1]) || isDash(lines[i+1]) || i > 0 && !isDash(lines[i-1]) {
		return ""
	}
	return cleanLabel(m[1])
}

func isDash(line string) bool { return strings.TrimSpace(line) == "-" }

func wideAt(line string) string {
	if m := wideName().FindStringSubmatch(strings.TrimSpace(line)); m != nil {
		return cleanLabel(m[1])
	}
	return ""
}
