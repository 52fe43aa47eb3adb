package cmd

import "testing"

func BenchmarkSaturation(b *testing.B) {
	benchmarkCommand(b, "saturation", "--unfinished", "-f", "csv", "-q")
}

// BenchmarkSaturationOfManyCodes is 30,000 codings of 1,000 codes.
func BenchmarkSaturationOfManyCodes(b *testing.B) {
	benchmarkOn(b, manyCodes, "saturation", "--unfinished", "-f", "csv", "-q")
}
