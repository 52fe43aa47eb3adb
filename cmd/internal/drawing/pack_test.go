package drawing

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Whatever the boxes, none overlaps another and all are within the whole.
func TestPack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		boxes := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Size {
			return Size{rapid.Float64Range(0.5, 300).Draw(t, "width"), rapid.Float64Range(0.5, 80).Draw(t, "height")}
		}), 0, 60).Draw(t, "boxes")
		stretch := rapid.Float64Range(1, 3).Draw(t, "stretch")
		at, whole := Pack(boxes, stretch)
		if len(at) != len(boxes) {
			t.Fatalf("%d boxes are at %d places", len(boxes), len(at))
		}
		const grain = 1e-6
		for i, b := range boxes {
			if at[i].X < 0 || at[i].Y < 0 || at[i].X+b.Width > whole.Width+grain || at[i].Y+b.Height > whole.Height+grain {
				t.Fatalf("box %d, %v at %v, is not in %v", i, b, at[i], whole)
			}
			for j := range i {
				if at[i].X+grain < at[j].X+boxes[j].Width && at[j].X+grain < at[i].X+b.Width &&
					at[i].Y+grain < at[j].Y+boxes[j].Height && at[j].Y+grain < at[i].Y+b.Height {
					t.Fatalf("boxes %d and %d overlap: %v at %v, %v at %v", j, i, boxes[j], at[j], b, at[i])
				}
			}
		}
		again, _ := Pack(boxes, stretch)
		if diff := cmp.Diff(at, again); diff != "" {
			t.Fatalf("placed again (-before +after):\n%s", diff)
		}
	})
}

// The first box is in the middle, and the whole does not sprawl: words of a cloud fill
// a good half of their picture.
func TestPackIsTight(t *testing.T) {
	t.Parallel()
	var boxes []Size
	filled := 0.0
	for i := range 80 {
		b := Size{200 / float64(1+i/8), 60 / float64(1+i/8)}
		boxes = append(boxes, b)
		filled += b.Width * b.Height
	}
	at, whole := Pack(boxes, 1.6)
	if share := filled / (whole.Width * whole.Height); share < 0.5 {
		t.Errorf("the boxes fill %.2f of %v", share, whole)
	}
	if x := at[0].X + boxes[0].Width/2; x < whole.Width/4 || x > 3*whole.Width/4 {
		t.Errorf("the first box is at %v of %v", at[0], whole)
	}
}

func BenchmarkPack(b *testing.B) {
	var boxes []Size
	for i := range 200 {
		boxes = append(boxes, Size{40 + 200/float64(1+i), 12 + 60/float64(1+i)})
	}
	for b.Loop() {
		Pack(boxes, 1.6)
	}
}
