// Package testdata holds the sample study: interviews as a team would have
// exported them, two analysts' codebooks, codings, memos, a model, a theory to
// hold against them, and what participants put into a questionnaire. It holds no
// study: one is made of it, as of any such files, by the real commands.
package testdata

import "embed"

// Sample is the folder sample/.
//
//go:embed sample
var Sample embed.FS
