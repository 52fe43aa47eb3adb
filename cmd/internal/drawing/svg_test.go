package drawing

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestPicture(t *testing.T) {
	t.Parallel()
	c := New(100, 50.5, "a & b")
	c.Box(1, 2, 30, 10, 3, Style{Stroke: "#333", Fill: "#eee", Weight: 1.5})
	c.Text(5, 9, "say \"x\" < y", Font{Size: 10, Bold: true, Italic: true, Color: "red", Anchor: Middle, Turned: true})
	c.Line([]Point{{0, 0}, {10, 5}}, Style{Stroke: "black", Dashed: true})
	c.Line([]Point{{0, 0}}, Style{Stroke: "black"})
	c.Curve(Point{0, 0}, Point{10, 20}, Style{Stroke: "black", Arrow: true})
	c.Text(5, 9, " \x00 ", Font{Size: 10})
	want := `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50.5" viewBox="0 0 100 50.5" font-family="Helvetica, Arial, sans-serif" role="img">
<title>a &amp; b</title>
` + arrow + `<rect width="100" height="50.5" fill="white"/>
<rect x="1" y="2" width="30" height="10" rx="3" fill="#eee" stroke="#333" stroke-width="1.5"/>
<text x="5" y="9" font-size="10" font-weight="bold" font-style="italic" fill="red" text-anchor="middle" transform="rotate(-90 5 9)" textLength="51.46" lengthAdjust="spacingAndGlyphs">say &#34;x&#34; &lt; y</text>
<path d="M0 0 L10 5" fill="none" stroke="black" stroke-dasharray="4 3"/>
<path d="M0 0 C0 10 10 10 10 20" fill="none" stroke="black" marker-end="url(#arrow)"/>
</svg>
`
	if diff := cmp.Diff(want, c.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Whatever is written into a picture, it stays one, with nothing that runs.
func TestPictureIsSound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text, color := rapid.String().Draw(t, "text"), rapid.String().Draw(t, "colour")
		c := New(10, 10, text)
		c.Text(0, 0, text+"</text><script>", Font{Size: 3, Color: strings.Map(xmlOnly, color)})
		c.Box(0, 0, 1, 1, 0, Style{Fill: strings.Map(xmlOnly, color)})
		d := xml.NewDecoder(strings.NewReader(c.String()))
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatalf("%v in\n%s", err, c)
			}
			if e, is := token.(xml.StartElement); is && e.Name.Local == "script" {
				t.Fatalf("a script stands in\n%s", c)
			}
		}
	})
}

func xmlOnly(r rune) rune {
	if r < ' ' || r == 0xFFFD || r&0xFFFE == 0xFFFE {
		return -1
	}
	return r
}

func TestWrap(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff([]string{"one two", "incomprehensible", "three"}, Wrap("one two  incomprehensible\nthree", 10, 45)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := Wrap(" ", 10, 45); got != nil {
		t.Errorf("nothing wraps to %q", got)
	}
}
