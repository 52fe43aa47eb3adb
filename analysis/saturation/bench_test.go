package saturation

import (
	"math/rand/v2"
	"testing"
)

// BenchmarkGrow takes a thousand units of fifty codes each, of a thousand, in a thousand
// orders.
func BenchmarkGrow(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	units := make([]set, 1000)
	for i := range units {
		units[i] = newSet(1000)
		for range 50 {
			units[i].add(random.IntN(1000) * random.IntN(1000) / 1000) // some codes are common
		}
	}
	for b.Loop() {
		grow(units, 1000, 1000, rand.New(rand.NewPCG(1, 0)))
	}
}
