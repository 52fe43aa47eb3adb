package tui

import (
	"slices"
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
	lists string // the key that opens the worklists

	width, height int
	page          *page
	stripes       []stripe
	top           int // the first line shown
	focus         focus

	work    Work   // the worklist over the study that is gone through, "" for none
	list    list   // the worklist that is gone through
	walk    *walk  // when that is walking
	picked  string // the coding that was gone to or chosen
	trail   []stop // where the reader came from, by way of other passages of a code
	moving  string // the coding whose ends are being moved
	beside  bool   // others' codings are shown
	over    overlay
	message string
	query   string
	hits    []transcript.Span
}

// overlay is what takes the keys while it is open, and is drawn below the text.
type overlay interface {
	// key takes a key. The overlay stays open unless it closes itself with s.over.
	key(s *Screen, k tea.KeyPressMsg) tea.Cmd
	// lines draws it in at most so many lines.
	lines(s *Screen, width, most int) []string
}

// New opens a screen on a desk, with the plain keys or those of vim.
func New(desk Desk, vim bool) (*Screen, error) {
	s := &Screen{desk: desk, keys: bindings(vim), lists: listsKey(vim)}
	if err := s.read(); err != nil {
		return nil, err
	}
	if len(s.sheet.Notes) > 0 {
		s.message = s.sheet.Notes[0]
	}
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
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.resize(msg.Width, msg.Height)
	case lookMsg:
		if s.desk.Changed() {
			s.again(changedOnDisk)
		}
		return s, look()
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
	case tea.KeyPressMsg:
		return s, s.key(msg)
	}
	return s, nil
}

func (s *Screen) key(k tea.KeyPressMsg) tea.Cmd {
	if k.String() == "ctrl+c" {
		return tea.Quit
	}
	if s.page == nil {
		if k.String() == "q" {
			return tea.Quit
		}
		return nil
	}
	if s.over != nil {
		return s.over.key(s, k)
	}
	s.message = ""
	for _, b := range s.keys {
		if slices.Contains(b.keys, k.String()) {
			cmd := b.do(s)
			s.follow()
			return cmd
		}
	}
	if n := k.String(); len(n) == 1 && n[0] >= '1' && n[0] <= '9' {
		s.putNumbered(int(n[0] - '1'))
		return nil
	}
	s.message = "no key " + k.String() + " here; ? shows those there are"
	return nil
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

// read takes the sheet from the desk.
func (s *Screen) read() error {
	sheet, err := s.desk.Sheet()
	if err != nil {
		return err
	}
	changed := s.sheet.Text == nil || s.sheet.Text.ID != sheet.Text.ID || s.sheet.Text.Body != sheet.Text.Body
	s.sheet = sheet
	s.focus.text = sheet.Text
	if changed && s.page != nil {
		s.page = layOut(sheet.Text, s.textWidth())
		s.top = min(s.top, max(len(s.page.lines)-1, 0))
		s.focus.free = false
		s.focus.place(min(s.focus.span.Start, len(sheet.Text.Body)))
		s.hits = s.find(s.query)
	}
	if s.page != nil {
		s.stripe()
	}
	return nil
}

// again reads the sheet anew, and says why.
func (s *Screen) again(why string) {
	if err := s.read(); err != nil {
		s.message = err.Error()
		return
	}
	s.message = why
	for _, n := range s.sheet.Notes {
		s.message += "; " + n
	}
}

// change does one thing at the desk and shows what came of it. It does nothing when the
// words are not those any more that the key was pressed on.
func (s *Screen) change(do func() (string, error)) bool {
	elsewhere := s.desk.Changed()
	if elsewhere {
		shown := s.sheet.Text.Body
		if s.again(changedOnDisk); s.sheet.Text.Body != shown {
			s.message = "the text was changed on disk meanwhile, so nothing was done; look, and do it again"
			return false
		}
	}
	said, err := do()
	if err != nil {
		s.message = err.Error()
		_ = s.read()
		return false
	}
	if elsewhere {
		said += "; " + changedOnDisk
	}
	s.again(said)
	return true
}

// follow scrolls so that the focus is seen.
func (s *Screen) follow() {
	if s.page == nil || len(s.page.lines) == 0 {
		return
	}
	rows := s.rows()
	margin := min(2, (rows-1)/2)
	first, last := s.page.lineOf(s.focus.span.Start), s.page.lineOf(max(s.focus.span.End-1, s.focus.span.Start))
	if s.focus.free && !s.focus.back {
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

// line moves the focus by lines of words, at the same column.
func (s *Screen) line(n int) {
	from := s.page.lineOf(s.focus.head())
	to := s.page.textLine(from, n)
	if to == from {
		return
	}
	offset := s.page.offsetAt(to, s.page.columnOf(from, s.focus.head()))
	before := s.focus.span
	s.focus.place(offset)
	// A unit of several lines is left by its edge.
	if s.focus.span == before && !s.focus.free {
		edge := before.Start
		if n > 0 {
			edge = before.End - 1
		}
		if at := s.page.textLine(s.page.lineOf(edge), sign(n)); at != s.page.lineOf(edge) {
			s.focus.place(s.page.lines[at].span.Start)
		}
	}
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}
