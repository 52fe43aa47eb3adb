package align

import "math"

// assign pairs rows with columns one to one so that the sum of their scores is as
// great as it can be: the assignment problem, solved by shortest augmenting paths in
// O(n³) (Kuhn 1955; Jonker and Volgenant, Computing 38, 1987, 325-340). It returns the
// column of each row, -1 for none; pairs without a score are none.
func assign(score [][]float64) []int {
	rows := len(score)
	out := make([]int, rows)
	columns := 0
	for _, row := range score {
		columns = max(columns, len(row))
	}
	n := max(rows, columns)
	cost := func(i, j int) float64 {
		if i < rows && j < len(score[i]) {
			return -score[i][j]
		}
		return 0
	}
	// Rows and columns count from 1; place 0 of the columns is where a path begins.
	ofRow, ofColumn := make([]float64, n+1), make([]float64, n+1)
	owner, way := make([]int, n+1), make([]int, n+1)
	for i := 1; i <= n; i++ {
		owner[0] = i
		at := 0
		least, done := make([]float64, n+1), make([]bool, n+1)
		for j := range least {
			least[j] = math.Inf(1)
		}
		for owner[at] != 0 {
			done[at] = true
			row, next, step := owner[at], 0, math.Inf(1)
			for j := 1; j <= n; j++ {
				if done[j] {
					continue
				}
				if c := cost(row-1, j-1) - ofRow[row] - ofColumn[j]; c < least[j] {
					least[j], way[j] = c, at
				}
				if least[j] < step {
					step, next = least[j], j
				}
			}
			for j := range done {
				if done[j] {
					ofRow[owner[j]] += step
					ofColumn[j] -= step
				} else {
					least[j] -= step
				}
			}
			at = next
		}
		for at != 0 {
			owner[at] = owner[way[at]]
			at = way[at]
		}
	}
	for i := range out {
		out[i] = -1
	}
	for j := 1; j <= columns; j++ {
		if i := owner[j] - 1; i >= 0 && i < rows && j-1 < len(score[i]) && score[i][j-1] > 0 {
			out[i] = j - 1
		}
	}
	return out
}
