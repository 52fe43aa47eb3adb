package cmd

import "github.com/spf13/cobra"

// commandGroup is a chapter of the program's help.
type commandGroup struct {
	id, title string
	commands  []*cobra.Command
}

func commandGroups(env *Env) []commandGroup {
	return []commandGroup{
		{"start", "Start", []*cobra.Command{newInitCmd(env), newDemoCmd(env), newImportCmd(env), newAnalystCmd(env), newTranscriptCmd(env), newCaseCmd(env)}},
		{"code", "Code", []*cobra.Command{
			newCodeCmd(env), newApplyCmd(env), newRemoveCmd(env), newRecodeCmd(env), newMoveCmd(env), newConfirmCmd(env), newCodebookCmd(env),
			newMemoCmd(env), newDoneCmd(env), newProgressCmd(env), newRoundCmd(env), newRevisitCmd(env), newUndoCmd(env), newRedoCmd(env), newLogCmd(env),
		}},
		{"find", "Find and count", []*cobra.Command{newSearchCmd(env), newQuotesCmd(env), newWordsCmd(env), newTopCmd(env), newMatrixCmd(env), newCooccurCmd(env), newSaturationCmd(env), newTallyCmd(env)}},
		{"compare", "Compare", []*cobra.Command{newCompareCmd(env), newAgreeCmd(env), newDisagreeCmd(env), newCrosswalkCmd(env), newReconcileCmd(env), newSampleCmd(env), newHandoutCmd(env), newTakeinCmd(env), newUnblindCmd(env)}},
		{"themes", "Themes", []*cobra.Command{newThemeCmd(env), newModelCmd(env)}},
		{"care", "Care", []*cobra.Command{newCheckCmd(env), newAnonymizeCmd(env), newRedactCmd(env), newRestrictCmd(env), newWithdrawCmd(env), newReindexCmd(env)}},
		{"share", "Share", []*cobra.Command{newExportCmd(env)}},
	}
}
