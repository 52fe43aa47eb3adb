package study

import (
	"path/filepath"
	"slices"
	"strings"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

// Where things lie, relative to the study's folder.
const (
	configFile   = "grounded.toml"
	localFile    = "grounded.local.toml"
	casesFile    = cases.File
	progressName = "progress.toml"

	transcriptsFolder = "transcripts"
	sourcesFolder     = "sources"
	codebooksFolder   = "codebooks"
	codingsFolder     = "codings"
	memosFolder       = "memos"
	crosswalksFolder  = "crosswalks"
	modelsFolder      = "models"
	frameworksFolder  = "frameworks"
	roundsFolder      = "rounds"
	historyFolder     = "history"
	cacheFolder       = ".grounded/cache"
	textsFolder       = cacheFolder + "/texts"
	formerFolder      = cacheFolder + "/former"
	indexFolder       = cacheFolder + "/index"
)

// Owns reports whether a path on disk is that of a file which a study keeps its
// own things in.
func Owns(file string) bool {
	file, err := filepath.Abs(file)
	if err != nil {
		return false
	}
	root, err := Find(filepath.Dir(file))
	if err != nil {
		return false
	}
	rel, err := filepath.Rel(root, file)
	first, _, within := strings.Cut(filepath.ToSlash(rel), "/")
	if err != nil || !within {
		return slices.Contains([]string{configFile, localFile, casesFile, ".gitignore", ".gitattributes"}, first)
	}
	return slices.Contains([]string{transcriptsFolder, sourcesFolder, codebooksFolder, codingsFolder, memosFolder,
		crosswalksFolder, modelsFolder, frameworksFolder, historyFolder, roundsFolder, ".grounded", ".git"}, first)
}

func transcriptFile(id transcript.ID) string { return transcriptsFolder + "/" + string(id) + ".txt" }

func codebookFile(name string) string { return codebooksFolder + "/" + name + ".toml" }

func codingsFile(a coding.Analyst, t transcript.ID) string {
	return codingsOf(a) + "/" + string(t) + ".jsonl"
}

func codingsOf(a coding.Analyst) string {
	if who, label, kept := a.Kept(); kept {
		return roundsOf(who) + "/" + label
	}
	return codingsFolder + "/" + string(a)
}

func roundsOf(a coding.Analyst) string { return roundsFolder + "/" + string(a) }

func progressFile(a coding.Analyst) string { return codingsOf(a) + "/" + progressName }

func memosOf(a coding.Analyst) string { return memosFolder + "/" + string(a) }

// CodebookFile returns where an analyst's codebook lies within the study, for
// messages.
func (a Analyst) CodebookFile() string {
	if _, _, kept := a.ID.Kept(); kept {
		return codingsOf(a.ID) + "/" + keptBook
	}
	return codebookFile(a.Codebook)
}

// ModelFile returns where a model lies; its name is "OWNER/NAME".
func ModelFile(name string) string { return modelsFolder + "/" + name + ".toml" }

// ModelOf returns the name of the model that a file holds.
func ModelOf(file string) string {
	return strings.TrimSuffix(strings.TrimPrefix(file, modelsFolder+"/"), ".toml")
}

// CrosswalkFile returns where the crosswalk of two analysts lies within the
// study, for messages.
func CrosswalkFile(a, b coding.Analyst) string { return crosswalkFile(a, b) }

func crosswalkFile(a, b coding.Analyst) string {
	a, _, _ = a.Kept()
	b, _, _ = b.Kept()
	return crosswalksFolder + "/" + string(min(a, b)) + "--" + string(max(a, b)) + ".toml"
}

// CodeRef names a code of an analyst's book across the study: "analyst-1:rent".
func CodeRef(a coding.Analyst, c codebook.ID) string { return string(a) + ":" + string(c) }

// CodingsFolder returns the folder with an analyst's codings within the study.
func CodingsFolder(a coding.Analyst) string { return codingsOf(a) }
