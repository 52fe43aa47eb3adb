//go:build race

package reader

const raceDetector = true
