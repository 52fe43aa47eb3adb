package tui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// The least screen on which there is room to read.
const (
	leastWidth  = 60
	leastHeight = 10
)

// Screen is the coding screen, a tea.Model. All that it shows comes from its Desk.
type Screen struct {
	desk  Desk
	sheet Sheet
	keys  []binding
	atEnd []binding // the keys while ends are moved
	lists string    // the key that opens the worklists

	width, height int
	page          *page
	stripes       []stripe
	top           int // the first line shown
	focus         focus
	dropped       bool // the words that were marked were changed on disk: nothing is marked until the reader moves

	work    Work   // the worklist over the study that is gone through, "" for none
	list    list   // the worklist that is gone through
	walk    *walk  // when that is walking
	nines   int    // which nine of the codes that came later the numbers put
	picked  string // the coding that was gone to or chosen
	trail   []stop // where the reader came from, by way of other passages of a code
	moving  *ends  // the ends that are being moved
	placing string // the coding adrift that is being put back
	beside  bool   // others' codings are shown
	over    overlay
	message string
	notes   string   // of the sheet, as they were said last
	asides  []string // what became of what was open when the sheet was read anew
	drafts  map[string]string
	query   string
	hits    []transcript.Span
	folded  *folded // the text as it is searched

	slow bool // the last change waited long in vain
	deaf bool // keys that were typed meanwhile are not heard

	stayed bool // what is being written could not be kept, so it was not left

	memos     []Memo // of the analyst on codes and codings
	memosRead bool
}

// overlay is what takes the keys while it is open, and is drawn below the text.
type overlay interface {
	// key takes a key. The overlay stays open unless it closes itself with s.over.
	key(s *Screen, k tea.KeyPressMsg) tea.Cmd
	// lines draws it in at most so many lines.
	lines(s *Screen, width, most int) []string
}

// taker is an overlay into which text is typed or pasted.
type taker interface {
	overlay
	paste(s *Screen, text tea.PasteMsg)
}

// renewed is an overlay that shows something of the sheet, which was read anew.
type renewed interface{ renew(s *Screen) }

// New opens a screen on a desk, with the plain keys or those of vim.
func New(desk Desk, vim bool) (*Screen, error) {
	s := &Screen{desk: desk, keys: bindings(vim), atEnd: endBindings(vim), lists: listsKey(vim), drafts: map[string]string{}}
	if err := s.read(); err != nil {
		return nil, err
	}
	if s.notes = strings.Join(s.sheet.Notes, "; "); s.sheet.ReadOnly {
		s.message = "this study cannot be written: read and search, and nothing is coded"
	}
	s.message = strings.Trim(s.message+"; "+s.notes, "; ")
	s.focus = focus{text: s.sheet.Text, measure: bySentence}
	s.focus.place(s.start())
	return s, nil
}

// start is where reading begins: behind the last coding of a transcript that is not
// finished, else at the top.
func (s *Screen) start() int {
	last := 0
	if s.sheet.Finished {
		return 0
	}
	for _, c := range s.sheet.Codings {
		if c.Fate != coding.Adrift {
			last = max(last, c.Now.Start)
		}
	}
	return last
}

// watched is how often files are looked at for what others changed.
const watched = 2 * time.Second

const changedOnDisk = "the files changed on disk"

type lookMsg struct{}

func look() tea.Cmd { return tea.Tick(watched, func(time.Time) tea.Msg { return lookMsg{} }) }

// Init begins to watch the files that the sheet was read from.
func (s *Screen) Init() tea.Cmd { return look() }

// Update takes a key, the mouse or a new size.
func (s *Screen) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := s.take(msg)
	if s.page != nil && s.page.width != s.textWidth() { // what stands beside it has changed
		s.lay()
		s.follow()
	}
	return s, cmd
}

func (s *Screen) take(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.resize(msg.Width, msg.Height)
	case lookMsg:
		if s.desk.Changed() {
			s.again(changedOnDisk)
		}
		return look()
	case tea.MouseWheelMsg:
		switch {
		case s.over != nil || s.page == nil:
		case msg.Mouse().Button == tea.MouseWheelUp:
			s.scroll(-3)
		case msg.Mouse().Button == tea.MouseWheelDown:
			s.scroll(3)
		}
	case tea.MouseClickMsg:
		s.click(msg.Mouse())
	case tea.MouseMotionMsg:
		s.drag(msg.Mouse())
	case tea.PasteMsg:
		if t, ok := s.over.(taker); ok {
			t.paste(s, msg)
			s.follow()
		}
	case Leave:
		return s.leaveAll()
	case hearMsg:
		s.deaf = false
	case tea.KeyPressMsg:
		if s.deaf {
			return nil
		}
		cmd := s.key(msg)
		if s.slow {
			s.slow, s.deaf = false, true
			cmd = tea.Batch(cmd, tea.Tick(deafFor, func(time.Time) tea.Msg { return hearMsg{} }))
		}
		return cmd
	}
	return nil
}

// Leave is the message to leave at once, as ctrl+c does: a memo that is being written
// is kept.
type Leave struct{}

// Keys that were typed while a change waited in vain would wipe away what is said of it,
// or do something else than was meant; deafFor is how long they take to arrive.
const (
	longWait = time.Second
	deafFor  = 200 * time.Millisecond
)

type hearMsg struct{}

// leaveAll leaves. A memo that is being written is kept first; when that fails it stays
// open, once.
func (s *Screen) leaveAll() tea.Cmd {
	if n, ok := s.over.(*note); ok && !s.stayed && !n.keep(s) {
		s.stayed = true
		s.message += "; ctrl+c again leaves without it"
		return nil
	}
	return tea.Quit
}

func (s *Screen) key(k tea.KeyPressMsg) tea.Cmd {
	name := k.String()
	if name == "ctrl+c" {
		return s.leaveAll()
	}
	s.stayed = false
	if s.page == nil {
		if name == "q" {
			return s.leaveAll()
		}
		return nil
	}
	if s.over != nil {
		return s.over.key(s, k)
	}
	s.message = ""
	if s.moving != nil {
		s.keyAtEnds(name)
		return nil
	}
	act, do := s.bound(name)
	switch {
	case do == nil:
		s.message = "no key " + name + " here; ? shows those there are"
		return nil
	case s.placing != "" && (act == changes || act == goes):
		s.message = "not while a coding is put back: e puts it on what is marked, esc leaves it adrift"
		return nil
	case act == moves || act == marks:
		s.dropped = false
	}
	picked, was := s.picked, s.focus.span
	cmd := do(s)
	if act == moves && s.picked == picked && s.focus.span != was {
		s.picked = "" // that coding was left
	}
	s.follow()
	return cmd
}

// bound is what a key does.
func (s *Screen) bound(name string) (act, func(*Screen) tea.Cmd) {
	for _, b := range s.keys {
		if slices.Contains(b.keys, name) && b.do != nil {
			return b.act, b.do
		}
	}
	if len(name) == 1 && name[0] >= '1' && name[0] <= '9' {
		return changes, func(s *Screen) tea.Cmd {
			s.putNumbered(int(name[0] - '1'))
			return nil
		}
	}
	return looks, nil
}

// resize lays the text out anew.
func (s *Screen) resize(width, height int) {
	first := 0
	if s.page != nil && s.top < len(s.page.lines) {
		first = s.page.lines[s.top].span.Start
	}
	s.width, s.height = width, height
	if width < leastWidth || height < leastHeight {
		s.page = nil
		return
	}
	s.lay()
	s.top = s.page.lineOf(first)
	if first == 0 {
		s.top = 0
	}
	s.follow()
}

func (s *Screen) lay() {
	s.page = layOut(s.sheet.Text, s.textWidth())
	s.stripe()
}

func (s *Screen) stripe() {
	var others []Other
	if s.beside {
		others = s.sheet.Others
	}
	s.stripes = stripes(s.page, s.sheet.Book, s.sheet.Codings, others)
}

// follow scrolls so that the focus is seen.
func (s *Screen) follow() {
	if s.page == nil || len(s.page.lines) == 0 {
		return
	}
	rows := s.rows()
	margin := min(2, (rows-1)/2)
	first, last := s.page.lineOf(s.focus.span.Start), s.page.lineOf(max(s.focus.span.End-1, s.focus.span.Start))
	if s.focus.free && !s.focus.back || s.moving != nil && !s.moving.first {
		first = last
	}
	if first < s.top+margin {
		s.top = max(first-margin, 0)
	}
	if last >= s.top+rows-margin && last-first < rows-2*margin {
		s.top = last - rows + 1 + margin
	} else if first >= s.top+rows-margin {
		s.top = first - margin
	}
	s.top = max(min(s.top, len(s.page.lines)-rows), 0)
}

func (s *Screen) scroll(lines int) {
	s.top = max(min(s.top+lines, len(s.page.lines)-s.rows()), 0)
}
